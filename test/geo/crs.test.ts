import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { crsOf, crsOfEpsg, crsOfWkt, guessCrs } from "../../server/geo/crs.ts";
import { fromChineseDatum, toChineseDatum } from "../../server/geo/datum.ts";

const VECTORS = "../shared/data/crs/eviltransform_vectors.json";
const METERS_PER_DEGREE = 111_320;

type Vector = { name: string; wgs: [number, number]; gcj: [number, number] };

describe("Chinese datums", () => {
  it.skipIf(!existsSync(VECTORS))(
    "agree with published vectors to 5 decimals (skipped without ../shared/data)",
    () => {
      const { wgs_to_gcj } = JSON.parse(readFileSync(VECTORS, "utf8")) as { wgs_to_gcj: Vector[] }; // the file's own shape
      for (const { wgs, gcj } of wgs_to_gcj) {
        const [lng, lat] = toChineseDatum([wgs[1], wgs[0]], "gcj02");
        expect(lng).toBeCloseTo(gcj[1], 5);
        expect(lat).toBeCloseTo(gcj[0], 5);
      }
    },
  );

  it.each(["gcj02", "bd09"] as const)("come back from %s to within a millimetre", (datum) => {
    for (let lng = 75; lng <= 134; lng += 3.7) {
      for (let lat = 18; lat <= 53; lat += 2.3) {
        const [x, y] = fromChineseDatum(toChineseDatum([lng, lat], datum), datum);
        expect(Math.hypot(x - lng, y - lat) * METERS_PER_DEGREE).toBeLessThan(0.001);
      }
    }
  });

  it("displace by hundreds of metres, so a forgotten shift is seen", () => {
    const [lng, lat] = toChineseDatum([112.57, 26.89], "gcj02");
    expect(Math.hypot(lng - 112.57, lat - 26.89) * METERS_PER_DEGREE).toBeGreaterThan(300);
  });
});

describe("crsOfEpsg", () => {
  /** Meridian arc from the equator on GRS 80, by Helmert's series (metres). */
  function meridianArc(latDegrees: number) {
    const n = 1 / (2 * 298.257222101 - 1);
    const p = (latDegrees * Math.PI) / 180;
    return (
      (6378137 / (1 + n)) *
      ((1 + n ** 2 / 4 + n ** 4 / 64) * p -
        1.5 * (n - n ** 3 / 8) * Math.sin(2 * p) +
        (15 / 16) * (n ** 2 - n ** 4 / 4) * Math.sin(4 * p) -
        (35 / 48) * n ** 3 * Math.sin(6 * p))
    );
  }

  it.each([
    { code: 4525, prefix: 37, meridian: 111 },
    { code: 4526, prefix: 38, meridian: 114 },
    { code: 4546, prefix: 0, meridian: 111 },
    { code: 4497, prefix: 19, meridian: 111 },
    { code: 4508, prefix: 0, meridian: 111 },
    { code: 4554, prefix: 0, meridian: 135 },
  ])("EPSG:$code has its false easting on $meridian°E", ({ code, prefix, meridian }) => {
    const at = crsOfEpsg(code)!.toWgs84([prefix * 1e6 + 500_000, meridianArc(26.89)]);
    expect(at[0]).toBeCloseTo(meridian, 9);
    expect(at[1]).toBeCloseTo(26.89, 8);
  });

  it("reads degrees as they are and Web Mercator by its radius", () => {
    expect(crsOfEpsg(4490)!.toWgs84([112.57, 26.89])).toEqual([112.57, 26.89]);
    const [lng, lat] = crsOfEpsg(3857)!.toWgs84([(6378137 * Math.PI) / 2, 0]);
    expect(lng).toBeCloseTo(90, 9);
    expect(lat).toBeCloseTo(0, 9);
  });

  it("knows UTM on both sides of the equator", () => {
    expect(crsOfEpsg(32649)!.toWgs84([500_000, 0])[0]).toBeCloseTo(111, 9);
    expect(crsOfEpsg(32749)!.toWgs84([500_000, 10_000_000])[1]).toBeCloseTo(0, 6);
  });

  it.each([0, 9999, 2333, 32661, 4555])("does not know EPSG:%i", (code) => {
    expect(crsOfEpsg(code)).toBeNull();
  });
});

describe("crsOf", () => {
  it.each([
    ["WGS84", "wgs84"],
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "wgs84"],
    ["EPSG:4490", "EPSG:4490"],
    ["urn:ogc:def:crs:EPSG::4546", "EPSG:4546"],
    ["http://www.opengis.net/def/crs/EPSG/0/3857", "EPSG:3857"],
  ])("reads %s as %s", (name, id) => expect(crsOf(name)?.id).toBe(id));

  it("does not know what is not one", () => {
    expect(crsOf("mars")).toBeNull();
    expect(crsOf("EPSG:1")).toBeNull();
  });
});

describe("crsOfWkt", () => {
  const prj = (name: string, easting: number, meridian: number) =>
    `PROJCS["${name}",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

  it.each([
    { easting: 500_000, meridian: 111, id: "EPSG:4546" },
    { easting: 37_500_000, meridian: 111, id: "EPSG:4525" },
    { easting: 19_500_000, meridian: 111, id: "EPSG:4497" },
  ])("finds $id by false easting $easting and $meridian°E", ({ easting, meridian, id }) => {
    expect(crsOfWkt(prj("CGCS2000", easting, meridian))).toMatchObject({ id });
  });

  it("refuses datums that need parameters nobody publishes", () => {
    expect(crsOfWkt('GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980"]]')).toMatch(/CGCS2000 first/);
    expect(crsOfWkt('GEOGCS["x",DATUM["y",SPHEROID["Clarke_1866",6378206.4,294.98]]]')).toMatch(
      /6378206/,
    );
  });
});

describe("guessCrs", () => {
  it.each([
    { pair: [112.57, 26.89], id: "wgs84", isSwapped: false },
    { pair: [26.89, 112.57], id: "wgs84", isSwapped: true },
    { pair: [38_457_000, 2_976_000], id: "EPSG:4526", isSwapped: false },
    { pair: [2_976_000, 38_457_000], id: "EPSG:4526", isSwapped: true }, // Chinese surveyors call north x
    { pair: [19_657_000, 2_976_000], id: "EPSG:4497", isSwapped: false },
  ] as const)("takes $pair for $id", ({ pair, id, isSwapped }) => {
    const guess = guessCrs([pair]);
    expect(guess.crs?.id).toBe(id);
    expect(guess).toMatchObject({ isSwapped });
  });

  it("does not invent a zone that is not written", () => {
    expect(guessCrs([[457_000, 2_976_000]])).toMatchObject({
      crs: null,
      why: expect.stringContaining("EPSG:4534"),
    });
  });
});
