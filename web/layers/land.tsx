import { useMemo } from "react";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { drawPlaceSign } from "../map/place-symbols.ts";
import type { DrawingState } from "./facility-drawing.ts";
import { placesDrawing, plotsDrawing } from "./land-drawing.ts";

/** Places and plots on the map, fetched when somebody shows them. */
export function LandOnMap({ state }: { state: DrawingState }) {
  useAtlas()?.painters.set("place", drawPlaceSign); // before an effect draws: an image is asked for once
  useDrawing(
    "plots",
    useMemo(() => plotsDrawing(state), [state]),
  );
  useDrawing(
    "places",
    useMemo(() => placesDrawing(state), [state]),
  );
  return null;
}
