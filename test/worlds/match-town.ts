import type { MatchFix } from "../../server/fleet/candidates.ts";
import type { Matched } from "../../server/fleet/match.ts";
import { type MatchNetwork, matchNetwork, type Ways } from "../../server/fleet/match-network.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { placeAt, streetAt } from "./streets.ts";

type Place = readonly [east: number, north: number];

/** A network of straight streets in meters east and north; those that end in one place meet there. */
export function townOf(
  streets: Readonly<Record<string, readonly Place[]>>,
  ways: Readonly<Record<string, Ways>> = {},
): MatchNetwork {
  const nodes = new Map<string, number>();
  const nodeAt = (place: Place) => {
    const key = place.join(" ");
    if (!nodes.has(key)) nodes.set(key, nodes.size + 1);
    return nodes.get(key)!;
  };
  const drawn = Object.entries(streets).map(([id, course]) =>
    streetAt(id, [nodeAt(course[0]!), nodeAt(course.at(-1)!)], course),
  );
  return matchNetwork(streetNetwork(drawn), ({ id }) => ways[id] ?? "both");
}

export const START_MS = Date.UTC(2026, 2, 2, 20);

/** Fixes along a course, without noise, at an even speed; the first at `fromSecond`. */
export function fixesAlong(
  course: readonly Place[],
  { metersASecond = 8, everySeconds = 10, fromSecond = 0, aside = 0 } = {},
): MatchFix[] {
  const fixes: MatchFix[] = [];
  let [second, left] = [fromSecond, 0];
  for (const [i, [toEast, toNorth]] of course.entries()) {
    const [east, north] = course[i - 1] ?? [toEast, toNorth];
    const length = Math.hypot(toEast - east, toNorth - north);
    for (; left <= length && (i > 0 || fixes.length === 0); left += metersASecond * everySeconds) {
      const share = length === 0 ? 0 : left / length;
      const position = placeAt(
        east + share * (toEast - east),
        north + share * (toNorth - north) + aside,
      );
      fixes.push({ atMs: START_MS + second * 1000, position });
      second += everySeconds;
    }
    left -= i === 0 ? 0 : length;
  }
  return fixes;
}

/** What share of each street was driven, in either direction, by its id. */
export function coveredShares({ passages }: Pick<Matched, "passages">, { streets }: MatchNetwork) {
  const shares: Record<string, number> = {};
  for (const [e, { id }] of streets.edges.entries()) {
    const parts = passages
      .filter(({ edge }) => edge === e)
      .map(({ fromShare, toShare }) => [Math.min(fromShare, toShare), Math.max(fromShare, toShare)])
      .sort((a, b) => a[0]! - b[0]!);
    let [covered, until] = [0, 0];
    for (const [from, to] of parts) {
      covered += Math.max(0, to! - Math.max(from!, until));
      until = Math.max(until, to!);
    }
    if (parts.length > 0) shares[id] = covered;
  }
  return shares;
}

/** Which streets were driven, in order, with an arrow for the direction. */
export const drivenIn = ({ passages }: Pick<Matched, "passages">, { streets }: MatchNetwork) =>
  passages.map(
    ({ edge, fromShare, toShare }) =>
      `${streets.edges[edge]!.id}${fromShare < toShare ? "→" : "←"}`,
  );
