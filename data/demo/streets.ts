import { HALF_WIDTH } from "./blocks.ts";
import { type Name, nameSource } from "./names.ts";
import type { Plan, StreetTag } from "./plan.ts";
import type { PlanarEdge } from "./planar.ts";
import {
  between,
  densified,
  distance,
  lengthMetersOf,
  lengthOf,
  type Point,
  toLngLat,
} from "./plane.ts";
import type { Random } from "./random.ts";
import type { DemoEdge, DemoStreet, StreetClass } from "./records.ts";
import { LAID } from "./roads.ts";
import { TRUTH_PLACES } from "./truth-places.ts";

/** An edge on the plan and in the register at once: what everything else is placed along. */
export type Stretch = {
  readonly edge: DemoEdge;
  readonly street: DemoStreet | null;
  readonly line: readonly Point[];
  readonly meters: number;
  readonly halfWidth: number;
  readonly quarter: StreetTag["quarter"];
  readonly isConnected: boolean;
};

export type Streets = {
  readonly streets: readonly DemoStreet[];
  readonly stretches: readonly Stretch[];
  /** Ends of the country lanes' names, for villages. */
  readonly names: () => Name;
};

/** Main roads outside the town's core: cleaned as grade two. */
const CORE: Point = [500, 0];
const CORE_METERS = 1900;
const MODEL_ROAD = "常胜西路";
/** So many walled corners stay unconnected on purpose, the longest ones; other scraps are slips of the knife. */
const CORNERS = 4;

/** Names the network's streets, grades its edges, and drops scraps that lead nowhere. */
export function streetsOf({ network }: Plan, random: Random): Streets {
  const { isKept, isMainPart } = partsOf(network.nodes.length, network.edges);
  const edges = network.edges.filter((_, i) => isKept[i]);
  const inMainPart = isMainPart.filter((_, i) => isKept[i]);
  const names = nameSource(
    random,
    [
      ...Object.values(TRUTH_PLACES).map(({ street, streetEn }) => ({ zh: street, en: streetEn })),
      ...LAID.map(({ name, nameEn }) => ({ zh: name, en: nameEn })),
    ].map(({ zh, en }) => ({ zh: zh.slice(0, 2), en: en.split(" ")[0]! })),
  );
  const groups = new Map<number, PlanarEdge<StreetTag>[]>();
  for (const edge of edges)
    groups.set(edge.tag.street, [...(groups.get(edge.tag.street) ?? []), edge]);
  const forced = truthStreets(groups);

  const streets: DemoStreet[] = [];
  const streetOf = new Map<number, DemoStreet>();
  for (const [group, members] of groups) {
    const name = nameOf(members, forced.get(group) ?? null, names, random);
    if (name === null) continue;
    const { laid } = members[0]!.tag;
    const street: DemoStreet = {
      streetId: `s${String(streets.length + 1).padStart(3, "0")}`,
      name: name.zh,
      nameEn: name.en,
      isMain: laid?.isMain ?? false,
      isModel: name.zh === MODEL_ROAD,
    };
    streets.push(street);
    streetOf.set(group, street);
  }
  const stretches = edges.map((edge, i) =>
    stretchOf(edge, i, streetOf.get(edge.tag.street) ?? null, inMainPart[i]!, random),
  );
  return { streets, stretches, names };
}

function stretchOf(
  { from, to, points, tag }: PlanarEdge<StreetTag>,
  index: number,
  street: DemoStreet | null,
  isConnected: boolean,
  random: Random,
): Stretch {
  const streetClass = tag.class ?? "lane";
  const path = densified(points, 45).map(toLngLat);
  const halfWidth = HALF_WIDTH[streetClass];
  const isNarrow = streetClass === "lane" && tag.quarter === "old" && random.chance(0.25);
  const isOneway =
    streetClass === "lane" && tag.quarter === "old" && !isNarrow && random.chance(0.08);
  return {
    edge: {
      edgeId: `e${String(index + 1).padStart(5, "0")}`,
      streetId: street?.streetId ?? null,
      fromNode: from + 1,
      toNode: to + 1,
      class: streetClass,
      grade: gradeOf(streetClass, tag, points),
      oneway: isOneway ? "forward" : "no",
      isDrivable: streetClass !== "path" && !isNarrow,
      isBridge: tag.isBridge,
      widthMeters: isNarrow ? 2.5 : halfWidth * 2,
      lengthMeters: Math.round(lengthMetersOf(path) * 100) / 100,
      path,
    },
    street,
    line: points,
    meters: lengthOf(points),
    halfWidth,
    quarter: tag.quarter,
    isConnected,
  };
}

function gradeOf(
  streetClass: StreetClass,
  tag: StreetTag,
  points: readonly Point[],
): DemoEdge["grade"] {
  const middle = points[Math.floor(points.length / 2)]!;
  const isCountry = tag.quarter === "country" || middle[0] < -1900;
  if (tag.laid?.name === MODEL_ROAD) return 1;
  if (streetClass === "arterial")
    return isCountry ? 3 : distance(middle, CORE) < CORE_METERS ? 1 : 2;
  if (streetClass === "secondary") return isCountry ? 3 : 2;
  if (streetClass === "branch") return tag.quarter === "commerce" ? 2 : 3;
  return streetClass === "path" ? null : 4;
}

/** The branch road nearest to each truth's place, by group. */
function truthStreets(
  groups: ReadonlyMap<number, readonly PlanarEdge<StreetTag>[]>,
): Map<number, Name> {
  const forced = new Map<number, Name>();
  for (const { street, streetEn, at } of Object.values(TRUTH_PLACES)) {
    let best: { group: number; meters: number } | null = null;
    for (const [group, members] of groups) {
      if (members[0]!.tag.class !== "branch" || members[0]!.tag.laid || forced.has(group)) continue;
      for (const { points } of members) {
        for (const point of points) {
          const meters = distance(point, at);
          if (best === null || meters < best.meters) best = { group, meters };
        }
      }
    }
    if (best) forced.set(best.group, { zh: street, en: streetEn });
  }
  return forced;
}

function nameOf(
  members: readonly PlanarEdge<StreetTag>[],
  forced: Name | null,
  names: () => Name,
  random: Random,
): Name | null {
  const { laid, class: streetClass, quarter } = members[0]!.tag;
  if (laid) return { zh: laid.name, en: laid.nameEn };
  if (forced) return forced;
  const meters = members.reduce((sum, { points }) => sum + lengthOf(points), 0);
  if (streetClass === "branch") {
    const name = names();
    const isStreet = quarter === "old" || quarter === "commerce" || random.chance(0.2);
    return isStreet
      ? { zh: `${name.zh}街`, en: `${name.en} Street` }
      : { zh: `${name.zh}路`, en: `${name.en} Road` };
  }
  if (streetClass === "path" || meters < 60) return null;
  if (quarter === "old" || quarter === "village") {
    if (!random.chance(quarter === "old" ? 0.75 : 0.35)) return null;
    const name = names();
    return { zh: `${name.zh}巷`, en: `${name.en} Lane` };
  }
  if (quarter === "country" && meters > 250) {
    const name = names();
    return { zh: `${name.zh}村道`, en: `${name.en} Village Road` };
  }
  return null; // lanes inside an estate have no name
}

/** Which edges hang together: the largest part, and smaller ones long enough to be somebody's corner. */
function partsOf(nodeCount: number, edges: readonly PlanarEdge<StreetTag>[]) {
  const root = Array.from({ length: nodeCount }, (_, i) => i);
  const find = (node: number): number => {
    let at = node;
    while (root[at] !== at) {
      root[at] = root[root[at]!]!;
      at = root[at]!;
    }
    return at;
  };
  for (const { from, to } of edges) root[find(from)] = find(to);
  const meters = new Map<number, number>();
  for (const { from, points } of edges) {
    meters.set(find(from), (meters.get(find(from)) ?? 0) + lengthOf(points));
  }
  const bySize = [...meters].sort((p, q) => q[1] - p[1] || p[0] - q[0]).map(([part]) => part);
  const kept = new Set(bySize.slice(0, 1 + CORNERS));
  return {
    isMainPart: edges.map(({ from }) => find(from) === bySize[0]),
    isKept: edges.map(({ from }) => kept.has(find(from))),
  };
}

/** A point about half way along a stretch. */
export function middleOf({ line }: Stretch): Point {
  if (line.length > 2) return line[Math.floor(line.length / 2)]!;
  return between(line[0]!, line[1]!, 0.5);
}
