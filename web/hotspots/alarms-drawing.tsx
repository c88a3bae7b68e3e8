import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { outlineOf, ringOf } from "./cells-drawing.ts";
import { alarmsQuery, ruleAlarmsQuery } from "./more-queries.ts";
import { useAlarmsAsked, useHotLink } from "./params.ts";
import { placeKey } from "./place-list.tsx";
import { ranksDrawing, useChosenPlace } from "./places-drawing.ts";
import { ringsDrawing } from "./rings-drawing.ts";

/** Alarms as the cells they are of, and new hotspots that one was told of and has not seen, or looks at again. */
export function AlarmsDrawing() {
  const { view } = useView();
  const flavor = useFlavor();
  const { districtId } = view.district;
  const alarms = useQuery(alarmsQuery(districtId, useAlarmsAsked())).data?.alarms;
  const told = useQuery(ruleAlarmsQuery(districtId)).data?.alarms;
  const { spot } = useHotLink();
  const places = useMemo(
    () => [
      ...(alarms ?? []),
      ...(told ?? []).filter(({ seenAt, center }) => seenAt === null || placeKey(center) === spot),
    ],
    [alarms, told, spot],
  );
  const chosen = useChosenPlace(places) as (typeof places)[number] | undefined; // one of them
  useDrawing(
    "hotspot-alarms",
    useMemo(
      () =>
        ringsDrawing(
          "hotspot-alarms",
          places.map(({ center, cells }) => ({ center, rings: cells.map(ringOf) })),
          palettes[flavor],
        ),
      [places, flavor],
    ),
  );
  useDrawing(
    "hotspot-alarms-ranks",
    useMemo(
      () =>
        ranksDrawing(
          "hotspot-alarms",
          alarms ?? [],
          chosen ? { type: "MultiLineString", coordinates: outlineOf(chosen.cells) } : null,
          palettes[flavor],
        ),
      [alarms, chosen, flavor],
    ),
  );
  return null;
}
