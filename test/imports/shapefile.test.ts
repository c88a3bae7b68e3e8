import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { cellsOf, GBK, importFiles } from "../worlds/import-files.ts";

const { folder, readAs } = importFiles();

/** A shapefile of points with one text column in GBK. */
function shapefile(points: [number, number][], names: readonly (readonly number[])[]) {
  const shp = Buffer.alloc(100 + points.length * 28);
  shp.writeInt32BE(9994, 0);
  shp.writeInt32BE(shp.length / 2, 24);
  shp.writeInt32LE(1000, 28);
  shp.writeInt32LE(1, 32);
  points.forEach(([x, y], i) => {
    const at = 100 + i * 28;
    shp.writeInt32BE(i + 1, at);
    shp.writeInt32BE(10, at + 4);
    shp.writeInt32LE(1, at + 8);
    shp.writeDoubleLE(x, at + 12);
    shp.writeDoubleLE(y, at + 20);
  });
  const header = Buffer.alloc(65);
  header.writeUInt8(3, 0);
  header.writeUInt32LE(names.length, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(11, 10);
  header.write("name", 32, "latin1");
  header.write("C", 43, "latin1");
  header.writeUInt8(10, 48);
  header.writeUInt8(0x0d, 64);
  const rows = names.map((name) => {
    const row = Buffer.alloc(11, " ");
    Buffer.from(name).copy(row, 1);
    return row;
  });
  return { shp, dbf: Buffer.concat([header, ...rows, Buffer.from([0x1a])]) };
}

const PRJ =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

describe("Shapefile", () => {
  const { shp, dbf } = shapefile(
    [
      [112.5, 26.8],
      [112.6, 26.9],
    ],
    [GBK.冶金, GBK.公厕],
  );

  it.each([
    ["a .cpg file", { "t.cpg": strToU8("GBK") }],
    ["nothing that says its encoding", {}],
  ])("in GBK with %s is read from an archive", async (_, more) => {
    const table = await readAs(
      "t.zip",
      zipSync({ "a/T.SHP": shp, "a/t.dbf": dbf, "a/t.prj": strToU8(PRJ), ...more }),
    );
    expect(cellsOf(table)).toEqual([["冶金"], ["公厕"]]);
    expect(table.rows[1]!.geometry).toEqual({ type: "Point", coordinates: [112.6, 26.9] });
    expect(table.crs?.isGeographic).toBe(true);
  });

  it("is read from loose files", async () => {
    writeFileSync(join(folder, "loose.DBF"), dbf);
    writeFileSync(join(folder, "loose.cpg"), "GB2312");
    const table = await readAs("loose.shp", shp);
    expect(cellsOf(table)).toEqual([["冶金"], ["公厕"]]);
    expect(table.crs).toBeNull();
  });

  it("keeps rows beside their shapes when one was deleted", async () => {
    const deleted = Buffer.from(dbf);
    deleted.write("*", 65, "latin1");
    const table = await readAs("t.zip", zipSync({ "t.shp": shp, "t.dbf": deleted }));
    expect(table.rows).toEqual([
      { row: 2, cells: ["公厕"], geometry: { type: "Point", coordinates: [112.6, 26.9] } },
    ]);
  });

  it("whose parts are cut off or differ in number is refused", async () => {
    const short = shapefile([[1, 2]], [GBK.公厕]);
    const zip = (files: Record<string, Uint8Array>) => readAs("t.zip", zipSync(files));
    await expect(zip({ "t.shp": shp.subarray(0, 120), "t.dbf": dbf })).rejects.toThrow(
      /\.shp file is cut off/,
    );
    await expect(zip({ "t.shp": shp, "t.dbf": dbf.subarray(0, 70) })).rejects.toThrow(
      /\.dbf file is cut off/,
    );
    await expect(zip({ "t.shp": shp, "t.dbf": short.dbf })).rejects.toThrow(
      /do not belong together/,
    );
    await expect(
      zip({ "t.shp": shp, "t.prj": strToU8('GEOGCS["GCS_Beijing_1954"]') }),
    ).rejects.toThrow(/CGCS2000 first/);
  });
});
