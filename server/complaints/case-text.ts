import { withRoom } from "../store/column.ts";
import {
  listBytes,
  mergedSegment,
  type PairSegment,
  pairSegment,
  pairTable,
  readList,
} from "./case-pairs.ts";

/** Documents that were added last are looked through one by one; so many make a segment. */
const TAIL_DOCUMENTS = 8192;
/** So many small segments make a large one. */
const SMALL_SEGMENTS = 8;
/** Looking through one document takes as long as reading about this many bytes of a list (see the bench). */
const BYTES_A_LOOK = 24;

const SPACE = 32;

/**
 * How a text is compared: width, case and compatible forms do not matter, nor how wide a space is.
 *
 * @returns NFKC, lower case, one space for any white space, none at its ends.
 */
export const foldedText = (text: string) =>
  text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** The words a search asks for; every one has to occur. Empty when it asks for nothing. */
export const searchWords = (text: string): readonly string[] => [
  ...new Set(
    foldedText(text)
      .split(" ")
      .filter((word) => word !== ""),
  ),
];

/** Its UTF-16 units, of which a character may take two. */
function unitsOf(word: string): Uint16Array {
  const units = new Uint16Array(word.length);
  for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
  return units;
}

/**
 * Texts that are found by any part of them, also in the middle of a Chinese sentence.
 *
 * Each pair of neighboring characters lists the texts it is in. A word's rarest pairs narrow the search and the text
 * itself decides, so that what is found is exactly what `foldedText(text).includes(word)` finds. One character alone is
 * found by every pair it begins: each text ends in a space, which is no part of a word.
 */
export function textSearch() {
  const pairs = pairTable();
  let units = new Uint16Array(0);
  let starts = new Uint32Array(1);
  let length = 0;
  let segments: PairSegment[] = [];
  let folded = 0;
  let scratch = new Uint32Array(0);
  let found = new Uint32Array(0);

  function visitPairs(document: number, visit: (pair: number) => void) {
    const end = starts[document + 1]!;
    for (let i = starts[document]! + 1; i < end; i++)
      if (units[i - 1] !== SPACE) visit(pairs.intern(units[i - 1]!, units[i]!));
  }

  /** Puts what was added last into lists. */
  function fold() {
    segments.push(pairSegment([folded, length], pairs, visitPairs));
    folded = length;
    const small = segments.filter(({ first, end }) => end - first <= TAIL_DOCUMENTS);
    if (small.length < SMALL_SEGMENTS) return;
    segments = [...segments.slice(0, -small.length), mergedSegment(small)];
  }

  /** Keeps those of the documents found whose text holds the word. */
  function keepHolding(count: number, word: Uint16Array): number {
    const [text, ends, documents, size] = [units, starts, found, word.length];
    const [first, second] = [word[0]!, word[1]];
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const document = documents[i]!;
      const last = ends[document + 1]! - size;
      for (let at = ends[document]!; at <= last; at++) {
        if (text[at] !== first || (size > 1 && text[at + 1] !== second)) continue;
        let k = 2;
        while (k < size && text[at + k] === word[k]) k++;
        if (k < size) continue;
        documents[kept++] = document;
        break;
      }
    }
    return kept;
  }

  const verify = (count: number, words: readonly Uint16Array[]) => words.reduce(keepHolding, count);

  /** Keeps those of the documents found that are in a list too. */
  function intersect(count: number, segment: PairSegment, pair: number): number {
    const listed = readList(segment, pair, scratch);
    let kept = 0;
    for (let i = 0, k = 0; i < count && k < listed; ) {
      const difference = found[i]! - scratch[k]!;
      if (difference === 0) found[kept++] = found[i]!;
      if (difference <= 0) i++;
      if (difference >= 0) k++;
    }
    return kept;
  }

  /** Finds every document of a segment with a pair that begins with the unit. */
  function beginning(segment: PairSegment, unit: number): number {
    const isIn = new Uint8Array(segment.end - segment.first);
    for (const pair of pairs.beginningWith(unit)) {
      const count = readList(segment, pair, scratch);
      for (let i = 0; i < count; i++) isIn[scratch[i]! - segment.first] = 1;
    }
    let count = 0;
    for (let i = 0; i < isIn.length; i++) if (isIn[i] === 1) found[count++] = segment.first + i;
    return count;
  }

  function searchSegment(segment: PairSegment, words: readonly Uint16Array[]): number {
    const lists = words
      .flatMap((word) =>
        Array.from({ length: word.length - 1 }, (_, i) => {
          const pair = pairs.find(word[i]!, word[i + 1]!);
          return { pair, word, bytes: listBytes(segment, pair) };
        }),
      )
      .sort((a, b) => a.bytes - b.bytes);
    const [rarest] = lists;
    if (!rarest) return verify(beginning(segment, words[0]![0]!), words.slice(1));
    if (rarest.bytes === 0) return 0;
    let count = readList(segment, rarest.pair, found);
    const proven = new Set(rarest.word.length === 2 ? [rarest.word] : []);
    for (const { pair, word, bytes } of lists.slice(1)) {
      if (bytes > count * BYTES_A_LOOK) break;
      count = intersect(count, segment, pair);
      if (word.length === 2) proven.add(word);
    }
    return verify(
      count,
      words.filter((word) => !proven.has(word)),
    );
  }

  return {
    get length() {
      return length;
    },
    /** Adds a text that is folded; its number is how many there were. */
    append(text: string): number {
      const start = starts[length]!;
      units = withRoom(units, start + text.length + 1);
      for (let i = 0; i < text.length; i++) units[start + i] = text.charCodeAt(i);
      units[start + text.length] = SPACE;
      starts = withRoom(starts, length + 2);
      starts[++length] = start + text.length + 1;
      if (length - folded >= TAIL_DOCUMENTS) fold();
      return length - 1;
    },
    /** Whether a text that is folded is the one of this number. */
    isText(document: number, text: string): boolean {
      const start = starts[document]!;
      if (starts[document + 1]! - start !== text.length + 1) return false;
      for (let i = 0; i < text.length; i++)
        if (units[start + i] !== text.charCodeAt(i)) return false;
      return true;
    },
    /**
     * Which texts hold all words.
     *
     * @param words  As `searchWords` gives them; at least one.
     * @param visit  Is given runs of numbers of texts, ascending; an array is written over after its visit.
     */
    search(words: readonly string[], visit: (documents: Uint32Array) => void) {
      if (words.length === 0) throw new RangeError("expected a word to search for, got none");
      const asked = words.map(unitsOf);
      for (const segment of segments) {
        found = withRoom(found, segment.end - segment.first);
        scratch = withRoom(scratch, segment.end - segment.first);
        visit(found.subarray(0, searchSegment(segment, asked)));
      }
      found = withRoom(found, length - folded);
      for (let document = folded; document < length; document++)
        found[document - folded] = document;
      visit(found.subarray(0, verify(length - folded, asked)));
    },
    /** Gives back what was reserved in vain, but for so many texts more of the usual length. */
    trim(ahead: number) {
      units = units.slice(0, Math.ceil(starts[length]! * (1 + ahead / Math.max(1, length))));
      starts = starts.slice(0, length + 1 + ahead);
    },
    /** Memory of the texts, and of the lists. */
    bytes: () => ({
      text: units.byteLength + starts.byteLength,
      pairs:
        pairs.bytes() +
        segments.reduce(
          (sum, { offsets, bytes }) => sum + offsets.byteLength + bytes.byteLength,
          0,
        ),
    }),
  };
}
