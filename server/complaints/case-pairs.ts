import { withRoom } from "../store/column.ts";

/**
 * Which documents hold which pairs of characters next to each other: for each pair an ascending list of documents, as
 * differences in bytes of 7 bits. A segment covers documents from `first` up to, not including, `end`, and is never
 * changed.
 */
export type PairSegment = {
  readonly first: number;
  readonly end: number;
  /** Where the list of each pair begins in `bytes`; the next one's beginning is its end. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
};

/** Gives every pair of UTF-16 units that occurs a number from 0. */
export type PairTable = ReturnType<typeof pairTable>;

export function pairTable() {
  let keys = new Uint32Array(1 << 14);
  let codes = new Uint32Array(1 << 14); // 0 is an empty slot, else the number and 1
  let length = 0;
  /** The pairs that begin with a unit. */
  const byFirst = new Map<number, number[]>();
  const seek = (key: number) => {
    const mixed = Math.imul(key, 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & (keys.length - 1);
    while (codes[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (keys.length - 1);
    return slot;
  };
  function widen() {
    const [oldKeys, oldCodes] = [keys, codes];
    keys = new Uint32Array(oldKeys.length * 2);
    codes = new Uint32Array(oldKeys.length * 2);
    for (let i = 0; i < oldKeys.length; i++) {
      if (oldCodes[i] === 0) continue;
      const slot = seek(oldKeys[i]!);
      keys[slot] = oldKeys[i]!;
      codes[slot] = oldCodes[i]!;
    }
  }
  return {
    get length() {
      return length;
    },
    intern(first: number, second: number): number {
      const key = ((first << 16) | second) >>> 0;
      const slot = seek(key);
      if (codes[slot] !== 0) return codes[slot]! - 1;
      keys[slot] = key;
      codes[slot] = ++length;
      const pairs = byFirst.get(first);
      if (pairs) pairs.push(length - 1);
      else byFirst.set(first, [length - 1]);
      if (length * 2 > keys.length) widen();
      return length - 1;
    },
    /** The number of a pair, -1 when it occurs nowhere. */
    find: (first: number, second: number) => codes[seek(((first << 16) | second) >>> 0)]! - 1,
    beginningWith: (first: number): readonly number[] => byFirst.get(first) ?? [],
    bytes: () => keys.byteLength + codes.byteLength + 8 * length,
  };
}

const sizeOf = (difference: number) =>
  difference < 1 << 7 ? 1 : difference < 1 << 14 ? 2 : difference < 1 << 21 ? 3 : 4;

function write(bytes: Uint8Array, at: number, difference: number): number {
  let rest = difference;
  while (rest > 127) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

/**
 * Lists which documents hold which pairs.
 *
 * @param visitPairs  Visits the pairs of a document; one may come several times.
 */
export function pairSegment(
  [first, end]: readonly [first: number, end: number],
  pairs: PairTable,
  visitPairs: (document: number, visit: (pair: number) => void) => void,
): PairSegment {
  let last = new Uint32Array(pairs.length); // the document a pair was last in, and 2 - first
  let sizes = new Uint32Array(pairs.length);
  let stream = new Uint32Array(1 << 16);
  let streamed = 0;
  const ends: number[] = [];
  for (let document = first; document < end; document++) {
    const mark = document - first + 1;
    visitPairs(document, (pair) => {
      if (pair >= last.length) {
        last = withRoom(last, pair + 1);
        sizes = withRoom(sizes, pair + 1);
      }
      if (last[pair] === mark) return;
      sizes[pair]! += sizeOf(mark - last[pair]!);
      last[pair] = mark;
      if (streamed === stream.length) stream = withRoom(stream, streamed + 1);
      stream[streamed++] = pair;
    });
    ends.push(streamed);
  }
  const offsets = new Uint32Array(pairs.length + 1);
  for (let pair = 0; pair < pairs.length; pair++)
    offsets[pair + 1] = offsets[pair]! + (sizes[pair] ?? 0);
  const bytes = new Uint8Array(offsets[pairs.length]!);
  const at = offsets.slice();
  last.fill(0);
  for (let i = 0, from = 0; i < ends.length; i++) {
    for (; from < ends[i]!; from++) {
      const pair = stream[from]!;
      at[pair] = write(bytes, at[pair]!, i + 1 - last[pair]!);
      last[pair] = i + 1;
    }
  }
  return { first, end, offsets, bytes };
}

/** How many bytes the list of a pair takes: about how long it is. */
export const listBytes = ({ offsets }: PairSegment, pair: number) =>
  pair < 0 || pair + 1 >= offsets.length ? 0 : offsets[pair + 1]! - offsets[pair]!;

/**
 * Reads the list of a pair.
 *
 * @param into  Takes the documents, ascending; as long as the segment is.
 * @returns how many there are.
 */
export function readList(segment: PairSegment, pair: number, into: Uint32Array): number {
  if (listBytes(segment, pair) === 0) return 0;
  const { bytes, offsets } = segment;
  const end = offsets[pair + 1]!;
  let document = segment.first - 1;
  let count = 0;
  for (let at = offsets[pair]!; at < end; ) {
    let byte = bytes[at++]!;
    let difference = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++]!;
      difference |= (byte & 127) << shift;
    }
    document += difference;
    into[count++] = document;
  }
  return count;
}

/** Makes one segment of several that follow each other. */
export function mergedSegment(segments: readonly PairSegment[]): PairSegment {
  const [first, end] = [segments[0]!.first, segments.at(-1)!.end];
  const pairs = Math.max(...segments.map(({ offsets }) => offsets.length - 1));
  const offsets = new Uint32Array(pairs + 1);
  let bytes = new Uint8Array(segments.reduce((sum, segment) => sum + segment.bytes.length, 0));
  const documents = new Uint32Array(Math.max(...segments.map(({ first, end }) => end - first)));
  let at = 0;
  for (let pair = 0; pair < pairs; pair++) {
    let last = first - 1;
    for (const segment of segments) {
      const count = readList(segment, pair, documents);
      bytes = withRoom(bytes, at + 4 * count);
      for (let i = 0; i < count; i++) {
        at = write(bytes, at, documents[i]! - last);
        last = documents[i]!;
      }
    }
    offsets[pair + 1] = at;
  }
  return { first, end, offsets, bytes: bytes.slice(0, at) };
}
