import type { StreetNetwork } from "../geo/network.ts";
import { streetNetwork } from "../geo/network.ts";
import type { LngLat } from "../geo/position.ts";
import {
  endOf,
  endsBeyond,
  metersBeyond,
  type Side,
  type SpacedEdge,
  type Standing,
} from "./spacing-ends.ts";

/** A place so near to the middle of its street is on no side of it: bins stand farther off, and positions are no better. */
const ON_LINE_METERS = 1.5;

/** What is asked of facilities along streets. */
export type SpacingRule = {
  /** The greatest interval between neighbours. */
  readonly mostMeters: number;
  readonly streetClasses: readonly string[];
  /** `both`: each side of a street has a row of its own. */
  readonly sides: "both" | "any";
  /** A facility farther from any such street stands on none. */
  readonly reachMeters: number;
  /** Which edges of these classes are asked of; left out, all. */
  readonly isAsked?: (edge: SpacedEdge) => boolean;
};

/** A facility along a street. */
export type SpacedFacility = { readonly id: string; readonly position: LngLat };

/** A part of an edge whose next facility is too far. */
export type Gap = {
  /** The place of the edge in the network. */
  readonly edge: number;
  readonly fromMeters: number;
  readonly toMeters: number;
  readonly side: Side;
};

/** How one street does. */
export type StreetSpacing = {
  /** null are all without a name together. */
  readonly streetId: string | null;
  /** Of what is asked; both sides count where each has a row. */
  readonly lengthMeters: number;
  readonly servedMeters: number;
  /** So many facilities more leave no gap. */
  readonly missing: number;
};

/** What stands along streets, held to a rule. */
export type Spacing = {
  readonly gaps: readonly Gap[];
  /** Of what is asked; both sides count where each has a row. */
  readonly lengthMeters: number;
  readonly servedMeters: number;
  /**
   * Twice the way to the next facility where it is longest, which between two is their interval. Only of what reaches
   * any: 0 where nothing does.
   */
  readonly greatestIntervalMeters: number;
  /** From where no facility is reached at all. */
  readonly unreachedMeters: number;
  readonly streets: readonly StreetSpacing[];
  /** Facilities that stand along no such street. */
  readonly rejects: readonly string[];
};

/**
 * Where along streets is the next facility farther than half the greatest interval?
 *
 * A facility stands on the nearest street that the rule asks of, and on one side of it; within 1.5 m of its middle on
 * both. Distances run along streets of every class (`endsBeyond` says how a side goes on), so that a street does not
 * begin anew where its class changes. A corner of two streets counts for the nearer one only, where each side has a row.
 *
 * @param facilities  those that serve; none is allowed: then everything is one gap.
 * @returns O(n log n) for n edges and facilities.
 * @throws {RangeError} when the greatest interval is not above 0.
 * @see CJJ 27-2012, 3.2: intervals of litter bins along streets.
 */
export function spacingOf(
  network: StreetNetwork<SpacedEdge>,
  facilities: readonly SpacedFacility[],
  rule: SpacingRule,
): Spacing {
  if (!(rule.mostMeters > 0))
    throw new RangeError(`the greatest interval must be above 0 m, got ${rule.mostMeters}`);
  const asked = network.edges.map(
    (edge) => rule.streetClasses.includes(edge.class) && (rule.isAsked?.(edge) ?? true),
  );
  const { standing, rejects } = standingOn(network, facilities, { asked, rule });
  const rows = rowsOf(network, standing, { asked, rule });
  const gaps = rows.flatMap((row) => row.gaps);
  const missing = missingByStreet(network, gaps, rule.mostMeters);
  const streets = new Map<string | null, { length: number; gap: number }>();
  for (const { edge, lengthMeters, gaps: own } of rows) {
    const { streetId } = network.edges[edge]!;
    const street = streets.get(streetId) ?? { length: 0, gap: 0 };
    streets.set(streetId, { length: street.length + lengthMeters, gap: street.gap + sum(own) });
  }
  const lengthMeters = rows.reduce((total, row) => total + row.lengthMeters, 0);
  const reached = rows.filter((row) => row.farthestMeters < Number.POSITIVE_INFINITY);
  return {
    gaps,
    lengthMeters,
    servedMeters: lengthMeters - sum(gaps),
    greatestIntervalMeters: reached.reduce(
      (most, row) => Math.max(most, 2 * row.farthestMeters),
      0,
    ),
    unreachedMeters: rows
      .filter((row) => row.farthestMeters === Number.POSITIVE_INFINITY)
      .reduce((total, row) => total + row.lengthMeters, 0),
    streets: [...streets].map(([streetId, { length, gap }]) => ({
      ...{ streetId, lengthMeters: length, servedMeters: length - gap },
      missing: missing.get(streetId) ?? 0,
    })),
    rejects,
  };
}

const sum = (gaps: readonly Gap[]) =>
  gaps.reduce((total, { fromMeters, toMeters }) => total + toMeters - fromMeters, 0);

type Asked = { readonly asked: readonly boolean[]; readonly rule: SpacingRule };

/** The sides that have a row of their own. */
const sidesOf = ({ sides }: SpacingRule): readonly Side[] =>
  sides === "any" ? ["any"] : ["left", "right"];

function standingOn(
  network: StreetNetwork<SpacedEdge>,
  facilities: readonly SpacedFacility[],
  { asked, rule }: Asked,
) {
  const places = network.edges.flatMap((_, edge) => (asked[edge] ? [edge] : []));
  // in the order of the whole, so that an edge's place among them leads to its place in the whole
  const streets = streetNetwork(
    places.map((edge) => ({
      edge: network.edges[edge]!,
      path: network.lineBetween(edge, 0, network.lengthsMeters[edge]!),
    })),
  );
  const standing: Standing[] = [];
  const rejects: string[] = [];
  for (const { id, position } of facilities) {
    const found = streets.nearestEdge(position, rule.reachMeters);
    if (!found) {
      rejects.push(id);
      continue;
    }
    const edge = places[found.edge]!;
    for (const side of sidesOf(rule))
      if (
        side === "any" ||
        found.offsetMeters <= ON_LINE_METERS ||
        sideAt(network, edge, { ...found, from: position }) === side
      )
        standing.push({ edge, side, alongMeters: found.alongMeters });
  }
  return { standing, rejects };
}

/** On which side of an edge a position is that is nearest to it at a place. */
function sideAt(
  network: StreetNetwork<SpacedEdge>,
  edge: number,
  found: { alongMeters: number; position: LngLat; from: LngLat },
): Side {
  // a little to both ways: at a bend that is between the two directions, as whoever stands outside or inside sees it
  const length = network.lengthsMeters[edge]!;
  const around = Math.min(0.5, length / 2);
  const from = Math.max(0, found.alongMeters - around);
  const line = network.lineBetween(edge, from, Math.min(length, found.alongMeters + around));
  const [a, b] = [line[0]!, line.at(-1)!];
  const scaleX = Math.cos((a[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * scaleX, b[1] - a[1]];
  const [px, py] = [
    (found.from[0] - found.position[0]) * scaleX,
    found.from[1] - found.position[1],
  ];
  return dx * py - dy * px >= 0 ? "left" : "right";
}

/** A row along one edge. */
type Row = {
  readonly edge: number;
  readonly lengthMeters: number;
  readonly gaps: readonly Gap[];
  /** To the next facility from where it is farthest; infinite where there is none. */
  readonly farthestMeters: number;
};

function rowsOf(
  network: StreetNetwork<SpacedEdge>,
  standing: readonly Standing[],
  { asked, rule }: Asked,
): Row[] {
  const beyond = metersBeyond(network, standing);
  const alongs = new Map<number, number[]>();
  for (const { edge, side, alongMeters } of standing) {
    const row = endOf(edge, false, side);
    alongs.set(row, [...(alongs.get(row) ?? []), alongMeters]);
  }
  return network.edges.flatMap((_, edge) =>
    asked[edge]
      ? sidesOf(rule).map((side): Row => {
          const row = endOf(edge, false, side);
          const lengthMeters = network.lengthsMeters[edge]!;
          // as if they stood before the beginning and behind the end, so far
          const at = [
            -beyond[row]!,
            ...(alongs.get(row) ?? []).sort((a, b) => a - b),
            lengthMeters + beyond[endOf(edge, true, side)]!,
          ];
          return {
            ...{ edge, lengthMeters, farthestMeters: farthestIn(at, lengthMeters) },
            gaps: gapsIn(at, lengthMeters, rule.mostMeters / 2).map(([fromMeters, toMeters]) => ({
              ...{ edge, fromMeters, toMeters, side },
            })),
          };
        })
      : [],
  );
}

/** Places in order, the first not after 0 and the last not before the length. */
function farthestIn(at: readonly number[], length: number): number {
  const clamped = (meters: number) => Math.min(Math.max(meters, 0), length);
  // where only one of them is there, it is farthest at the edge's other end
  const endBeside = (b: number) => (Number.isFinite(b) ? 0 : length);
  let farthest = 0;
  for (let i = 1; i < at.length; i++) {
    const [a, b] = [at[i - 1]!, at[i]!];
    // the middle between neighbours, or the end of the edge that is nearest to it
    const middle = Number.isFinite(a) && Number.isFinite(b) ? clamped((a + b) / 2) : endBeside(b);
    farthest = Math.max(farthest, Math.min(middle - a, b - middle));
  }
  return farthest;
}

function gapsIn(at: readonly number[], length: number, half: number): [number, number][] {
  const gaps: [number, number][] = [];
  for (let i = 1; i < at.length; i++) {
    const from = Math.max(0, at[i - 1]! + half);
    const to = Math.min(length, at[i]! - half);
    // what is left by rounding is none
    if (to - from > 1e-6) gaps.push([from, to]);
  }
  return gaps;
}

/** How many facilities more close all gaps of each street: one closes the greatest interval's length of a run of them. */
function missingByStreet(
  network: StreetNetwork<SpacedEdge>,
  gaps: readonly Gap[],
  mostMeters: number,
): Map<string | null, number> {
  const beyond = endsBeyond(network);
  // the gap that touches an end of a row
  const atEnd = new Map<number, number>();
  for (const [place, { edge, fromMeters, toMeters, side }] of gaps.entries()) {
    if (fromMeters === 0) atEnd.set(endOf(edge, false, side), place);
    if (toMeters === network.lengthsMeters[edge]) atEnd.set(endOf(edge, true, side), place);
  }
  const runOf = gaps.map((_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (runOf[root] !== root) root = runOf[root]!;
    runOf[place] = root;
    return root;
  };
  const streetAt = (place: number) => network.edges[gaps[place]!.edge]!.streetId;
  for (const [end, place] of atEnd)
    for (const next of beyond(end)) {
      const other = atEnd.get(next);
      if (other !== undefined && streetAt(other) === streetAt(place))
        runOf[rootOf(other)] = rootOf(place);
    }
  const meters = new Map<number, number>();
  for (const [place, gap] of gaps.entries()) {
    const run = rootOf(place);
    meters.set(run, (meters.get(run) ?? 0) + gap.toMeters - gap.fromMeters);
  }
  const missing = new Map<string | null, number>();
  for (const [run, length] of meters) {
    const street = streetAt(run);
    missing.set(street, (missing.get(street) ?? 0) + Math.ceil(length / mostMeters - 1e-9));
  }
  return missing;
}
