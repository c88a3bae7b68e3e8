import type { ExpressionSpecification } from "maplibre-gl";
import { labelText } from "../map/base.ts";
import { MAP_FONT } from "../map/fonts.ts";
import { type LandUse, landPalettes } from "../map/land-palette.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import { placeSignName } from "../map/place-symbols.ts";
import type { Drawing } from "../map/style.ts";
import { cellLayers, type DrawingState, tilesOf } from "./facility-drawing.ts";

/** From this zoom on, places carry their names. */
const NAME_ZOOM = 15.5;

/** Places where people work or gather: small signs without a frame, under the facilities. */
export function placesDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("places")) return null;
  const { flavor } = state;
  const color = landPalettes[flavor].place;
  return {
    kinds: ["place"],
    sources: { places: tilesOf(state, "places") },
    layers: [
      ...cellLayers("places", "places", color, flavor),
      {
        slot: "halos",
        picks: "places",
        layer: {
          id: "places",
          type: "symbol",
          source: "places",
          "source-layer": "places",
          layout: {
            "icon-image": ["concat", placeSignName(flavor, ""), ["get", "kind"]],
            "icon-size": ["interpolate", ["linear"], ["zoom"], 13, 0.62, 15, 0.8, 17, 1],
            "icon-allow-overlap": true,
            "icon-padding": 0,
            "text-field": ["step", ["zoom"], "", NAME_ZOOM, labelText(state.language)],
            "text-font": [MAP_FONT],
            "text-size": 10.5,
            "text-anchor": "top",
            "text-offset": [0, 0.8],
            "text-max-width": 8,
            "text-optional": true,
          },
          paint: {
            "text-color": color,
            "text-halo-color": palettes[flavor].halo,
            "text-halo-width": 1.4,
          },
        },
      },
    ],
  };
}

/** Plots by what they are used for, faintly; what may be built on has an edge of ink. */
export function plotsDrawing(state: DrawingState): Drawing | null {
  if (!state.shown.has("plots")) return null;
  const { flavor } = state;
  const plots = { source: "plots", "source-layer": "plots" } as const;
  const isFree: ExpressionSpecification = ["==", ["get", "isAvailable"], true];
  return {
    kinds: ["plot"],
    sources: { plots: tilesOf(state, "plots") },
    layers: [
      {
        slot: "surface",
        picks: "plots",
        layer: {
          id: "plots",
          type: "fill",
          ...plots,
          paint: {
            "fill-color": byUse(flavor, 0),
            "fill-opacity": ["case", isFree, 0.95, 0.42],
            "fill-antialias": false,
          },
        },
      },
      {
        slot: "surface",
        layer: {
          id: "plots-edge",
          type: "line",
          ...plots,
          minzoom: 13,
          filter: ["!", isFree],
          paint: { "line-color": byUse(flavor, 1), "line-width": 0.7, "line-opacity": 0.55 },
        },
      },
      {
        slot: "boundaries",
        layer: {
          id: "plots-free",
          type: "line",
          ...plots,
          filter: isFree,
          layout: { "line-join": "round" },
          paint: {
            "line-color": landPalettes[flavor].free,
            "line-width": ["interpolate", ["linear"], ["zoom"], 12, 0.5, 14, 1.2, 17, 2],
          },
        },
      },
    ],
  };
}

/** A colour for each use; one that the page does not know is drawn as not known. */
function byUse(flavor: Flavor, part: 0 | 1): ExpressionSpecification {
  const { use } = landPalettes[flavor];
  const pairs = Object.entries(use).flatMap(([name, colors]) => [name as LandUse, colors[part]]);
  const [first, color, ...rest] = pairs as [string, string, ...string[]]; // there are eight uses
  return ["match", ["get", "landUse"], first, color, ...rest, palettes[flavor].noData];
}
