import { daysFrom } from "../data/demo/days.ts";
import type { DemoArea, DemoDistrict } from "../data/demo/records.ts";
import type { DemoIssue, DemoReports } from "../data/demo/reports.ts";
import { REPORTS } from "../data/reports.ts";
import { ROLE_TITLES } from "../data/roles.ts";
import { columnsOf, type Rows } from "./demo-tables.ts";
import { bulletinOf } from "./reports/bulletin.ts";
import type { Content } from "./reports/document-schema.ts";
import { rankingOf } from "./reports/ranking.ts";
import {
  type Activity,
  deductedOf,
  type Exposure,
  type Inspection,
  type Material,
  type ReportArea,
} from "./reports/records.ts";
import { recordsIn } from "./reports/since.ts";

/** Who enters and who composes and publishes in the demonstration. */
const [INSPECTOR, WRITTEN_BY] = [
  `演示${ROLE_TITLES.inspector.zh}`,
  `演示${ROLE_TITLES.manager.zh}`,
];
const HOUR_SECONDS = 3_600;

const levelOf = ({ level }: DemoArea) => level as ReportArea["level"]; // no other is inspected
const byKey =
  <T>(keyOf: (record: T) => string) =>
  (a: T, b: T) =>
    keyOf(a) < keyOf(b) ? -1 : 1;

type Day = (offset: number) => string;

function inspectionsOf(
  { inspections }: DemoReports,
  day: Day,
): (Inspection & { areaId: string })[] {
  return inspections.map(({ inspectionId, area, offset, found: seen, note }) => {
    const found = seen.map((one) => ({ ...one, points: REPORTS.points[one.itemId] }));
    return {
      ...{ inspectionId, areaId: area.areaId, level: levelOf(area), code: area.code },
      ...{ day: day(offset), found, deducted: deductedOf(found, REPORTS.deductionsCap), note },
    };
  });
}

const activitiesOf = ({ activities }: DemoReports, day: Day): (Activity & { areaId: string })[] =>
  activities.map(({ area, offset, ...one }) => ({
    ...{ ...one, areaId: area.areaId, level: levelOf(area), code: area.code, day: day(offset) },
  }));

const exposuresOf = ({ exposures }: DemoReports, day: Day): (Exposure & { areaId: string })[] =>
  exposures.map(({ area, offset, ...one }) => ({
    ...{ ...one, areaId: area.areaId, level: levelOf(area), code: area.code, day: day(offset) },
  }));

/** What is inspected, as the store reads it: in order of its codes. */
function areasOf(areas: readonly DemoArea[]): ReportArea[] {
  const codeOf = new Map(areas.map(({ areaId, level, code }) => [areaId, { level, code }]));
  return areas
    .filter(({ level, validTo }) => ["subdistrict", "community"].includes(level) && !validTo)
    .map((area) => {
      const parent = codeOf.get(area.parentId ?? "");
      return {
        ...{ areaId: area.areaId, level: levelOf(area), code: area.code },
        ...{ name: area.name, nameEn: area.nameEn },
        parentCode: parent?.level === "subdistrict" ? parent.code : null,
      };
    })
    .sort(byKey(({ code }) => code));
}

/**
 * Inspections, hygiene days and exposures of the demonstration, and the bulletins and rankings that were published of
 * them: composed by what the server composes with, so that each comes out of its records again.
 */
export function reportRows({ areas, district }: DemoDistrict, reports: DemoReports): Rows[] {
  const days = daysFrom(district.anchor);
  const at = (offset: number, hour: number) => days.at(offset, hour * HOUR_SECONDS).toISOString();
  const offsetOf = new Map<string, number>();
  const day = (offset: number) => {
    const text = days.day(offset);
    offsetOf.set(text, offset);
    return text;
  };
  const inspections = inspectionsOf(reports, day);
  const activities = activitiesOf(reports, day);
  const exposures = exposuresOf(reports, day);
  const entered = (hour: number) => ({
    entered_at: [
      "timestamptz",
      (one: { day: string }) => at(offsetOf.get(one.day)!, hour),
    ] as const,
    entered_by: ["text", () => INSPECTOR] as const,
  });
  const place = {
    area_id: ["text", ({ areaId }: { areaId: string }) => areaId] as const,
    day: ["date", (one: { day: string }) => one.day] as const,
  };
  const judged = (one: Exposure, value: string) => (one.isUpheld === null ? null : value);
  return [
    {
      table: "community_inspection",
      columns: columnsOf(inspections, {
        inspection_id: ["text", ({ inspectionId }) => inspectionId],
        ...place,
        found: ["jsonb", ({ found }) => JSON.stringify(found)],
        deducted: ["double precision", ({ deducted }) => deducted],
        note: ["text", ({ note }) => note],
        ...entered(16),
      }),
    },
    {
      table: "hygiene_activity",
      columns: columnsOf(activities, {
        activity_id: ["text", ({ activityId }) => activityId],
        ...place,
        done: ["text", ({ done }) => done],
        people: ["integer", ({ people }) => people],
        ...entered(18),
      }),
    },
    {
      table: "media_exposure",
      columns: columnsOf(exposures, {
        exposure_id: ["text", ({ exposureId }) => exposureId],
        ...place,
        medium: ["text", ({ medium }) => medium],
        title: ["text", ({ title }) => title],
        is_good: ["boolean", ({ isGood }) => isGood],
        is_upheld: ["boolean", ({ isUpheld }) => isUpheld],
        judged_at: ["timestamptz", (one) => judged(one, at(offsetOf.get(one.day)!, 20))],
        judged_by: ["text", (one) => judged(one, WRITTEN_BY)],
        judged_reason: [
          "text",
          (one) => judged(one, one.isUpheld ? "现场核实属实" : "现场核实与报道不符"),
        ],
        ...entered(17),
      }),
    },
    issueRows(reports.issues, { areas: areasOf(areas), inspections, activities, exposures }, days),
  ];
}

/** Published ones, numbered by the year of their publication in order of time. */
function issueRows(
  issues: readonly DemoIssue[],
  all: Material,
  days: ReturnType<typeof daysFrom>,
): Rows {
  const numbers = new Map<string, number>();
  const inspectionsOn = ofDays(all.inspections, ({ inspectionId }) => inspectionId);
  const activitiesOn = ofDays(all.activities, ({ activityId }) => activityId);
  const exposuresOn = ofDays(all.exposures, ({ exposureId }) => exposureId);
  const contentOf = ({ kind, from, to }: DemoIssue): Content => {
    const within = Array.from({ length: to - from + 1 }, (_, i) => days.day(from + i));
    const material = {
      ...{ areas: all.areas, inspections: inspectionsOn(within) },
      ...{ activities: activitiesOn(within), exposures: exposuresOn(within) },
    };
    const period = { from: days.day(from), to: days.day(to) };
    return kind === "bulletin"
      ? bulletinOf(material, period, REPORTS)
      : rankingOf(material, period, REPORTS);
  };
  const published = issues
    .toSorted((a, b) => a.publishedOn - b.publishedOn)
    .map((issue) => {
      const { kind, publishedOn, remarks } = issue;
      const year = Number(days.day(publishedOn).slice(0, 4));
      const number = (numbers.get(`${kind} ${year}`) ?? 0) + 1;
      numbers.set(`${kind} ${year}`, number);
      return { kind, publishedOn, remarks, year, number, content: contentOf(issue) };
    });
  const at = (offset: number, hour: number) => days.at(offset, hour * HOUR_SECONDS).toISOString();
  return {
    table: "report",
    columns: columnsOf(published, {
      report_id: ["text", ({ kind, year, number }) => `${kind}-${year}-${number}`],
      kind: ["text", ({ kind }) => kind],
      year: ["smallint", ({ year }) => year],
      number: ["integer", ({ number }) => number],
      from_day: ["date", ({ content }) => content.from],
      to_day: ["date", ({ content }) => content.to],
      remarks: ["text", ({ remarks }) => remarks],
      content: ["jsonb", ({ content }) => JSON.stringify(content)],
      records: ["integer", ({ content }) => recordsIn(content)],
      composed_at: ["timestamptz", ({ publishedOn }) => at(publishedOn, 9)],
      composed_by: ["text", () => WRITTEN_BY],
      published_at: ["timestamptz", ({ publishedOn }) => at(publishedOn, 10)],
      published_by: ["text", () => WRITTEN_BY],
      published_on: ["date", ({ publishedOn }) => days.day(publishedOn)],
    }),
  };
}

/** Records of each day by their keys, as the store reads them. */
function ofDays<T extends { readonly day: string }>(
  all: readonly T[],
  idOf: (record: T) => string,
) {
  const byDay = new Map<string, T[]>();
  for (const one of all)
    byDay
      .set(one.day, byDay.get(one.day) ?? [])
      .get(one.day)!
      .push(one);
  for (const records of byDay.values()) records.sort(byKey(idOf));
  return (days: readonly string[]) => days.flatMap((day) => byDay.get(day) ?? []);
}
