import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import initSqlJs from "sql.js";
import { describe, expect, it } from "vitest";
import writeWorkbook from "write-excel-file/node";
import { ImportFailure } from "../../server/imports/failure.ts";
import { formatOf } from "../../server/imports/format.ts";
import { readBytes } from "../../server/imports/read.ts";
import { cellsOf, GBK, importFiles } from "../worlds/import-files.ts";

const { folder, readAs } = importFiles();

const gbk = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
    ),
  );

describe("CSV", () => {
  it.each([
    [",", "comma"],
    [";", "semicolon"],
    ["\t", "tab"],
    ["|", "bar"],
  ])("is split at %j", async (delimiter, name) => {
    const lines = [
      ["name", "lng", "lat"],
      ['"a, b; c"', "112.5", "26.8"],
      ["d", "112.6", "26.9"],
    ];
    const table = await readAs("t.csv", lines.map((line) => line.join(delimiter)).join("\n"));
    expect(table.detected.delimiter).toBe(name);
    expect(cellsOf(table)).toEqual([
      ["a, b; c", "112.5", "26.8"],
      ["d", "112.6", "26.9"],
    ]);
  });

  it.each([
    ["utf-8", Buffer.from("name,kind\n冶金,公厕\n")],
    ["utf-8", Buffer.from("\ufeffname,kind\n冶金,公厕\n")],
    ["utf-16le", Buffer.from("\ufeffname,kind\n冶金,公厕\n", "utf16le")],
    ["utf-16le", Buffer.from("name,kind\n冶金,公厕\n", "utf16le")],
    ["utf-16be", Buffer.from("\ufeffname,kind\n冶金,公厕\n", "utf16le").swap16()],
    ["gb18030", gbk("name,kind\n", GBK.冶金, ",", GBK.公厕, "\n")],
  ])("in %s is read", async (encoding, bytes) => {
    const table = await readAs("t.csv", bytes);
    expect(table.detected.encoding).toBe(encoding);
    expect(table.columns).toEqual(["name", "kind"]);
    expect(cellsOf(table)).toEqual([["冶金", "公厕"]]);
  });

  it("of a French city in Windows-1252 is not taken for Chinese", async () => {
    const table = await readAs(
      "t.csv",
      Buffer.from("nom,adresse\nÉcole,Allée du Général\n", "latin1"),
    );
    expect(table.detected.encoding).toBe("windows-1252");
    expect(cellsOf(table)).toEqual([["École", "Allée du Général"]]);
  });

  it("is read in the encoding that is asked for, or refused", async () => {
    const bytes = gbk("name,kind\n", GBK.冶金, ",a\n");
    expect(cellsOf(await readAs("t.csv", bytes, { encoding: "gbk" }))).toEqual([["冶金", "a"]]);
    await expect(readAs("t.csv", bytes, { encoding: "utf-8" })).rejects.toThrow(/--encoding/);
    await expect(readAs("t.csv", bytes, { encoding: "klingon" })).rejects.toThrow(ImportFailure);
  });

  it("finds its header below a title, and counts rows as a spreadsheet does", async () => {
    const table = await readAs(
      "t.csv",
      "蒸湘区公厕台账,,\n2026年3月,,\n编号,名称,地址\n1,a,b\n\n2,c,d\n",
    );
    expect(table.columns).toEqual(["编号", "名称", "地址"]);
    expect(table.detected.headerRow).toBe(3);
    expect(table.rows.map(({ row }) => row)).toEqual([4, 6]);
  });

  it("says which row has columns missing or too many", async () => {
    const table = await readAs("t.csv", "name,lng,lat\na,1,2\nb,1\nc,1,2,3\n");
    expect(table.rows.map(({ fault }) => fault?.field)).toEqual([
      undefined,
      "2 columns",
      "4 columns",
    ]);
    expect(table.rows[1]!.fault).toMatchObject({
      row: 3,
      remedy: expect.stringContaining("3 columns"),
    });
  });

  it("with an open quote, two columns of one name, or no header is refused", async () => {
    await expect(readAs("t.csv", 'name,lat\n"a,1\n')).rejects.toThrow(/cannot be read/);
    await expect(readAs("t.csv", "name,name\na,b\n")).rejects.toThrow(/two columns/i);
    await expect(readAs("t.csv", ",,\n,,\n")).rejects.toThrow(/names the columns/);
  });
});

describe("XLSX", () => {
  const workbook = async () =>
    writeWorkbook([
      { sheet: "说明", data: [[null]] },
      {
        sheet: "公厕",
        data: [
          ["蒸湘区公厕台账", null, null],
          ["编号", "名称", "启用日期"],
          [
            "G1",
            "冶金公厕",
            { value: new Date("2021-05-01T00:00:00Z"), type: Date, format: "yyyy-mm-dd" },
          ],
          ["G2", "平湖公厕", null],
        ],
      },
    ]).toBuffer();

  it("finds sheet and header, and reads dates as days", async () => {
    const table = await readAs("t.xlsx", await workbook());
    expect(table.detected).toMatchObject({ sheet: "公厕", headerRow: 2 });
    expect(table.columns).toEqual(["编号", "名称", "启用日期"]);
    expect(table.rows[0]).toEqual({ row: 3, cells: ["G1", "冶金公厕", new Date("2021-05-01")] });
    expect(table.rows[1]!.cells[2]).toBeNull();
  });

  it("reads the sheet asked for, or says which there are", async () => {
    await expect(readAs("t.xlsx", await workbook(), { sheet: "x" })).rejects.toThrow(/说明, 公厕/);
  });

  it("cut off is refused", async () => {
    const bytes = await workbook();
    await expect(readAs("t.xlsx", bytes.subarray(0, bytes.length / 2))).rejects.toThrow(/damaged/);
  });
});

describe("GeoJSON", () => {
  const feature = (id: number, coordinates: unknown, type = "Point") => ({
    type: "Feature",
    properties: { id, name: `a "${id}" [` },
    geometry: { type, coordinates },
  });

  it("is read as a collection, one feature, a geometry or a sequence", async () => {
    const features = [feature(1, [112, 26]), feature(2, [113, 27])];
    const lines = features.map((one) => JSON.stringify(one));
    const counts = [
      JSON.stringify({ type: "FeatureCollection", features }, null, 2),
      lines[0]!,
      JSON.stringify(features[0]!.geometry),
      lines.join("\n"),
      lines.map((line) => `\u001e${line}`).join("\n"),
    ].map(async (text) => (await readAs("t.geojson", text)).rows.length);
    expect(await Promise.all(counts)).toEqual([2, 1, 1, 2, 2]);
  });

  it("keeps properties, nested ones as text, and names of the root in any order", async () => {
    const properties = { name: "x", features: [1], place: { lon: 1 } };
    const text = `{"features":[{"geometry":null,"properties":${JSON.stringify(properties)},"type":"Feature"}],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"type":"FeatureCollection"}`;
    const table = await readAs("t.geojson", text);
    expect(table.crs?.id).toBe("EPSG:4490");
    expect(table.rows).toEqual([{ row: 1, cells: ["x", "[1]", '{"lon":1}'], geometry: null }]);
  });

  it.each([
    ["a position of words", [["a", "b"]], "MultiPoint"],
    ["a position of one number", [1], "Point"],
    ["an unknown type", [1, 2], "Circle"],
  ])("with %s has a fault in that row and reads the others", async (_, coordinates, type) => {
    const features = [feature(1, [112, 26]), feature(2, coordinates, type)];
    const table = await readAs(
      "t.geojson",
      JSON.stringify({ type: "FeatureCollection", features }),
    );
    expect(table.rows.map(({ fault }) => fault?.row)).toEqual([undefined, 2]);
  });

  it("of 100 MB of [ is refused for how deep it nests", async () => {
    await expect(readAs("deep.geojson", Buffer.alloc(100 * 1024 * 1024, "["))).rejects.toThrow(
      /nests deeper/,
    );
  });

  it("cut off says in which feature", async () => {
    const text = JSON.stringify({
      type: "FeatureCollection",
      features: [feature(1, [1, 2]), feature(2, [1, 2])],
    });
    await expect(readAs("t.geojson", text.slice(0, -40))).rejects.toThrow(/inside feature 2/);
  });

  it("of an unknown coordinate reference system is refused", async () => {
    const crs = { type: "name", properties: { name: "EPSG:2437" } };
    const text = JSON.stringify({ type: "FeatureCollection", crs, features: [feature(1, [1, 2])] });
    await expect(readAs("t.geojson", text)).rejects.toThrow(/EPSG:2437.*--crs/);
  });
});

describe("GeoPackage", () => {
  /** Little-endian WKB of a point behind the header GeoPackage puts before it. */
  const blob = (x: number, y: number) => {
    const bytes = Buffer.alloc(29);
    bytes.write("GP", 0, "latin1");
    bytes.writeUInt8(1, 3);
    bytes.writeUInt8(1, 8);
    bytes.writeUInt32LE(1, 9);
    bytes.writeDoubleLE(x, 13);
    bytes.writeDoubleLE(y, 21);
    return bytes;
  };
  async function geopackage(...layers: string[]) {
    const { Database } = await initSqlJs();
    const database = new Database();
    database.run(`create table gpkg_spatial_ref_sys (srs_id int, organization text, organization_coordsys_id int, definition text);
      insert into gpkg_spatial_ref_sys values (4546, 'EPSG', 4546, '');
      create table gpkg_geometry_columns (table_name text, column_name text, srs_id int)`);
    for (const layer of layers) {
      database.run(
        `create table "${layer}" (fid integer, geom blob, 名称 text); insert into gpkg_geometry_columns values ('${layer}', 'geom', 4546)`,
      );
      database.run(`insert into "${layer}" values (1, ?, '冶金'), (2, null, 'x')`, [
        blob(500_000, 2_976_000),
      ]);
    }
    return database.export();
  }

  it("is read with its geometry and reference system", async () => {
    const table = await readAs("t.gpkg", await geopackage("公厕"));
    expect(table.crs?.id).toBe("EPSG:4546");
    expect(table.columns).toEqual(["fid", "名称"]);
    expect(table.rows.map(({ geometry }) => geometry)).toEqual([
      { type: "Point", coordinates: [500_000, 2_976_000] },
      null,
    ]);
  });

  it("of several layers asks which", async () => {
    const bytes = await geopackage("a", "b");
    await expect(readAs("t.gpkg", bytes)).rejects.toThrow(/--layer: a, b/);
    expect((await readAs("t.gpkg", bytes, { layer: "b" })).detected.layer).toBe("b");
  });

  it("cut off is refused", async () => {
    const bytes = await geopackage("a");
    await expect(readAs("t.gpkg", bytes.subarray(0, 5_000))).rejects.toThrow(/damaged/);
  });
});

describe("KML", () => {
  const document = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Placemark><name>冶金公厕</name><Point><coordinates>112.57,26.89,30</coordinates></Point></Placemark>
    </Document></kml>`;

  it.each([
    ["t.kml", strToU8(document)],
    ["t.kmz", zipSync({ "doc.kml": strToU8(document) })],
  ])("is read from %s", async (name, bytes) => {
    const table = await readAs(name, bytes);
    expect(cellsOf(table)).toEqual([["冶金公厕"]]);
    expect(table.rows[0]!.geometry).toMatchObject({ type: "Point" });
  });

  it("that is not well-formed is refused", async () => {
    await expect(readAs("t.kml", "<kml><Placemark></kml>")).rejects.toThrow(/well-formed/);
  });
});

describe("a file", () => {
  it.each([
    ["empty.csv", "", /is empty/],
    ["t.csv", '{"type":"Point","coordinates":[1,2]}', /called \.csv but contains geojson/],
    ["t.geojson", "a,b\n1,2\n", /called \.geojson but contains csv/],
    ["t.pbf", "name,lat\n", /called \.pbf but contains csv/],
    ["t.xls", "\u00d0\u00cf\u0011\u00e0", /old \.xls/],
    ["t.csv", "\u001f\u008b", /gzip/],
    ["t.csv", "%PDF-1.7", /PDF/],
    ["t.xml", "<osm/>", /not KML/],
    ["t.bin", "abc\0def\0\0\0\u0001\u0002", /no format known/],
  ])("%s is refused when it is not what it should be", (name, text, why) => {
    expect(() => formatOf(Buffer.from(text, "latin1"), name)).toThrow(why);
  });

  it("that is not there is refused", () => {
    expect(() => readBytes(join(folder, "none.csv"))).toThrow(/There is no file/);
  });

  it("may not unpack to more than 512 MB, whatever it is called", () => {
    const bomb = Buffer.from(
      zipSync({ "xl/a.xml": new Uint8Array(9), "xl/b.xml": new Uint8Array(9) }),
    );
    // The size each entry declares stands 24 bytes into its record of the central directory.
    for (
      let at = bomb.indexOf("PK\u0001\u0002");
      at >= 0;
      at = bomb.indexOf("PK\u0001\u0002", at + 1)
    ) {
      bomb.writeUInt32LE(300 * 1024 * 1024, at + 24);
    }
    const refused = () => formatOf(bomb, "t.xlsx");
    expect(refused).toThrow(/512 MB/);
    try {
      refused();
    } catch (error) {
      expect(error).toMatchObject({ reason: "limit" });
    }
  });
});
