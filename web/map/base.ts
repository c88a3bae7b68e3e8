import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Language } from "../ui/language.ts";
import { MAP_FONT } from "./fonts.ts";
import type { Flavor } from "./palette.ts";
import { palettes } from "./palette.ts";

/** The map source all base layers read: one request a tile. */
export const GROUND_SOURCE = "ground";

/** What the base map is made of, in the server's layer ids. */
export const GROUND_LAYERS = ["water", "green", "buildings", "railways", "streets"] as const;

/** The kinds of the change log they show. */
export const GROUND_KINDS = ["ground", "street", "street_edge"] as const;

/** Street widths in pixels at zooms 11, 14, 16 and 19; a class not named here is drawn as a lane. */
const WIDTHS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  motorway: [1.6, 5, 12, 34],
  arterial: [1.4, 5, 12, 34],
  secondary: [0.9, 3.4, 9, 26],
  branch: [0.4, 1.8, 6, 18],
  lane: [0, 0.8, 3.2, 11],
  path: [0, 0.4, 1.4, 4],
};
const STOPS = [11, 14, 16, 19] as const;

function streetWidth(extra: (zoomIndex: number) => number): ExpressionSpecification {
  const stops = STOPS.flatMap((zoom, index) => [
    zoom,
    [
      "match",
      ["get", "class"],
      ...Object.entries(WIDTHS).flatMap(([name, widths]) => [
        name,
        widths[index] === 0 ? 0 : widths[index]! + extra(index),
      ]),
      WIDTHS.lane![index] === 0 ? 0 : WIDTHS.lane![index]! + extra(index),
    ],
  ]);
  // a tuple type cannot be spread from a list of stops
  return ["interpolate", ["exponential", 1.5], ["zoom"], ...stops] as ExpressionSpecification;
}

const streetRank: ExpressionSpecification = [
  "match",
  ["get", "class"],
  "motorway",
  5,
  "arterial",
  4,
  "secondary",
  3,
  "branch",
  2,
  "lane",
  1,
  0,
];

/** Whether a feature is of a geometry, in one part or many. */
export const isGeometry = (type: "Point" | "LineString" | "Polygon"): ExpressionSpecification => [
  "in",
  ["geometry-type"],
  ["literal", [type, `Multi${type}`]],
];

/** The name a map label shows: the language's own where the record has one. */
export const labelText = (language: Language): ExpressionSpecification =>
  language === "en" ? ["coalesce", ["get", "nameEn"], ["get", "name"]] : ["get", "name"];

const from = (sourceLayer: string) => ({ source: GROUND_SOURCE, "source-layer": sourceLayer });

/** Land, water, green, buildings: what the streets lie on. Nearly colourless, so that data has the colour. */
export function groundLayers(flavor: Flavor): LayerSpecification[] {
  const colors = palettes[flavor];
  return [
    {
      id: "green",
      type: "fill",
      ...from("green"),
      paint: { "fill-color": colors.green, "fill-antialias": false },
    },
    {
      id: "water",
      type: "fill",
      ...from("water"),
      filter: isGeometry("Polygon"),
      paint: { "fill-color": colors.water },
    },
    {
      id: "water-line",
      type: "line",
      ...from("water"),
      filter: isGeometry("LineString"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colors.water,
        "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 11, 0.8, 16, 5, 19, 16],
      },
    },
    {
      id: "buildings",
      type: "fill",
      ...from("buildings"),
      minzoom: 13.5,
      paint: {
        "fill-color": colors.building,
        "fill-outline-color": colors.buildingLine,
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13.5, 0, 14.5, 1],
      },
    },
  ];
}

/** Railways and streets by class, each with its casing; bridges are drawn last. */
export function streetLayers(flavor: Flavor): LayerSpecification[] {
  const colors = palettes[flavor];
  const casingWidth = streetWidth((index) => [0.8, 1.4, 1.8, 2.4][index]!);
  const layout = {
    "line-cap": "round",
    "line-join": "round",
    "line-sort-key": streetRank,
  } as const;
  return [
    {
      id: "streets-path",
      type: "line",
      ...from("streets"),
      minzoom: 14.5,
      filter: ["==", ["get", "class"], "path"],
      layout,
      paint: {
        "line-color": colors.path,
        "line-width": streetWidth(() => 0),
        "line-dasharray": [3, 1.5],
      },
    },
    {
      id: "streets-casing",
      type: "line",
      ...from("streets"),
      filter: ["!=", ["get", "class"], "path"],
      layout,
      paint: {
        "line-color": colors.casing,
        "line-width": casingWidth,
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 11, 0.6, 14, 1],
      },
    },
    {
      id: "railways",
      type: "line",
      ...from("railways"),
      paint: {
        "line-color": colors.rail,
        "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1, 16, 3],
      },
    },
    {
      id: "railways-gap",
      type: "line",
      ...from("railways"),
      minzoom: 13,
      paint: {
        "line-color": colors.railGap,
        "line-width": ["interpolate", ["linear"], ["zoom"], 13, 0.8, 16, 1.8],
        "line-dasharray": [6, 6],
      },
    },
    {
      id: "streets",
      type: "line",
      ...from("streets"),
      filter: ["!=", ["get", "class"], "path"],
      layout,
      paint: {
        "line-color": [
          "match",
          ["get", "class"],
          ["motorway", "arterial"],
          colors.streetMajor,
          colors.street,
        ],
        "line-width": streetWidth(() => 0),
      },
    },
  ];
}

/** Names of streets, water and green, in the language of the screen, drawn from our own fonts. */
export function labelLayers(flavor: Flavor, language: Language): LayerSpecification[] {
  const colors = palettes[flavor];
  const halo = { "text-halo-color": colors.halo, "text-halo-width": 1.4 };
  return [
    {
      id: "street-names-minor",
      type: "symbol",
      ...from("streets"),
      minzoom: 15.5,
      filter: ["in", ["get", "class"], ["literal", ["branch", "lane"]]],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 280,
        "text-field": labelText(language),
        "text-font": [MAP_FONT],
        "text-size": 11,
        "text-letter-spacing": 0.04,
        "text-max-angle": 35,
      },
      paint: { "text-color": colors.labelQuiet, ...halo },
    },
    {
      id: "street-names",
      type: "symbol",
      ...from("streets"),
      minzoom: 12.5,
      filter: ["in", ["get", "class"], ["literal", ["motorway", "arterial", "secondary"]]],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 340,
        "symbol-sort-key": ["-", 0, streetRank],
        "text-field": labelText(language),
        "text-font": [MAP_FONT],
        "text-size": ["interpolate", ["linear"], ["zoom"], 12.5, 11, 16, 13],
        "text-letter-spacing": 0.06,
        "text-max-angle": 35,
      },
      paint: { "text-color": colors.label, ...halo },
    },
  ];
}
