import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../worlds/command.ts";
import { placeAt } from "../worlds/streets.ts";

const folder = mkdtempSync(join(tmpdir(), "match-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Place = readonly [east: number, north: number];
const line = (properties: object, course: readonly Place[]) => ({
  type: "Feature",
  properties,
  geometry: { type: "LineString", coordinates: course.map(([x, y]) => placeAt(x, y)) },
});

/** A street east whose middle another ends in, and the two directions of a street from its end. */
const STREETS = {
  type: "FeatureCollection",
  features: [
    line({ id: "main", oneway: "no" }, [
      [0, 0],
      [300, 0],
      [600, 0],
    ]),
    line({ eid: 7 }, [
      [300, 0],
      [300, 300],
    ]),
    line({ id: "up", oneway: true }, [
      [600, 0],
      [600, 400],
    ]),
    line({ id: "down", oneway: "1" }, [
      [600, 400],
      [600, 0],
    ]),
  ],
};

async function match(points: string, network: object | string = STREETS) {
  const [file, streets] = [join(folder, "points.csv"), join(folder, "edges.geojson")];
  writeFileSync(file, points);
  writeFileSync(streets, typeof network === "string" ? network : JSON.stringify(network));
  return runCommand("match", [file, "--network", streets], { dataDir: folder });
}

const rowAt = (time: string | number, east: number, north: number) =>
  [placeAt(east, north)[1], time, placeAt(east, north)[0]].join(",");

describe("npm run match", () => {
  it("names the streets in the order driven, and the gaps", async () => {
    const there = [20, 120, 220, 320, 420, 520].map((east, i) =>
      rowAt(1_772_481_600 + 10 * i, east, 3),
    );
    const up = [80, 180, 280, 380].map((north, i) =>
      rowAt(`2026-03-02T20:01:${10 + 10 * i}Z`, 603, north),
    );
    const down = [300, 200, 100].map((north, i) =>
      rowAt(`2026-03-03 04:10:${10 + 10 * i}+08:00`, 598, north),
    );
    const { exitCode, answer } = await match(
      `\ufefflat,time,lng\r\n${[...there, ...up, ...down].join("\r\n")}\r\n`,
    );
    expect(exitCode).toBe(0);
    expect(answer).toEqual({
      edges: ["main", "up", "down"],
      gaps: [
        { from: "2026-03-02T20:01:40.000Z", to: "2026-03-02T20:10:10.000Z", reason: "silence" },
      ],
    });
  });

  it("takes missing times as 10 s apart, and cuts a line where another ends", async () => {
    const rows = [rowAt("", 280, 150), rowAt("", 302, 60), rowAt("", 230, 2), rowAt("", 130, 0)];
    const { answer } = await match(`lat,time,lng\n${rows.join("\n")}`);
    expect(answer).toEqual({ edges: [7, "main"], gaps: [] });
  });

  it.each([
    ["time,lng\n1,2", STREETS, '"lat"'],
    ["time,lng,lat\n1,2,91", STREETS, "row 2, lat"],
    ["time,lng,lat\nnoon,2,1", STREETS, 'row 2, time: "noon"'],
    ["time,lng,lat\n1,2,3", "{", "not JSON"],
    ["time,lng,lat\n1,2,3", { features: [line({}, [[0, 0]])] }, "feature 1, id"],
    ["time,lng,lat\n1,2,3", { features: [line({ id: 1 }, [[0, 0]])] }, "two or more"],
    ["time,lng,lat\n1,2,3", { features: [line({ id: 1, oneway: "up" }, [[0, 0]])] }, "oneway"],
  ])("ends with 2 and says what is wrong of %j", async (points, network, named) => {
    const { exitCode, answer, err } = await match(points, network);
    expect(exitCode).toBe(2);
    expect(answer.failure).toContain(named);
    expect(err).toContain(named);
  });
});
