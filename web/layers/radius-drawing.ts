import { discUnion } from "../map/disc-union.ts";
import type { LngLat } from "../map/geometry.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";

const METERS_PER_DEGREE = 111_195;

/**
 * Everything within a straight line of a standard's length of some facility, as one surface.
 *
 * @param facilities  Positions of those that serve; none reaches nothing.
 * @param radiusMeters  Greater than 0.
 */
export function radiusDrawing(
  facilities: readonly LngLat[],
  radiusMeters: number,
  flavor: Flavor,
): Drawing {
  const color = palettes[flavor].radius;
  return {
    sources: {
      "service-radius": {
        type: "geojson",
        data: {
          type: "Feature",
          properties: {},
          geometry: { type: "MultiPolygon", coordinates: reachOf(facilities, radiusMeters) },
        },
      },
    },
    layers: [
      {
        slot: "reach",
        layer: {
          id: "service-radius",
          type: "fill",
          source: "service-radius",
          paint: { "fill-color": color, "fill-opacity": flavor === "light" ? 0.16 : 0.2 },
        },
      },
      {
        slot: "reach",
        layer: {
          id: "service-radius-edge",
          type: "line",
          source: "service-radius",
          paint: { "line-color": color, "line-width": 1.4, "line-opacity": 0.9 },
        },
      },
    ],
  };
}

/** The surface in degrees; on a plane at the district's middle, which is within a thousandth over 30 km. */
function reachOf(facilities: readonly LngLat[], radiusMeters: number): number[][][][] {
  if (facilities.length === 0) return [];
  const lats = facilities.map(([, lat]) => lat);
  const [originLng] = facilities[0]!;
  const originLat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const lngMeters = METERS_PER_DEGREE * Math.cos((originLat * Math.PI) / 180);
  const places = facilities.map(
    ([lng, lat]) => [(lng - originLng) * lngMeters, (lat - originLat) * METERS_PER_DEGREE] as const,
  );
  return discUnion(places, radiusMeters).map((polygon) =>
    polygon.map((ring) =>
      ring.map(([x, y]) => [originLng + x / lngMeters, originLat + y / METERS_PER_DEGREE]),
    ),
  );
}
