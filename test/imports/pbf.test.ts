import { describe, expect, it } from "vitest";
import { ImportFailure } from "../../server/imports/failure.ts";
import { readOsm } from "../../server/imports/osm.ts";
import { CROSS, osmBlob, osmFile, osmHeader } from "../worlds/osm.ts";

describe("a damaged OSM file", () => {
  const whole = osmFile(CROSS);

  it("is refused wherever it is cut off", () => {
    const header = osmHeader("OsmSchema-V0.6", "DenseNodes").length;
    for (let end = 1; end < whole.length; end++) {
      if (end === header) continue; // there a file may end: it is only empty
      expect(() => readOsm(whole.subarray(0, end))).toThrow(ImportFailure);
    }
  });

  it("is refused whatever byte of its data is wrong, or read; it never breaks otherwise", () => {
    for (let at = 0; at < whole.length; at++) {
      const bytes = Uint8Array.from(whole);
      bytes[at]! ^= 0x55;
      try {
        readOsm(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ImportFailure);
      }
    }
  });

  it("is read without compression too", () => {
    expect(readOsm(osmFile(CROSS, false)).counts).toEqual({ nodes: 7, ways: 5, relations: 0 });
  });

  it("may not unpack to more than the format allows", () => {
    const bomb = osmBlob("OSMData", new Uint8Array(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readOsm(Buffer.concat([osmHeader(), bomb]))).toThrow(/damaged/);
  });

  it("may not ask for what is not read here", () => {
    expect(() => readOsm(osmHeader("HistoricalInformation"))).toThrow(/HistoricalInformation/);
  });
});
