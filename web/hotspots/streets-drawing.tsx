import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { type Palette, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { strengthOf } from "./cells-drawing.ts";
import { useFollowed } from "./following.ts";
import { type HotspotStreets, streetsQuery } from "./more-queries.ts";
import { usePlainQuestion } from "./params.ts";
import { placeKey } from "./place-list.tsx";
import { ranksDrawing, useChosenPlace } from "./places-drawing.ts";

/** Stretches of street: what is told from chance has colour and width. */
export function StreetsDrawing() {
  const { view } = useView();
  const flavor = useFlavor();
  const question = usePlainQuestion();
  const answer = useFollowed((at) =>
    streetsQuery(view.district.districtId, { ...question, ...at }),
  );
  const chosen = useChosenPlace(answer?.streets) as HotspotStreets["streets"][number] | undefined; // one of them
  useDrawing(
    "hotspot-streets",
    useMemo(() => (answer ? stretchesDrawing(answer, palettes[flavor]) : null), [answer, flavor]),
  );
  useDrawing(
    "hotspot-streets-ranks",
    useMemo(
      () =>
        answer
          ? ranksDrawing(
              "hotspot-streets",
              answer.streets,
              chosen
                ? {
                    type: "MultiLineString",
                    coordinates: chosen.stretches.map((i) => answer.stretches.line[i]!),
                  }
                : null,
              palettes[flavor],
            )
          : null,
      [answer, chosen, flavor],
    ),
  );
  return null;
}

function stretchesDrawing({ stretches, streets }: HotspotStreets, colors: Palette): Drawing {
  const keyOf = new Map(
    streets.flatMap((street) => street.stretches.map((i) => [i, placeKey(street.center)] as const)),
  );
  const colorOf = (i: number) => {
    const ramp = { "1": colors.hot, "-1": colors.cold }[String(stretches.state[i])];
    return ramp ? ramp[strengthOf(stretches.z[i]!)]! : colors.byChance;
  };
  return {
    sources: {
      "hotspot-streets": {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: stretches.line.map((line, i) => ({
            type: "Feature",
            properties: {
              id: keyOf.get(i) ?? "",
              color: colorOf(i),
              isTold: stretches.state[i] !== 0,
              count: stretches.count[i]!,
            },
            geometry: { type: "LineString", coordinates: line },
          })),
        },
      },
    },
    layers: [
      {
        slot: "reach",
        layer: {
          id: "hotspot-streets-chance",
          type: "line",
          source: "hotspot-streets",
          filter: ["!", ["get", "isTold"]],
          layout: { "line-cap": "round" },
          paint: {
            "line-color": ["get", "color"],
            "line-width": ["interpolate", ["linear"], ["zoom"], 12, 1.5, 16, 5],
            "line-opacity": 0.55,
          },
        },
      },
      {
        slot: "reach",
        picks: "hotspots",
        layer: {
          id: "hotspot-streets",
          type: "line",
          source: "hotspot-streets",
          filter: ["get", "isTold"],
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": ["get", "color"],
            "line-width": ["interpolate", ["linear"], ["zoom"], 12, 4, 16, 11],
          },
        },
      },
    ],
  };
}
