import { describe, expect, it } from "vitest";
import { crsOf, crsOfEpsg } from "../../server/geo/crs.ts";
import { toChineseDatum } from "../../server/geo/datum.ts";
import { prepare } from "../worlds/importing.ts";

const positionsOf = ({ records }: ReturnType<typeof prepare>) =>
  records.map(({ values }) => (values.position as { coordinates: number[] }).coordinates); // a facility's is a point

/** Five toilets around 112.5°E 26.8°N, so that a middle is known, then the rows of the test. */
const around = (
  header: string,
  row: (lng: number, lat: number, i: number) => string,
  ...more: string[]
) => [header, ...[0, 1, 2, 3, 4].map((i) => row(112.5 + i / 1000, 26.8, i)), ...more].join("\n");

describe("the place of a row", () => {
  it.each([
    ["name,经度,纬度", "a,112.57,26.89"],
    ["name,纬度,经度", "a,26.89,112.57"],
    ["name,x,y", "a,112.57,26.89"],
    ["name,x,y", "a,26.89,112.57"],
    ["name,坐标", 'a,"112.57,26.89"'],
    ["name,坐标", 'a,"26.89, 112.57"'],
    ["name,geo_point_2d", 'a,"26.89, 112.57"'],
    ["name,geo_point_2d", 'a,"{""lon"":112.57,""lat"":26.89}"'],
    ["name,wkt", "a,POINT (112.57 26.89)"],
    ["name,geo_shape", 'a,"{""type"":""MultiPoint"",""coordinates"":[[112.57,26.89]]}"'],
  ])("%s: %s is 112.57, 26.89", (header, row) => {
    expect(positionsOf(prepare(`${header}\n${row}\n`))).toEqual([[112.57, 26.89]]);
  });

  it("in a zone of CGCS2000 is found by its easting, north first or not", () => {
    const [lng, lat] = crsOfEpsg(4526)!.toWgs84([38_457_000, 2_976_000]);
    for (const row of ["38457000,2976000", "2976000,38457000"]) {
      const prepared = prepare(`name,x坐标,y坐标\na,${row}\n`);
      expect(positionsOf(prepared)[0]![0]).toBeCloseTo(lng, 8);
      expect(positionsOf(prepared)[0]![1]).toBeCloseTo(lat, 8);
      expect(prepared.plan.place).toMatchObject({ crs: expect.stringContaining("EPSG:4526") });
    }
  });

  it("in a zone without prefix needs to be told which, also north first", () => {
    const text = "name,x,y\na,2976000,457000\n";
    expect(() => prepare(text)).toThrow(/EPSG:4534/);
    const prepared = prepare(text, { crs: crsOf("EPSG:4547") });
    const [lng, lat] = crsOfEpsg(4547)!.toWgs84([457_000, 2_976_000]);
    expect(positionsOf(prepared)[0]![0]).toBeCloseTo(lng, 8);
    expect(positionsOf(prepared)[0]![1]).toBeCloseTo(lat, 8);
  });

  it.each(["gcj02", "bd09"] as const)("in %s is put back to WGS 84", (datum) => {
    const [lng, lat] = toChineseDatum([112.57, 26.89], datum);
    const prepared = prepare(`name,lng,lat\na,${lng},${lat}\n`, { crs: crsOf(datum) });
    expect(positionsOf(prepared)[0]![0]).toBeCloseTo(112.57, 8);
    expect(positionsOf(prepared)[0]![1]).toBeCloseTo(26.89, 8);
  });

  it("keeps every digit when nothing is converted", () => {
    const prepared = prepare("name,lng,lat\na,2.3035640343865773,48.84918470841581\n");
    expect(positionsOf(prepared)).toEqual([[2.3035640343865773, 48.84918470841581]]);
  });

  it("exchanged in one row of many is that row's fault, also where both would be valid", () => {
    const prepared = prepare(
      around("name,lng,lat", (lng, lat, i) => `a${i},${lng},${lat}`, "b,26.8,112.5", "c,26.8,80"),
    );
    expect(prepared.faults).toEqual([
      {
        row: 7,
        field: "lng, lat",
        value: "26.8, 112.5",
        remedy: expect.stringContaining("exchanged"),
      },
    ]);
    const paris = [
      "name,lng,lat",
      ...[1, 2, 3, 4, 5].map((i) => `a${i},2.3${i},48.8`),
      "b,48.8,2.33",
    ];
    expect(prepare(paris.join("\n")).faults).toMatchObject([{ row: 7 }]);
  });

  it("out of range, or not a number, is a fault with a remedy", () => {
    const prepared = prepare("name,lng,lat\na,112.5,26.8\nb,500,26.8\nc,112.5,north\nd,112.5,\n");
    expect(prepared.faults.map(({ row, field }) => [row, field])).toEqual([
      [3, "lng, lat"],
      [4, "lat"],
      [5, "lat"],
    ]);
  });

  it("of a facility must be there", () => {
    expect(
      prepare("name,lng,lat\na,112.5,26.8\nb,,\nc,0,0\n").faults.map(({ row }) => row),
    ).toEqual([3, 4]);
  });

  it("needs columns that hold it", () => {
    expect(() => prepare("name,address\na,b\n")).toThrow(
      /No column holds the place.*name, address/,
    );
    expect(() => prepare("name,east,lat\na,1,2\n")).toThrow(/No column holds the place/);
  });
});
