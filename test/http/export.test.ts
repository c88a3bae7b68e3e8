import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import readExcelFile from "read-excel-file/node";
import { afterAll, describe, expect, it } from "vitest";
import { exportResponse } from "../../server/http/export.ts";
import { csvCell } from "../../server/http/export-csv.ts";
import type { ExportTable } from "../../server/http/export-table.ts";

const folder = mkdtempSync(join(tmpdir(), "export-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hasGdal = spawnSync("ogrinfo", ["--version"]).status === 0;

/** Three toilets; the second would be a formula, the third has no place. */
function toilets(changes: Partial<ExportTable> = {}): ExportTable {
  return {
    district: { id: "simpson", name: "辛普森区", isDemo: false },
    id: "public-toilets",
    title: "公厕",
    language: "zh",
    date: "2026-05-01",
    columns: [
      { name: "name", title: "名称", type: "text" },
      { name: "status", title: "状态", type: "text", values: { open: "开放" } },
      { name: "stalls", title: "厕位数", type: "integer" },
      { name: "isAccessible", title: "无障碍", type: "boolean" },
      { name: "openedOn", title: "启用日期", type: "date" },
      { name: "seenAt", title: "查看时间", type: "instant" },
    ],
    rows: [
      {
        id: "t1",
        geometry: { type: "Point", coordinates: [25, 60] },
        values: ['冶金"公厕"', "open", -8, true, "2007-05-01", "2026-01-01T08:00:00+08:00"],
      },
      {
        id: "t2",
        geometry: { type: "Point", coordinates: [25.5, 60.25] },
        values: ["=HYPERLINK(1)", "open", 0, false, null, null],
      },
      { id: "t3", geometry: null, values: ["a,b\nc", null, null, null, null, null] },
    ],
    ...changes,
  };
}

const streets = (): ExportTable =>
  toilets({
    id: "streets",
    columns: [{ name: "name", title: "Name", type: "text" }],
    rows: [
      {
        id: "e1",
        geometry: {
          type: "LineString",
          coordinates: [
            [25, 60],
            [26, 61],
          ],
        },
        values: ["解放大道"],
      },
    ],
  });

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe("CSV", () => {
  it("opens in Excel: byte order mark, titles, quoted cells, CRLF", async () => {
    const bytes = await bytesOf(await exportResponse(toilets(), "csv"));
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.split("\r\n")).toHaveLength(5); // header, three rows, the end
    expect(parse(text)).toEqual([
      ["编号", "名称", "状态", "厕位数", "无障碍", "启用日期", "查看时间", "经度", "纬度"],
      [
        "t1",
        '冶金"公厕"',
        "开放",
        "-8",
        "是",
        "2007-05-01",
        "2026-01-01T08:00:00+08:00",
        "25",
        "60",
      ],
      ["t2", "'=HYPERLINK(1)", "开放", "0", "否", "", "", "25.5", "60.25"],
      ["t3", "a,b\nc", "", "", "", "", "", "", ""],
    ]);
  });

  it.each([
    ...["=1+1", "+1", "-1", "@SUM(A1)", "\tx"],
    ...["＝1+1", "＋1", "－1", "＠SUM(A1)", "\n=1+1"],
  ])("does not let %j run as a formula", (text) => {
    expect(csvCell(text, true).replace(/^"/, "")).toMatch(/^'/);
    expect(csvCell(-1, false)).toBe("-1");
  });

  it("sends a large table in pieces", async () => {
    const rows = Array.from({ length: 20_000 }, () => [...toilets().rows]).flat();
    const many = toilets({ rows });
    const text = await (await exportResponse(many, "csv")).text();
    expect(parse(text, { bom: true })).toHaveLength(60_001);
  });
});

describe("GeoJSON", () => {
  it("keeps codes, nulls and places", async () => {
    const collection = await (await exportResponse(toilets(), "geojson")).json();
    expect(collection.type).toBe("FeatureCollection");
    expect(collection.features).toHaveLength(3);
    expect(collection.features[1]).toEqual({
      type: "Feature",
      id: "t2",
      geometry: { type: "Point", coordinates: [25.5, 60.25] },
      properties: {
        name: "=HYPERLINK(1)",
        status: "open",
        stalls: 0,
        isAccessible: false,
        openedOn: null,
        seenAt: null,
      },
    });
    expect(collection.features[2].geometry).toBeNull();
  });

  it("of nothing is a collection of nothing", async () => {
    const collection = await (await exportResponse(toilets({ rows: [] }), "geojson")).json();
    expect(collection.features).toEqual([]);
  });
});

describe("XLSX", () => {
  it("has the rows, with days as days and formulas as text", async () => {
    const bytes = await bytesOf(await exportResponse(toilets(), "xlsx"));
    const [data, about] = await readExcelFile(Buffer.from(bytes));
    expect(data!.sheet).toBe("数据");
    expect(data!.data[0]).toEqual([
      "编号",
      "名称",
      "状态",
      "厕位数",
      "无障碍",
      "启用日期",
      "查看时间",
      "经度",
      "纬度",
    ]);
    expect(data!.data[1]!.slice(0, 6)).toEqual([
      "t1",
      '冶金"公厕"',
      "开放",
      -8,
      "是",
      new Date("2007-05-01T00:00:00Z"),
    ]);
    expect(data!.data[2]![1]).toBe("=HYPERLINK(1)");
    expect(strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"]!)).not.toContain("<f>");
    expect(about!.data).toContainEqual(["行数", 3]);
  });
});

describe("GeoPackage", () => {
  it.skipIf(!hasGdal)(
    "is read by GDAL: points, types and days (skipped without gdal-bin)",
    async () => {
      const file = join(folder, "toilets.gpkg");
      writeFileSync(file, await bytesOf(await exportResponse(toilets(), "gpkg")));
      const text = execFileSync("ogrinfo", ["-ro", "-al", file], { encoding: "utf8" });
      expect(text).not.toMatch(/warning|error/i);
      expect(text).toContain("Layer name: public_toilets");
      expect(text).toContain("Geometry: Point");
      expect(text).toContain("Feature Count: 3");
      expect(text).toContain("Extent: (25.000000, 60.000000) - (25.500000, 60.250000)");
      expect(text).toContain('ID["EPSG",4326]');
      expect(text).toContain("stalls (Integer64) = -8");
      expect(text).toContain("isAccessible (Integer(Boolean)) = 1");
      expect(text).toContain("openedOn (Date) = 2007/05/01");
      expect(text).toContain("seenAt (DateTime) = 2026/01/01 00:00:00+00");
      expect(text).toContain("POINT (25.5 60.25)");
    },
  );

  it.skipIf(!hasGdal)("promotes lines to their multi type (skipped without gdal-bin)", async () => {
    const file = join(folder, "streets.gpkg");
    writeFileSync(file, await bytesOf(await exportResponse(streets(), "gpkg")));
    const text = execFileSync("ogrinfo", ["-ro", "-al", file], { encoding: "utf8" });
    expect(text).toContain("MULTILINESTRING ((25 60,26 61))");
  });
});

describe("files that wait for their turn", () => {
  it("are at most twelve; one more is refused with when to come back, and all the others are made", async () => {
    const asked = Array.from({ length: 13 }, () => exportResponse(toilets(), "xlsx"));
    const answers = await Promise.allSettled(asked);
    expect(answers.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 12 }, () => "fulfilled"),
      "rejected",
    ]);
    expect(answers[12]).toMatchObject({
      reason: { code: "rate-limited", more: { retryAfterSeconds: 20 } },
    });
    expect((await exportResponse(toilets(), "xlsx")).status).toBe(200); // the queue is empty again
  });
});

describe("a demonstration", () => {
  const demo = { district: { id: "demo", name: "演示区", isDemo: true } };

  it.each(["csv", "geojson", "xlsx", "gpkg"] as const)("is labelled in %s", async (format) => {
    const response = await exportResponse(toilets(demo), format);
    const name = response.headers.get("Content-Disposition")!;
    expect(name).toContain(`filename="demo-public-toilets-2026-05-01-demo.${format}"`);
    expect(decodeURIComponent(name)).toContain(`演示区-公厕-2026-05-01-演示数据.${format}`);
    const bytes = await bytesOf(response);
    const text =
      format === "xlsx"
        ? Object.values(unzipSync(bytes))
            .map((part) => strFromU8(part))
            .join()
        : new TextDecoder().decode(bytes);
    expect(text.split("演示数据").length - 1).toBeGreaterThanOrEqual(format === "xlsx" ? 1 : 3);
  });

  it("says so in English too", async () => {
    const response = await exportResponse(toilets({ ...demo, language: "en" }), "csv");
    expect(await response.text()).toContain("Demonstration data");
  });
});
