import type { CaseColumns } from "../complaints/case-columns.ts";
import { RETURNS } from "./repeat-returns.ts";
import { shareInterval } from "./share-interval.ts";

/** What came back after one unit settled it, or after all did. */
export type UnitReturns = {
  /** null: without a unit. */
  readonly unitId: string | null;
  /** Settled complaints: `of` + `early` + `unable`. */
  readonly settled: number;
  /** Of them, those whose place was complained of again, and those that are judged. */
  readonly count: number;
  readonly of: number;
  /** Too lately settled to be judged, and those that cannot come back: no place, no category, or a duplicate. */
  readonly early: number;
  readonly unable: number;
  /** Of `settled`, those that were reopened at least once before. */
  readonly reopened: number;
  /** Between which shares the true one may lie, at 95 %. */
  readonly interval: { readonly low: number; readonly high: number };
  /** Too few are judged for the share to say anything. */
  readonly isTooFew: boolean;
  /** Rows that were complained of again. */
  readonly returned: readonly number[];
};

type Gathered = { settled: number[]; found: number[] };

/**
 * Returns by handling unit: those with enough to judge first, the greatest share first.
 *
 * @param settled  Rows. @param found  One of `RETURNS` for each.
 */
export function returnsByUnit(
  { at, charge, course }: CaseColumns,
  settled: Uint32Array,
  found: Uint8Array,
  fewestToRate: number,
): { units: UnitReturns[]; all: UnitReturns } {
  const unit = charge.field("unitId");
  const reopened = course.field("isReopened");
  const isReopened = (row: number) => reopened.values[reopened.codes[at.courses[row]!]!] === true;
  const byUnit = new Map<string | null, Gathered>();
  const all: Gathered = { settled: [], found: [] };
  settled.forEach((row, i) => {
    const value = unit.values[unit.codes[at.charges[row]!]!];
    const unitId = typeof value === "string" ? value : null;
    const own = byUnit.get(unitId) ?? { settled: [], found: [] };
    byUnit.set(unitId, own);
    for (const gathered of [own, all]) {
      gathered.settled.push(row);
      gathered.found.push(found[i]!);
    }
  });
  const figures = (unitId: string | null, own: Gathered): UnitReturns => {
    const number = (kind: number) => own.found.filter((one) => one === kind).length;
    const count = number(RETURNS.returned);
    const of = count + number(RETURNS.stayed);
    return {
      ...{ unitId, settled: own.settled.length, count, of },
      ...{ early: number(RETURNS.early), unable: number(RETURNS.unable) },
      reopened: own.settled.filter(isReopened).length,
      interval: shareInterval(count, of),
      isTooFew: of < fewestToRate,
      returned: own.settled.filter((_, i) => own.found[i] === RETURNS.returned),
    };
  };
  const share = ({ count, of }: UnitReturns) => (of > 0 ? count / of : 0);
  return {
    units: [...byUnit]
      .map(([unitId, own]) => figures(unitId, own))
      .sort(
        (a, b) =>
          Number(a.isTooFew) - Number(b.isTooFew) ||
          share(b) - share(a) ||
          b.of - a.of ||
          String(a.unitId).localeCompare(String(b.unitId)),
      ),
    all: figures(null, all),
  };
}
