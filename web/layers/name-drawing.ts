import type { Feature } from "geojson";
import { labelText } from "../map/base.ts";
import { MAP_FONT, MAP_FONT_BOLD } from "../map/fonts.ts";
import { type LngLat, labelPosition } from "../map/geometry.ts";
import { palettes } from "../map/palette.ts";
import type { Drawing, SlottedLayer } from "../map/style.ts";
import type { DrawingState } from "./facility-drawing.ts";
import type { LayerFeature } from "./record-queries.ts";

const pointsOf = (features: readonly LayerFeature[]) => ({
  type: "geojson" as const,
  data: { type: "FeatureCollection" as const, features: features.flatMap(namePoint) },
});

/**
 * Names of waters and parks, one each: tiles cut surfaces into pieces, and every piece would be named.
 *
 * @param waters  Records of the layer `water` that have a name; `greens` likewise.
 */
export function groundNamesDrawing(
  state: DrawingState,
  waters: readonly LayerFeature[],
  greens: readonly LayerFeature[],
): Drawing {
  const colors = palettes[state.flavor];
  const text = { "text-field": labelText(state.language), "text-max-width": 7 } as const;
  return {
    isGround: true,
    sources: { "water-names": pointsOf(waters), "green-names": pointsOf(greens) },
    layers: [
      {
        slot: "labels",
        layer: {
          id: "green-names",
          type: "symbol",
          source: "green-names",
          minzoom: 13.5,
          layout: { ...text, "text-font": [MAP_FONT], "text-size": 11 },
          paint: {
            "text-color": colors.greenLabel,
            "text-halo-color": colors.halo,
            "text-halo-width": 1.4,
          },
        },
      },
      {
        slot: "labels",
        layer: {
          id: "water-names",
          type: "symbol",
          source: "water-names",
          minzoom: 11.5,
          layout: {
            ...text,
            "text-font": [MAP_FONT_BOLD],
            "text-size": 12,
            "text-letter-spacing": 0.2,
          },
          paint: {
            "text-color": colors.waterLabel,
            "text-halo-color": colors.water,
            "text-halo-width": 1,
          },
        },
      },
    ],
  };
}

/**
 * Names of areas, one each.
 *
 * @param areas  Subdistricts and communities with their boundaries.
 */
export function areaNamesDrawing(
  state: DrawingState,
  areas: readonly LayerFeature[],
): Drawing | null {
  if (!state.shown.has("areas")) return null;
  return {
    sources: { "area-names": pointsOf(areas) },
    layers: [areaNames(state, "community"), areaNames(state, "subdistrict")],
  };
}

function areaNames(state: DrawingState, level: "community" | "subdistrict"): SlottedLayer {
  const colors = palettes[state.flavor];
  const isLarge = level === "subdistrict";
  return {
    slot: "labels",
    layer: {
      id: `${level}-names`,
      type: "symbol",
      source: "area-names",
      ...(isLarge ? { minzoom: 11.5, maxzoom: 16 } : { minzoom: 14.5 }),
      filter: ["==", ["get", "level"], level],
      layout: {
        "text-field": labelText(state.language),
        "text-font": [MAP_FONT_BOLD],
        "text-size": isLarge ? 13 : 11,
        "text-letter-spacing": 0.08,
        "text-max-width": 8,
        "text-variable-anchor": ["center", "bottom", "top", "left", "right"],
        "text-radial-offset": 0.8,
      },
      paint: {
        "text-color": colors.areaLabel,
        "text-halo-color": colors.halo,
        "text-halo-width": 1.6,
      },
    },
  };
}

function namePoint({ geometry, properties }: LayerFeature): Feature[] {
  const parts =
    geometry?.type === "MultiPolygon"
      ? geometry.coordinates.map((polygon) => polygon[0]!)
      : geometry?.type === "Polygon"
        ? [geometry.coordinates[0]!]
        : [];
  // GeoJSON's positions are arrays of two numbers or more
  const position = labelPosition(parts as unknown as LngLat[][]);
  if (!position) return [];
  return [{ type: "Feature", geometry: { type: "Point", coordinates: [...position] }, properties }];
}
