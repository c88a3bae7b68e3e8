import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../server/imports/csv.ts";
import { readGeojson } from "../../server/imports/geojson.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { rejectsCsv } from "../../server/imports/rejects.ts";
import { OPTIONS, prepare } from "../worlds/importing.ts";

describe("facilities", () => {
  const text =
    "编号,公厕名称,公厕等级,女厕位,无障碍设施,使用状态,经度,纬度,备注\nG1,冶金公厕,一类,9,有,正常,112.5,26.8,x\n";

  it("are read by the names Chinese registers give their columns", () => {
    const { records, plan } = prepare(text);
    expect(plan.ignored).toEqual(["备注"]);
    expect(records[0]).toMatchObject({
      table: "facility",
      row: 2,
      values: {
        kind: "toilet",
        code: "G1",
        name: "冶金公厕",
        status: "open",
        position: { type: "Point", coordinates: [112.5, 26.8] },
        attributes: { toiletClass: "1", stallsFemale: 9, isAccessible: true },
      },
    });
  });

  it("do not touch what the file does not speak of", () => {
    expect(Object.keys(prepare("name,lng,lat\na,1,2\n").records[0]!.values).sort()).toEqual([
      "attributes",
      "code",
      "kind",
      "name",
      "position",
      "source",
      "source_key",
    ]);
  });

  it("report every fault of every row, with the file's own column names", () => {
    const { faults } = prepare(`${text}G2,b,九类,-1,也许,正常,112.5,26.8,\n`);
    expect(faults.map(({ row, field, value }) => [row, field, value])).toEqual([
      [3, "公厕等级", "九类"],
      [3, "女厕位", "-1"],
      [3, "无障碍设施", "也许"],
    ]);
  });

  it("with a number twice, or alike in everything, are refused", () => {
    const { faults, records } = prepare(`${text}G1,b,,,,,112.6,26.8,\n`);
    expect(records).toHaveLength(1);
    expect(faults).toEqual([
      { row: 3, field: "编号", value: "G1", remedy: expect.stringContaining("row 2") },
    ]);
    expect(prepare("name,lng,lat\na,1,2\na,1,2\n").faults).toHaveLength(1);
  });

  it("are mapped by hand where names are not known", () => {
    const { records } = prepare("foo,lng,lat\nx,1,2\n", { map: { name: "foo" } });
    expect(records[0]!.values.name).toBe("x");
    expect(() => prepare("foo,lng,lat\nx,1,2\n", { map: { name: "bar" } })).toThrow(
      /no column "bar"/,
    );
    expect(() => prepare("foo,lng,lat\nx,1,2\n", { map: { taste: "foo" } })).toThrow(
      /no field "taste"/,
    );
  });
});

describe("the kind of a file", () => {
  it.each([
    ["sanisettesparis_2024-03.csv", "toilet"],
    ["蒸湘区果皮箱.csv", "bin"],
    ["中转站台账.csv", "transfer_station"],
  ])("%s is %s", (fileName, kind) => {
    expect(prepare("name,lng,lat\na,1,2\n", { fileName, kind: null }).plan.kind).toBe(kind);
  });

  it("is asked for when nothing says it", () => {
    expect(() => prepare("name,lng,lat\na,1,2\n", { kind: null })).toThrow(/--kind/);
    expect(() => prepare("name,lng,lat\na,1,2\n", { kind: "toilets" })).toThrow(/There is no kind/);
  });
});

describe("complaints", () => {
  const options = { kind: "complaint", timeZone: "Asia/Shanghai" };

  it("without position or category are unknown, not bad", () => {
    const { records, faults } = prepare(
      "工单号,问题类型,受理时间,经度,纬度\n1,暴露垃圾,2026-03-31,112.5,26.8\n2,,2026-03-31 08:00,,\n",
      options,
    );
    expect(faults).toEqual([]);
    expect(
      records.map(({ values }) => [
        values.category,
        values.position,
        values.occurred_on,
        values.occurred_at,
      ]),
    ).toEqual([
      ["exposed-waste", { type: "Point", coordinates: [112.5, 26.8] }, "2026-03-31", null],
      [null, null, "2026-03-31", "2026-03-31T00:00:00.000Z"],
    ]);
  });

  it("need a number and a day", () => {
    expect(() => prepare("number,lng,lat\n1,1,2\n", options)).toThrow(/No column holds occurred/);
    const { faults } = prepare("number,date\n1,2026-03-31\n,2026-03-31\n3,\n", options);
    expect(faults.map(({ row, field }) => [row, field])).toEqual([
      [3, "number"],
      [4, "date"],
    ]);
  });
});

describe("areas, streets and ground", () => {
  const geojson = (
    features: { type: string; coordinates: unknown; properties?: object }[],
    kind: string,
    level: string | null = null,
  ) => {
    const text = JSON.stringify({
      type: "FeatureCollection",
      features: features.map(({ properties, ...geometry }) => ({
        type: "Feature",
        properties: properties ?? {},
        geometry,
      })),
    });
    return prepareTable(readGeojson(Buffer.from(text), {}), {
      ...OPTIONS,
      format: "geojson",
      kind,
      level,
    });
  };
  const square = [
    [
      [25, 60],
      [26, 60],
      [26, 61],
      [25, 60],
    ],
  ];

  it("areas need a polygon, a name and a level", () => {
    const properties = { 网格名称: "红湘", 网格编码: "430408001001001" };
    const features = [{ type: "Polygon", coordinates: square, properties }];
    expect(geojson(features, "area", "grid").records[0]!.values).toMatchObject({
      level: "grid",
      code: "430408001001001",
      boundary: { type: "MultiPolygon", coordinates: [square] },
    });
    expect(geojson(features, "area").faults).toMatchObject([{ row: 1, field: "level" }]);
    expect(
      geojson([{ type: "Point", coordinates: [1, 2], properties }], "area", "grid").faults,
    ).toHaveLength(1);
  });

  it("lines become a network that joins where they share a vertex", () => {
    const { records } = geojson(
      [
        {
          type: "LineString",
          coordinates: [
            [25, 60],
            [25.01, 60],
            [25.02, 60],
          ],
          properties: { 道路名称: "解放大道", 道路等级: "主干路", 保洁等级: "二级" },
        },
        {
          type: "LineString",
          coordinates: [
            [25.01, 60],
            [25.01, 60.01],
          ],
          properties: { 道路名称: "小巷", 道路等级: "街巷" },
        },
      ],
      "street",
    );
    const edges = records.filter(({ table }) => table === "street_edge");
    expect(edges.map(({ values }) => [values.class, values.grade])).toEqual([
      ["arterial", 2],
      ["arterial", 2],
      ["lane", 4],
    ]);
    expect(edges[0]!.values.to_node).toBe(edges[2]!.values.from_node);
    expect(edges[0]!.values.to_node).toBe(edges[1]!.values.from_node);
    expect(records.filter(({ table }) => table === "street")).toHaveLength(2);
  });

  it("ground is a surface, rivers and railways are lines", () => {
    const polygon = [{ type: "Polygon", coordinates: square }];
    expect(geojson(polygon, "green").records[0]).toMatchObject({
      table: "ground",
      values: { kind: "green" },
    });
    expect(geojson(polygon, "river").faults).toHaveLength(1);
  });

  it("a lamp-post is a point with a number", () => {
    const poles = prepare("灯杆编号,经度,纬度\nA0123,112.5,26.8\n,112.6,26.8\n", {
      kind: "lamp_post",
    });
    expect(poles.records).toMatchObject([
      {
        table: "ground",
        values: { kind: "lamp_post", name: "A0123", source_key: "lamp_post/A0123" },
      },
    ]);
    expect(poles.faults).toMatchObject([{ row: 3, field: "code" }]);
  });
});

describe("the file of rejected rows", () => {
  it("holds the original columns, the row, and what to do", () => {
    const table = readCsv(Buffer.from('name,lng,lat\n"=cmd(), ""x""",1,2\nb,-500,95\n'), {});
    const { faults } = prepareTable(table, OPTIONS);
    expect(rejectsCsv(table, [{ row: 2, field: "name", value: "v", remedy: "r" }, ...faults])).toBe(
      `\ufeffname,lng,lat,row,field,value,remedy\r\n"'=cmd(), ""x""",1,2,2,name,v,r\r\nb,-500,95,3,"lng, lat","-500, 95","${faults[0]!.remedy}"\r\n`,
    );
  });
});

const TOILETS = "../shared/data/toilets/sanisettesparis_2024-03";

describe.skipIf(!existsSync(`${TOILETS}.csv`))(
  "toilets of Paris (skipped without ../shared/data)",
  () => {
    it("are the same 615 from CSV and from GeoJSON", () => {
      const csv = prepareTable(readCsv(readFileSync(`${TOILETS}.csv`), {}), OPTIONS);
      const geojson = prepareTable(readGeojson(readFileSync(`${TOILETS}.geojson`), {}), {
        ...OPTIONS,
        format: "geojson",
      });
      const asSet = ({ records }: typeof csv) =>
        records
          .map(({ id, values }) => `${id} ${JSON.stringify(Object.entries(values).sort())}`)
          .sort();
      expect(csv.records).toHaveLength(615);
      expect(asSet(csv)).toEqual(asSet(geojson));
    });
  },
);
