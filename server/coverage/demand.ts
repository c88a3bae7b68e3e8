import { cellToLatLng } from "h3-js";
import { NO_WORD } from "../complaints/case-columns.ts";
import { isPlaced } from "../complaints/case-filters.ts";
import { scopeOf } from "../complaints/case-list.ts";
import type { CaseRegisters } from "../complaints/case-register.ts";
import type { LngLat } from "../geo/position.ts";
import type { Reach } from "../http/caller.ts";
import { dateOf, dayOf } from "../store/column.ts";
import { localDay } from "../store/local-day.ts";
import { WEIGHT_UNIT } from "./coverage.ts";
import type { DemandKind } from "./question.ts";
import type { People } from "./world.ts";

/** What is to be served, by H3 cell of resolution 10. The same object while nothing of it changes. */
export type Demand = {
  readonly kind: DemandKind;
  readonly cells: readonly string[];
  readonly centers: readonly LngLat[];
  /** Whole thousandths of a person or a complaint. */
  readonly weights: Float64Array;
  /** What has no place at all, in thousandths. */
  readonly unplaced: number;
};

/** Complaints of so many days up to today are demand. */
export const COMPLAINT_DAYS = 365;

const thousandths = (amount: number) => Math.round(amount * WEIGHT_UNIT);

const counted = new WeakMap<People, Map<DemandKind, Demand>>();

/** People as demand. */
export function peopleDemand(people: People, kind: "residents" | "daytime"): Demand {
  const known = counted.get(people) ?? new Map<DemandKind, Demand>();
  counted.set(people, known);
  const { cells, centers } = people;
  const found = known.get(kind);
  if (found) return found;
  const weights = Float64Array.from(people[kind], thousandths);
  const demand: Demand = { kind, cells, centers, weights, unplaced: 0 };
  known.set(kind, demand);
  return demand;
}

/** Who asks for complaints, and how far they may. */
export type ComplaintAsker = { readonly accountId: string | null; readonly all: Reach };

/**
 * Counts complaints as demand: in one cell and local month, a reporter counts once, whoever did not say who they are
 * each time. Confidential ones are in no analysis.
 */
export function createComplaintDemand(registers: CaseRegisters) {
  const kept = new Map<string, { stamp: string; demand: Demand }>();

  /** @returns null when there is no such district. */
  return async function complaintDemand(
    districtId: string,
    { accountId, all }: ComplaintAsker,
  ): Promise<Demand | null> {
    const read = await registers.read(districtId, async ({ index, timeZone, tx, stamp }) => {
      const today = dayOf(localDay(new Date(), timeZone));
      const isKept = all.isWhole;
      const known = kept.get(districtId);
      const name = `${stamp} ${today}`;
      if (isKept && known?.stamp === name) return { value: known.demand };
      const { confidential: _, ...scope } = await scopeOf(tx, districtId, accountId, all);
      const filters = { receivedFrom: today - COMPLAINT_DAYS + 1, receivedTo: today };
      const { rows, columns } = index.chosen({ filters, scope, now: 0 });
      const { codes, names } = index.placeCells(RESOLUTION, rows);
      const { receivedDays, reporterCodes } = columns.at;
      const met = new Set<string>();
      const counts = new Map<string, number>();
      let unplaced = 0;
      for (const row of rows) {
        if (!isPlaced(columns.at, row)) {
          unplaced++;
          continue;
        }
        const cell = names[codes[row]!]!;
        const reporter = reporterCodes[row]!;
        if (reporter !== NO_WORD) {
          const key = `${reporter} ${codes[row]} ${dateOf(receivedDays[row]!).slice(0, 7)}`;
          if (met.has(key)) continue;
          met.add(key);
        }
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
      const demand = demandOf(counts, unplaced);
      if (isKept) kept.set(districtId, { stamp: name, demand });
      return { value: demand };
    });
    return read?.value ?? null;
  };
}

const RESOLUTION = 10;

function demandOf(counts: ReadonlyMap<string, number>, unplaced: number): Demand {
  const cells = [...counts.keys()].sort();
  return {
    kind: "complaints",
    cells,
    centers: cells.map((cell): LngLat => {
      const [lat, lng] = cellToLatLng(cell);
      return [lng, lat];
    }),
    weights: Float64Array.from(cells, (cell) => counts.get(cell)! * WEIGHT_UNIT),
    unplaced: unplaced * WEIGHT_UNIT,
  };
}
