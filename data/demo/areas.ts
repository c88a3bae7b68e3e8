import type { Days } from "./days.ts";
import { dissolverOf } from "./dissolve.ts";
import { RAILWAY, RIVER } from "./layout.ts";
import type { Name } from "./names.ts";
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
import type { DemoArea } from "./records.ts";

/** A sub-district or township: its part of the nine-digit code, and what it is called. */
type Unit = { readonly digits: string; readonly name: string; readonly nameEn: string };

const UNITS = {
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
type UnitKey = keyof typeof UNITS;

const NORTHERN: ReadonlySet<UnitKey> = new Set(["beian", "daiyingling"]);
const DISTRICT_CODE = "430408";
/** The land the town took over from the township: on this day, counted from the anchor. */
export const BOUNDARY_CHANGE_DAY = -420;
const FIRST_DAY = -3650;
const FEE_ZONES_DAY = -900;
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

type Cell = {
  readonly unit: UnitKey;
  readonly before: UnitKey;
  readonly community: number;
  readonly grid: number;
  readonly center: Point;
};

/** A point surely inside a ring. */
function pointIn(ring: readonly Point[]): Point {
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
function cellsOf(plan: Plan, neighbours: readonly ReadonlyMap<number, number>[]): Cell[] {
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

type Version = { readonly number: number; readonly from: number; readonly to: number | null };

/** Every area of the district, with the past of the two units whose border moved. */
export function areasOf(plan: Plan, names: () => Name, days: Days): DemoArea[] {
  const { neighbours, boundaryOf } = dissolverOf(plan.areas, plan.areaFaces);
  const cells = cellsOf(plan, neighbours);
  const facesWhere = (test: (cell: Cell) => boolean) =>
    new Set(cells.flatMap((cell, face) => (test(cell) ? [face] : [])));
  const communityNames = new Map<number, Name>();
  const nameOfCommunity = (community: number) => {
    const name = communityNames.get(community) ?? names();
    communityNames.set(community, name);
    return name;
  };
  const areas: DemoArea[] = [];
  const add = (
    area: Omit<DemoArea, "areaId" | "validFrom" | "validTo" | "boundary">,
    version: Version,
    faces: ReadonlySet<number>,
  ) => {
    const areaId = `${area.level}-${area.code}-${version.number}`;
    areas.push({
      ...area,
      areaId,
      validFrom: days.day(version.from),
      validTo: version.to === null ? null : days.day(version.to),
      boundary: boundaryOf(faces),
    });
    return areaId;
  };
  const whole: Version = { number: 1, from: FIRST_DAY, to: null };
  const districtId = add(
    {
      level: "district",
      code: DISTRICT_CODE,
      name: "蒸湘区",
      nameEn: "Zhengxiang District",
      parentId: null,
    },
    whole,
    facesWhere(() => true),
  );

  const addUnit = (key: UnitKey, unitOf: (cell: Cell) => UnitKey, version: Version) => {
    const unit: Unit = UNITS[key];
    const code = DISTRICT_CODE + unit.digits;
    const isTown = unit.digits < "100";
    const parentId = add(
      { level: "subdistrict", code, name: unit.name, nameEn: unit.nameEn, parentId: districtId },
      version,
      facesWhere((cell) => unitOf(cell) === key),
    );
    const members = [
      ...new Set(cells.filter((cell) => unitOf(cell) === key).map(({ community }) => community)),
    ];
    inReadingOrder(members, (community) => pointIn(plan.superblocks[community]!.ring)).forEach(
      (community, i) => {
        // Villages count from 201 as communities count from 001.
        const communityCode = code + String((isTown ? 1 : 201) + i).padStart(3, "0");
        const name = nameOfCommunity(community);
        const communityId = add(
          {
            level: "community",
            code: communityCode,
            name: name.zh + (isTown ? "社区" : "村"),
            nameEn: `${name.en} ${isTown ? "Community" : "Village"}`,
            parentId,
          },
          version,
          facesWhere((cell) => cell.community === community),
        );
        const grids = [
          ...new Set(cells.filter((cell) => cell.community === community).map(({ grid }) => grid)),
        ];
        inReadingOrder(grids, (grid) => pointIn(plan.areaFaces[grid]!.ring)).forEach((grid, k) => {
          const serial = String(k + 1).padStart(3, "0");
          add(
            {
              level: "grid",
              code: communityCode + serial,
              name: `${name.zh}${isTown ? "社区" : "村"}第${k + 1}网格`,
              nameEn: `${name.en} grid ${k + 1}`,
              parentId: communityId,
            },
            version,
            facesWhere((cell) => cell.grid === grid),
          );
        });
      },
    );
  };
  const past: Version = { number: 1, from: FIRST_DAY, to: BOUNDARY_CHANGE_DAY };
  const present: Version = { number: 2, from: BOUNDARY_CHANGE_DAY, to: null };
  for (const key of Object.keys(UNITS) as UnitKey[]) {
    // the keys of a literal
    const isMoved = key === "nanhua" || key === "changhu";
    if (!isMoved) addUnit(key, ({ unit }) => unit, whole);
    else {
      addUnit(key, ({ before }) => before, past);
      addUnit(key, ({ unit }) => unit, present);
    }
  }
  addZones(cells, districtId, add, facesWhere);
  return areas;
}

/** From west to east, then north to south, as unit grids are numbered: rows of some 400 m. */
function inReadingOrder(items: readonly number[], at: (item: number) => Point): number[] {
  const row = (item: number) => Math.floor(-at(item)[1] / 400);
  return [...items].sort((p, q) => row(p) - row(q) || at(p)[0] - at(q)[0] || p - q);
}

function addZones(
  cells: readonly Cell[],
  districtId: string,
  add: (
    area: Omit<DemoArea, "areaId" | "validFrom" | "validTo" | "boundary">,
    version: Version,
    faces: ReadonlySet<number>,
  ) => string,
  facesWhere: (test: (cell: Cell) => boolean) => ReadonlySet<number>,
) {
  const present: Version = { number: 1, from: BOUNDARY_CHANGE_DAY, to: null };
  let serial = 0;
  for (const key of Object.keys(UNITS) as UnitKey[]) {
    // the keys of a literal
    const own = cells.filter(({ unit }) => unit === key);
    const xs = own.map(({ center }) => center[0]).sort((p, q) => p - q);
    const middle = xs[Math.floor(xs.length / 2)] ?? 0;
    const isTown = UNITS[key].digits < "100";
    for (const side of isTown ? (["西", "东"] as const) : (["全"] as const)) {
      serial += 1;
      const isHere = ({ unit, center }: Cell) =>
        unit === key && (side === "全" || (side === "西") === center[0] < middle);
      add(
        {
          level: "responsibility",
          code: `ZR${String(serial).padStart(2, "0")}`,
          name: `${UNITS[key].name}${side === "全" ? "" : side}责任片区`,
          nameEn: `${UNITS[key].nameEn}${{ 西: " West", 东: " East", 全: "" }[side]} responsibility zone`,
          parentId: districtId,
        },
        present,
        facesWhere(isHere),
      );
    }
  }
  const fee = (key: UnitKey) =>
    key === "changsheng" || key === "beian"
      ? 0
      : key === "pinghu" || key === "dongyuan" || key === "lixin"
        ? 1
        : 2;
  ["一", "二", "三"].forEach((number, zone) => {
    add(
      {
        level: "fee",
        code: `SF${zone + 1}`,
        name: `收费第${number}片区`,
        nameEn: `Fee zone ${zone + 1}`,
        parentId: districtId,
      },
      { number: 1, from: FEE_ZONES_DAY, to: null },
      facesWhere(({ unit }) => fee(unit) === zone),
    );
  });
}
