import { type Cell, cellsOf, pointIn, UNITS, type Unit, type UnitKey } from "./area-cells.ts";
import type { Days } from "./days.ts";
import { dissolverOf } from "./dissolve.ts";
import type { Name } from "./names.ts";
import type { Plan } from "./plan.ts";
import type { Point } from "./plane.ts";
import type { DemoArea } from "./records.ts";

const DISTRICT_CODE = "430408";
/** The land the town took over from the township: on this day, counted from the anchor. */
export const BOUNDARY_CHANGE_DAY = -420;
const FIRST_DAY = -3650;
const FEE_ZONES_DAY = -900;

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
