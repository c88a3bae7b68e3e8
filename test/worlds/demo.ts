import { generateDemo } from "../../data/demo/generate.ts";
import type { DemoEdge, LngLat } from "../../data/demo/records.ts";
import truths from "../../data/demo/truths.json" with { type: "json" };

export const anchor = new Date(truths.anchor);

/** The demonstration district at the anchor of its truths. */
export const demo = generateDemo({ anchor });

/** Meters over the ground, by haversine on the sphere the register measures with. */
export function meters([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
}

/** How long edges are together, kilometers. */
export const kilometers = (edges: readonly DemoEdge[]) =>
  edges.reduce((sum, { lengthMeters }) => sum + lengthMeters, 0) / 1000;
