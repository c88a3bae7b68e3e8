import {
  type ByteSink,
  byteSink,
  closeLength,
  reserve,
  varintSize,
  writeBytes,
  writeVarint,
} from "./bytes.ts";
import { TILE_EXTENT } from "./tile.ts";

/** Numbers that are being written, kept from feature to feature so that a tile allocates little. */
type NumberSink = { values: Uint32Array; length: number };

/** One layer of a Mapbox Vector Tile while it is written; see `mvtLayer`. */
export type MvtLayer = {
  readonly name: string;
  readonly features: ByteSink;
  readonly keys: ByteSink;
  readonly values: ByteSink;
  readonly tags: NumberSink;
  readonly geometry: NumberSink;
  /** Features written so far. */
  count: number;
  valueCount: number;
  /** Where the pen is, tile units. */
  x: number;
  y: number;
};

/** Geometry types of the specification. */
export type MvtType = 1 | 2 | 3;

/** The arrays of a layer, used again for the next: making them anew took a fifth of the time of a small tile. */
type Arrays = Pick<MvtLayer, "features" | "keys" | "values" | "tags" | "geometry">;
const spare: Arrays[] = [];
const GREATEST_SPARE_BYTES = 4_000_000;

/** Keeps a layer's arrays for the next one, unless they have become large or many. */
function recycle({ features, keys, values, tags, geometry }: MvtLayer): void {
  if (spare.length >= 32 || features.bytes.length + values.bytes.length > GREATEST_SPARE_BYTES)
    return;
  for (const sink of [features, keys, values, tags, geometry]) sink.length = 0;
  spare.push({ features, keys, values, tags, geometry });
}

const encoder = new TextEncoder();
const scratch = new DataView(new ArrayBuffer(8));
const shortText = new Uint8Array(256);
const scratchBytes = new Uint8Array(scratch.buffer);

const words = new Map<string, Uint8Array>();

/** UTF-8 of a layer's name or key, kept: they are few and the same for every tile. */
function wordUtf8(word: string): Uint8Array {
  let utf8 = words.get(word);
  if (!utf8) {
    utf8 = encoder.encode(word);
    if (words.size < 1000) words.set(word, utf8);
  }
  return utf8;
}

/**
 * Begins a layer. Write features as: `tag` for each property, then `moveTo`, `lineTo`, `closePath`, then `endFeature`.
 *
 * @param keys  Names of the properties; `tag` says by index which one it gives.
 * @see Mapbox Vector Tile Specification 2.1, https://github.com/mapbox/vector-tile-spec/tree/master/2.1
 */
export function mvtLayer(name: string, keys: readonly string[]): MvtLayer {
  const layer: MvtLayer = {
    name,
    ...(spare.pop() ?? {
      features: byteSink(65_536),
      keys: byteSink(256),
      values: byteSink(32_768),
      tags: { values: new Uint32Array(64), length: 0 },
      geometry: { values: new Uint32Array(1024), length: 0 },
    }),
    count: 0,
    valueCount: 0,
    x: 0,
    y: 0,
  };
  for (const key of keys) {
    const text = wordUtf8(key);
    reserve(layer.keys, 6 + text.length);
    writeVarint(layer.keys, (3 << 3) | 2);
    writeVarint(layer.keys, text.length);
    writeBytes(layer.keys, text, 0, text.length);
  }
  return layer;
}

/** Adds UTF-8 text to the layer's values. @returns Its index, to be used by any number of features. */
export function textValue(layer: MvtLayer, utf8: Uint8Array, from = 0, end = utf8.length): number {
  const size = end - from;
  const sink = layer.values;
  reserve(sink, 20 + size);
  if (size < 0x7e) {
    const { bytes } = sink;
    let at = sink.length;
    bytes[at++] = (4 << 3) | 2;
    bytes[at++] = size + 2;
    bytes[at++] = (1 << 3) | 2;
    bytes[at++] = size;
    for (let i = from; i < end; i++) bytes[at++] = utf8[i]!;
    sink.length = at;
    return layer.valueCount++;
  }
  writeVarint(sink, (4 << 3) | 2);
  writeVarint(sink, 1 + varintSize(size) + size);
  writeVarint(sink, (1 << 3) | 2);
  writeVarint(sink, size);
  writeBytes(sink, utf8, from, end);
  return layer.valueCount++;
}

/** Adds a string, number or boolean to the layer's values. @returns Its index. */
export function addValue(layer: MvtLayer, value: string | number | boolean): number {
  if (typeof value === "string") {
    const { written } = encoder.encodeInto(value, shortText);
    return written < shortText.length - 3
      ? textValue(layer, shortText, 0, written)
      : textValue(layer, encoder.encode(value));
  }
  const sink = layer.values;
  reserve(sink, 20);
  writeVarint(sink, (4 << 3) | 2);
  if (typeof value === "boolean") {
    writeVarint(sink, 2);
    writeVarint(sink, (7 << 3) | 0);
    writeVarint(sink, value ? 1 : 0);
  } else if (Number.isSafeInteger(value) && value >= 0) {
    writeVarint(sink, 1 + varintSize(value));
    writeVarint(sink, (5 << 3) | 0);
    writeVarint(sink, value);
  } else {
    scratch.setFloat64(0, value, true);
    writeVarint(sink, 9);
    writeVarint(sink, (3 << 3) | 1);
    writeBytes(sink, scratchBytes, 0, 8);
  }
  return layer.valueCount++;
}

function push(sink: NumberSink, value: number): void {
  if (sink.length === sink.values.length) {
    const grown = new Uint32Array(sink.values.length * 2);
    grown.set(sink.values);
    sink.values = grown;
  }
  sink.values[sink.length++] = value;
}

const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0;

/** Says that the feature being written has value `value` under key `key`. */
export function tag(layer: MvtLayer, key: number, value: number): void {
  push(layer.tags, key);
  push(layer.tags, value);
}

function step(layer: MvtLayer, x: number, y: number): void {
  push(layer.geometry, zigzag(x - layer.x));
  push(layer.geometry, zigzag(y - layer.y));
  layer.x = x;
  layer.y = y;
}

/** Begins a point, line or ring at a whole tile unit. */
export function moveTo(layer: MvtLayer, x: number, y: number): void {
  push(layer.geometry, (1 << 3) | 1);
  step(layer, x, y);
}

/**
 * Draws on through vertices `from` ≤ i < `end` of whole tile units, in either direction.
 *
 * @param path  x0, y0, x1, y1…, without two equal vertices in a row.
 */
export function lineTo(layer: MvtLayer, path: readonly number[], from: number, end: number): void {
  push(layer.geometry, ((end - from) << 3) | 2);
  for (let i = from; i < end; i++) step(layer, path[2 * i]!, path[2 * i + 1]!);
}

/** Closes the ring that is being drawn. */
export function closePath(layer: MvtLayer): void {
  push(layer.geometry, (1 << 3) | 7);
}

/** Ends the feature: its tags and geometry become bytes. One without geometry is left out. */
export function endFeature(layer: MvtLayer, type: MvtType): void {
  const { features, tags, geometry } = layer;
  if (geometry.length > 0) {
    reserve(features, 16 + 5 * (tags.length + geometry.length));
    features.bytes[features.length++] = (2 << 3) | 2;
    const at = features.length++;
    if (tags.length > 0) writePacked(features, 2, tags);
    features.bytes[features.length++] = (3 << 3) | 0;
    features.bytes[features.length++] = type;
    writePacked(features, 4, geometry);
    closeLength(features, at);
    layer.count++;
  }
  tags.length = 0;
  geometry.length = 0;
  layer.x = 0;
  layer.y = 0;
}

/** Most properties of a feature that `pointFeature` writes: their tags and the rest stay below 128 bytes. */
export const MOST_POINT_TAGS = 18;

/**
 * Writes a feature that is one point, at once: half of the time of `tag`, `moveTo` and `endFeature`.
 *
 * @param x  Whole tile units, as `y`.
 * @param values  For each key of the layer the index of its value, or −1 for none; at most MOST_POINT_TAGS.
 */
export function pointFeature(layer: MvtLayer, x: number, y: number, values: Int32Array): void {
  const sink = layer.features;
  reserve(sink, 160);
  const { bytes } = sink;
  let at = sink.length;
  bytes[at++] = (2 << 3) | 2;
  const featureAt = at++;
  bytes[at++] = (2 << 3) | 2;
  const tagsAt = at++;
  for (let key = 0; key < values.length; key++) {
    let rest = values[key]!;
    if (rest < 0) continue;
    bytes[at++] = key;
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  }
  bytes[tagsAt] = at - tagsAt - 1;
  bytes[at++] = (3 << 3) | 0;
  bytes[at++] = 1;
  bytes[at++] = (4 << 3) | 2;
  const geometryAt = at++;
  bytes[at++] = (1 << 3) | 1;
  for (let rest = zigzag(x), axis = 0; axis < 2; rest = zigzag(y), axis++) {
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  }
  bytes[geometryAt] = at - geometryAt - 1;
  bytes[featureAt] = at - featureAt - 1;
  sink.length = at;
  layer.count++;
}

function writePacked(sink: ByteSink, field: number, { values, length }: NumberSink): void {
  const { bytes } = sink;
  let at = sink.length;
  bytes[at++] = (field << 3) | 2;
  const lengthAt = at++;
  for (let i = 0; i < length; i++) {
    let rest = values[i]!;
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  }
  sink.length = at; // written once: a property for every byte took a quarter of the time
  closeLength(sink, lengthAt);
}

/**
 * The bytes of a tile.
 *
 * @param layers  Those without a feature are left out, as the specification asks. None may be used afterwards.
 * @returns Empty when no layer has a feature.
 */
export function mvtTile(layers: readonly MvtLayer[]): Uint8Array<ArrayBuffer> {
  const written = layers.filter(({ count }) => count > 0);
  const parts = written.map((layer) => {
    const name = wordUtf8(layer.name);
    const size =
      2 +
      1 +
      varintSize(name.length) +
      name.length +
      layer.features.length +
      layer.keys.length +
      layer.values.length +
      1 +
      varintSize(TILE_EXTENT);
    return { layer, name, size };
  });
  const total = parts.reduce((sum, { size }) => sum + 1 + varintSize(size) + size, 0);
  const tile = byteSink(total);
  for (const { layer, name, size } of parts) {
    writeVarint(tile, (3 << 3) | 2);
    writeVarint(tile, size);
    writeVarint(tile, (15 << 3) | 0);
    writeVarint(tile, 2);
    writeVarint(tile, (1 << 3) | 2);
    writeVarint(tile, name.length);
    writeBytes(tile, name, 0, name.length);
    for (const part of [layer.features, layer.keys, layer.values])
      writeBytes(tile, part.bytes, 0, part.length);
    writeVarint(tile, (5 << 3) | 0);
    writeVarint(tile, TILE_EXTENT);
  }
  layers.forEach(recycle);
  return tile.bytes;
}
