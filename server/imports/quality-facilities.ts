import { FACILITY_LAYERS, type FacilityKind } from "../../data/facility.ts";
import type { QualityCheck, QualityParameters } from "../../data/quality.ts";
import { REQUIRED_ATTRIBUTES } from "../../data/standards.ts";
import { type DatumReading, readAs } from "../geo/datum-fit.ts";
import { distanceMeters } from "../geo/measure.ts";
import { type Twin, twinsOf } from "./quality-duplicates.ts";
import type { Ground } from "./quality-ground.ts";
import { type DatumGroup, groupIdOf, isWrong } from "./quality-groups.ts";
import type { ExaminedArea, ExaminedFacility } from "./quality-store.ts";

type Title = { readonly zh: string; readonly en: string };

/** One record that wants mending. */
export type QualityRow = {
  readonly record: "facility" | "complaint";
  readonly id: string;
  readonly layerId: string;
  readonly kind: FacilityKind | null;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly area: Pick<ExaminedArea, "areaId" | "name" | "nameEn"> | null;
  /** What is wrong, as people say it; null where the check says it all. */
  readonly value: Title | null;
  /** By what worse rows come first. */
  readonly amount: number;
  readonly position: readonly [lng: number, lat: number] | null;
  /** null for a complaint. */
  readonly revision: number | null;
};

/** A check's figure, and the rows that make it up. */
export type Finding = {
  readonly rows: readonly QualityRow[];
  readonly of: number;
  /** Why it cannot be told; then there are no rows. */
  readonly unknown: "no-boundary" | "no-streets" | null;
};

export type FacilityCheck = Exclude<QualityCheck, `complaint-${string}`>;

/** What is known when facilities are examined. */
type Known = {
  readonly facilities: readonly ExaminedFacility[];
  readonly ground: Ground;
  readonly groups: readonly DatumGroup[];
  readonly parameters: QualityParameters;
  /** The district's local day. */
  readonly today: string;
};

const ATTRIBUTE_TITLES: Readonly<Record<string, Title>> = {
  toiletClass: { zh: "公厕类别", en: "class of the toilet" },
  tonnesPerDay: { zh: "设计规模", en: "design throughput" },
  containers: { zh: "容器数", en: "number of containers" },
};

const meters = (value: number): Title =>
  value < 1
    ? { zh: "不到 1 米", en: "under 1 m" }
    : value < 1000
      ? { zh: `${Math.round(value)} 米`, en: `${Math.round(value)} m` }
      : { zh: `${(value / 1000).toFixed(1)} 公里`, en: `${(value / 1000).toFixed(1)} km` };

/** The facilities that each check counts, the worst first. */
export function facilityFindings(known: Known): Record<FacilityCheck, Finding> {
  const { facilities, ground, parameters, today } = known;
  const kept = facilities.filter(({ status }) => status !== "closed");
  const used = facilities.filter(({ status }) => status === "open" || status === "repair");
  const placed = facilities.filter(({ position }) => position !== null);
  const twins = twinsOf(kept, parameters);
  const readingOf = new Map(
    known.groups.filter(isWrong).map((group) => [group.groupId, group.verdict.reading]),
  );
  const overdue = monthsBefore(today, parameters.unverifiedMonths);
  const requiring = kept.filter(({ kind }) => REQUIRED_ATTRIBUTES[kind]);

  /** The rows of those for which something is wrong. */
  function finding(
    among: readonly ExaminedFacility[],
    wrong: (facility: ExaminedFacility) => { value: Title | null; amount: number } | null,
    unknown: Finding["unknown"] = null,
  ): Finding {
    const rows = unknown
      ? []
      : among.flatMap((facility) => {
          const found = wrong(facility);
          return found ? [rowOf(facility, ground, found)] : [];
        });
    return { rows: rows.sort(byAmount), of: among.length, unknown };
  }
  const plain = (isFound: boolean) => (isFound ? { value: null, amount: 0 } : null);

  return {
    "facility-datum": finding(
      placed,
      (facility) => displaced(facility, readingOf.get(groupIdOf(facility)) ?? null),
      ground.hasStreets ? null : "no-streets",
    ),
    "facility-outside": finding(
      placed,
      ({ position }) => outside(position && ground.outsideMeters(position), parameters),
      ground.hasBoundary ? null : "no-boundary",
    ),
    "facility-place": finding(facilities, ({ position }) => plain(position === null)),
    duplicate: finding(kept, (facility) => doubled(twins.get(facility))),
    "never-verified": finding(used, ({ verifiedOn }) => plain(verifiedOn === null)),
    "verification-overdue": finding(used, ({ verifiedOn }) =>
      verifiedOn !== null && verifiedOn < overdue
        ? {
            value: { zh: `最近核实 ${verifiedOn}`, en: `last verified ${verifiedOn}` },
            amount: daysBetween(verifiedOn, today),
          }
        : null,
    ),
    "manager-none": finding(kept, ({ manager }) => plain(manager === "")),
    "manager-unknown": finding(kept, ({ manager }) => plain(manager === null)),
    "owner-unknown": finding(kept, ({ owner }) => plain(owner === null || owner === "")),
    "attribute-missing": finding(requiring, lacking),
  };
}

const byAmount = (a: QualityRow, b: QualityRow) => b.amount - a.amount;

const rowOf = (
  facility: ExaminedFacility,
  ground: Ground,
  found: { value: Title | null; amount: number },
): QualityRow => {
  const { facilityId, kind, code, name, nameEn, position, revision } = facility;
  const area = position && ground.areaAt(position);
  return {
    ...{ record: "facility", id: facilityId, layerId: FACILITY_LAYERS[kind] },
    ...{ kind, code, name, nameEn, position, revision, ...found },
    area: area && { areaId: area.areaId, name: area.name, nameEn: area.nameEn },
  };
};

function displaced({ position }: ExaminedFacility, reading: DatumReading | null) {
  if (!position || !reading) return null;
  const amount = distanceMeters(position, readAs(position, reading));
  const by = meters(amount);
  const name = READING_TITLES[reading];
  return { value: { zh: `${name.zh}，偏 ${by.zh}`, en: `${name.en}, ${by.en} off` }, amount };
}

/** How stored positions are to be read. */
export const READING_TITLES: Readonly<Record<DatumReading, Title>> = {
  wgs84: { zh: "WGS 84", en: "WGS 84" },
  gcj02: { zh: "实为 GCJ-02", en: "really GCJ-02" },
  bd09: { zh: "实为 BD-09", en: "really BD-09" },
  "wgs84-as-gcj02": { zh: "本是 WGS 84，被当作 GCJ-02 转换过", en: "WGS 84 converted as GCJ-02" },
  "wgs84-as-bd09": { zh: "本是 WGS 84，被当作 BD-09 转换过", en: "WGS 84 converted as BD-09" },
};

/** How far outside, where that is more than the tolerance. */
export function outside(amount: number | null, { borderMeters }: QualityParameters) {
  if (amount === null || amount <= borderMeters) return null;
  const by = meters(amount);
  return { value: { zh: `界外 ${by.zh}`, en: `${by.en} outside` }, amount };
}

function doubled(twin: Twin | undefined) {
  if (!twin) return null;
  const { other, by, meters: apart } = twin;
  const far = apart === null ? null : meters(apart);
  const how = {
    place: { zh: "同一位置", en: "same place as" },
    name: { zh: "同名", en: "same name as" },
    code: { zh: "编号近似", en: "nearly the same code as" },
  }[by];
  return {
    value: {
      zh: `与 ${other.code} ${how.zh}${far ? `，相距 ${far.zh}` : ""}`,
      en: `${how.en} ${other.code}${far ? `, ${far.en} apart` : ""}`,
    },
    amount: { place: 2e6, name: 1e6, code: 0 }[by] - (apart ?? 0),
  };
}

function lacking({ kind, attributes }: ExaminedFacility) {
  const names = (REQUIRED_ATTRIBUTES[kind] ?? []).filter((name) => attributes[name] == null);
  if (names.length === 0) return null;
  const titles = names.map((name) => ATTRIBUTE_TITLES[name] ?? { zh: name, en: name });
  return {
    value: {
      zh: `缺${titles.map(({ zh }) => zh).join("、")}`,
      en: `no ${titles.map(({ en }) => en).join(", no ")}`,
    },
    amount: names.length,
  };
}

/** The day so many months before; the last of its month where that is shorter. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number]; // it is a local day
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
