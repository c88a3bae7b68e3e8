import { OPEN_STATES } from "../../data/complaint-life.ts";
import type { HotspotMeasure } from "../../data/hotspots.ts";
import { type CaseColumns, NO_WORD } from "../complaints/case-columns.ts";
import type { Neighbours } from "./neighbours.ts";
import { peopleCount } from "./reporters.ts";
import type { Study } from "./study.ts";

/** A cell for which a complaint is not counted: its place is not known. */
export const NO_CODE = -1;

/** The complaints that are counted, by number in the order of receipt. */
export type Counted = {
  /** Rows of the register. */
  readonly rows: Uint32Array;
  /** Cell of the study area by complaint; NO_CODE without a place. */
  readonly codes: Int32Array;
  readonly columns: CaseColumns;
  /** Milliseconds since 1970-01-01T00:00Z: what is late is late now. */
  readonly now: number;
};

/** Events of the cells over one period, and what they are held against. */
export type Counts = {
  /** By cell. */
  readonly events: Float64Array;
  readonly exposures: Float64Array;
  /** Of shares only: what the events are a part of. */
  readonly totals: Float64Array | null;
  /** Complaints by cell, whatever the measure. */
  readonly complaints: Float64Array;
  /** Complaints of the period, with and without a place. */
  readonly total: number;
  readonly withoutPosition: number;
};

const OPEN = new Set<unknown>(OPEN_STATES);

/** Says of complaints whether something is still to be done. */
export function openness({ course, at }: CaseColumns): (row: number) => boolean {
  const { codes, values } = course.field("state");
  return (row) => OPEN.has(values[codes[at.courses[row]!]!]);
}

/** Says of complaints whether they are late: settled after their term, or open past it; null where there is no term. */
export function lateness(columns: CaseColumns, now: number): (row: number) => boolean | null {
  const { course, at } = columns;
  const isOpen = openness(columns);
  const { codes, values } = course.field("isSettledOnTime");
  return (row) => {
    const isDue = isOpen(row) && at.dueAt[row] !== Number.POSITIVE_INFINITY;
    if (isDue && at.dueAt[row]! < now) return true;
    const isOnTime = values[codes[at.courses[row]!]!];
    if (typeof isOnTime === "boolean") return !isOnTime;
    return isDue ? false : null;
  };
}

/** What complaints are counted in: cells, stretches of street, areas. */
export type Places = {
  readonly cells: { readonly length: number };
  readonly streetKilometers: Float64Array;
  readonly residents: Float64Array;
  /** What lies so many rings around, or as near as makes a neighbourhood of one ring. */
  neighbours(rings: number): Neighbours;
};

/** What each cell is held against, by measure; shares are held against their totals. */
export function exposuresOf(study: Places, measure: HotspotMeasure): Float64Array {
  if (measure === "per-street") return study.streetKilometers;
  if (measure === "per-resident") return study.residents;
  return new Float64Array(study.cells.length).fill(1);
}

/** Says of a complaint whether it is an event (1), only one of those events are a part of (0), or neither (-1). */
function eventTest({ columns, now }: Counted, measure: HotspotMeasure): (row: number) => number {
  if (measure === "late") {
    const isLate = lateness(columns, now);
    return (row) => {
      const late = isLate(row);
      return late === null ? -1 : Number(late);
    };
  }
  if (measure === "reopened") {
    const reopened = columns.course.field("isReopened");
    const { courses } = columns.at;
    return (row) => Number(reopened.values[reopened.codes[courses[row]!]!] === true);
  }
  return () => 1;
}

/** Whether events are a part of all complaints of a cell, and not held against something that stays. */
export const isShare = (measure: HotspotMeasure) => measure === "late" || measure === "reopened";

/**
 * Counts the complaints of a period by cell.
 *
 * Of distinct reporters everybody counts once in any neighbourhood (see `placesOfPerson`); whoever did not say who they are
 * is somebody else each time.
 *
 * @param from  First local day, counted from 1970-01-01. @param to  The last one.
 * @param rings  How far a neighbourhood reaches.
 */
export function countPeriod(
  counted: Counted,
  study: Places,
  measure: HotspotMeasure,
  { from, to }: { readonly from: number; readonly to: number },
  rings = 1,
): Counts {
  const { rows, codes, columns } = counted;
  const { receivedDays, reporterCodes } = columns.at;
  const cells = study.cells.length;
  const events = new Float64Array(cells);
  const complaints = new Float64Array(cells);
  const totals = isShare(measure) ? new Float64Array(cells) : null;
  const isEvent = eventTest(counted, measure);
  const people = measure === "reporters" ? peopleCount(study.neighbours(2 * rings)) : null;
  let [total, withoutPosition] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const day = receivedDays[row]!;
    if (day < from || day > to) continue;
    total++;
    const code = codes[i]!;
    if (code === NO_CODE) {
      withoutPosition++;
      continue;
    }
    complaints[code]!++;
    if (people && reporterCodes[row] !== NO_WORD) {
      people.add(reporterCodes[row]!, code);
      continue;
    }
    const kind = isEvent(row);
    if (totals && kind >= 0) totals[code]!++;
    if (kind === 1) events[code]!++;
  }
  people?.visit((_, code) => {
    events[code]!++;
  });
  const exposures = exposuresOf(study, measure);
  return { events, exposures, totals, complaints, total, withoutPosition };
}

/** Events of cells over steps of time of equal length. */
export type CubeCounts = {
  /** Cells × steps, one cell after the other. */
  readonly counts: Float64Array;
  readonly exposures: Float64Array;
  readonly stepCount: number;
  /** First local day of the first step, counted from 1970-01-01. */
  readonly firstDay: number;
  readonly daysAStep: number;
};

/**
 * Counts complaints by cell and step. The last step ends with `lastDay`, so that none is cut short.
 *
 * Of shares the events are counted and held against the complaints of the cell over all steps.
 */
export function countSteps(
  counted: Counted,
  study: Study,
  measure: HotspotMeasure,
  {
    lastDay,
    daysAStep,
    stepCount,
  }: { readonly lastDay: number; readonly daysAStep: number; readonly stepCount: number },
  rings = 1,
): CubeCounts {
  const { rows, codes, columns } = counted;
  const { receivedDays, reporterCodes } = columns.at;
  const cells = study.cells.length;
  const counts = new Float64Array(cells * stepCount);
  const share = isShare(measure) ? new Float64Array(cells) : null;
  const isEvent = eventTest(counted, measure);
  const isPlain = !share && measure !== "reporters";
  const people = measure === "reporters" ? peopleCount(study.neighbours(2 * rings)) : null;
  const firstDay = lastDay - daysAStep * stepCount + 1;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const code = codes[i]!;
    const day = receivedDays[row]! - firstDay;
    if (code === NO_CODE || day < 0) continue;
    const step = Math.trunc(day / daysAStep);
    if (step >= stepCount) continue;
    const at = code * stepCount + step;
    if (isPlain) {
      counts[at]!++;
      continue;
    }
    if (people && reporterCodes[row] !== NO_WORD) {
      people.add(reporterCodes[row]! * stepCount + step, code);
      continue;
    }
    const kind = isEvent(row);
    if (share && kind >= 0) share[code]!++;
    if (kind === 1) counts[at]!++;
  }
  people?.visit((person, code) => {
    counts[code * stepCount + (person % stepCount)]!++;
  });
  return {
    ...{ counts, stepCount, firstDay, daysAStep },
    exposures: share ?? exposuresOf(study, measure),
  };
}
