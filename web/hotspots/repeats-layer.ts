import { MAP_FONT } from "../map/fonts.ts";
import type { palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import type { RepeatPlace } from "./repeat-question.ts";

/** Circles by area: what has four times the complaints is twice as wide; the smallest still holds a number. */
const LEAST_PIXELS = 9;
const MOST_PIXELS = 22;

/** The radius of a place's circle. */
export const radiusPixels = (count: number, most: number) =>
  Math.max(LEAST_PIXELS, MOST_PIXELS * Math.sqrt(count / most));

/**
 * Repeat places as circles sized by their complaints, each with its number in the list.
 *
 * @param places  Most complaints first.
 */
export function placesDrawing(
  places: readonly RepeatPlace[],
  chosenId: string | null,
  colors: (typeof palettes)["light"],
): Drawing {
  const most = places[0]?.count ?? 1;
  return {
    sources: {
      "repeat-places": {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: places.map(({ placeId, position, count }, i) => ({
            type: "Feature",
            properties: {
              ...{ id: placeId, rank: i + 1, radius: radiusPixels(count, most) },
              isChosen: placeId === chosenId,
            },
            geometry: { type: "Point", coordinates: position },
          })),
        },
      },
    },
    layers: [
      {
        slot: "selection",
        picks: "repeat-places",
        layer: {
          id: "repeat-places",
          type: "circle",
          source: "repeat-places",
          // the greatest lies lowest, so that it hides none
          layout: { "circle-sort-key": ["-", 0, ["get", "radius"]] },
          paint: {
            "circle-radius": ["get", "radius"],
            "circle-color": colors.land,
            "circle-opacity": 0.88,
            "circle-stroke-color": ["case", ["get", "isChosen"], colors.selection, colors.hot[1]!],
            "circle-stroke-width": ["case", ["get", "isChosen"], 4, 2],
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "repeat-place-numbers",
          type: "symbol",
          source: "repeat-places",
          layout: {
            "symbol-sort-key": ["get", "rank"],
            "text-field": ["to-string", ["get", "rank"]],
            "text-size": 12,
            "text-padding": 0,
            "text-font": [MAP_FONT],
          },
          paint: { "text-color": colors.label },
        },
      },
    ],
  };
}
