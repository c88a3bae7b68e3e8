import { MAP_FONT_BOLD } from "../map/fonts.ts";
import { palettes } from "../map/palette.ts";
import { type Drawing, type SlottedLayer, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import type { DrawingState } from "./facility-drawing.ts";
import { FACILITY_SOURCE } from "./facility-drawing.ts";
import { FACILITY_ENTRIES } from "./tree.ts";

/** Facilities that hold stars, ringed under their symbols; the count stands beside them when near. */
export function starFacilitiesDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("star-facilities")) return null;
  const colors = palettes[state.flavor];
  return {
    kinds: ["facility", "rating"],
    sources: {
      [FACILITY_SOURCE]: {
        type: "vector",
        tiles: [tilesUrl(state.origin, state.districtId, FACILITY_ENTRIES, { date: state.date })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: FACILITY_ENTRIES.map(
      (entry): SlottedLayer => ({
        slot: "halos",
        layer: {
          id: `star-${entry}`,
          type: "circle",
          source: FACILITY_SOURCE,
          "source-layer": entry,
          filter: [">", ["coalesce", ["get", "stars"], 0], 0],
          paint: {
            "circle-color": colors.star,
            "circle-opacity": 0.28,
            "circle-stroke-color": colors.star,
            "circle-stroke-width": 2,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 8, 14, 13, 16, 18],
          },
        },
      }),
    ),
  };
}

/** Streets that hold stars, with their count; all others are not rated and stay as they are. */
export function starStreetsDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("star-streets")) return null;
  const colors = palettes[state.flavor];
  const rated = {
    source: "streets-stars",
    "source-layer": "streets",
    filter: ["has", "stars"],
  } as const;
  const [, one, two, three, four] = colors.starRamp;
  return {
    kinds: ["street", "street_edge", "rating"],
    sources: {
      "streets-stars": {
        type: "vector",
        tiles: [tilesUrl(state.origin, state.districtId, ["streets"], { date: state.date })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: [
      {
        slot: "routes",
        picks: "streets",
        pickBy: "streetId",
        layer: {
          id: "star-streets",
          type: "line",
          ...rated,
          filter: ["has", "stars"],
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": [
              "step",
              ["get", "stars"],
              colors.noData,
              1,
              one!,
              2,
              two!,
              4,
              three!,
              5,
              four!,
            ],
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 2.4, 14, 5, 17, 9],
          },
        },
      },
      {
        slot: "labels",
        layer: {
          id: "star-street-counts",
          type: "symbol",
          ...rated,
          filter: ["has", "stars"],
          layout: {
            "symbol-placement": "line",
            "symbol-spacing": 260,
            "text-field": ["concat", "★", ["to-string", ["get", "stars"]]],
            "text-font": [MAP_FONT_BOLD],
            "text-size": 12,
            "text-rotation-alignment": "viewport",
          },
          paint: {
            "text-color": colors.star,
            "text-halo-color": colors.halo,
            "text-halo-width": 2,
          },
        },
      },
    ],
  };
}
