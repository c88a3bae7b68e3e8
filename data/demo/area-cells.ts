import { RAILWAY, RIVER } from "./layout.ts";
import { isWater, type Plan, quarterOfFace } from "./plan.ts";
import {
  areaOf,
  between,
  centroidOf,
  direction,
  isInside,
  leftOf,
  moved,
  type Point,
} from "./plane.ts";

/** A sub-district or township: its part of the nine-digit code, and what it is called. */
export type Unit = { readonly digits: string; readonly name: string; readonly nameEn: string };

export const UNITS = {
  changsheng: { digits: "001", name: "常胜街道", nameEn: "Changsheng Sub-district" },
  pinghu: { digits: "002", name: "平湖街道", nameEn: "Pinghu Sub-district" },
  dongyuan: { digits: "003", name: "东苑街道", nameEn: "Dongyuan Sub-district" },
  lixin: { digits: "004", name: "立新街道", nameEn: "Lixin Sub-district" },
  nanhua: { digits: "005", name: "南华街道", nameEn: "Nanhua Sub-district" },
  beian: { digits: "006", name: "北岸街道", nameEn: "Bei'an Sub-district" },
  daiyingling: { digits: "100", name: "呆鹰岭镇", nameEn: "Daiyingling Town" },
  changhu: { digits: "200", name: "长湖乡", nameEn: "Changhu Township" },
  yumushan: { digits: "201", name: "雨母山乡", nameEn: "Yumushan Township" },
} as const satisfies Record<string, Unit>;
export type UnitKey = keyof typeof UNITS;

const NORTHERN: ReadonlySet<UnitKey> = new Set(["beian", "daiyingling"]);

/** A superblock smaller than this belongs to a neighbouring community. */
const COMMUNITY_SQUARE_METERS = 130_000;
const GRID_SQUARE_METERS = 9_000;

const xOf = (line: readonly Point[], y: number) => valueOn(line, y, 1, 0);
const yOf = (line: readonly Point[], x: number) => valueOn(line, x, 0, 1);
function valueOn(line: readonly Point[], at: number, by: 0 | 1, value: 0 | 1): number {
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i]!, line[i + 1]!];
    if (a[by] <= at && b[by] > at)
      return a[value] + ((b[value] - a[value]) * (at - a[by])) / (b[by] - a[by]);
  }
  return line.at(-1)![value];
}

function unitAt([x, y]: Point, isCountry: boolean): UnitKey {
  const isNorth = y > yOf(RIVER, x);
  if (isCountry || x < -2080) return isNorth ? "daiyingling" : y > -330 ? "changhu" : "yumushan";
  if (isNorth) return "beian";
  if (x < xOf(RAILWAY, y)) return "nanhua";
  if (y > -150) return "changsheng";
  if (y < -1320) return "lixin";
  return x < 560 ? "pinghu" : "dongyuan";
}

/** Before the change the land between railway and 蔡伦大道, north of 解放大道, was the township's. */
const wasTownship = ([x, y]: Point) => x < xOf(RAILWAY, y) && y > -200 && y < yOf(RIVER, x);

export type Cell = {
  readonly unit: UnitKey;
  readonly before: UnitKey;
  readonly community: number;
  readonly grid: number;
  readonly center: Point;
};

/** A point surely inside a ring. */
export function pointIn(ring: readonly Point[]): Point {
  const center = centroidOf(ring);
  if (isInside(center, ring)) return center;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    const probe = moved(between(a, b, 0.5), leftOf(direction(a, b)), 2);
    if (isInside(probe, ring)) return probe;
  }
  return center;
}

/** Sorts every face of the area network into grid, community and unit, today and before the change. */
export function cellsOf(plan: Plan, neighbours: readonly ReadonlyMap<number, number>[]): Cell[] {
  const blocks = plan.superblocks.map((face) => {
    const center = pointIn(face.ring);
    const unit = unitAt(center, quarterOfFace(face) === "country");
    return {
      ring: face.ring,
      center,
      unit,
      before: unit === "nanhua" && wasTownship(center) ? ("changhu" as const) : unit,
    };
  });
  const blockOf = plan.areaFaces.map(({ ring }) => {
    const probe = pointIn(ring);
    return blocks.findIndex((block) => isInside(probe, block.ring));
  });
  const home = plan.areaFaces.map((_, face) => face);
  const join = (face: number, isAllowed: (other: number) => boolean) => {
    const best = [...neighbours[face]!]
      .filter(([other]) => other !== face && isAllowed(other))
      .sort((p, q) => q[1] - p[1] || p[0] - q[0])[0];
    if (best) home[face] = best[0];
    return best !== undefined;
  };
  const isLand = plan.areaFaces.map((face, i) => !isWater(face) && blockOf[i]! >= 0);
  plan.areaFaces.forEach(({ ring }, face) => {
    if (!isLand[face]) {
      const isNorth = (other: number) => NORTHERN.has(blocks[blockOf[other]!]?.unit ?? "lixin");
      // The whole river belongs to its north bank, so that the border does not change sides at every bridge.
      const isJoined = join(face, (other) => isLand[other]! && isNorth(other));
      if (!isJoined) join(face, (other) => isLand[other]!);
    }
    if (isLand[face] && areaOf(ring) < GRID_SQUARE_METERS) {
      const sameBlock = (other: number) =>
        blockOf[other] === blockOf[face] &&
        areaOf(plan.areaFaces[other]!.ring) >= GRID_SQUARE_METERS;
      join(face, sameBlock);
    }
  });
  const communityOf = communitiesOf(blocks, blockOf, plan, neighbours);
  const landOf = (face: number): number =>
    home[face] === face ? face : isLand[face] ? home[face]! : landOf(home[face]!);
  return plan.areaFaces.map((_, face) => {
    const grid = landOf(face);
    const block = communityOf[blockOf[grid]!]!;
    return {
      unit: blocks[block]!.unit,
      before: blocks[block]!.before,
      community: block,
      grid,
      center: pointIn(plan.areaFaces[grid]!.ring),
    };
  });
}

/** Joins small superblocks to the neighbour of the same unit with the longest common border. */
function communitiesOf(
  blocks: readonly { ring: readonly Point[]; unit: UnitKey; before: UnitKey }[],
  blockOf: readonly number[],
  plan: Plan,
  neighbours: readonly ReadonlyMap<number, number>[],
): number[] {
  const target = blocks.map((_, i) => i);
  const size = blocks.map(({ ring }) => areaOf(ring));
  const rootOf = (block: number): number =>
    target[block] === block ? block : rootOf(target[block]!);
  const bySize = blocks.map((_, i) => i).sort((p, q) => size[p]! - size[q]! || p - q);
  for (const block of bySize) {
    if (size[rootOf(block)]! >= COMMUNITY_SQUARE_METERS) continue;
    const shared = new Map<number, number>();
    plan.areaFaces.forEach((_, face) => {
      if (blockOf[face]! < 0 || rootOf(blockOf[face]!) !== rootOf(block)) return;
      for (const [other, meters] of neighbours[face]!) {
        const root = blockOf[other]! < 0 ? -1 : rootOf(blockOf[other]!);
        if (
          root < 0 ||
          root === rootOf(block) ||
          blocks[root]!.unit !== blocks[block]!.unit ||
          blocks[root]!.before !== blocks[block]!.before
        )
          continue;
        shared.set(root, (shared.get(root) ?? 0) + meters);
      }
    });
    const best = [...shared].sort((p, q) => q[1] - p[1] || p[0] - q[0])[0];
    if (!best) continue;
    size[best[0]]! += size[rootOf(block)]!;
    target[rootOf(block)] = best[0];
  }
  return blocks.map((_, i) => rootOf(i));
}
