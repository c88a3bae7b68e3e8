import { REPORT_ITEM_TITLES, REPORT_ITEMS, type ReportRules } from "../../data/reports.ts";
import { bulletinDefinition } from "./definitions.ts";
import type { BulletinContent, ReportAreaWire } from "./document-schema.ts";
import {
  byArea,
  keyOf,
  type Material,
  meanScore,
  type Period,
  type ReportArea,
  recordsByArea,
  rounded,
} from "./records.ts";

/**
 * What the bulletin of a period says: every record of it, and what they come to. Equal records give an equal bulletin.
 *
 * An area without an inspection is counted as not inspected and given no score.
 *
 * @param material  The records that hold, of the period and no other.
 */
export function bulletinOf(
  { areas, inspections, activities, exposures }: Material,
  period: Period,
  rules: ReportRules,
): BulletinContent {
  const byKey = new Map(areas.map((area) => [keyOf(area), area]));
  // whoever gives the records gives their areas
  const idOf = (record: Pick<ReportArea, "level" | "code">) => byKey.get(keyOf(record))!.areaId;
  const own = byArea(inspections);
  const scored = areas
    .flatMap((area) => {
      const of = own.get(keyOf(area));
      return of ? [{ code: area.code, score: scoreOf(area.areaId, of) }] : [];
    })
    .sort((a, b) => a.score.score - b.score.score || (a.code < b.code ? -1 : 1))
    .map(({ score }) => score);
  const named = new Set([...inspections, ...activities, ...exposures].map(keyOf));
  const communities = areas.filter(({ level }) => level === "community");
  const withRecords = recordsByArea(areas, inspections);
  return {
    kind: "bulletin",
    ...{ from: period.from, to: period.to },
    totals: {
      inspections: inspections.length,
      areas: scored.length,
      places: inspections.reduce((sum, { found }) => sum + placesOf(found), 0),
      score: meanScore(inspections),
      communities: communities.length,
      notInspected: communities.filter((area) => withRecords(area).length === 0).length,
    },
    named: areas.filter((area) => named.has(keyOf(area))).map((area) => wireOf(area, byKey)),
    areas: scored,
    items: itemsOf(inspections),
    inspections: inspections.map((one) => ({
      ...{ inspectionId: one.inspectionId, areaId: idOf(one), day: one.day },
      ...{ found: [...one.found], deducted: one.deducted, note: one.note },
    })),
    activities: activities.map((one) => ({
      ...{ activityId: one.activityId, areaId: idOf(one), day: one.day },
      ...{ done: one.done, people: one.people },
    })),
    exposures: exposures.map((one) => ({
      ...{ exposureId: one.exposureId, areaId: idOf(one), day: one.day, medium: one.medium },
      ...{ title: one.title, isGood: one.isGood, isUpheld: one.isUpheld },
    })),
    definition: bulletinDefinition(rules),
  };
}

/** An area as it is told, with the name of what it is in. */
export function wireOf(
  { areaId, level, code, name, nameEn, parentCode }: ReportArea,
  byKey: ReadonlyMap<string, ReportArea>,
): ReportAreaWire {
  const parent = parentCode === null ? undefined : byKey.get(`subdistrict ${parentCode}`);
  return {
    ...{ areaId, level, code, name, nameEn },
    parent: parent ? { name: parent.name, nameEn: parent.nameEn } : null,
  };
}

const placesOf = (found: Material["inspections"][number]["found"]) =>
  found.reduce((sum, { places }) => sum + places, 0);

const scoreOf = (areaId: string, of: Material["inspections"]) => ({
  ...{ areaId, inspections: of.length },
  deducted: rounded(of.reduce((sum, { deducted }) => sum + deducted, 0)),
  score: meanScore(of)!, // there is at least one
});

/** What was found most, by places; what was not found is not listed. */
function itemsOf(inspections: Material["inspections"]): BulletinContent["items"] {
  const all = inspections.flatMap(({ found }) => found);
  return REPORT_ITEMS.map((itemId) => {
    const found = all.filter((one) => one.itemId === itemId);
    const title = REPORT_ITEM_TITLES.get(itemId)!; // every item has one
    return {
      ...{ itemId, title: { ...title }, places: placesOf(found) },
      points: rounded(found.reduce((sum, { places, points }) => sum + places * points, 0)),
    };
  })
    .filter(({ places }) => places > 0)
    .sort((a, b) => b.places - a.places);
}
