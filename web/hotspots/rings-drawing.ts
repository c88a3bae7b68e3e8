import type { Palette } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { placeKey } from "./place-list.tsx";

/** Places with the rings they are drawn as. */
export type Ringed = {
  readonly center: readonly number[];
  readonly rings: readonly (readonly number[][])[];
};

/** Places as shapes, each a click away. */
export function ringsDrawing(id: string, places: readonly Ringed[], colors: Palette): Drawing {
  return {
    sources: {
      [id]: {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: places.map(({ center, rings }) => ({
            type: "Feature",
            properties: { id: placeKey(center) },
            geometry: {
              type: "MultiPolygon",
              coordinates: rings.map((ring) => [ring.map((corner) => [...corner])]),
            },
          })),
        },
      },
    },
    layers: [
      {
        slot: "reach",
        picks: "hotspots",
        layer: {
          id,
          type: "fill",
          source: id,
          paint: { "fill-color": colors.hot[1]!, "fill-opacity": 0.34 },
        },
      },
      {
        slot: "reach",
        layer: {
          id: `${id}-line`,
          type: "line",
          source: id,
          paint: { "line-color": colors.hot[2]!, "line-width": 1.5 },
        },
      },
    ],
  };
}
