import type { z } from "@hono/zod-openapi";
import { NO_WORD } from "../complaints/case-columns.ts";
import { DomainError } from "../http/problem.ts";
import { dateOf } from "../store/column.ts";
import type { AlarmsAnswer, AlarmsQuery } from "./alarms-schema.ts";
import { daysOf } from "./analysis.ts";
import { listOfCells } from "./list-link.ts";
import {
  type Called,
  gathered,
  inPlane,
  type Located,
  locatedIn,
  named,
  readCalled,
  titledCategories,
} from "./located.ts";
import type { DaySpan, Material } from "./material.ts";
import { orNull, rounded } from "./rounding.ts";
import type { Alarm, ScanQuestion } from "./scan.ts";
import type { Study } from "./study.ts";

type Query = z.infer<typeof AlarmsQuery>;

/** More cases take longer than anybody waits: each permutation looks at all of them. */
export const MOST_CASES = 20_000;

type Asked = Omit<AlarmsAnswer["asked"], "definition" | "note">;

/** What is held for a scan once the register is let go. */
export type HeldScan = {
  readonly located: Located;
  readonly called: Called;
  readonly study: Study;
  readonly span: DaySpan;
  readonly asked: Asked;
  /** Complaints that count, as places in the lists of `located`. */
  readonly counted: readonly number[];
  readonly question: ScanQuestion;
};

/** The days an alarm is held against. */
export const baselineOf = (
  to: number,
  asked: Pick<Query, "baselineDays">,
  { scan }: Material["settings"],
): DaySpan => ({ from: to - (asked.baselineDays ?? scan.baselineDays) + 1, to });

/**
 * Copies the complaints that are watched.
 *
 * @throws {DomainError} `limit-exceeded` when there are too many.
 */
export async function holdScan(
  material: Material,
  districtId: string,
  query: Query,
): Promise<HeldScan> {
  const { settings, study, period, tx } = material;
  const { scan } = settings;
  const span = baselineOf(period.to, query, settings);
  const located = locatedIn(material, span);
  const counted =
    query.counts === "reporters" ? oncePerDay(located) : [...located.positions.keys()];
  if (counted.length > MOST_CASES) {
    const remedy = `filters or a baseline that leave at most ${MOST_CASES} complaints with a place`;
    throw new DomainError("limit-exceeded", `${counted.length} complaints count: ${remedy}`, [
      { field: "baselineDays", remedy, rule: "too-many-points", limit: MOST_CASES },
    ]);
  }
  const asked: Asked = {
    days: query.days ?? scan.days,
    baselineDays: span.to - span.from + 1,
    radiusMeters: query.radiusMeters ?? scan.radiusMeters,
    ...{ permutations: scan.permutations, level: scan.level, fewestEvents: scan.fewestEvents },
    ...{ counts: query.counts, resolution: study.resolution },
  };
  const centers = [...study.lngs].map((lng, code) => [lng, study.lats[code]!] as const);
  const { xs, ys } = inPlane(centers);
  return {
    ...{ located, study, span, asked, counted },
    called: await readCalled(tx, districtId, {
      ...{ streets: located.streetIds, units: located.unitIds },
    }),
    question: {
      cellOf: Int32Array.from(counted, (i) => located.codes[i]!),
      dayOf: Int32Array.from(counted, (i) => located.days[i]! - span.from),
      ...{ days: asked.baselineDays, xs, ys, maxRadiusMeters: asked.radiusMeters },
      ...{ maxDays: asked.days, permutations: asked.permutations },
      seed: span.to, // the same day draws the same permutations
    },
  };
}

/** Whoever reports one cell several times on one day counts once; whoever did not say who they are, each time. */
function oncePerDay({ positions, reporters, codes, days }: Located): number[] {
  const seen = new Set<string>();
  return [...positions.keys()].filter((i) => {
    if (reporters[i] === NO_WORD) return true;
    const key = `${reporters[i]} ${codes[i]} ${days[i]}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const NOTE = {
  zh: "预警说的是新出现的，不是数量大的：一向投诉多的地方不在此列；没有预警也不等于没有热点。",
  en: "Alarms are of something new, not of something large: places that always have many are not among them, and no alarm does not mean no hotspot.",
};

function definitionOf({ days, baselineDays, radiusMeters, permutations, level, counts }: Asked) {
  const what = {
    reporters: {
      zh: "同一人当天对同一格的多次投诉计一次。",
      en: " Whoever reports one cell several times on one day counts once.",
    },
    complaints: { zh: "", en: "" },
  }[counts];
  return {
    zh: `近 ${days} 天内开始、持续到当天、半径 ${radiusMeters} 米以内的每个圆，与近 ${baselineDays} 天各格、各天自身的多少相比（时空重排扫描）；p 由 ${permutations} 次打乱日期得出，已计入看过所有地点和时段；p ≤ ${level} 为预警。${what.zh}`,
    en: `Every circle of up to ${radiusMeters} m and every time that began within the last ${days} days and lasts to the day itself is held against what its cells and its days have by themselves over ${baselineDays} days (space-time permutation scan). p comes from ${permutations} shufflings of the days and takes into account that all places and times were looked at; p ≤ ${level} is an alarm.${what.en}`,
  };
}

/** Alarms as they go over the wire. */
export function alarmsAnswer(
  { districtId, query }: { readonly districtId: string; readonly query: Query },
  held: HeldScan,
  found: readonly Alarm[],
): AlarmsAnswer {
  const { located, span, asked, counted } = held;
  const [strongest] = found;
  const recentFrom = span.to - asked.days + 1;
  const own = found.filter(({ p, observed }) => p <= asked.level && observed >= asked.fewestEvents);
  return {
    districtId,
    asked: { ...asked, definition: definitionOf(asked), note: { ...NOTE } },
    baseline: daysOf(span),
    totals: {
      ...{ complaints: located.total, withoutPosition: located.withoutPosition },
      ...{ repeats: located.positions.length - counted.length, counted: counted.length },
      recent: counted.filter((i) => located.days[i]! >= recentFrom).length,
    },
    strongest: strongest
      ? {
          ...{ p: orNull(strongest.p)!, observed: strongest.observed },
          expected: rounded(strongest.expected, 2),
        }
      : null,
    alarms: own.map((alarm) => alarmOf(query, held, alarm)),
    askedAt: new Date().toISOString(),
  };
}

function alarmOf(
  query: Query,
  { located, called, study, span }: HeldScan,
  alarm: Alarm,
): AlarmsAnswer["alarms"][number] {
  const cells = new Set(alarm.cells);
  const days = { from: span.from + alarm.fromDay, to: span.from + alarm.toDay };
  const members = [...located.positions.keys()].filter(
    (i) => located.days[i]! >= days.from && cells.has(located.codes[i]!),
  );
  const { reporters, categories, streetId, unitId } = gathered(located, members);
  const names = alarm.cells.map((code) => study.cells[code]!);
  return {
    center: [rounded(study.lngs[alarm.centerCell]!, 6), rounded(study.lats[alarm.centerCell]!, 6)],
    radiusMeters: rounded(alarm.radiusMeters, 1),
    cells: names,
    days: { from: dateOf(days.from), to: dateOf(days.to) },
    observed: alarm.observed,
    expected: rounded(alarm.expected, 2),
    ...{ p: orNull(alarm.p)!, recurrenceDays: rounded(alarm.recurrenceDays, 1) },
    ...{ complaints: members.length, reporters },
    categories: titledCategories(called, categories),
    street: named(called.names.streets, streetId),
    unit: named(called.names.units, unitId),
    ...listOfCells(query, days, names),
  };
}
