import { useQuery } from "@tanstack/react-query";
import type { Feature, Point } from "geojson";
import { useEffect, useMemo } from "react";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { MAP_FONT } from "../map/fonts.ts";
import { palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage } from "../ui/language.ts";
import { rejectionsQuery, untakenDays } from "./queries.ts";
import { REASON_TITLES } from "./titles.ts";
import { momentAt } from "./zoned.ts";

/** Where positions of a vehicle would have been that were not taken, as far as samples of them are kept. */
export function UntakenDrawing({ vehicleId }: { vehicleId: string }) {
  const atlas = useAtlas();
  const flavor = useFlavor();
  const language = useLanguage();
  const { districtId, today, timeZone } = useView().view.district;
  const days = useQuery(rejectionsQuery({ districtId, vehicleId }, untakenDays(today))).data?.days;
  const features = useMemo(
    () =>
      (days ?? []).flatMap(({ reason, samples }) =>
        samples.flatMap(({ position, at, receivedAt }): Feature<Point>[] => {
          // what says it is at 0, 0 is nowhere
          if (!position || reason === "zero") return [];
          const why = titleIn(language, REASON_TITLES[reason]);
          const when = momentAt(Date.parse(at ?? receivedAt), timeZone, language);
          return [
            {
              type: "Feature",
              properties: { name: `${why} · ${when}` },
              geometry: { type: "Point", coordinates: [...position] },
            },
          ];
        }),
      ),
    [days, language, timeZone],
  );
  useDrawing(
    "fleet-untaken",
    useMemo((): Drawing => {
      const { label, halo } = palettes[flavor];
      const source = "fleet-untaken";
      return {
        sources: { [source]: { type: "geojson", data: { type: "FeatureCollection", features } } },
        layers: [
          {
            slot: "points",
            layer: {
              ...{ id: "fleet-untaken-points", type: "symbol", source },
              layout: {
                "text-field": ["concat", "×\n", ["get", "name"]],
                "text-size": 12,
                "text-font": [MAP_FONT],
                "text-allow-overlap": true,
              },
              paint: { "text-color": label, "text-halo-color": halo, "text-halo-width": 1.4 },
            },
          },
        ],
      };
    }, [features, flavor]),
  );
  useEffect(() => {
    const places = features.map(({ geometry }) => geometry.coordinates);
    if (!atlas || places.length === 0) return;
    const of = (axis: 0 | 1) => places.map((place) => place[axis]!);
    const around = 0.002; // degrees: one place alone is not a point on the screen
    atlas.fit([
      Math.min(...of(0)) - around,
      Math.min(...of(1)) - around,
      Math.max(...of(0)) + around,
      Math.max(...of(1)) + around,
    ]);
  }, [atlas, features]);
  return null;
}
