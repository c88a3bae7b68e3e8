import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type OsmTags, readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";
import { visitPbf } from "../../server/imports/pbf.ts";
import { recordCounts, walkableMeters } from "../../server/imports/report.ts";
import { CROSS, type OsmWorld, osmFile, osmPlace } from "../worlds/osm.ts";

const FOLDER = "../shared/data/osm";
const hasData = existsSync(FOLDER);
const hasOsmium = (() => {
  try {
    execFileSync("osmium", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

const recordsOf = (world: OsmWorld, kinds: string[] | null = null) =>
  osmRecords(readOsm(osmFile(world)), kinds && new Set(kinds));

describe("the street network of an OSM file", () => {
  it("is split where streets share a node, and nowhere else", () => {
    const edges = recordsOf(CROSS).records.filter(({ table }) => table === "street_edge");
    expect(edges.map(({ values }) => [values.from_node, values.to_node])).toEqual([
      [1, 2],
      [2, 3],
      [4, 2],
      [2, 5],
      [6, 7],
    ]);
    expect(edges[0]!.values.path).toEqual({
      type: "LineString",
      coordinates: [osmPlace([0, 0]), osmPlace([1, 0])],
    });
  });

  it("says class, default grade, direction, bridge and who may use it", () => {
    const edges = recordsOf(CROSS).records.filter(({ table }) => table === "street_edge");
    const said = ({ values }: (typeof edges)[number]) => [
      values.class,
      values.grade,
      values.oneway,
      values.is_bridge,
      values.is_walkable,
      values.is_drivable,
    ];
    expect(said(edges[0]!)).toEqual(["arterial", 1, "no", false, true, true]);
    expect(said(edges[2]!)).toEqual(["branch", 3, "backward", false, true, true]);
    expect(said(edges[4]!)).toEqual(["motorway", null, "forward", true, false, true]);
  });

  it("makes one street of all edges of a name", () => {
    const { records } = recordsOf(CROSS);
    const streets = records.filter(({ table }) => table === "street");
    expect(streets.map(({ values }) => values)).toEqual([
      { name: "解放大道", name_en: "Jiefang Ave", is_main: true },
      { name: "蔡伦大道", name_en: null, is_main: false },
      { name: "高架", name_en: null, is_main: false },
    ]);
    const first = records.filter(({ values }) => values.street_id === streets[0]!.id);
    expect(first).toHaveLength(2);
  });

  it("measures over a sphere: 0.001° along 60°N is half of 0.001° along a meridian", () => {
    const lengths = recordsOf(CROSS)
      .records.filter(({ table }) => table === "street_edge")
      .map(({ values }) => Number(values.length_meters));
    const degree = (6_371_008.8 * Math.PI) / 180;
    expect(lengths[2]).toBeCloseTo(degree / 1000, 6);
    expect(lengths[0]! / lengths[2]!).toBeCloseTo(0.5, 6);
  });

  it("leaves out squares and what is not built, and says how many", () => {
    expect(recordsOf(CROSS).leftOut).toEqual([
      { what: expect.stringContaining("squares"), count: 2 },
    ]);
  });

  it("keeps the keys of edges when another part of the street is split", () => {
    const idsOf = (world: OsmWorld) =>
      recordsOf(world)
        .records.filter(({ table }) => table === "street_edge")
        .map(({ id }) => id);
    const branch = { id: 9, refs: [7, 3], tags: { highway: "service" } };
    const more = { ...CROSS, ways: [...CROSS.ways!, branch] };
    expect(idsOf(more)).toEqual(expect.arrayContaining(idsOf(CROSS)));
  });

  it("ends where the extract ends", () => {
    const edges = recordsOf({
      nodes: CROSS.nodes!,
      ways: [{ id: 1, refs: [1, 2, 99, 3, 7], tags: { highway: "path" } }],
    }).records;
    expect(edges.map(({ values }) => [values.from_node, values.to_node])).toEqual([
      [1, 2],
      [3, 7],
    ]);
  });

  it("closes a loop that starts and ends in one node", () => {
    const edges = recordsOf({
      nodes: CROSS.nodes!,
      ways: [{ id: 1, refs: [1, 3, 5, 1], tags: { highway: "service" } }],
    }).records;
    expect(edges).toHaveLength(1);
    expect(edges[0]!.values).toMatchObject({ from_node: 1, to_node: 1 });
  });
});

describe("facilities of an OSM file", () => {
  const square = [
    { id: 1, at: [0, 0] as [number, number] },
    { id: 2, at: [2, 0] as [number, number] },
    { id: 3, at: [2, 2] as [number, number] },
    { id: 4, at: [0, 2] as [number, number] },
  ];

  it("stand where their node is, or in the middle of their building", () => {
    const { records } = recordsOf({
      nodes: [
        {
          id: 9,
          at: [5, 5],
          tags: { amenity: "toilets", wheelchair: "yes", fee: "no", opening_hours: "24/7" },
        },
        ...square,
      ],
      ways: [{ id: 1, refs: [1, 2, 3, 4, 1], tags: { amenity: "toilets", name: "冶金公厕" } }],
    });
    expect(records.map(({ values }) => [values.kind, values.name, values.position])).toEqual([
      ["toilet", "公厕", { type: "Point", coordinates: osmPlace([5, 5]) }],
      ["toilet", "冶金公厕", { type: "Point", coordinates: osmPlace([1, 1]) }],
    ]);
    expect(records[0]!.values.attributes).toEqual({
      isAccessible: true,
      hasFee: false,
      hours: "00:00-24:00",
    });
  });

  it("are kinds of the register", () => {
    const tags: OsmTags[] = [
      "waste_basket",
      "recycling",
      "waste_disposal",
      "waste_transfer_station",
    ].map((amenity) => ({ amenity }));
    const nodes = tags.map((some, i) => ({
      id: i + 1,
      at: [i, i] as [number, number],
      tags: { ...some },
    }));
    expect(recordsOf({ nodes }).records.map(({ values }) => values.kind)).toEqual([
      "bin",
      "collection_point",
      "collection_point",
      "transfer_station",
    ]);
  });
});

describe("surfaces of an OSM file", () => {
  const nodes = [
    { id: 1, at: [0, 0] as [number, number] },
    { id: 2, at: [8, 0] as [number, number] },
    { id: 3, at: [8, 8] as [number, number] },
    { id: 4, at: [0, 8] as [number, number] },
    { id: 5, at: [2, 2] as [number, number] },
    { id: 6, at: [2, 4] as [number, number] },
    { id: 7, at: [4, 4] as [number, number] },
  ];
  const ways = [
    { id: 1, refs: [1, 2, 3] },
    { id: 2, refs: [1, 4, 3] }, // the other way round
    { id: 3, refs: [5, 6, 7, 5] },
  ];
  const members = [
    { way: 1, role: "outer" },
    { way: 2, role: "outer" },
    { way: 3, role: "inner" },
  ];

  it("are put together from the ways of a relation, holes included", () => {
    const tags = { type: "multipolygon", natural: "water", name: "平湖" };
    const [lake] = recordsOf({ nodes, ways, relations: [{ id: 1, members, tags }] }).records;
    expect(lake!.values).toMatchObject({ kind: "water", name: "平湖" });
    expect(lake!.values.shape).toEqual({
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [0, 0],
            [8, 0],
            [8, 8],
            [0, 8],
            [0, 0],
          ].map(([x, y]) => osmPlace([x!, y!])),
          [
            [2, 2],
            [2, 4],
            [4, 4],
            [2, 2],
          ].map(([x, y]) => osmPlace([x!, y!])),
        ],
      ],
    });
  });

  it("that are boundaries become areas of their level", () => {
    const tags = {
      type: "boundary",
      boundary: "administrative",
      admin_level: "8",
      name: "红湘街道",
    };
    const [area] = recordsOf({ nodes, ways, relations: [{ id: 7, members, tags }] }).records;
    expect(area).toMatchObject({
      table: "area",
      values: { level: "subdistrict", name: "红湘街道" },
    });
  });

  it("are left out when the extract cuts them", () => {
    const tags = { type: "multipolygon", natural: "water" };
    const result = recordsOf({ nodes, ways: ways.slice(1), relations: [{ id: 1, members, tags }] });
    expect(result.records).toEqual([]);
    expect(result.leftOut).toEqual([{ what: expect.stringContaining("not whole"), count: 1 }]);
  });
});

describe.skipIf(!hasData)("real cities (skipped without ../shared/data)", () => {
  it.each([
    { city: "porto", km: 244.4, toilet: 21, bin: 60, points: 51 + 20 },
    { city: "monaco", km: 114.8, toilet: 29, bin: 40, points: 18 + 1 },
  ])(
    "$city has its $km km to walk, $toilet toilets and $bin baskets",
    ({ city, km, toilet, bin, points }) => {
      const osm = readOsm(readFileSync(`${FOLDER}/vb_${city}.osm.pbf`));
      const { records } = osmRecords(osm, null);
      expect(Math.abs(walkableMeters({ records })! / 1000 / km - 1)).toBeLessThan(0.01);
      expect(recordCounts({ records })).toMatchObject({
        "facility toilet": toilet,
        "facility bin": bin,
        "facility collection_point": points,
      });
      expect(new Set(records.map(({ table, id }) => `${table} ${id}`)).size).toBe(records.length);
    },
  );

  it.skipIf(!hasOsmium)("agree with osmium in every object (skipped without osmium-tool)", () => {
    const path = `${FOLDER}/vb_monaco.osm.pbf`;
    const options = { encoding: "utf8", maxBuffer: 1 << 28 } as const;
    const lines = execFileSync("osmium", ["cat", path, "-f", "opl", "-o", "-"], options).split(
      "\n",
    );
    const expected = lines.filter(Boolean).map((line) => {
      const [id, ...fields] = line.split(" ");
      const field = (letter: string) => fields.find((one) => one[0] === letter)?.slice(1) ?? "";
      const tags = field("T").split(",").filter(Boolean).length;
      if (id![0] === "n") return `${id} ${Number(field("x"))} ${Number(field("y"))} ${tags}`;
      return `${id} ${field(id![0] === "w" ? "N" : "M")
        .split(",")
        .filter(Boolean)
        .map((m) => m.split("@")[0])
        .join(",")} ${tags}`;
    });
    const got: string[] = [];
    const count = (tags: OsmTags | null) => Object.keys(tags ?? {}).length;
    visitPbf(readFileSync(path), {
      node: (id, x, y, tags) => got.push(`n${id} ${x / 1e7} ${y / 1e7} ${count(tags)}`),
      way: (id, refs, tags) => got.push(`w${id} ${refs.map((ref) => `n${ref}`)} ${count(tags)}`),
      relation: (id, members, tags) =>
        got.push(`r${id} ${members.map(({ type, ref }) => `${type[0]}${ref}`)} ${count(tags)}`),
    });
    expect(got).toEqual(expected);
  });
});
