import { isCategoryId } from "../../data/complaint-categories.ts";
import { COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS } from "../../data/standards.ts";
import { maskPersonal } from "../complaints/mask.ts";
import { ImportFailure } from "./failure.ts";
import { MEANING_HEADERS, normalized, WORDS } from "./headers.ts";
import type { SourceTable } from "./source.ts";
import { readText } from "./values.ts";

/** What to do with the word of a category that is none of ours. */
export const UNKNOWN_CATEGORIES = ["reject", "keep", "none"] as const;
export type UnknownCategory = (typeof UNKNOWN_CATEGORIES)[number];

/** Fields of complaints whose words a file of meanings can explain. */
const MAPPED = [
  "category",
  "channel",
  "state",
  "importance",
  "street",
  "facility",
  "unit",
] as const;
type MappedField = (typeof MAPPED)[number];

/** What a city's own words mean, field by field; an empty meaning is "not known". */
export type Meanings = Readonly<Partial<Record<MappedField, ReadonlyMap<string, string>>>>;

/** Ids by every name a category has: its id, its titles, and its codes where only one category has them. */
const categoryByWord = (() => {
  const byWord = new Map<string, string | null>();
  const add = (word: string, id: string) =>
    byWord.set(word, byWord.has(word) && byWord.get(word) !== id ? null : id);
  for (const { id, codes } of COMPLAINT_CATEGORIES)
    for (const { code } of codes) {
      add(code, id);
      add(normalized(code), id);
    }
  for (const { id, title } of COMPLAINT_CATEGORIES)
    for (const word of [id, title.zh, title.en]) byWord.set(normalized(word), id);
  return byWord;
})();

/**
 * The category that a word means: by id, title or code, also behind its code (`02 暴露垃圾`) and at the end of a path
 * (`市容环境/暴露垃圾`). A district's own is named by its id; whether it has it is asked when it is written.
 *
 * @returns null when it is none, or could be several.
 */
export function categoryOf(word: string): string | null {
  const last = word.split(/[/>\\|、→]/).at(-1)!;
  const bare = last.replace(/^\s*[\d-]+\s*[.、:：]?\s*(?=\p{Letter})/u, "");
  for (const one of [word, last, bare]) {
    const id = categoryByWord.get(one.trim()) ?? categoryByWord.get(normalized(one));
    if (id) return id;
  }
  return isCategoryId(word.trim()) ? word.trim() : null;
}

const pairs = (word: string) => {
  const letters = [...normalized(word)];
  return new Set(
    letters.length < 2 ? letters : letters.slice(1).map((end, i) => letters[i]! + end),
  );
};

/** How alike two words are by the pairs of characters they share, 0 to 1 (Dice's coefficient). */
function likeness(one: string, other: string) {
  const [a, b] = [pairs(one), pairs(other)];
  const both = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/** Below this likeness a title is not worth naming: a slip of the pen keeps more than half of the pairs. */
const NEAR = 0.5;

const nearest = new Map<string, string>();

/** Which category's title is nearest to a word, in words: `the nearest is 暴露垃圾 Exposed waste (exposed-waste)`. */
export function nearestCategory(word: string): string {
  const found = nearest.get(word) ?? nearestOf(word);
  nearest.set(word, found); // a file repeats its words on thousands of rows
  return found;
}

function nearestOf(word: string): string {
  const scored = COMPLAINT_CATEGORIES.map(({ id, title }) => ({
    id,
    title,
    score: Math.max(likeness(word, title.zh), likeness(word, title.en)),
  }));
  const { id, title, score } = scored.reduce((best, next) =>
    next.score > best.score ? next : best,
  );
  // a far one would send whoever reads it the wrong way
  return score < NEAR ? "none is near" : `the nearest is ${title.zh} ${title.en} (${id})`;
}

/** The channel that a word means; one that is not known stays as it came, without what tells who somebody is. */
export const channelOf = (word: string, names: readonly string[]): string =>
  COMPLAINT_CHANNELS.find(({ title }) =>
    [title.zh, title.en].some((one) => normalized(one) === normalized(word)),
  )?.id ??
  WORDS.channel.valueOf(word) ??
  maskPersonal(word, names).text;

/** What the word of a state says: whether it is still open, and whether it was marked as a duplicate. */
export function stateOfWord(word: string): { isOpen: boolean; isDuplicate: boolean } | null {
  const marked = /^(.*?)[\s\-–—(（]+(?:dup|duplicate|重复|重复件|并案)[)）]?$/iu.exec(word.trim());
  const state = WORDS.complaintState.valueOf(marked ? marked[1]! : word);
  if (state === undefined) return null;
  const isDuplicate = marked !== null || state === "duplicate";
  return { isOpen: state === "open", isDuplicate };
}

/**
 * What words mean, from a table with the columns field, word and meaning (字段, 原词, 含义).
 *
 * @throws {ImportFailure} when a column is missing, or a meaning is not known here.
 */
export function meaningsOf(table: SourceTable): Meanings {
  const columns = MEANING_HEADERS.map((names) =>
    table.columns.findIndex((column) => names.some((name) => name === normalized(column))),
  );
  if (columns.includes(-1))
    throw new ImportFailure(
      `The file of meanings needs the columns field, word and meaning (字段, 原词, 含义); it has ${table.columns.join(", ")}.`,
    );
  const meanings: Partial<Record<MappedField, Map<string, string>>> = {};
  for (const { cells, row } of table.rows) {
    const [field, word, meaning] = columns.map((index) => {
      const reading = readText(cells[index] ?? null);
      return "value" in reading ? (reading.value ?? "") : "";
    });
    const known = MAPPED.find((one) => one === field);
    if (!known || !word)
      throw new ImportFailure(
        `Row ${row} of the file of meanings: give a field (${MAPPED.join(", ")}) and a word.`,
      );
    if (known === "category" && meaning && !categoryOf(meaning))
      throw new ImportFailure(
        `Row ${row} of the file of meanings: there is no category "${meaning}"; ${nearestCategory(meaning)}.`,
      );
    meanings[known] ??= new Map();
    meanings[known].set(normalized(word), meaning ?? "");
  }
  return meanings;
}

/** A word as the file of meanings has it; null where that says it means nothing. */
export function meant(meanings: Meanings, field: MappedField, word: string | null): string | null {
  if (word === null) return null;
  const meaning = meanings[field]?.get(normalized(word));
  return meaning === undefined ? word : meaning || null;
}
