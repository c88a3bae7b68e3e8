import { NO_HOUR, NO_WORD } from "../complaints/case-columns.ts";
import { weekdayOf } from "../complaints/case-filters.ts";
import { type Analysed, distinctReporters, membersOf } from "./analysis.ts";
import { lateness, openness } from "./counting.ts";
import type { Material } from "./material.ts";
import { greatest, profileOf, type Share, tallied } from "./profile.ts";
import type { Spot } from "./spots.ts";

/** Hours are looked at in blocks of three: by the hour a spot has too few. */
export const HOURS_A_BLOCK = 3;

/** What the complaints of one spot say of themselves. */
export type SpotProfile = {
  readonly complaints: number;
  readonly reporters: number;
  /** Of them, those who did not say who they are. */
  readonly withoutReporter: number;
  /** Complaints of whoever complained most; null when nobody said who they are. */
  readonly mostOfOne: number | null;
  readonly late: number;
  readonly reopened: number;
  readonly open: number;
  readonly duplicates: number;
  readonly categories: readonly Share<string>[];
  readonly weekdays: readonly Share<number>[];
  /** By the first hour of the block. */
  readonly hours: readonly Share<number>[];
  /** Complaints whose hour is known. */
  readonly withHour: number;
  readonly units: ReadonlyMap<string, number>;
  readonly withoutUnit: number;
  /** Streets the complaints name. */
  readonly streets: ReadonlyMap<string, number>;
  /** Ids of its complaints, the newest first. */
  readonly ids: readonly string[];
};

/** Looks at the complaints of a spot beside all of the period. */
export function profileSpot(material: Material, spot: Pick<Spot, "cells">): SpotProfile {
  const { counted, level, period } = material;
  const { columns, rows, now } = counted;
  const { at, nature, course, charge, streets, ids } = columns;
  const own = membersOf(material, [spot])[0]!.map((i) => rows[i]!);
  const all = Array.from(
    rows.filter(
      (row) => at.receivedDays[row]! >= period.from && at.receivedDays[row]! <= period.to,
    ),
  );
  const chargeOf = (name: "category" | "unitId") => {
    const { codes, values } = charge.field(name);
    return (row: number) => text(values[codes[at.charges[row]!]!]);
  };
  const flag = (
    { codes, values }: ReturnType<typeof course.field>,
    tuples: Uint32Array,
    row: number,
  ) => values[codes[tuples[row]!]!] === true;
  const [category, unit] = [chargeOf("category"), chargeOf("unitId")];
  const weekday = (row: number) => weekdayOf(at.receivedDays[row]!);
  const block = (row: number) => {
    const hour = at.receivedHours[row]!;
    return hour === NO_HOUR ? null : hour - (hour % HOURS_A_BLOCK);
  };
  const compared = <Value>(value: (row: number) => Value | null) =>
    profileOf(tallied(own.map(value)), tallied(all.map(value)), level);
  const isLate = lateness(columns, now);
  const isOpen = openness(columns);
  const count = (test: (row: number) => boolean) => own.filter(test).length;
  const byReporter = tallied(
    own.map((row) => (at.reporterCodes[row] === NO_WORD ? null : at.reporterCodes[row]!)),
  );
  const reopened = course.field("isReopened");
  const duplicate = nature.field("isDuplicate");
  return {
    complaints: own.length,
    reporters: distinctReporters(own, columns),
    withoutReporter: count((row) => at.reporterCodes[row] === NO_WORD),
    mostOfOne: byReporter.size > 0 ? greatest(byReporter.values()) : null,
    late: count((row) => isLate(row) === true),
    reopened: count((row) => flag(reopened, at.courses, row)),
    open: count(isOpen),
    duplicates: count((row) => flag(duplicate, at.natures, row)),
    categories: compared(category),
    weekdays: compared(weekday),
    hours: compared(block),
    withHour: count((row) => block(row) !== null),
    units: tallied(own.map(unit)),
    withoutUnit: count((row) => unit(row) === null),
    streets: tallied(
      own.map((row) =>
        at.streetCodes[row] === NO_WORD ? null : streets.word(at.streetCodes[row]!),
      ),
    ),
    ids: own.map((row) => ids.word(row)).reverse(),
  };
}

const text = (value: unknown) => (typeof value === "string" ? value : null);

/** The spot that holds a cell, hot or cold; null when the cell is in none. */
export function spotWith({ study, spots, coldSpots }: Analysed, cell: string): Spot | null {
  const code = study.codeOf(cell);
  return [...spots, ...coldSpots].find(({ cells }) => cells.includes(code)) ?? null;
}
