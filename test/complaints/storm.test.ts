import { expect, it } from "vitest";
import { storm } from "../worlds/storm.ts";

// PostgreSQL's own durability is not ours to test.
it.skipIf(process.env.DATABASE_URL)(
  "keeps every complaint that was acknowledged while the server is killed, under numbers without gaps",
  async () => {
    const { promised, register } = await storm({
      ...{ officers: 3, citizens: 20, seconds: 16, kills: 2 },
    });
    const { numbers, counts, torn } = register;
    expect([...promised.values()].filter((given) => given.size !== 1)).toEqual([]);
    const given = [...promised.values()].flatMap((one) => [...one]);
    expect(new Set(given).size).toBe(given.length);
    expect(numbers).toEqual([...given].sort());
    expect(given.length).toBeGreaterThan(20);
    const expected = counts.flatMap(({ day, count }) =>
      Array.from(
        { length: count },
        (_, i) => `TS${day.replaceAll("-", "")}${String(i + 1).padStart(4, "0")}`,
      ),
    );
    expect(numbers).toEqual(expected.sort());
    expect(torn).toEqual([]);
  },
  300_000,
);
