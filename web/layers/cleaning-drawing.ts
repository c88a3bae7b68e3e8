import type { ExpressionSpecification } from "maplibre-gl";
import { palettes, type RouteKind } from "../map/palette.ts";
import { type Drawing, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import type { DrawingState } from "./facility-drawing.ts";

/** The kinds of cleaning route in the order they lie beside each other, and how far from the middle of the street. */
export const ROUTE_OFFSETS: Readonly<Record<RouteKind, number>> = {
  wash: -2,
  full_sweep: -1,
  fine_sweep: 0,
  patrol: 1,
  collection: 2,
};
export const ROUTE_KINDS = Object.keys(ROUTE_OFFSETS) as RouteKind[]; // the record's own keys

/** The least passes a day of each colour of the ramp. */
export const DUE_BREAKS = [0, 1, 2, 4, 6] as const;

const tiles = (state: DrawingState, layerId: string) => ({
  type: "vector" as const,
  tiles: [tilesUrl(state.origin, state.districtId, [layerId], { date: state.date })],
  maxzoom: TILE_MAX_ZOOM,
});

/** Cleaning routes by what is done there; routes along the same street lie side by side when near. */
export function routesDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("cleaning-routes")) return null;
  const colors = palettes[state.flavor];
  const byKind = (value: (kind: RouteKind) => string | number) =>
    ROUTE_KINDS.flatMap((kind) => [kind, value(kind)]);
  const beside = (step: number) =>
    ["match", ["get", "kind"], ...byKind((kind) => ROUTE_OFFSETS[kind] * step), 0] as unknown;
  return {
    kinds: ["cleaning_route", "street_edge"],
    sources: { "cleaning-routes": tiles(state, "cleaning-routes") },
    layers: [
      {
        slot: "routes",
        picks: "cleaning-routes",
        layer: {
          id: "cleaning-routes",
          type: "line",
          source: "cleaning-routes",
          "source-layer": "cleaning-routes",
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            // pairs of kind and value are built from the palette: a tuple type cannot say so
            "line-color": [
              "match",
              ["get", "kind"],
              ...byKind((kind) => colors.route[kind]),
              colors.noData,
            ] as unknown as ExpressionSpecification,
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1.2, 14, 2.2, 17, 4],
            "line-offset": [
              "interpolate",
              ["linear"],
              ["zoom"],
              12,
              beside(0.4),
              14,
              beside(2.4),
              17,
              beside(4.6),
            ] as unknown as ExpressionSpecification,
            "line-opacity": 0.92,
          },
        },
      },
    ],
  };
}

/** Streets by how often they are due; streets nobody is due on are grey and dashed. */
export function dueDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("cleaning-due")) return null;
  const colors = palettes[state.flavor];
  const line = { source: "streets-due", "source-layer": "streets" } as const;
  const width: ExpressionSpecification = [
    "interpolate",
    ["linear"],
    ["zoom"],
    11,
    1.2,
    14,
    3,
    17,
    6,
  ];
  return {
    kinds: ["street_edge", "cleaning_route"],
    sources: { "streets-due": tiles(state, "streets") },
    layers: [
      {
        slot: "routes",
        layer: {
          id: "cleaning-due-none",
          type: "line",
          ...line,
          filter: ["all", ["!", ["has", "passesDuePerDay"]], ["!=", ["get", "class"], "path"]],
          paint: { "line-color": colors.noData, "line-width": 1, "line-dasharray": [2, 2] },
        },
      },
      {
        slot: "routes",
        picks: "streets",
        pickBy: "streetId",
        layer: {
          id: "cleaning-due",
          type: "line",
          ...line,
          filter: ["has", "passesDuePerDay"],
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": [
              "step",
              ["get", "passesDuePerDay"],
              colors.due[0]!,
              DUE_BREAKS[1],
              colors.due[1]!,
              DUE_BREAKS[2],
              colors.due[2]!,
              DUE_BREAKS[3],
              colors.due[3]!,
              DUE_BREAKS[4],
              colors.due[4]!,
            ],
            "line-width": width,
          },
        },
      },
    ],
  };
}
