import type { FeatureCollection } from "geojson";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";

const SOURCE = "selection-shape";

/**
 * The shape one asks about, over everything else: an area tinted and outlined, a street as a line.
 */
export function shapeDrawing(features: FeatureCollection, flavor: Flavor): Drawing {
  const color = palettes[flavor].selection;
  return {
    sources: { [SOURCE]: { type: "geojson", data: features } },
    layers: [
      {
        slot: "selection",
        layer: {
          id: "shape-fill",
          type: "fill",
          source: SOURCE,
          filter: ["==", ["geometry-type"], "Polygon"],
          paint: { "fill-color": color, "fill-opacity": 0.1 },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "shape-line",
          type: "line",
          source: SOURCE,
          filter: ["!=", ["geometry-type"], "Point"],
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": color,
            "line-width": ["case", ["==", ["get", "role"], "street"], 5, 2],
            "line-opacity": ["case", ["==", ["get", "role"], "street"], 0.7, 1],
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "shape-corner",
          type: "circle",
          source: SOURCE,
          filter: ["==", ["geometry-type"], "Point"],
          paint: {
            "circle-color": palettes[flavor].symbolHalo,
            "circle-radius": 4.5,
            "circle-stroke-color": color,
            "circle-stroke-width": 2,
          },
        },
      },
    ],
  };
}
