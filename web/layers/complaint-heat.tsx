import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDrawing, useOverlay } from "../map/atlas-context.ts";
import { usePlaying } from "../map/clock.ts";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { rowsOf } from "./complaint-columns.ts";
import { complaintColumnsQuery } from "./complaint-query.ts";
import { heatCellsOf } from "./heat.ts";
import { heatDrawing } from "./heat-drawing.ts";
import { playLayers } from "./play-layers.ts";
import type { EntryId } from "./tree.ts";

/** The heat surface of the period, and, while time is played, the complaints themselves from memory. */
export function ComplaintHeat({ shown }: { shown: ReadonlySet<EntryId> }) {
  const { view } = useView();
  const flavor = useFlavor();
  const playing = usePlaying();
  const columns = useQuery(complaintColumnsQuery(view.district.districtId)).data;
  const lat = view.district.center?.[1] ?? 0;
  const { period } = view;
  const hasHeat = shown.has("complaint-heat");
  const hasPoints = shown.has("complaints");

  // the scale stays while time is played, so that a hotter colour means more
  const still = useMemo(
    () => (columns && hasHeat ? heatCellsOf(columns, rowsOf(columns, period)) : null),
    [columns, period, hasHeat],
  );
  const heat = useMemo(
    () => (columns && playing && still ? heatCellsOf(columns, rowsOf(columns, playing)) : still),
    [columns, playing, still],
  );
  useDrawing(
    "complaint-heat",
    useMemo(
      () => heat && still && heatDrawing(heat, still.peakPerHectare, flavor, lat),
      [heat, still, flavor, lat],
    ),
  );
  useOverlay(
    "complaints-played",
    useMemo(
      () =>
        columns && playing && hasPoints
          ? playLayers(columns, rowsOf(columns, playing), palettes[flavor].complaint)
          : null,
      [columns, playing, hasPoints, flavor],
    ),
  );
  return null;
}
