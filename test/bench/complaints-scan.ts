import type { CaseFacet, CaseFilters } from "../../server/complaints/case-filters.ts";
import type { CaseListQuestion } from "../../server/complaints/case-index.ts";
import { type CaseRow, DUE_STANDINGS, dueCode } from "../../server/complaints/case-row.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import { OPEN_STATES } from "./complaints-data.ts";

type Value = string | boolean | null;
const OPEN = new Set<string>(OPEN_STATES);

const facetsAt = ({ now }: CaseListQuestion) =>
  ({
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
    due: (row) => {
      const [dueAt, soonAt, veryLateAt] = [row.dueAt, row.soonAt, row.veryLateAt].map(
        (at) => at ?? Number.POSITIVE_INFINITY,
      );
      return DUE_STANDINGS[dueCode(dueAt!, soonAt!, veryLateAt!, now)]!;
    },
    isOpen: (row) => OPEN.has(row.state),
    isReopened: (row) => row.reopened > 0,
    hasPosition: (row) => row.position !== null,
    isDuplicate: (row) => row.duplicateOf !== null,
    hasDuplicates: (row) => row.hasDuplicates,
    isSupervised: (row) => row.isSupervised,
  }) satisfies Record<CaseFacet, (row: CaseRow) => Value>;

const within = (day: number | null, from = -Infinity, to = Infinity) =>
  day !== null && day >= from && day <= to;

/** Filters nothing is counted by. */
function hardTests(filters: CaseFilters): ((row: CaseRow) => boolean)[] {
  const tests: ((row: CaseRow) => boolean)[] = [(row) => !row.isConfidential];
  const { bbox, near, text } = filters;
  const add = (given: unknown, test: (row: CaseRow) => boolean) => {
    if (given !== undefined) tests.push(test);
  };
  add(filters.streetId, (row) => row.streetId === filters.streetId);
  add(filters.facilityId, (row) => row.facilityId === filters.facilityId);
  add(filters.receivedFrom, (row) =>
    within(row.receivedDay, filters.receivedFrom, filters.receivedTo),
  );
  add(filters.settledFrom, (row) => within(row.settledDay, filters.settledFrom, filters.settledTo));
  if (bbox)
    tests.push(({ position }) => {
      if (!position) return false;
      const [lng, lat] = position;
      return lng >= bbox[0] && lng <= bbox[2] && lat >= bbox[1] && lat <= bbox[3];
    });
  if (near)
    tests.push(
      ({ position }) =>
        position !== null && distanceMeters(near.position, position) <= near.radiusMeters,
    );
  for (const word of text?.split(" ") ?? [])
    tests.push(
      (row) =>
        row.text.includes(word) ||
        row.number.toLowerCase().includes(word.toLowerCase()) ||
        (row.address?.includes(word) ?? false),
    );
  return tests;
}

/**
 * The same answer from an array of objects, looked at one after the other: what the list is measured against.
 *
 * @param rows  Ascending by receipt.
 */
export function scannedList(rows: readonly CaseRow[], question: CaseListQuestion) {
  const { filters, limit } = question;
  const hard = hardTests(filters);
  const facets = Object.entries(facetsAt(question)).map(([facet, valueIn]) => {
    const given = filters[facet as CaseFacet]; // its keys are facets
    const wanted = given === undefined ? null : new Set<Value>([given].flat() as Value[]);
    return { facet, valueIn, wanted, counts: new Map<Value, number>() };
  });
  const filtered = facets.filter(({ wanted }) => wanted !== null);
  const count = ({ counts, valueIn }: (typeof facets)[number], row: CaseRow) => {
    const value = valueIn(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  const ids: string[] = [];
  let total = 0;
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!;
    if (!hard.every((test) => test(row))) continue;
    const failed = filtered.filter(({ valueIn, wanted }) => !wanted?.has(valueIn(row)));
    if (failed.length === 1) count(failed[0]!, row);
    if (failed.length > 0) continue;
    total++;
    if (ids.length < limit) ids.push(row.id);
    for (const facet of facets) count(facet, row);
  }
  return {
    total,
    ids,
    counts: Object.fromEntries(facets.map(({ facet, counts }) => [facet, counts])),
  };
}
