import Flatbush from "flatbush";
import type { QualityParameters } from "../../data/quality.ts";
import { distanceMeters, EARTH_RADIUS_METERS } from "../geo/measure.ts";
import type { ExaminedFacility } from "./quality-store.ts";

/** Why two facilities may be one. */
export type Twin = {
  readonly other: ExaminedFacility;
  readonly by: "place" | "name" | "code";
  /** null where one of them has no position. */
  readonly meters: number | null;
};

/** A code without what people write differently: case, signs, leading zeros. */
export const codeKey = (code: string) =>
  code
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll(/(?<!\d)0+(?=\d)/g, "");

const nameKey = (name: string) => name.normalize("NFKC").toLowerCase().replaceAll(/\s/gu, "");

/**
 * Facilities of one kind that may have been entered twice, each with its likeliest twin: the nearest one, else one of
 * the same name near by, else one of almost the same code.
 *
 * @param facilities  Those that count; without a position only the code is compared.
 */
export function twinsOf(
  facilities: readonly ExaminedFacility[],
  { duplicateMeters, sameNameMeters }: QualityParameters,
): Map<ExaminedFacility, Twin> {
  const twins = new Map<ExaminedFacility, Twin>();
  for (const some of groupsOf(facilities, ({ kind }) => kind)) {
    for (const [one, other, meters] of pairsWithin(some, duplicateMeters)) {
      const known = twins.get(one)?.meters ?? Number.POSITIVE_INFINITY;
      if (meters < known) twins.set(one, { other, by: "place", meters });
    }
    for (const same of groupsOf(some, ({ name }) => nameKey(name)))
      for (const [one, other, meters] of pairsWithin(same, sameNameMeters))
        if (!twins.has(one)) twins.set(one, { other, by: "name", meters });
    for (const same of groupsOf(some, ({ code }) => codeKey(code)))
      for (const one of same) {
        const other = same.find((each) => each !== one);
        if (!other || twins.has(one)) continue;
        const meters =
          one.position && other.position ? distanceMeters(one.position, other.position) : null;
        twins.set(one, { other, by: "code", meters });
      }
  }
  return twins;
}

/** Groups of at least two. */
function groupsOf<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Neighbours of one that are told: the nearest is among them, and a heap of a thousand does not take a million looks. */
const MOST_NEIGHBOURS = 8;

/** Each facility with those of the others that are within so many meters. */
function* pairsWithin(
  facilities: readonly ExaminedFacility[],
  meters: number,
): Generator<[ExaminedFacility, ExaminedFacility, number]> {
  const placed = facilities.flatMap((facility) =>
    facility.position ? [{ facility, position: facility.position }] : [],
  );
  if (placed.length < 2) return;
  const tree = new Flatbush(placed.length);
  for (const { position } of placed) tree.add(position[0], position[1], position[0], position[1]);
  tree.finish();
  const reachLat = (meters / EARTH_RADIUS_METERS) * (180 / Math.PI) * 1.001;
  for (const { facility, position } of placed) {
    const reachLng = reachLat / Math.max(Math.cos((position[1] * Math.PI) / 180), 0.01);
    const near = tree.neighbors(position[0], position[1], MOST_NEIGHBOURS, reachLng + reachLat);
    for (const item of near) {
      const other = placed[item]!;
      if (other.facility === facility) continue;
      const apart = distanceMeters(position, other.position);
      if (apart <= meters) yield [facility, other.facility, apart];
    }
  }
}
