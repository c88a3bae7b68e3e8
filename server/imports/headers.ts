import { z } from "zod";
import headerTable from "../../data/imports/headers.json" with { type: "json" };
import wordTable from "../../data/imports/words.json" with { type: "json" };

const Synonyms = z.record(z.string(), z.array(z.string()));
const headers = z
  .object({
    position: Synonyms,
    northFirst: z.array(z.string()),
    facility: Synonyms,
    complaint: Synonyms,
    area: Synonyms,
    street: Synonyms,
    ground: Synonyms,
    place: Synonyms,
    plot: Synonyms,
  })
  .parse(headerTable);
const words = z
  .object({
    yes: z.array(z.string()),
    no: z.array(z.string()),
    status: Synonyms,
    toiletClass: Synonyms,
    level: Synonyms,
    grade: Synonyms,
    highway: Synonyms,
    complaintState: Synonyms,
    importance: Synonyms,
    channel: Synonyms,
    placeKind: Synonyms,
    landUse: Synonyms,
    kind: Synonyms,
  })
  .parse(wordTable);

/** Kinds of record whose columns have names of their own. */
export type RecordGroup =
  | "facility"
  | "complaint"
  | "area"
  | "street"
  | "ground"
  | "place"
  | "plot";

/** A word as it is compared: full-width as half-width, accents, case, spaces, units in brackets and punctuation gone. */
export const normalized = (word: string) =>
  word
    .normalize("NFKD")
    .replace(/[(（[【].*?[)）\]】]/g, "")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}√✓×]/gu, "");

/** Names of the columns of a file of meanings: which field, which word of it, and what that means. */
export const MEANING_HEADERS = [
  ["field", "字段"],
  ["word", "原词"],
  ["meaning", "含义"],
] as const;

/** Every name of a column known here. */
const KNOWN = new Set(
  [
    headers.position,
    headers.facility,
    headers.complaint,
    headers.area,
    headers.street,
    headers.place,
    headers.plot,
  ]
    .flatMap((synonyms) => Object.values(synonyms).flat())
    .concat(MEANING_HEADERS.flat())
    .map(normalized),
);

/** Whether a word is the name of a column known here. */
export const isKnownHeader = (word: string) => KNOWN.has(normalized(word));

/** Fields of a kind of record that a column may be mapped to, those of its position included. */
export const fieldsOf = (group: RecordGroup) => [
  ...Object.keys(headers.position),
  ...Object.keys(headers[group]),
];

/** Whether a field is part of the place, for which a file may have several ways. */
export const isPlaceField = (field: string) => field in headers.position;

/** Which column holds which field. */
export type ColumnMap = Readonly<Record<string, string>>;

/**
 * Which column holds which field, by the column's name.
 *
 * @param given  what the user says, by field; it goes first, and no column serves two fields.
 * @returns column by field. Where several columns fit, the one whose name stands first among the synonyms.
 */
export function columnsOf(group: RecordGroup, columns: readonly string[], given: ColumnMap) {
  const map: Record<string, string> = { ...given };
  const free = new Set(columns.filter((name) => !Object.values(given).includes(name)));
  for (const synonyms of [headers.position, headers[group]]) {
    for (const [field, names] of Object.entries(synonyms)) {
      if (map[field]) continue;
      const column = names
        .map((name) => [...free].find((one) => normalized(one) === normalized(name)))
        .find((one) => one !== undefined);
      if (column === undefined) continue;
      map[field] = column;
      free.delete(column);
    }
  }
  return map;
}

/** Whether a column of pairs is by convention latitude first. */
export const isNorthFirst = (column: string) => headers.northFirst.includes(normalized(column));

const lookup = (synonyms: z.infer<typeof Synonyms>) => {
  const byWord = new Map<string, string>();
  for (const [value, names] of Object.entries(synonyms)) {
    for (const name of [value, ...names]) byWord.set(normalized(name), value);
  }
  return { valueOf: (word: string) => byWord.get(normalized(word)), values: Object.keys(synonyms) };
};

/** Words of lists of values: what a register writes, as the value it means. */
export const WORDS = {
  status: lookup(words.status),
  toiletClass: lookup(words.toiletClass),
  level: lookup(words.level),
  grade: lookup(words.grade),
  highway: lookup(words.highway),
  yesNo: lookup({ true: words.yes, false: words.no }),
  complaintState: lookup(words.complaintState),
  importance: lookup(words.importance),
  channel: lookup(words.channel),
  placeKind: lookup(words.placeKind),
  landUse: lookup(words.landUse),
  kind: lookup(words.kind),
} as const;

/** Which kinds' words a text contains, e.g. a file's name. */
export const kindsNamedIn = (text: string) =>
  Object.entries(words.kind)
    .filter(([, names]) => names.some((name) => normalized(text).includes(normalized(name))))
    .map(([kind]) => kind);
