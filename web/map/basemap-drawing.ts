import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Language } from "../ui/language.ts";
import type { BaseTiles } from "./base-tiles.ts";
import { MAP_FONT } from "./fonts.ts";
import { type Flavor, palettes } from "./palette.ts";
import type { BaseDrawing } from "./style.ts";

const SOURCE = "basemap";

/** A base map from outside in our own quiet colours; pictures are only dimmed. */
export function basemapDrawing(tiles: BaseTiles, flavor: Flavor, language: Language): BaseDrawing {
  const address = { tiles: [tiles.url], maxzoom: tiles.maxZoom };
  return tiles.isRaster
    ? {
        sources: { [SOURCE]: { type: "raster", tileSize: 256, ...address } },
        layers: [rasterLayer(flavor)],
      }
    : {
        sources: { [SOURCE]: { type: "vector", ...address } },
        layers: vectorLayers(flavor, language),
      };
}

const rasterLayer = (flavor: Flavor): LayerSpecification => ({
  id: "basemap",
  type: "raster",
  source: SOURCE,
  paint:
    flavor === "light"
      ? { "raster-saturation": -0.35, "raster-opacity": 0.9 }
      : { "raster-saturation": -0.6, "raster-brightness-max": 0.45 },
});

/** Layer names of the two common vector schemas, Protomaps' and OpenMapTiles'. */
const SCHEMA = {
  green: ["landuse", "landcover", "park"],
  water: ["water"],
  building: ["buildings", "building"],
  street: ["roads", "transportation"],
  streetName: ["roads", "transportation_name"],
  place: ["places", "place"],
} as const;

function vectorLayers(flavor: Flavor, language: Language): LayerSpecification[] {
  const colors = palettes[flavor];
  const name: ExpressionSpecification =
    language === "en"
      ? ["coalesce", ["get", "name:en"], ["get", "name"]]
      : ["coalesce", ["get", "name:zh-Hans"], ["get", "name:zh"], ["get", "name"]];
  const each = (
    part: keyof typeof SCHEMA,
    layer: (sourceLayer: string, id: string) => LayerSpecification,
  ) => SCHEMA[part].map((sourceLayer) => layer(sourceLayer, `basemap-${part}-${sourceLayer}`));
  const fill = (color: string) => (sourceLayer: string, id: string) =>
    ({
      id,
      type: "fill",
      source: SOURCE,
      "source-layer": sourceLayer,
      filter: ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]],
      // pieces of shifted tiles would show their edges
      paint: { "fill-color": color, "fill-antialias": false },
    }) as const satisfies LayerSpecification;
  const label = (color: string, isAlong: boolean) => (sourceLayer: string, id: string) =>
    ({
      id,
      type: "symbol",
      source: SOURCE,
      "source-layer": sourceLayer,
      layout: {
        "symbol-placement": isAlong ? "line" : "point",
        "text-field": name,
        "text-font": [MAP_FONT],
        "text-size": isAlong ? 11 : 12,
      },
      paint: { "text-color": color, "text-halo-color": colors.halo, "text-halo-width": 1.4 },
    }) as const satisfies LayerSpecification;
  const street = (color: string, extra: number) => (sourceLayer: string, id: string) =>
    ({
      id: `${id}-${extra}`,
      type: "line",
      source: SOURCE,
      "source-layer": sourceLayer,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": color,
        "line-width": [
          "interpolate",
          ["exponential", 1.5],
          ["zoom"],
          11,
          0.6 + extra,
          16,
          5 + extra,
          19,
          18 + extra,
        ],
      },
    }) as const satisfies LayerSpecification;
  return [
    ...each("green", fill(colors.green)),
    ...each("water", fill(colors.water)),
    ...each("building", fill(colors.building)),
    ...each("street", street(colors.casing, 1.4)),
    ...each("street", street(colors.street, 0)),
    ...each("streetName", label(colors.label, true)),
    ...each("place", label(colors.areaLabel, false)),
  ];
}
