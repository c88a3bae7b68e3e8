import type { Feature, FeatureCollection } from "geojson";
import type { ExpressionSpecification } from "maplibre-gl";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import type { Round } from "./round-queries.ts";
import { BY_NEED, stopsShown } from "./rounds.ts";
import { stopSignName } from "./stop-signs.ts";
import type { PassState } from "./titles.ts";

/** What a press on a stop is told as. */
export const ROUND_STOPS = "cleaning-round-stops";

type Lines = readonly (readonly (readonly number[])[])[];

/** How a round is drawn. */
export type RoundsDrawn = {
  readonly rounds: readonly Round[];
  /** Whether one round is looked at alone: then its stops are numbered. */
  readonly isOne: boolean;
  readonly shown: ReadonlySet<PassState> | null;
  /** Where the round goes along; null where it has no course, and stops are joined in their order. */
  readonly course: Lines | null;
  readonly flavor: Flavor;
};

const collection = (features: Feature[]): FeatureCollection => ({
  ...{ type: "FeatureCollection", features },
});

/** Stops as the map has them; of one that several rounds empty, what needs somebody most lies on top. */
function stopFeatures({ rounds, isOne, shown, flavor }: RoundsDrawn): Feature[] {
  return rounds.flatMap((round) =>
    stopsShown(round, shown).flatMap(({ stop, number }): Feature[] => {
      const { facilityId: id, kind, name, nameEn, state, position } = stop;
      if (position === null) return [];
      return [
        {
          type: "Feature",
          geometry: { type: "Point", coordinates: [...position] },
          properties: {
            ...{ id, kind, name, nameEn, state, need: BY_NEED.length - BY_NEED.indexOf(state) },
            sign: stopSignName(flavor, state, isOne ? number : null),
          },
        },
      ];
    }),
  );
}

/** The stops of a round in their order, as a line. */
const inOrder = ({ stops }: Round): Lines => [
  stops.flatMap(({ position }) => (position ? [position] : [])),
];

const bySize = (times: number) =>
  ["match", ["get", "state"], "not_done", 1.15 * times, times] as ExpressionSpecification;

/** Stops by what became of them, in shape and colour; one round with its numbers and the line along which it goes. */
export function roundsDrawing(drawn: RoundsDrawn): Drawing {
  const { rounds, isOne, course, flavor } = drawn;
  const colors = palettes[flavor];
  const [one] = rounds;
  const lines = isOne && one ? (course ?? inOrder(one)) : [];
  const line = { source: "cleaning-round-line", type: "line" } as const;
  const round = { "line-cap": "round", "line-join": "round" } as const;
  return {
    sources: {
      [ROUND_STOPS]: { type: "geojson", data: collection(stopFeatures(drawn)) },
      "cleaning-round-line": {
        type: "geojson",
        data: collection(
          lines
            .filter(({ length }) => length > 1)
            .map((path) => ({
              type: "Feature",
              properties: {},
              geometry: { type: "LineString", coordinates: path.map((at) => [...at]) },
            })),
        ),
      },
    },
    layers: [
      {
        slot: "routes",
        layer: {
          ...{ id: "cleaning-round-halo", ...line, layout: round },
          paint: { "line-color": colors.symbolHalo, "line-width": course ? 6 : 3.5 },
        },
      },
      {
        slot: "routes",
        layer: {
          ...{ id: "cleaning-round-line", ...line, layout: round },
          paint: {
            "line-color": colors.route.collection,
            "line-width": course ? 3 : 1.4,
            ...(course ? {} : { "line-dasharray": [2, 2] }),
          },
        },
      },
      {
        ...{ slot: "selection", picks: ROUND_STOPS },
        layer: {
          ...{ id: ROUND_STOPS, type: "symbol", source: ROUND_STOPS },
          layout: {
            "icon-image": ["get", "sign"],
            "icon-size": isOne
              ? ["interpolate", ["linear"], ["zoom"], 12, bySize(0.85), 15, bySize(1.1)]
              : [
                  "interpolate",
                  ["linear"],
                  ["zoom"],
                  11,
                  bySize(0.5),
                  14,
                  bySize(0.8),
                  17,
                  bySize(1),
                ],
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "symbol-sort-key": ["get", "need"],
          },
        },
      },
    ],
  };
}
