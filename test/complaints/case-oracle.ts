import { latLngToCell } from "h3-js";
import type { CaseFacet, CaseFilters, CaseScope } from "../../server/complaints/case-filters.ts";
import type { CaseSort } from "../../server/complaints/case-page.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { foldedText } from "../../server/complaints/case-text.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import { NOW, OPEN_STATES } from "../worlds/cases.ts";

/** How a case stands to its term, in so many words. */
function standing({ dueAt, soonAt, veryLateAt }: CaseRow) {
  if (dueAt === null) return "none";
  if (NOW > dueAt) return veryLateAt !== null && NOW >= veryLateAt ? "late-3" : "late";
  return soonAt !== null && NOW >= soonAt ? "soon" : "on-time";
}

/** The value a complaint has in each facet. */
export const FACETS: Record<CaseFacet, (row: CaseRow) => string | boolean | null> = {
  kind: (row) => row.kind,
  channel: (row) => row.channel,
  category: (row) => row.category,
  state: (row) => row.state,
  importance: (row) => row.importance,
  unitId: (row) => row.unitId,
  areaId: (row) => row.areaId,
  placeKind: (row) => row.placeKind,
  dueStep: (row) => row.dueStep,
  satisfaction: (row) => row.satisfaction,
  isResolved: (row) => row.isResolved,
  due: standing,
  isOpen: (row) => OPEN_STATES.includes(row.state),
  isReopened: (row) => row.reopened > 0,
  hasPosition: (row) => row.position !== null,
  isDuplicate: (row) => row.duplicateOf !== null,
  hasDuplicates: (row) => row.hasDuplicates,
  isSupervised: (row) => row.isSupervised,
};

const isWithin = (value: number | null, from: number | undefined, to: number | undefined) =>
  (from === undefined && to === undefined) ||
  (value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity));

function isFound(row: CaseRow, text: string) {
  const parts = [row.text, row.number, row.address ?? ""].map(foldedText);
  return foldedText(text)
    .split(" ")
    .every((word) => parts.some((part) => part.includes(word)));
}

const weekday = (day: number) => new Date(day * 86_400_000).getUTCDay() || 7;

/** By walking around the clock. */
function isInHours(hour: number | null, { from, to }: { from: number; to: number }) {
  let clock = from;
  do {
    if (clock === hour) return true;
    clock = (clock + 1) % 24;
  } while (clock !== to % 24);
  return false;
}

/** Whether a complaint passes all filters, but for one that does not matter. */
export function passes(row: CaseRow, filters: CaseFilters, but?: CaseFacet | "received"): boolean {
  for (const [facet, valueIn] of Object.entries(FACETS)) {
    const wanted = filters[facet as CaseFacet]; // the keys are facets
    if (wanted === undefined || facet === but) continue;
    const isMet = Array.isArray(wanted)
      ? (wanted as unknown[]).includes(valueIn(row))
      : wanted === valueIn(row);
    if (!isMet) return false;
  }
  const { bbox, near, text } = filters;
  const [lng, lat] = row.position ?? [Number.NaN, Number.NaN];
  return (
    (filters.streetId === undefined || row.streetId === filters.streetId) &&
    (filters.facilityId === undefined || row.facilityId === filters.facilityId) &&
    (filters.isConfidential === undefined ||
      filters.isConfidential === (row.isConfidential === true)) &&
    (!filters.ids || filters.ids.includes(row.id)) &&
    (filters.reporterId === undefined || row.reporterId === filters.reporterId) &&
    (but === "received" || isWithin(row.receivedDay, filters.receivedFrom, filters.receivedTo)) &&
    isWithin(row.settledDay, filters.settledFrom, filters.settledTo) &&
    (!filters.weekdays || filters.weekdays.includes(weekday(row.receivedDay))) &&
    (!filters.hours || isInHours(row.receivedHour, filters.hours)) &&
    (!filters.cells ||
      (row.position !== null && filters.cells.includes(latLngToCell(lat, lng, 8)))) &&
    (!bbox || (lng >= bbox[0] && lat >= bbox[1] && lng <= bbox[2] && lat <= bbox[3])) &&
    (!near || distanceMeters(near.position, [lng, lat]) <= near.radiusMeters) &&
    (text === undefined || isFound(row, text))
  );
}

/** Whether a complaint is there at all for who asks. */
export const isInScope = (row: CaseRow, { areaIds, unitIds, confidential = [] }: CaseScope) =>
  (!areaIds || areaIds.includes(row.areaId)) &&
  (!unitIds || unitIds.includes(row.unitId)) &&
  (!row.isConfidential || confidential === "all" || confidential.includes(row.id));

const sortKey = (row: CaseRow, sort: CaseSort) =>
  ({
    received: row.receivedAt,
    due: row.dueAt,
    number: row.number,
    settled: row.settledAt,
  })[sort];

const order = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);

/** Complaints in the order of a list. */
export function sorted(rows: readonly CaseRow[], sort: CaseSort, direction: "asc" | "desc") {
  const sign = direction === "asc" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [keyA, keyB] = [sortKey(a, sort), sortKey(b, sort)];
    if (keyA === null && keyB === null)
      return order(b.receivedAt, a.receivedAt) || order(b.id, a.id);
    if (keyA === null || keyB === null) return keyA === null ? 1 : -1;
    return sign * (order(keyA, keyB) || order(a.id, b.id));
  });
}

/** Counts of values, without those that nothing has. */
export function countsOf(values: Iterable<string | boolean | null>) {
  const counts = new Map<string | boolean | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
