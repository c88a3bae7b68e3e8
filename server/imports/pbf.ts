import { inflateSync } from "node:zlib";
import { PbfReader } from "pbf";
import { ImportFailure } from "./failure.ts";

/** Bounds the format itself sets. @see OpenStreetMap wiki, PBF Format, "File format". */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/** Abilities a file may ask of its reader that this one has. */
const ABILITIES = new Set(["OsmSchema-V0.6", "DenseNodes"]);

export type OsmTags = Readonly<Record<string, string>>;

/** What a block of the file contains, as it is decoded. Positions are integers of 1e-7 degrees. */
export type OsmVisitor = {
  node(id: number, lngE7: number, latE7: number, tags: OsmTags | null): void;
  way(id: number, refs: number[], tags: OsmTags): void;
  relation(
    id: number,
    members: readonly { type: "node" | "way" | "relation"; ref: number; role: string }[],
    tags: OsmTags,
  ): void;
};

/**
 * Visits every node, way and relation of an OSM PBF file.
 *
 * Own reader on `pbf`, because the readers on npm neither bound what a block inflates to nor say where a file ends too
 * early (docs/importing.md names the comparison with osmium).
 *
 * @param onProgress  called after each block with the bytes read so far.
 * @throws {ImportFailure} when the file is cut off, damaged, or asks for abilities this reader does not have.
 */
export function visitPbf(
  file: Uint8Array,
  visitor: OsmVisitor,
  onProgress?: (bytes: number) => void,
) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let at = 0;
  while (at < file.length) {
    const header = at + 4 <= file.length ? view.getUint32(at) : MAX_HEADER_BYTES + 1;
    if (at + 4 > file.length || at + 4 + header > file.length) throw cutOff(file, at);
    if (header > MAX_HEADER_BYTES) throw damaged(at, "its block header is larger than 64 KiB");
    const { type, size } = decoded(at, () =>
      readBlobHeader(file.subarray(at + 4, at + 4 + header)),
    );
    const start = at + 4 + header;
    if (size > MAX_BLOB_BYTES) throw damaged(at, "its block is larger than 32 MiB");
    if (start + size > file.length) throw cutOff(file, at);
    const blob = file.subarray(start, start + size);
    decoded(at, () => {
      if (type === "OSMHeader") checkAbilities(inflated(blob));
      if (type === "OSMData") visitBlock(inflated(blob), visitor);
    });
    at = start + size;
    onProgress?.(at);
  }
}

const cutOff = (file: Uint8Array, at: number) =>
  new ImportFailure(
    `The OSM file is cut off: the block at byte ${at} reaches beyond its end (${file.length} bytes). Fetch it again.`,
  );
const damaged = (at: number, why: string, cause?: unknown) =>
  new ImportFailure(`The OSM file is damaged at byte ${at}: ${why}. Fetch it again.`, { cause });

/** Runs a decoder; whatever it trips over is damage at this place of the file. */
function decoded<T>(at: number, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof ImportFailure) throw error;
    throw damaged(at, error instanceof Error ? error.message : String(error), error);
  }
}

function readBlobHeader(bytes: Uint8Array) {
  return new PbfReader(bytes).readFields(
    (tag, header, pbf) => {
      if (tag === 1) header.type = pbf.readString();
      if (tag === 3) header.size = pbf.readVarint();
    },
    { type: "", size: 0 },
  );
}

function inflated(bytes: Uint8Array): Uint8Array {
  const blob = new PbfReader(bytes).readFields(
    (tag, result: { raw?: Uint8Array; zlib?: Uint8Array }, pbf) => {
      if (tag === 1) result.raw = pbf.readBytes();
      if (tag === 3) result.zlib = pbf.readBytes();
    },
    {},
  );
  if (blob.raw) return blob.raw;
  if (blob.zlib) return inflateSync(blob.zlib, { maxOutputLength: MAX_BLOB_BYTES });
  throw new Error("it is compressed by other means than zlib (rewrite it with osmium cat)");
}

function checkAbilities(bytes: Uint8Array) {
  const wanted = new PbfReader(bytes).readFields((tag, result: string[], pbf) => {
    if (tag === 4) result.push(pbf.readString());
  }, []);
  const missing = wanted.filter((ability) => !ABILITIES.has(ability));
  if (missing.length > 0) {
    throw new ImportFailure(
      `The OSM file needs ${missing.join(", ")}, which is not read here: rewrite it with osmium cat -o plain.osm.pbf.`,
    );
  }
}

type Block = { strings: string[]; granularity: number; lngOffset: number; latOffset: number };

function visitBlock(bytes: Uint8Array, visitor: OsmVisitor) {
  const block: Block = { strings: [], granularity: 100, lngOffset: 0, latOffset: 0 };
  // Offsets stand behind the groups in the message, so the groups wait until all of it is read.
  const groups = new PbfReader(bytes).readFields((tag, result: Uint8Array[], pbf) => {
    if (tag === 1) {
      pbf.readMessage((field, strings: string[], table) => {
        if (field === 1) strings.push(table.readString());
      }, block.strings);
    }
    if (tag === 2) result.push(pbf.readBytes());
    if (tag === 17) block.granularity = pbf.readVarint();
    if (tag === 19) block.latOffset = pbf.readVarint(true);
    if (tag === 20) block.lngOffset = pbf.readVarint(true);
  }, []);
  for (const group of groups) {
    new PbfReader(group).readFields((tag, _, pbf) => {
      if (tag === 1) pbf.readMessage(nodeField, emptyElement()).visit(block, visitor, "node");
      if (tag === 2) visitDense(pbf, block, visitor);
      if (tag === 3) pbf.readMessage(wayField, emptyElement()).visit(block, visitor, "way");
      if (tag === 4)
        pbf.readMessage(relationField, emptyElement()).visit(block, visitor, "relation");
    }, null);
  }
}

const toE7 = (offset: number, granularity: number, value: number) =>
  Math.round((offset + granularity * value) / 100);

function tagsOf(strings: readonly string[], keys: readonly number[], values: readonly number[]) {
  const tags: Record<string, string> = {};
  for (let i = 0; i < keys.length; i++) tags[strings[keys[i]!]!] = strings[values[i]!]!;
  return tags;
}

/** One element as its fields arrive. */
function emptyElement() {
  const element = {
    id: 0,
    keys: [] as number[],
    values: [] as number[],
    refs: [] as number[],
    roles: [] as number[],
    types: [] as number[],
    lng: 0,
    lat: 0,
    visit(block: Block, visitor: OsmVisitor, type: "node" | "way" | "relation") {
      const tags = tagsOf(block.strings, element.keys, element.values);
      if (type === "node") {
        const lng = toE7(block.lngOffset, block.granularity, element.lng);
        const lat = toE7(block.latOffset, block.granularity, element.lat);
        visitor.node(element.id, lng, lat, element.keys.length > 0 ? tags : null);
        return;
      }
      let ref = 0;
      const refs = element.refs.map((delta) => {
        ref += delta;
        return ref;
      });
      if (type === "way") visitor.way(element.id, refs, tags);
      else visitor.relation(element.id, membersOf(block, element, refs), tags);
    },
  };
  return element;
}
type Element = ReturnType<typeof emptyElement>;

const MEMBER_TYPES = ["node", "way", "relation"] as const;
const membersOf = (block: Block, element: Element, refs: readonly number[]) =>
  refs.map((ref, i) => ({
    type: MEMBER_TYPES[element.types[i]!]!,
    ref,
    role: block.strings[element.roles[i]!] ?? "",
  }));

function commonField(tag: number, element: Element, pbf: PbfReader) {
  if (tag === 2) pbf.readPackedVarint(element.keys);
  if (tag === 3) pbf.readPackedVarint(element.values);
}
function nodeField(tag: number, element: Element, pbf: PbfReader) {
  commonField(tag, element, pbf);
  if (tag === 1) element.id = pbf.readSVarint();
  if (tag === 8) element.lat = pbf.readSVarint();
  if (tag === 9) element.lng = pbf.readSVarint();
}
function wayField(tag: number, element: Element, pbf: PbfReader) {
  commonField(tag, element, pbf);
  if (tag === 1) element.id = pbf.readVarint(true);
  if (tag === 8) pbf.readPackedSVarint(element.refs);
}
function relationField(tag: number, element: Element, pbf: PbfReader) {
  commonField(tag, element, pbf);
  if (tag === 1) element.id = pbf.readVarint(true);
  if (tag === 8) pbf.readPackedVarint(element.roles);
  if (tag === 9) pbf.readPackedSVarint(element.refs);
  if (tag === 10) pbf.readPackedVarint(element.types);
}

function visitDense(pbf: PbfReader, block: Block, visitor: OsmVisitor) {
  const dense = pbf.readMessage(
    (tag, result, message) => {
      if (tag === 1) message.readPackedSVarint(result.ids);
      if (tag === 8) message.readPackedSVarint(result.lats);
      if (tag === 9) message.readPackedSVarint(result.lngs);
      if (tag === 10) message.readPackedVarint(result.tags);
    },
    { ids: [] as number[], lats: [] as number[], lngs: [] as number[], tags: [] as number[] },
  );
  if (dense.lats.length !== dense.ids.length || dense.lngs.length !== dense.ids.length) {
    throw new Error("nodes and their positions differ in number");
  }
  let [id, lat, lng, at] = [0, 0, 0, 0];
  for (let i = 0; i < dense.ids.length; i++) {
    id += dense.ids[i]!;
    lat += dense.lats[i]!;
    lng += dense.lngs[i]!;
    let tags: Record<string, string> | null = null;
    while (at < dense.tags.length && dense.tags[at] !== 0) {
      tags ??= {};
      tags[block.strings[dense.tags[at]!]!] = block.strings[dense.tags[at + 1]!]!;
      at += 2;
    }
    at++;
    const lngE7 = toE7(block.lngOffset, block.granularity, lng);
    visitor.node(id, lngE7, toE7(block.latOffset, block.granularity, lat), tags);
  }
}
