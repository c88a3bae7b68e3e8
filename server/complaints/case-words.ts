import { withRoom } from "../store/column.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Distinct words, numbered from 0 in the order they came: about 12 bytes and the word's UTF-8, where a Map takes 100. */
export function wordTable() {
  let utf8 = new Uint8Array(0);
  let starts = new Uint32Array(1);
  let slots = new Uint32Array(1024);
  let length = 0;
  let asked = new Uint8Array(256);

  const slotOf = (bytes: Uint8Array, from: number, end: number) => {
    let hash = 2_166_136_261;
    for (let i = from; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 16_777_619);
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  };
  const isAt = (code: number, bytes: Uint8Array, size: number) => {
    const start = starts[code]!;
    if (starts[code + 1]! - start !== size) return false;
    for (let i = 0; i < size; i++) if (utf8[start + i] !== bytes[i]) return false;
    return true;
  };
  function encode(word: string): number {
    asked = withRoom(asked, 3 * word.length);
    return encoder.encodeInto(word, asked).written;
  }
  /** The slot that holds the word that was asked for, or the empty one where it belongs. */
  function seek(size: number): number {
    let slot = slotOf(asked, 0, size);
    while (slots[slot] !== 0 && !isAt(slots[slot]! - 1, asked, size))
      slot = (slot + 1) & (slots.length - 1);
    return slot;
  }
  function widen() {
    slots = new Uint32Array(slots.length * 2);
    for (let code = 0; code < length; code++) {
      let slot = slotOf(utf8, starts[code]!, starts[code + 1]!);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = code + 1;
    }
  }
  const compareBytes = (
    a: Uint8Array,
    [fromA, endA]: readonly [number, number],
    b: Uint8Array,
    [fromB, endB]: readonly [number, number],
  ) => {
    const shared = Math.min(endA - fromA, endB - fromB);
    for (let i = 0; i < shared; i++) {
      const difference = a[fromA + i]! - b[fromB + i]!;
      if (difference !== 0) return difference;
    }
    return endA - fromA - (endB - fromB);
  };
  const span = (code: number) => [starts[code]!, starts[code + 1]!] as const;

  return {
    get length() {
      return length;
    },
    /** The number of a word, a new one when it is new. */
    intern(word: string): number {
      const size = encode(word);
      const slot = seek(size);
      if (slots[slot] !== 0) return slots[slot]! - 1;
      const start = starts[length]!;
      utf8 = withRoom(utf8, start + size);
      utf8.set(asked.subarray(0, size), start);
      starts = withRoom(starts, length + 2);
      starts[length + 1] = start + size;
      slots[slot] = ++length;
      if (length * 1.5 > slots.length) widen();
      return length - 1;
    },
    /** The number of a word, -1 when the table has no such word. */
    find: (word: string): number => slots[seek(encode(word))]! - 1,
    word: (code: number) => decoder.decode(utf8.subarray(starts[code], starts[code + 1])),
    /** Order of two words by code point: below 0 when the first comes first. */
    compare: (a: number, b: number) => (a === b ? 0 : compareBytes(utf8, span(a), utf8, span(b))),
    /** Order of a word of the table and any word. */
    compareTo(code: number, word: string): number {
      const bytes = encoder.encode(word);
      return compareBytes(utf8, span(code), bytes, [0, bytes.length]);
    },
    /** Gives back what was reserved in vain, but for so many words more of the usual length. */
    trim(ahead: number) {
      utf8 = utf8.slice(0, Math.ceil(starts[length]! * (1 + ahead / Math.max(1, length))));
      starts = starts.slice(0, length + 1 + ahead);
    },
    bytes: () => utf8.byteLength + starts.byteLength + slots.byteLength,
  };
}
