import { NO_DAY, withRoom } from "../store/column.ts";
import type { CaseRow } from "./case-row.ts";
import { tupleTable } from "./case-tuples.ts";
import { wordTable } from "./case-words.ts";

/** Properties by the table that holds their combinations: those that go together or change together share one. */
export const NATURE_FIELDS = [
  "kind",
  "channel",
  "importance",
  "placeKind",
  "hasPosition",
  "isDuplicate",
  "hasDuplicates",
  "isSupervised",
  "isConfidential",
] as const;
export const COURSE_FIELDS = [
  "state",
  "dueStep",
  "satisfaction",
  "isResolved",
  "isReopened",
  "isSettled",
  "isSettledOnTime",
  "isResponded",
] as const;
export const CHARGE_FIELDS = ["category", "unitId", "areaId"] as const;

/** So many more complaints fit in after loading before arrays have to grow, which takes a tenth of a second a million. */
export const ROOM_AHEAD = 1 << 16;

/** Stands for "no word" in a column of words. */
export const NO_WORD = 0xffffffff;
/** Stands for "no hour" in a column of hours. */
export const NO_HOUR = 0xff;
/** Stands for "no position" in a column of degrees. */
export const NO_DEGREES = 0x7fffffff;
/** Positions are kept to 7 decimals of a degree, as the register keeps them: 1 cm. */
export const PER_DEGREE = 1e7;

/** What lists are made of, a row for each complaint that ever was: a row number is the number of the id in `ids`. */
export type CaseColumns = ReturnType<typeof caseColumns>;

export function caseColumns() {
  const ids = wordTable();
  const numbers = wordTable();
  const streets = wordTable();
  const facilities = wordTable();
  const reporters = wordTable();
  const nature = tupleTable(NATURE_FIELDS);
  const course = tupleTable(COURSE_FIELDS);
  const charge = tupleTable(CHARGE_FIELDS);

  const columns = {
    natures: new Uint32Array(0),
    courses: new Uint32Array(0),
    charges: new Uint32Array(0),
    numberCodes: new Uint32Array(0),
    streetCodes: new Uint32Array(0),
    facilityCodes: new Uint32Array(0),
    reporterCodes: new Uint32Array(0),
    receivedAt: new Float64Array(0),
    receivedDays: new Int32Array(0),
    /** Local hours; NO_HOUR where only the day is known. */
    receivedHours: new Uint8Array(0),
    /** Infinity when nothing is due. */
    dueAt: new Float64Array(0),
    soonAt: new Float64Array(0),
    veryLateAt: new Float64Array(0),
    /** NaN when it is not settled. */
    settledAt: new Float64Array(0),
    settledDays: new Int32Array(0),
    lngs: new Int32Array(0),
    lats: new Int32Array(0),
  };
  type Name = keyof typeof columns;
  const names = Object.keys(columns) as Name[]; // its own keys

  function makeRoom(length: number) {
    if (length <= columns.natures.length) return;
    for (const name of names)
      Object.assign(columns, { [name]: withRoom<(typeof columns)[Name]>(columns[name], length) });
  }

  /** Writes what is known of a complaint into its row. */
  function write(row: number, a: CaseRow) {
    makeRoom(row + 1);
    const isSettled = a.settledAt !== null;
    columns.natures[row] = nature.intern([
      a.kind,
      a.channel,
      a.importance,
      a.placeKind,
      a.position !== null,
      a.duplicateOf !== null,
      a.hasDuplicates,
      a.isSupervised,
      a.isConfidential,
    ]);
    columns.courses[row] = course.intern([
      a.state,
      a.dueStep,
      a.satisfaction,
      a.isResolved,
      a.reopened > 0,
      isSettled,
      a.settledAt === null || a.settleBy === null ? null : a.settledAt <= a.settleBy,
      a.respondedAt !== null,
    ]);
    columns.charges[row] = charge.intern([a.category, a.unitId, a.areaId]);
    columns.numberCodes[row] = numbers.intern(a.number);
    columns.streetCodes[row] = a.streetId === null ? NO_WORD : streets.intern(a.streetId);
    columns.facilityCodes[row] = a.facilityId === null ? NO_WORD : facilities.intern(a.facilityId);
    columns.reporterCodes[row] = a.reporterId === null ? NO_WORD : reporters.intern(a.reporterId);
    columns.receivedAt[row] = a.receivedAt;
    columns.receivedDays[row] = a.receivedDay;
    columns.receivedHours[row] = a.receivedHour ?? NO_HOUR;
    columns.dueAt[row] = a.dueAt ?? Number.POSITIVE_INFINITY;
    columns.soonAt[row] = a.soonAt ?? Number.POSITIVE_INFINITY;
    columns.veryLateAt[row] = a.veryLateAt ?? Number.POSITIVE_INFINITY;
    columns.settledAt[row] = a.settledAt ?? Number.NaN;
    columns.settledDays[row] = a.settledDay ?? NO_DAY;
    columns.lngs[row] = a.position ? Math.round(a.position[0] * PER_DEGREE) : NO_DEGREES;
    columns.lats[row] = a.position ? Math.round(a.position[1] * PER_DEGREE) : NO_DEGREES;
  }

  return {
    ids,
    numbers,
    streets,
    facilities,
    reporters,
    nature,
    course,
    charge,
    /** The arrays as they are now; rows from `ids.length` on mean nothing. */
    at: columns as Readonly<typeof columns>,
    write,
    trim() {
      for (const name of names)
        Object.assign(columns, { [name]: columns[name].slice(0, ids.length + ROOM_AHEAD) });
      for (const words of [ids, numbers, streets, facilities, reporters]) words.trim(ROOM_AHEAD);
    },
    bytes: () =>
      names.reduce((sum, name) => sum + columns[name].byteLength, 0) +
      [ids, numbers, streets, facilities, reporters].reduce((sum, words) => sum + words.bytes(), 0),
  };
}
