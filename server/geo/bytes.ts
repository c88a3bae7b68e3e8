/** Bytes that are being written: `bytes` may be longer than `length`. */
export type ByteSink = { bytes: Uint8Array<ArrayBuffer>; length: number };

export const byteSink = (capacity: number): ByteSink => ({
  bytes: new Uint8Array(capacity),
  length: 0,
});

/** Makes room for `more` bytes. */
export function reserve(sink: ByteSink, more: number): void {
  const needed = sink.length + more;
  if (needed <= sink.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, sink.bytes.length * 2));
  grown.set(sink.bytes.subarray(0, sink.length));
  sink.bytes = grown;
}

/** Bytes a protobuf varint of `value` takes; `value` is a whole number from 0 to 2⁵³. */
export function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  if (value < 0x10000000) return 4;
  let size = 5;
  for (let rest = value / 0x800000000; rest >= 1; rest /= 128) size++;
  return size;
}

/** Writes a protobuf varint; `value` is a whole number from 0 to 2⁵³. Makes no room. */
export function writeVarint(sink: ByteSink, value: number): void {
  const { bytes } = sink;
  let rest = value;
  while (rest > 0xffffffff) {
    bytes[sink.length++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  while (rest >= 0x80) {
    bytes[sink.length++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[sink.length++] = rest;
}

/**
 * Says how long what was written after `at` is, in the byte left free there; where one byte is too short, what was
 * written moves on. Most parts of a tile are short, and working out their length first takes as long as writing them.
 */
export function closeLength(sink: ByteSink, at: number): void {
  const size = sink.length - at - 1;
  if (size < 0x80) {
    sink.bytes[at] = size;
    return;
  }
  const more = varintSize(size) - 1;
  reserve(sink, more);
  sink.bytes.copyWithin(at + 1 + more, at + 1, sink.length);
  sink.length = at;
  writeVarint(sink, size);
  sink.length += size;
}

/** Appends a part of other bytes. */
export function writeBytes(sink: ByteSink, source: Uint8Array, from: number, end: number): void {
  reserve(sink, end - from);
  if (end - from > 48) sink.bytes.set(source.subarray(from, end), sink.length);
  else for (let i = from, at = sink.length; i < end; i++, at++) sink.bytes[at] = source[i]!;
  sink.length += end - from;
}
