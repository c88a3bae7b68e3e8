import { isConfidentialCategory, kindOf } from "../complaints/kind.ts";
import { maskPersonal } from "../complaints/mask.ts";
import { instantOf } from "../store/local-day.ts";
import { centreOf } from "./centre.ts";
import { originalsOf } from "./complaint-originals.ts";
import {
  categoryOf,
  channelOf,
  type Meanings,
  meant,
  nearestCategory,
  stateOfWord,
  type UnknownCategory,
} from "./complaint-words.ts";
import { type RowFault, shown } from "./failure.ts";
import { fieldReader } from "./fields.ts";
import { fieldsOf } from "./headers.ts";
import { digest } from "./key.ts";
import type { ImportRecord, RecordValue } from "./record.ts";
import type { RowContext } from "./rows.ts";
import type { Cell, SourceRow } from "./source.ts";
import { occurredOf } from "./time.ts";

/** What a file says of a complaint besides its columns: what the register has to find for it, and who complained. */
export type ComplaintFacts = {
  readonly isOpen: boolean;
  readonly isDuplicate: boolean;
  /** The complaint of the file that it repeats, by id. */
  readonly originalId: string | null;
  readonly street: string | null;
  readonly facility: string | null;
  readonly unit: string | null;
  /** Never part of a record: it goes to the table of reporters alone. */
  readonly reporter: { readonly name: string | null; readonly telephone: string | null } | null;
};

/** How words of a file of complaints are taken. */
export type ComplaintOptions = {
  readonly unknownCategory: UnknownCategory;
  readonly meanings: Meanings;
};

/** Something that is no fault, and that whoever imports should know. */
export type Note = { readonly what: string; readonly count: number };

type Values = Readonly<Record<string, string | number | boolean | null>>;
type Reading = { record: ImportRecord; facts: ComplaintFacts; original: string | null };

/** The complaints of a file, every fault, and what is worth knowing of them. */
export function complaintResults(context: RowContext, options: ComplaintOptions) {
  const { table, map } = context;
  const read = fieldReader(table, map);
  const faults: RowFault[] = [];
  const readings: Reading[] = [];
  const firstByNumber = new Map<string, SourceRow>();
  const unknownWords = new Map<string, number>();
  let repeated = 0;
  for (const row of table.rows) {
    const reading = row.fault ? [row.fault] : complaintOf(context, options, read, row);
    if (Array.isArray(reading)) {
      faults.push(...reading);
      continue;
    }
    const number = String(reading.record.values.number);
    const first = firstByNumber.get(number);
    if (first === undefined) {
      firstByNumber.set(number, row);
      readings.push(reading);
    } else if (isSame(first, row)) repeated++;
    else faults.push(repeatedFault(context, first, row));
  }
  for (const { record } of readings) {
    const word = record.values.category;
    if (typeof word !== "string" || categoryOf(word) === word) continue;
    unknownWords.set(word, (unknownWords.get(word) ?? 0) + 1);
  }
  return { ...linked(readings), faults, repeated, notes: notesOf(readings, unknownWords) };
}

const isSame = (one: SourceRow, other: SourceRow) =>
  JSON.stringify([one.cells, one.geometry]) === JSON.stringify([other.cells, other.geometry]);

function repeatedFault({ map, table }: RowContext, first: SourceRow, row: SourceRow): RowFault {
  const differing = table.columns.filter(
    (_, i) => JSON.stringify(first.cells[i] ?? null) !== JSON.stringify(row.cells[i] ?? null),
  );
  return {
    row: row.row,
    field: map.number!,
    value: shown(row.cells[table.columns.indexOf(map.number!)]),
    remedy: `Row ${first.row} has the same number and another ${differing.join(", ")}: keep the one that is right.`,
  };
}

/** Links duplicates with their originals, and puts originals first, so that each is there when it is referred to. */
function linked(readings: readonly Reading[]) {
  const originals = originalsOf(
    readings.map(({ record: { id, values }, facts, original }) => ({
      id,
      number: String(values.number),
      receivedAt: String(values.received_at),
      day: String(values.occurred_on),
      address: typeof values.address === "string" ? values.address : null,
      isDuplicate: facts.isDuplicate,
      original,
    })),
  );
  const facts = new Map(
    readings.map(({ record: { id }, facts: known }) => [
      id,
      { ...known, originalId: originals.get(id) ?? null },
    ]),
  );
  const isDuplicate = ({ record: { id } }: Reading) => facts.get(id)!.isDuplicate;
  const records = [...readings].sort((a, b) => Number(isDuplicate(a)) - Number(isDuplicate(b)));
  return { records: records.map(({ record }) => record), complaints: facts };
}

function notesOf(readings: readonly Reading[], unknownWords: ReadonlyMap<string, number>): Note[] {
  const countOf = (fits: (reading: Reading) => boolean) => readings.filter(fits).length;
  const words = [...unknownWords].map(([word, count]) => ({
    what: `of category "${word}", which is none here: kept as it came`,
    count,
  }));
  return [
    { what: "without a position", count: countOf(({ record }) => record.values.position === null) },
    { what: "without a category", count: countOf(({ record }) => !record.values.category) },
    { what: "still open: they go on here", count: countOf(({ facts }) => facts.isOpen) },
    { what: "marked as duplicates", count: countOf(({ facts }) => facts.isDuplicate) },
    ...words.sort((a, b) => b.count - a.count),
  ].filter(({ count }) => count > 0);
}

type Wrong = (field: string, value: unknown, remedy: string) => void;

function complaintOf(
  context: RowContext,
  options: ComplaintOptions,
  read: ReturnType<typeof fieldReader>,
  row: SourceRow,
): Reading | RowFault[] {
  const { map, source, placeOf } = context;
  const { values, faults: unread } = read(row, fieldsOf("complaint"));
  const place = placeOf(row);
  const faults = [...unread, ...("fault" in place ? [place.fault] : [])];
  const wrong: Wrong = (field, value, remedy) =>
    faults.push({ row: row.row, field: map[field] ?? field, value: shown(value ?? ""), remedy });

  if (!values.number) wrong("number", "", "Give the complaint's number.");
  const received = receivedOf(context, row, wrong);
  const state = stateOf(options, values, wrong);
  const [name, telephone] = [textOf(values.reporterName), textOf(values.reporterTelephone)];
  const names = name === null ? [] : [name];
  const category = categoryFor(options, values, names, wrong);
  const settledAt = received && settledOf(context, row, { received, isOpen: state.isOpen }, wrong);
  if ("fault" in place || faults.length > 0 || !received) return faults;

  const { meanings } = options;
  const word = (field: "channel" | "street" | "facility" | "unit") =>
    meant(meanings, field, textOf(values[field]));
  const channelWord = word("channel");
  const channel = channelWord && channelOf(channelWord, names);
  const position = place.geometry && centreOf(place.geometry);
  const key = `complaint/${values.number}`;
  const given: Record<string, RecordValue> = {
    ...(map.category && { category }),
    ...(map.channel && { channel }),
    ...(map.address && { address: textOf(values.address) }),
    ...(map.text && { text: textOf(values.text) ?? "" }),
    ...(map.importance && { importance: values.importance ?? "ordinary" }),
  };
  return {
    record: {
      table: "complaint",
      id: `c-${digest(`${source} ${key}`)}`,
      row: row.row,
      values: {
        ...given,
        number: String(values.number),
        kind: kindOf(channel, category),
        occurred_on: received.day,
        occurred_at: received.at,
        received_at: received.instant,
        settled_at: settledAt,
        position,
        source,
        source_key: key,
      },
    },
    facts: {
      ...state,
      originalId: null,
      ...{ street: word("street"), facility: word("facility"), unit: word("unit") },
      reporter: name || telephone ? { name, telephone } : null,
    },
    original: textOf(values.original),
  };
}

const textOf = (value: string | number | boolean | null | undefined) =>
  value === null || value === undefined ? null : String(value);

const cellAt = ({ table, map }: RowContext, row: SourceRow, field: string): Cell =>
  map[field] === undefined ? null : (row.cells[table.columns.indexOf(map[field])] ?? null);

const midnights = new Map<string, string>();

/** A day and time as an instant: a day whose time is not known begins at 00:00 there. */
function instantAt({ day, at }: { day: string; at: string | null }, timeZone: string): string {
  const key = `${day} ${timeZone}`;
  const instant = at ?? midnights.get(key) ?? instantOf(day, "00:00:00", timeZone).toISOString();
  if (at === null) midnights.set(key, instant); // a file has tens of thousands of rows and few days
  return instant;
}

function receivedOf(context: RowContext, row: SourceRow, wrong: Wrong) {
  const cell = cellAt(context, row, "occurred");
  const received = occurredOf(cell, context.timeZone);
  if ("day" in received) return { ...received, instant: instantAt(received, context.timeZone) };
  wrong("occurred", cell, received.remedy);
  return null;
}

/**
 * When it was settled, by another register. Only the day is known of many: it then is 00:00 of that day, or the moment
 * of receipt where that was later on the same day.
 */
function settledOf(
  context: RowContext,
  row: SourceRow,
  { received, isOpen }: { received: { day: string; instant: string }; isOpen: boolean },
  wrong: Wrong,
): string | null {
  const cell = cellAt(context, row, "settled");
  if (cell === null || String(cell).trim() === "") return null;
  const settled = occurredOf(cell, context.timeZone);
  if ("remedy" in settled) {
    wrong("settled", cell, settled.remedy);
    return null;
  }
  const instant = instantAt(settled, context.timeZone);
  const isEarlier = Date.parse(instant) < Date.parse(received.instant);
  if (settled.day < received.day || (settled.at !== null && isEarlier))
    wrong("settled", cell, `Give a day on or after ${received.day}, on which it was received.`);
  else if (isOpen)
    wrong(
      "settled",
      cell,
      "The state says that it is open: leave this empty, or correct the state.",
    );
  return isEarlier ? received.instant : instant;
}

/** A file without states, and a row without one, is history: nothing of it is open here. */
function stateOf({ meanings }: ComplaintOptions, values: Values, wrong: Wrong) {
  const word = meant(meanings, "state", textOf(values.state));
  if (word === null) return { isOpen: false, isDuplicate: false };
  const state = stateOfWord(word);
  if (state === null)
    wrong(
      "state",
      word,
      "Give open (办理中), completed (已办结) or duplicate (重复), or say with --map-values FILE what the word means.",
    );
  const isDuplicate = state?.isDuplicate ?? false;
  return { isOpen: (state?.isOpen ?? false) && !isDuplicate, isDuplicate };
}

/** A word that is kept as it came goes into events, the trail and public lists: nobody is to be told from it. */
function categoryFor(
  { meanings, unknownCategory }: ComplaintOptions,
  values: Values,
  names: readonly string[],
  wrong: Wrong,
): string | null {
  const word = meant(meanings, "category", textOf(values.category));
  if (word === null) return null;
  const category = categoryOf(word);
  if (category === null) {
    if (unknownCategory === "none") return null;
    if (unknownCategory === "keep") return maskPersonal(word, names).text;
    wrong(
      "category",
      word,
      `No category here is called so; ${nearestCategory(word)}. Say with --map-values FILE what the word means, or take such words as they are with --unknown-category keep.`,
    );
  } else if (isConfidentialCategory(category))
    wrong(
      "category",
      word,
      "Only named persons may read such a complaint, and a file names nobody: take it down by hand.",
    );
  return category;
}
