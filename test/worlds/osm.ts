import { deflateSync } from "node:zlib";
import { PbfWriter } from "pbf";

/** An invented OSM file: nodes at 60°N 25°E by offset in 0.001°, ways and relations by reference. */
export type OsmWorld = {
  nodes?: { id: number; at: [east: number, north: number]; tags?: Record<string, string> }[];
  ways?: { id: number; refs: number[]; tags?: Record<string, string> }[];
  relations?: {
    id: number;
    members: { way: number; role: string }[];
    tags?: Record<string, string>;
  }[];
};

/** Where a node of the world is, `[lng, lat]`. */
export const osmPlace = ([east, north]: readonly [number, number]) => [
  (250_000_000 + east * 10_000) / 1e7,
  (600_000_000 + north * 10_000) / 1e7,
];

const message = (write: (pbf: PbfWriter) => void) => {
  const pbf = new PbfWriter();
  write(pbf);
  return pbf.finish();
};

const deltas = (values: readonly number[]) =>
  values.map((value, i) => value - (values[i - 1] ?? 0));

function block({ nodes = [], ways = [], relations = [] }: OsmWorld): Uint8Array {
  const strings = [""];
  const index = (text: string) => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text);
  };
  const writeTags = (pbf: PbfWriter, tags: Record<string, string> = {}) => {
    pbf.writePackedVarint(2, Object.keys(tags).map(index));
    pbf.writePackedVarint(3, Object.values(tags).map(index));
  };
  const group = message((pbf) => {
    for (const { id, at, tags } of nodes) {
      const node = message((one) => {
        one.writeSVarintField(1, id);
        writeTags(one, tags);
        one.writeSVarintField(8, 600_000_000 + at[1] * 10_000);
        one.writeSVarintField(9, 250_000_000 + at[0] * 10_000);
      });
      pbf.writeBytesField(1, node);
    }
    for (const { id, refs, tags } of ways) {
      const way = message((one) => {
        one.writeVarintField(1, id);
        writeTags(one, tags);
        one.writePackedSVarint(8, deltas(refs));
      });
      pbf.writeBytesField(3, way);
    }
    for (const { id, members, tags } of relations) {
      const relation = message((one) => {
        one.writeVarintField(1, id);
        writeTags(one, tags);
        one.writePackedVarint(
          8,
          members.map(({ role }) => index(role)),
        );
        one.writePackedSVarint(9, deltas(members.map(({ way }) => way)));
        one.writePackedVarint(
          10,
          members.map(() => 1),
        );
      });
      pbf.writeBytesField(4, relation);
    }
  });
  return message((pbf) => {
    pbf.writeBytesField(
      1,
      message((table) => {
        for (const text of strings) table.writeBytesField(1, new TextEncoder().encode(text));
      }),
    );
    pbf.writeBytesField(2, group);
  });
}

/** One blob of a PBF file with its header. */
export function osmBlob(type: string, content: Uint8Array, isCompressed = true): Uint8Array {
  const blob = message((pbf) => {
    if (!isCompressed) pbf.writeBytesField(1, content);
    else {
      pbf.writeVarintField(2, content.length);
      pbf.writeBytesField(3, deflateSync(content));
    }
  });
  const header = message((pbf) => {
    pbf.writeStringField(1, type);
    pbf.writeVarintField(3, blob.length);
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

/** The head of a PBF file that asks its reader for these abilities. */
export const osmHeader = (...abilities: string[]) =>
  osmBlob(
    "OSMHeader",
    message((pbf) => {
      for (const ability of abilities) pbf.writeStringField(4, ability);
    }),
  );

/** An OSM PBF file of an invented world. */
export const osmFile = (world: OsmWorld, isCompressed = true): Uint8Array =>
  Buffer.concat([
    osmHeader("OsmSchema-V0.6", "DenseNodes"),
    osmBlob("OSMData", block(world), isCompressed),
  ]);

/** A cross: street 1 runs east through node 2, street 2 north through it; street 3 passes over both on a bridge. */
export const CROSS: OsmWorld = {
  nodes: [
    { id: 1, at: [0, 0] },
    { id: 2, at: [1, 0] },
    { id: 3, at: [2, 0] },
    { id: 4, at: [1, -1] },
    { id: 5, at: [1, 1] },
    { id: 6, at: [0, -1] },
    { id: 7, at: [2, 1] },
  ],
  ways: [
    {
      id: 1,
      refs: [1, 2, 3],
      tags: { highway: "primary", name: "解放大道", "name:en": "Jiefang Ave" },
    },
    { id: 2, refs: [4, 2, 5], tags: { highway: "residential", name: "蔡伦大道", oneway: "-1" } },
    { id: 3, refs: [6, 7], tags: { highway: "motorway", bridge: "yes", name: "高架" } },
    { id: 4, refs: [1, 3, 5, 1], tags: { highway: "pedestrian", area: "yes" } },
    { id: 5, refs: [3, 5], tags: { highway: "proposed" } },
  ],
};
