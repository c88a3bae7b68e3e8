import { COMPLAINT_GROUPS } from "../standards.ts";
import { UNITS } from "./area-cells.ts";
import { INSPECTORS, SWEEPERS, TOILET_UNIT } from "./facilities.ts";

/** A handling unit (承办单位) of the demonstration, and how it works. */
export type DemoUnit = {
  readonly unitId: string;
  readonly name: string;
  readonly nameEn: string;
  /** How long it takes beside others: 1 is usual. */
  readonly pace: number;
  /** Share of what it reports as done that whoever complained finds done. */
  readonly resolved: number;
  /** Share that it leaves lying until somebody reminds it. */
  readonly late: number;
};

const unit = (
  unitId: string,
  [name, nameEn]: readonly [string, string],
  [pace, resolved, late]: readonly [number, number, number],
): DemoUnit => ({ unitId, name, nameEn, pace, resolved, late });

/** Sub-districts whose teams are better or worse than the others. */
const TEAMS: Readonly<Record<string, readonly [number, number, number]>> = {
  "001": [0.8, 0.95, 0.02],
  "003": [0.9, 0.93, 0.03],
  "005": [1.2, 0.87, 0.06],
  "100": [1.6, 0.82, 0.1],
  "200": [1.5, 0.84, 0.09],
};

const teamOf = (digits: string) => `team-${digits}`;
const OFFICE = "office";

/** The three that the document names, teams by sub-district, and a few that are invented. */
export const DEMO_UNITS: readonly DemoUnit[] = [
  unit("sweeping", [SWEEPERS, "Sweeping company"], [1, 0.92, 0.04]),
  unit("toilets", [TOILET_UNIT, "Toilet cleaning branch"], [0.9, 0.9, 0.05]),
  unit("appearance", [INSPECTORS, "City appearance section"], [1.3, 0.83, 0.07]),
  unit("haulage", ["清运班", "Haulage team"], [0.8, 0.94, 0.03]),
  unit("stations", ["中转站管理班", "Transfer station team"], [1.4, 0.78, 0.08]),
  unit("repair", ["设施维修班", "Repair team"], [1.8, 0.89, 0.1]),
  unit(OFFICE, ["局办公室", "Bureau office"], [1, 0.9, 0.02]),
  ...Object.values(UNITS).map(({ digits, name, nameEn }) =>
    unit(
      teamOf(digits),
      [`${name.replace(/(街道|镇|乡)$/, "")}片区保洁队`, `${nameEn} cleaning team`],
      TEAMS[digits] ?? [1, 0.9, 0.04],
    ),
  ),
];

const unitById = new Map(DEMO_UNITS.map((one) => [one.unitId, one]));

/** @throws {RangeError} when the demonstration has no such unit. */
export function demoUnit(unitId: string): DemoUnit {
  const found = unitById.get(unitId);
  if (!found) throw new RangeError(`the demonstration has no unit ${unitId}`);
  return found;
}

/** Which unit a complaint goes to; null fits any. */
type DemoRule = {
  readonly areaCode: string | null;
  readonly group: string | null;
  readonly category: string | null;
  readonly channel: string | null;
  readonly unitId: string;
};

const ANY = { areaCode: null, group: null, category: null, channel: null };
const DISTRICT_CODE = "430408";

/** Who gets what, the first that fits: proposals, what a unit is there for, the team of the place, and all the rest. */
export const DEMO_RULES: readonly DemoRule[] = [
  { ...ANY, channel: "proposal", unitId: "sweeping" },
  { ...ANY, group: "staff", unitId: OFFICE },
  { ...ANY, category: "toilet-dirty", unitId: "toilets" },
  { ...ANY, category: "toilet-closed", unitId: "toilets" },
  { ...ANY, category: "station-odor", unitId: "stations" },
  { ...ANY, category: "facility-damaged", unitId: "repair" },
  { ...ANY, category: "bin-overflow", unitId: "haulage" },
  { ...ANY, category: "missed-collection", unitId: "haulage" },
  { ...ANY, category: "operation-noise", unitId: "sweeping" },
  { ...ANY, group: "disputes", unitId: "appearance" },
  ...Object.values(UNITS).flatMap(({ digits }) =>
    ["cleaning", "waste"].map((group) => ({
      ...{ ...ANY, areaCode: DISTRICT_CODE + digits, group },
      unitId: teamOf(digits),
    })),
  ),
  { ...ANY, unitId: "sweeping" },
];

const groupById = new Map(
  COMPLAINT_GROUPS.flatMap(({ id, categories }) =>
    categories.map((category) => [category.id, id] as const),
  ),
);

/** The unit that the demonstration's rules give a complaint to. */
export function unitFor(
  areaCode: string | null,
  category: string | null,
  channel: string | null,
): DemoUnit {
  const group = (category !== null && groupById.get(category)) || null;
  const fits = (wanted: string | null, is: string | null) => wanted === null || wanted === is;
  // the last rule fits all
  const rule = DEMO_RULES.find(
    (one) =>
      fits(one.areaCode, areaCode) &&
      fits(one.group, group) &&
      fits(one.category, category) &&
      fits(one.channel, channel),
  )!;
  return demoUnit(rule.unitId);
}

/** The units that the roles of one click belong to. */
export const DEMO_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  handling_unit: ["sweeping"],
  team_leader: [teamOf("001")],
};
