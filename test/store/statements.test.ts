import { describe, expect, it } from "vitest";
import { codeOf, conforming } from "../worlds/conforming.ts";

const { query } = conforming();

describe("values", () => {
  it.each([
    ["int", "4", 4],
    ["bigint", 2 ** 53 - 1, 2 ** 53 - 1],
    ["numeric", "12.5", 12.5],
    ["double precision", 0.1, 0.1],
    ["real", 0.5, 0.5],
    ["boolean", false, false],
    ["text", "巡回保洁 “果皮箱” \\ ' \" \n 𠀀", "巡回保洁 “果皮箱” \\ ' \" \n 𠀀"],
    ["text", "", ""],
    ["text", null, null],
    ["date", "2024-02-29", "2024-02-29"],
    ["jsonb", JSON.stringify({ 名: ["a", null, 1.5] }), { 名: ["a", null, 1.5] }],
    ["json", "[1]", [1]],
    ["text[]", ["a,b", '"{}"', null, "\\", "", "环卫"], ["a,b", '"{}"', null, "\\", "", "环卫"]],
    ["int[]", [], []],
    ["int[]", [[1, 2], [3, 4]], [[1, 2], [3, 4]]], // biome-ignore format: one case a line
    ["bigint[]", [1, null], [1, null]],
    ["double precision[]", [1.5, -2], [1.5, -2]],
    ["boolean[]", [true, false], [true, false]],
    ["date[]", ["2024-02-29"], ["2024-02-29"]],
    ["jsonb[]", [JSON.stringify({ a: '"' })], [{ a: '"' }]],
    ["interval", "PT1H", "PT1H"],
    ["uuid", "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000a"],
  ])("returns the %s %j as it was given", async (type, given, got) => {
    const [row] = await query(`select $1::${type} as value`, [given]);
    expect(row?.value).toEqual(got);
  });

  it("keeps an instant to the millisecond, whatever zone it is written in", async () => {
    const at = new Date("2024-05-06T07:08:09.123Z");
    const [row] = await query(
      "select $1::timestamptz as a, '2024-05-06 15:08:09.123+08'::timestamptz as b, array[$1::timestamptz] as c",
      [at],
    );
    expect(row).toEqual({ a: at, b: at, c: [at] });
  });

  it("returns bytes as a Uint8Array whose buffer holds nothing else", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const [row] = await query<{ one: Uint8Array }>(
      "select $1::bytea as one, array[$1::bytea] as many",
      [bytes],
    );
    expect(row).toEqual({ one: bytes, many: [bytes] });
    expect(row!.one.buffer.byteLength).toBe(256);
  });

  it("lays a float array over bytes that float8send made", async () => {
    const [row] = await query<{ bytes: Uint8Array }>(
      "select string_agg(float8send(x), ''::bytea order by x) as bytes from unnest(array[1.5, 2, 112.57]) x",
    );
    const view = new DataView(row!.bytes.buffer);
    expect([0, 8, 16].map((offset) => view.getFloat64(offset))).toEqual([1.5, 2, 112.57]);
  });

  it.each(["select 9007199254740993::bigint", "select 9007199254740993::numeric"])(
    "refuses %s, which a number would round",
    async (sql) => {
      await expect(query(sql)).rejects.toThrow(RangeError);
      expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
    },
  );

  it("prints geometry as PostGIS does and measures on the ellipsoid", async () => {
    const [row] = await query(
      `select st_setsrid(st_point(112.57, 26.89), 4326) as place,
              st_distance('point(112 26)'::geography, 'point(112 27)'::geography)::int as meters`,
    );
    expect(row?.place).toMatch(/^0101000020E6100000/);
    // One degree of a meridian on WGS 84, by its radius of curvature in the middle of it.
    const [a, e2, phi] = [6_378_137, 0.00669437999, (26.5 * Math.PI) / 180];
    const radiusMeters = (a * (1 - e2)) / (1 - e2 * Math.sin(phi) ** 2) ** 1.5;
    expect(Math.abs(Number(row?.meters) - (radiusMeters * Math.PI) / 180)).toBeLessThan(1);
  });
});

describe("statements", () => {
  it("names the SQLSTATE of an error and goes on", async () => {
    expect(await codeOf(query("select nonsense"))).toBe("42703");
    expect(await codeOf(query("select 1 / $1::int", [0]))).toBe("22012");
    expect(await codeOf(query("selec"))).toBe("42601");
    expect(await codeOf(query("select $1::int", ["x"]))).toBe("22P02");
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("answers the right caller, also between errors", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        query("select 100 / $1::int as share, $1::int as of", [index % 5]).then(
          ([row]) => row?.of,
          (error) => error.code,
        ),
      ),
    );
    expect(answers).toEqual(
      Array.from({ length: 100 }, (_, index) => (index % 5 === 0 ? "22012" : index % 5)),
    );
  });

  it("still works after thousands of errors", async () => {
    for (let n = 0; n < 3_000; n++) await codeOf(query("select 1 / 0"));
    expect(await query("with recursive r as (select 1 as one) select one from r")).toEqual([
      { one: 1 },
    ]);
  }, 60_000);

  it("refuses what nests too deep, and goes on", async () => {
    const deep = (depth: number) =>
      query("select $1::jsonb as value", ["[".repeat(depth) + "]".repeat(depth)]);
    expect(await codeOf(deep(2_000))).toBe("no error");
    // The JSON parser recurses past WebAssembly's stack: then the embedded engine is started again.
    expect(await codeOf(deep(1_000_000))).toMatch(/^(54001|08006)$/);
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it("carries 50 MB there and back", async () => {
    const [row] = await query("select repeat('卫', $1::int) as text", [16_666_666]);
    expect(Buffer.byteLength(row?.text as string)).toBe(49_999_998);
    const [size] = await query("select octet_length($1::bytea) as bytes", [
      new Uint8Array(50_000_000),
    ]);
    expect(size?.bytes).toBe(50_000_000);
  });

  it("returns 200,000 rows in order", async () => {
    const rows = await query("select g as id, 'x' || g as name from generate_series(1, 200000) g");
    expect(rows.length).toBe(200_000);
    expect(rows[199_999]).toEqual({ id: 200_000, name: "x200000" });
  });

  it("ends a runaway statement and goes on", async () => {
    expect(await codeOf(query("select count(*) from generate_series(1, 1e12)"))).toBe("57014");
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);
});
