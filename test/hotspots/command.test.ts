import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { emergingCubeAnswer } from "../../server/hotspots/reference-cube.ts";
import { emergingAnswer } from "../../server/hotspots/reference-emerging.ts";
import { localGAnswer } from "../../server/hotspots/reference-points.ts";
import { mannKendallAnswer } from "../../server/hotspots/reference-series.ts";
import { parseTable } from "../../server/hotspots/reference-table.ts";
import { normalTwoSided } from "../../server/hotspots/tails.ts";
import { runCommand } from "../worlds/command.ts";

const table = (...lines: readonly string[]) => parseTable(lines.join("\n"), "file.csv", ",");

const SIX = ["10,10,2", "20,10,3", "40,10,3.2", "15,20,5", "30,20,8", "30,30,7"];
const POINTS = ["id,x,y,value", ...SIX.map((row, i) => `p${i + 1},${row}`)];
const PAIRS = [
  "p1,p2",
  "p2,p1",
  "p1,p4",
  "p4,p1",
  "p2,p4",
  "p4,p2",
  "p4,p5", // 15 m apart, which is within 15 m
  "p5,p4",
  "p2,p5",
  "p5,p2",
  "p3,p5",
  "p5,p3",
  "p5,p6",
  "p6,p5",
];

describe("gi and gistar", () => {
  const band = { band: 15, isBinary: true };

  it("answer with id, z and p, two-sided and one-sided", () => {
    const { statistic, n, results } = localGAnswer(table(...POINTS), band, false);
    expect({ statistic, n }).toEqual({ statistic: "gi", n: 6 });
    expect(results.map(({ id }) => id)).toEqual(["p1", "p2", "p3", "p4", "p5", "p6"]);
    expect(results[5]!.z).toBeCloseTo(1.77833941, 8);
    expect(results[5]!.p).toBe(normalTwoSided(results[5]!.z!));
    expect(results[5]!.pOneSided).toBe(results[5]!.p! / 2);
  });

  it("are the same by a file of pairs, which needs no places, and by weights that add up to 1", () => {
    const pairs = table("id,neighbor", ...PAIRS);
    const placeless = table("id,value", ...SIX.map((row, i) => `p${i + 1},${row.split(",")[2]}`));
    for (const isStar of [false, true]) {
      const byBand = localGAnswer(table(...POINTS), band, isStar).results;
      expect(localGAnswer(placeless, { pairs }, isStar).results).toEqual(byBand);
      localGAnswer(table(...POINTS), { band: 15, isBinary: false }, isStar).results.forEach(
        ({ z }, i) => {
          expect(z).toBeCloseTo(byBand[i]!.z!, 12);
        },
      );
    }
  });

  it("take a pair of an id with itself as its own weight, for gistar only", () => {
    const weighted = (self: string[]) =>
      table("id,neighbor,weight", "a,b,2", "b,a,2", "c,a,1", ...self);
    const points = table("id,value", "a,1", "b,4", "c,6", "d,2");
    const of = (self: string[], isStar: boolean) =>
      localGAnswer(points, { pairs: weighted(self) }, isStar).results.map(({ z }) => z);
    expect(of(["a,a,2"], true)).toEqual(of([], true)); // the greatest weight of the row
    expect(of(["a,a,5"], true)[0]).not.toBeCloseTo(of([], true)[0]!, 3);
    expect(of(["a,a,5"], false)).toEqual(of([], false));
    expect(of([], false)[3]).toBeNull();
    const binary = { pairs: weighted(["a,a,5"]), isBinary: true };
    const plain = { pairs: table("id,neighbor", "a,b", "b,a", "c,a") };
    expect(localGAnswer(points, binary, true).results).toEqual(
      localGAnswer(points, plain, true).results,
    );
  });
});

describe("mannkendall", () => {
  it("answers for one series at the top, in the order of time whatever that of rows", () => {
    const one = mannKendallAnswer(table("t,value", "3,5", "1,1", "2,3"));
    expect(one).toMatchObject({ n: 3, s: 3, tau: 1, slope: 2, results: [{ s: 3 }] });
  });

  it("answers for each of several, and for a day where times are days", () => {
    const rows = ["a,2026-01-01,0", "b,2026-01-01,9", "a,2026-01-08,14", "b,2026-01-09,1"];
    const { results } = mannKendallAnswer(table("id,t,value", ...rows));
    expect(results).toMatchObject([
      { id: "a", slope: 2, slopePer: "day" },
      { id: "b", slope: -1 },
    ]);
  });
});

describe("emerging", () => {
  it("names the series of the reference by states and trend, in words and as a z", () => {
    const rows = [
      ".........h,any",
      ".......hhh,any",
      "hhhhhhhhhh,up",
      "hhhhhhhhhh,-1.97",
      "hhhhhhhhhh,1.95",
      "..hh..h..h,any",
      "hhhhhhhhh.,any",
      "cccccccccc,down",
      "..........,up",
    ];
    const { results } = emergingAnswer(
      table("id,states,trend", ...rows.map((row, i) => `${i},${row}`)),
    );
    expect(results.map(({ category, temperature }) => [category, temperature])).toEqual([
      ["new", "hot"],
      ["consecutive", "hot"],
      ["intensifying", "hot"],
      ["diminishing", "hot"],
      ["persistent", "hot"],
      ["sporadic", "hot"],
      ["historical", "hot"],
      ["intensifying", "cold"],
      ["no pattern", null],
    ]);
  });

  it("takes states one in a row as well", () => {
    const rows = [..."..hh..h..h"].map((state, t) => `${t},${state}`).reverse();
    expect(emergingAnswer(table("t,state", ...rows))).toMatchObject({
      category: "sporadic",
      states: "..hh..h..h",
    });
  });

  it("corrects over all steps of all series: a z of 2 among 200 is nothing, one of 5 is", () => {
    const series = (id: string, last: number) =>
      Array.from({ length: 100 }, (_, t) => `${id},${t},${t === 99 ? last : 0.1 * (t % 2)}`);
    const { results } = emergingAnswer(table("id,t,value", ...series("a", 2), ...series("b", 5)));
    expect(results.map(({ category }) => category)).toEqual(["no pattern", "new"]);
    expect(
      emergingAnswer(
        table("t,value", ...Array.from({ length: 10 }, (_, t) => `${t},${t === 9 ? -3 : 0}`)),
      ),
    ).toMatchObject({
      pattern: "new-cold",
    });
  });

  it("works out counts of places in space and time, and says what had no row", () => {
    const rows = Array.from({ length: 49 * 12 }, (_, i) => {
      const [place, step] = [Math.floor(i / 12), i % 12];
      const isHot = Math.abs((place % 7) - 3) + Math.abs(Math.floor(place / 7) - 3) <= 1;
      return `${place},${step},${(place % 7) * 100},${Math.floor(place / 7) * 100},${isHot && step >= 9 ? 12 : 1}`;
    });
    const lines = table("id,t,x,y,value", ...rows.filter((row) => !row.startsWith("6,3,")));
    const answer = emergingCubeAnswer(lines, { band: 100, isBinary: true });
    expect(answer).toMatchObject({ filled: 1, total: 49 * 12 - 1 + 5 * 3 * 11 });
    expect(answer.results[24]).toMatchObject({
      id: "24",
      category: "consecutive",
      states: ".........hhh",
    });
    expect(answer.results[6]).toMatchObject({ id: "6", category: "no pattern" });
  });
});

describe("what is wrong with a file is told by file, row, field and remedy", () => {
  const near = { band: 15, isBinary: true };
  const gi = (...lines: string[]) => localGAnswer(table(...lines), near, false);
  const short = Array.from({ length: 9 }, (_, t) => `${t},1`);

  it.each([
    ["no header", () => gi("1,0,0,40", "2,30,0,41"), /no header.*row 1.*Put column names/],
    ["nothing", () => gi(""), /file.csv is empty/],
    ["no rows", () => gi("id,x,y,value"), /no rows/],
    ["no such column", () => gi("id,x,y", "a,1,2"), /no column "value", only id, x, y/],
    ["two of a name", () => gi("id,x,x,value", "a,1,2,3"), /two columns called "x"/],
    ["a short row", () => gi("id,x,y,value", "a,1,2"), /row 2, 3 columns.*give 4/],
    [
      "no number",
      () => gi("id,x,y,value", "a,1,2,3", "b,1,2,many"),
      /file.csv, row 3, value: "many".*give a number/,
    ],
    ["an empty cell", () => gi("id,x,y,value", "a,1,2,"), /row 2, value: nothing/],
    [
      "an id twice",
      () => gi("id,x,y,value", "a,1,2,3", "b,1,2,3", "a,1,2,3"),
      /row 4, id: "a".*row 2 has this id/,
    ],
    ["an id of nothing", () => gi("id,x,y,value", ",1,2,3"), /row 2, id: nothing.*give an id/],
    [
      "an unknown neighbor",
      () => localGAnswer(table("id,value", "a,1"), { pairs: table("id,neighbor", "a,z") }, false),
      /row 2, neighbor: "z"/,
    ],
    [
      "a pair twice",
      () =>
        localGAnswer(
          table("id,value", "a,1", "b,2"),
          { pairs: table("id,neighbor", "a,b", "a,b") },
          false,
        ),
      /row 3, neighbor.*once/,
    ],
    [
      "a weight below 0",
      () =>
        localGAnswer(
          table("id,value", "a,1", "b,2"),
          { pairs: table("id,neighbor,weight", "a,b,-1") },
          false,
        ),
      /row 2, weight: "-1"/,
    ],
    [
      "a time twice",
      () => mannKendallAnswer(table("t,value", "1,1", "2,1", "1,2")),
      /row 4, t: "1".*row 2 has this time/,
    ],
    [
      "a day that is none",
      () => mannKendallAnswer(table("t,value", "2026-02-27,1", "2026-02-30,1")),
      /row 3, t: "2026-02-30".*give a day/,
    ],
    [
      "a day among numbers",
      () => mannKendallAnswer(table("t,value", "1,1", "2026-02-27,1")),
      /row 3, t/,
    ],
    [
      "an unknown state",
      () => emergingAnswer(table("states,trend", "..........,up", ".x........,up")),
      /row 3, states: ".x........"/,
    ],
    [
      "an unknown trend",
      () => emergingAnswer(table("states,trend", "..........,sideways")),
      /row 2, trend: "sideways"/,
    ],
    [
      "nine states",
      () => emergingAnswer(table("states,trend", ".........,up")),
      /row 2, states.*at least 10/,
    ],
    [
      "nine steps",
      () => emergingAnswer(table("t,value", ...short)),
      /has 9 steps; give at least 10/,
    ],
    [
      "a part of a count",
      () =>
        emergingCubeAnswer(
          table(
            "id,t,x,y,value",
            ...Array.from({ length: 10 }, (_, t) => `a,${t},0,0,${t === 4 ? 0.5 : 1}`),
          ),
          near,
        ),
      /row 6, value: "0.5".*whole/,
    ],
    [
      "a place that moves",
      () =>
        emergingCubeAnswer(
          table(
            "id,t,x,y,value",
            ...Array.from({ length: 10 }, (_, t) => `a,${t},${t === 4 ? 7 : 0},0,1`),
          ),
          near,
        ),
      /row 6, x: "7".*one place/,
    ],
  ])("%s", (_, work, message) => {
    expect(work).toThrow(message);
  });
});

describe("npm run hotspots", () => {
  const folder = mkdtempSync(join(tmpdir(), "hotspots-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const where = { dataDir: folder };
  const run = (...args: string[]) => runCommand("hotspots", args, where);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it("prints one object, of files with a byte order mark, semicolons, or in GBK", async () => {
    const points = file("points.csv", `\ufeff${POINTS.join("\r\n").replaceAll(",", ";")}\r\n`);
    const { exitCode, answer } = await run("gistar", points, "--band", "15", "--binary");
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({ statistic: "gistar", n: 6, band: 15, weights: "binary" });
    // 编号,数值 in GBK, and ids 甲, 乙.
    const hex = "b1e0bac52ccafdd6b50abcd72c310ad2d22c320a";
    const chinese = file("gbk.csv", Buffer.from(hex, "hex"));
    const pairs = file("pairs.csv", "id,neighbor\n甲,乙\n乙,甲\n");
    const gbk = await run("gistar", chinese, "--neighbors", pairs);
    expect(gbk.answer.results.map(({ id }: { id: string }) => id)).toEqual(["甲", "乙"]);
  });

  it("ends with 2 and the fault for bad input, and with usage for a misuse", async () => {
    const bad = file("bad.csv", "id,x,y,value\na,1,2,?\n");
    const { exitCode, answer } = await run("gi", bad, "--band", "15");
    expect(exitCode).toBe(2);
    expect(answer.faults).toEqual([
      { file: "bad.csv", row: 2, field: "value", value: "?", remedy: expect.any(String) },
    ]);
    for (const args of [
      ["gi", bad],
      ["ripley", bad],
      ["gi", bad, "--band", "near"],
      ["gi", join(folder, "none.csv"), "--band", "1"],
      [],
    ]) {
      const misused = await run(...args);
      expect(misused.exitCode).toBe(2);
      expect(misused.answer.failure).toMatch(/--band|gistar|cannot be read/);
    }
  });
});
