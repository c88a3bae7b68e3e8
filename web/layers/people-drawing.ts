import { palettes } from "../map/palette.ts";
import { type Drawing, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import { hatchName } from "../map/symbols.ts";
import { type DrawingState, tilesOf } from "./facility-drawing.ts";

/** The least residents of a cell for each colour of the ramp; a cell of resolution 10 is about 1.5 ha. */
export const RESIDENT_BREAKS = [0, 25, 75, 150, 300, 600] as const;

/** Residents per cell; a cell whose number nobody knows is hatched. */
export function residentsDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("residents")) return null;
  const colors = palettes[state.flavor];
  const cells = { source: "residents", "source-layer": "residents" } as const;
  const [, ...breaks] = RESIDENT_BREAKS;
  return {
    kinds: ["demand_cell"],
    sources: {
      residents: tilesOf(state, "residents"),
    },
    layers: [
      {
        slot: "surface",
        picks: "residents",
        layer: {
          id: "residents",
          type: "fill",
          ...cells,
          filter: ["has", "residents"],
          paint: {
            "fill-color": [
              "step",
              ["get", "residents"],
              colors.residents[0]!,
              breaks[0]!,
              colors.residents[1]!,
              ...breaks.slice(1).flatMap((least, index) => [least, colors.residents[index + 2]!]),
            ],
            "fill-opacity": 0.82,
            "fill-antialias": false,
          },
        },
      },
      {
        slot: "surface",
        layer: {
          id: "residents-unknown",
          type: "fill",
          ...cells,
          filter: ["!", ["has", "residents"]],
          paint: { "fill-pattern": hatchName(state.flavor) },
        },
      },
    ],
  };
}

/** Areas as outlines with their names: larger ones from afar, smaller ones when near. */
export function areasDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("areas")) return null;
  const colors = palettes[state.flavor];
  const areas = { source: "areas", "source-layer": "areas" } as const;
  return {
    kinds: ["area"],
    sources: {
      areas: {
        type: "vector",
        tiles: [tilesUrl(state.origin, state.districtId, ["areas"], { date: state.date })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: [
      {
        slot: "boundaries",
        layer: {
          id: "areas-fine",
          type: "line",
          ...areas,
          minzoom: 14,
          filter: ["in", ["get", "level"], ["literal", ["community", "grid"]]],
          paint: {
            "line-color": colors.area,
            "line-width": 0.8,
            "line-opacity": 0.7,
            "line-dasharray": [2, 3],
          },
        },
      },
      {
        slot: "boundaries",
        layer: {
          id: "areas",
          type: "line",
          ...areas,
          filter: ["in", ["get", "level"], ["literal", ["district", "subdistrict"]]],
          layout: { "line-join": "round" },
          paint: {
            "line-color": colors.area,
            "line-width": ["match", ["get", "level"], "district", 2.4, 1.4],
            "line-opacity": 0.85,
            "line-dasharray": [4, 2, 1, 2],
          },
        },
      },
    ],
  };
}
