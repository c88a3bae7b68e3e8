import { type Block, type CutStreet, cutBlock, HALF_WIDTH } from "./blocks.ts";
import { type CountryPlan, countryOf } from "./country.ts";
import {
  BOUNDARY,
  blob,
  NORTH_BANK,
  PARK_CENTER,
  type Quarter,
  quarterAt,
  RAILWAY,
  SIDING,
  SOUTH_BANK,
  WATER,
} from "./layout.ts";
import { type Face, facesOf, type Line, type Planar, type PlanarEdge, planarOf } from "./planar.ts";
import {
  areaOf,
  between,
  centroidOf,
  direction,
  distance,
  isInside,
  leftOf,
  lengthOf,
  meeting,
  moved,
  nearestOn,
  type Point,
} from "./plane.ts";
import { randomOf } from "./random.ts";
import type { StreetClass } from "./records.ts";
import { LAID, type LaidStreet } from "./roads.ts";

/** What a line of the network is; lines without a class divide land but carry nobody. */
export type StreetTag = {
  readonly class: StreetClass | null;
  readonly kind: "street" | "bank" | "railway" | "boundary";
  /** Streets laid by hand have a name already. */
  readonly laid: LaidStreet | null;
  readonly isBridge: boolean;
  readonly quarter: Quarter | null;
  /** Equal for all pieces of one street. */
  readonly street: number;
};

export type Plan = {
  readonly network: Planar<StreetTag>;
  /** Built-up blocks with no street inside. */
  readonly blocks: readonly Block[];
  /** Faces between greater streets: what communities are made of. */
  readonly areas: Planar<StreetTag>;
  readonly areaFaces: readonly Face<StreetTag>[];
  readonly superblocks: readonly Face<StreetTag>[];
  readonly country: CountryPlan;
  /** The lake of 平湖公园. */
  readonly lake: readonly Point[];
};

/** Cuts a line where it crosses a ring, and says which pieces lie inside. */
export function splitBy(
  line: readonly Point[],
  ring: readonly Point[],
): { points: Point[]; isIn: boolean }[] {
  const pieces: Point[][] = [[line[0]!]];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const shares: number[] = [];
    for (let k = 0; k < ring.length; k++) {
      const hit = meeting(a, b, ring[k]!, ring[(k + 1) % ring.length]!);
      if (hit) shares.push(hit[0]);
    }
    for (const share of shares.sort((p, q) => p - q)) {
      const point = between(a, b, share);
      pieces.at(-1)!.push(point);
      pieces.push([point]);
    }
    pieces.at(-1)!.push(b);
  }
  return pieces
    .filter((points) => lengthOf(points) > 0.5)
    .map((points) => {
      const middle = Math.floor((points.length - 1) / 2);
      return { points, isIn: isInside(between(points[middle]!, points[middle + 1]!, 0.5), ring) };
    });
}

const barrier = (kind: StreetTag["kind"], points: readonly Point[]): Line<StreetTag> => ({
  points,
  tag: { class: null, kind, laid: null, isBridge: false, quarter: null, street: -1 },
});

function laidLines(): Line<StreetTag>[] {
  return LAID.flatMap((laid, street) =>
    splitBy(laid.course, BOUNDARY)
      .filter(({ isIn }) => isIn)
      .flatMap(({ points }) => splitBy(points, WATER))
      .map(({ points, isIn }) => ({
        points,
        tag: {
          class: laid.class,
          kind: "street" as const,
          laid,
          isBridge: isIn,
          quarter: null,
          street,
        },
      })),
  );
}

function barrierLines(): Line<StreetTag>[] {
  const inside = (line: readonly Point[]) =>
    splitBy(line, BOUNDARY)
      .filter(({ isIn }) => isIn)
      .map(({ points }) => points);
  return [
    ...[NORTH_BANK, SOUTH_BANK].flatMap(inside).map((points) => barrier("bank", points)),
    ...inside(RAILWAY).map((points) => barrier("railway", points)),
    ...inside(SIDING).map((points) => barrier("railway", points)),
    barrier("boundary", [...BOUNDARY, BOUNDARY[0]!]),
  ];
}

/** How far what divides land reaches into it, in meters. */
export const HALF_BARRIER = { street: 8, bank: 7, railway: 15, boundary: 4 };
const halfOf = ({ class: streetClass, kind }: StreetTag) =>
  streetClass ? HALF_WIDTH[streetClass] : HALF_BARRIER[kind];

/** Lays the district out: greater streets, blocks cut out of the land between them, lanes, the country in the west. */
export function planOf(seed: number): Plan {
  const random = randomOf(seed, "blocks");
  const laid = laidLines();
  const barriers = barrierLines();
  const superblocks = facesOf(planarOf([...laid, ...barriers])).filter((face) => !isWater(face));
  const junctions: Point[] = [];
  const cuts: CutStreet[] = [];
  const blocks: Block[] = [];
  const wild: Face<StreetTag>[] = [];
  for (const face of superblocks) {
    const quarter = quarterOfFace(face);
    if (quarter === "country") {
      wild.push(face);
      continue;
    }
    const block = { ring: face.ring, half: face.sides.map(({ tag }) => halfOf(tag)), quarter };
    blocks.push(
      ...cutBlock(block, random, junctions, cuts, (piece) => {
        if (quarter === "park" || quarter === "riverside" || quarter === "campus") return quarter;
        const center = centroidOf(piece.ring);
        const finer = quarterAt(center, (ring) => isInside(center, ring));
        const isPark = areaOf(piece.ring) < 36_000 && finer !== "works" && random.chance(0.045);
        return isPark ? "park" : finer === "country" ? quarter : finer;
      }),
    );
  }
  const cutLines = cuts.map(
    ({ points, class: streetClass, quarter }, i): Line<StreetTag> => ({
      points,
      tag: {
        class: streetClass,
        kind: "street",
        laid: null,
        isBridge: false,
        quarter,
        street: LAID.length + i,
      },
    }),
  );
  const country = countryOf(
    wild.map(({ ring }) => ring),
    laid.filter(({ tag }) => !tag.isBridge).map(({ points }) => points),
    barriers.map(({ points }) => points),
    randomOf(seed, "country"),
  );
  const countryLines = country.lanes.map(
    ({ points, class: streetClass }, i): Line<StreetTag> => ({
      points,
      tag: {
        class: streetClass,
        kind: "street",
        laid: null,
        isBridge: false,
        quarter: "country",
        street: LAID.length + cuts.length + i,
      },
    }),
  );
  const lake = blob(randomOf(seed, "lake"), PARK_CENTER, 150, 0.66);
  const parkLines = parkPaths(lake, superblocks).map(
    (points): Line<StreetTag> => ({
      points,
      tag: {
        class: "path",
        kind: "street",
        laid: null,
        isBridge: false,
        quarter: "park",
        street: -1,
      },
    }),
  );
  const areas = planarOf([
    ...laid,
    ...barriers,
    ...cutLines.filter(({ tag }) => tag.class === "branch"),
  ]);
  return {
    network: withoutStubs(planarOf([...laid, ...cutLines, ...countryLines, ...parkLines])),
    blocks,
    areas,
    areaFaces: facesOf(areas),
    superblocks,
    country,
    lake,
  };
}

/** A path around the lake, and one to each side of the park. */
function parkPaths(lake: readonly Point[], superblocks: readonly Face<StreetTag>[]): Point[][] {
  const park = superblocks.find(({ ring }) => isInside(PARK_CENTER, ring));
  if (!park) return [];
  const loop = lake.map((p) =>
    moved(PARK_CENTER, direction(PARK_CENTER, p), distance(PARK_CENTER, p) + 18),
  );
  const spokes = [0, 5, 11, 16].map((i) => {
    const start = loop[i]!;
    const end = moved(start, direction(PARK_CENTER, start), 900);
    const [first] = splitBy([start, end], park.ring);
    return [...first!.points];
  });
  return [[...loop, loop[0]!], ...spokes];
}

/** Without the short ends of greater streets that overshoot a crossing; ends at the district's edge stay. */
function withoutStubs({ nodes, edges }: Planar<StreetTag>): Planar<StreetTag> {
  const degree = new Map<number, number>();
  for (const { from, to } of edges) {
    degree.set(from, (degree.get(from) ?? 0) + 1);
    degree.set(to, (degree.get(to) ?? 0) + 1);
  }
  const isAtEdge = (node: number) =>
    BOUNDARY.some(
      (p, i) => nearestOn(nodes[node]!, p, BOUNDARY[(i + 1) % BOUNDARY.length]!).meters < 8,
    );
  const isStub = ({ from, to, points, tag }: PlanarEdge<StreetTag>) =>
    tag.laid !== null &&
    lengthOf(points) < 260 &&
    [from, to].some((node) => degree.get(node) === 1 && !isAtEdge(node));
  return { nodes, edges: edges.filter((edge) => !isStub(edge)) };
}

/** Water when the land side of one of its banks is outside it; the ring runs counter-clockwise. */
export function isWater({ ring, sides }: Face<StreetTag>): boolean {
  const side = sides.findIndex(({ tag }) => tag.kind === "bank");
  if (side < 0) return false;
  const [a, b] = [ring[side]!, ring[(side + 1) % ring.length]!];
  return isInside(moved(between(a, b, 0.5), leftOf(direction(a, b)), 2), WATER);
}

export function quarterOfFace({ ring, sides }: Face<StreetTag>): Quarter {
  const center = centroidOf(ring);
  const thickness = (2 * areaOf(ring)) / lengthOf([...ring, ring[0]!]);
  if (thickness < 75 && sides.some(({ tag }) => tag.kind === "bank")) return "riverside";
  return quarterAt(center, (zone) => isInside(center, zone));
}
