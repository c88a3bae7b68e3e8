import { withRoom } from "./column.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Distinct words by row as UTF-8 in one array: 14 bytes for a key of 10 letters where a string takes about 40. */
export type TextPool = {
  readonly utf8: Uint8Array;
  /** Where the word of each row begins; the next row's beginning is its end. */
  readonly starts: Uint32Array;
  text(row: number): string;
};

/** Takes in words one by one. */
export function textPoolBuilder() {
  let utf8 = new Uint8Array(0);
  let starts = new Uint32Array(1);
  let length = 0;
  return {
    append(text: string) {
      const start = starts[length]!;
      utf8 = withRoom(utf8, start + 3 * text.length);
      const { written } = encoder.encodeInto(text, utf8.subarray(start));
      starts = withRoom(starts, length + 2);
      starts[++length] = start + written;
    },
    trim() {
      utf8 = utf8.slice(0, starts[length]);
      starts = starts.slice(0, length + 1);
    },
    view(): TextPool {
      const [bytesNow, startsNow] = [utf8, starts];
      return {
        utf8: bytesNow,
        starts: startsNow,
        text: (row) => decoder.decode(bytesNow.subarray(startsNow[row], startsNow[row + 1])),
      };
    },
    bytes: () => utf8.byteLength + starts.byteLength,
  };
}

/** Finds the row of a word without keeping words as strings: an open hash table of 5 bytes a row. */
export function textIndex(pool: TextPool, length: number) {
  const slots = new Uint32Array(Math.max(8, Math.ceil(length * 1.3)));
  const slotOf = (utf8: Uint8Array, from: number, end: number) => {
    let hash = 2_166_136_261;
    for (let i = from; i < end; i++) hash = Math.imul(hash ^ utf8[i]!, 16_777_619);
    return (hash >>> 0) % slots.length;
  };
  for (let row = 0; row < length; row++) {
    let slot = slotOf(pool.utf8, pool.starts[row]!, pool.starts[row + 1]!);
    while (slots[slot] !== 0) slot = (slot + 1) % slots.length;
    slots[slot] = row + 1;
  }
  const isAt = (row: number, word: Uint8Array) => {
    const start = pool.starts[row]!;
    if (pool.starts[row + 1]! - start !== word.length) return false;
    for (let i = 0; i < word.length; i++) if (pool.utf8[start + i] !== word[i]) return false;
    return true;
  };
  return {
    /** Rows that hold the word; the same word may have been appended again after a change. */
    *rowsOf(text: string): Generator<number> {
      const word = encoder.encode(text);
      for (let slot = slotOf(word, 0, word.length); slots[slot] !== 0; ) {
        if (isAt(slots[slot]! - 1, word)) yield slots[slot]! - 1;
        slot = (slot + 1) % slots.length;
      }
    },
    bytes: slots.byteLength,
  };
}
