import type { LngLat } from "../map/geometry.ts";

/** What somebody drew to ask what is inside: an area, or a strip along a street. */
export type Shape =
  | { readonly kind: "polygon"; readonly ring: readonly LngLat[] }
  | { readonly kind: "street"; readonly streetId: string; readonly withinMeters: number };

/** Corners a drawn area may have, so that its link stays short enough to send anywhere. */
export const MAX_CORNERS = 120;

/** How far from a street its surroundings may reach, in meters. */
export const MAX_WITHIN_METERS = 500;

/** 1e-5 degrees are about one meter: finer than anybody draws. */
const STEPS_PER_DEGREE = 1e5;

/** Characters that need no escaping in a link; the lower half ends a number, the upper half goes on. */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

function formatNumber(value: number): string {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let text = "";
  while (rest >= 32) {
    text += ALPHABET[32 + (rest % 32)];
    rest = Math.floor(rest / 32);
  }
  return text + ALPHABET[rest];
}

function parseNumbers(text: string): number[] | null {
  const numbers: number[] = [];
  let value = 0;
  let weight = 1;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0 || weight > 2 ** 30) return null;
    value += (digit % 32) * weight;
    if (digit >= 32) {
      weight *= 32;
      continue;
    }
    numbers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    value = 0;
    weight = 1;
  }
  return weight === 1 ? numbers : null;
}

/**
 * The shape as it stands in a link: `polygon:` and its corners as differences in five decimals, about six characters
 * each, or `street:METERS:ID`.
 *
 * @param shape  An area has 3 to `MAX_CORNERS` corners, the first not repeated at the end.
 */
export function formatShape(shape: Shape): string {
  if (shape.kind === "street") return `street:${shape.withinMeters}:${shape.streetId}`;
  let [lastLng, lastLat] = [0, 0];
  const text = shape.ring.map(([lng, lat]) => {
    const [x, y] = [Math.round(lng * STEPS_PER_DEGREE), Math.round(lat * STEPS_PER_DEGREE)];
    const corner = formatNumber(x - lastLng) + formatNumber(y - lastLat);
    [lastLng, lastLat] = [x, y];
    return corner;
  });
  return `polygon:${text.join("")}`;
}

/** @returns null when the text is not a shape: cut off, off this planet, or beyond the bounds. */
export function parseShape(text: string): Shape | null {
  const [kind, rest] = split(text);
  if (kind === "street") {
    const [meters, streetId] = split(rest);
    const withinMeters = Number(meters);
    const isSound = Number.isInteger(withinMeters) && withinMeters > 0 && streetId !== "";
    return isSound && withinMeters <= MAX_WITHIN_METERS && streetId.length <= 200
      ? { kind, streetId, withinMeters }
      : null;
  }
  if (kind !== "polygon" || rest.length > MAX_CORNERS * 14) return null;
  const numbers = parseNumbers(rest);
  if (!numbers || numbers.length % 2 === 1) return null;
  const ring = toRing(numbers);
  return ring.length >= 3 && ring.length <= MAX_CORNERS && ring.every(isOnEarth)
    ? { kind, ring }
    : null;
}

function toRing(numbers: readonly number[]): LngLat[] {
  const ring: LngLat[] = [];
  let [x, y] = [0, 0];
  for (let index = 0; index < numbers.length; index += 2) {
    x += numbers[index]!;
    y += numbers[index + 1]!;
    ring.push([x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]);
  }
  return ring;
}

const isOnEarth = ([lng, lat]: LngLat) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90;

function split(text: string): [string, string] {
  const colon = text.indexOf(":");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** An area's corners as GeoJSON, closed. */
export const polygonOf = (ring: readonly LngLat[]) => ({
  type: "Polygon" as const,
  coordinates: [[...ring, ring[0]!].map(([lng, lat]) => [lng, lat])],
});

/** The area in well-known text, as a CQL2 filter names it. */
export const wktOf = (ring: readonly LngLat[]) =>
  `POLYGON((${[...ring, ring[0]!].map(([lng, lat]) => `${lng} ${lat}`).join(",")}))`;
