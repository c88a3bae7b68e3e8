import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPacked, readTracks } from "../../server/fleet/tracks.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await world.database.query("select make_position_days('2026-03-01', '2026-03-02')");
});
afterAll(() => world?.drop());

const FROM = Date.UTC(2026, 2, 1);
const one = fc.record({
  second: fc.integer({ min: 0, max: 48 * 3_600 - 1 }),
  lng: fc.integer({ min: -180_000_000, max: 180_000_000 }),
  lat: fc.integer({ min: -90_000_000, max: 90_000_000 }),
  speed: fc.option(fc.integer({ min: 0, max: 4_000 })),
  heading: fc.option(fc.integer({ min: 0, max: 359 })),
  working: fc.option(fc.boolean()),
});

it("gives back every position as it was, packed for replay and whole for matching", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(one, { selector: ({ second }) => second, minLength: 1, maxLength: 30 }),
      async (all) => {
        const vehicle = `v${run++}`;
        const sorted = all.toSorted((a, b) => a.second - b.second);
        await world.database.transaction(
          async (tx) => {
            await tx.query(
              `insert into position select 'north', $1, to_timestamp($2 / 1000.0 + second), lng / 1e6, lat / 1e6, speed / 10.0, heading, working, 'http', now()
               from unnest($3::int[], $4::int[], $5::int[], $6::int[], $7::smallint[], $8::boolean[]) as r (second, lng, lat, speed, heading, working)`,
              [
                ...[vehicle, FROM],
                all.map(({ second }) => second),
                all.map(({ lng }) => lng),
                all.map(({ lat }) => lat),
                all.map(({ speed }) => speed),
                all.map(({ heading }) => heading),
                all.map(({ working }) => working),
              ],
            );
            const period = { from: new Date(FROM), to: new Date(FROM + 48 * 3_600_000) };
            const packed = await readPacked(tx, "north", vehicle, { ...period, most: 1_000 });
            expect(Array.from(packed.seconds)).toEqual(sorted.map(({ second }) => second));
            expect(Array.from(packed.lngs)).toEqual(sorted.map(({ lng }) => lng));
            expect(Array.from(packed.lats)).toEqual(sorted.map(({ lat }) => lat));
            expect(Array.from(packed.speeds)).toEqual(sorted.map(({ speed }) => speed ?? -1));
            expect(Array.from(packed.headings)).toEqual(sorted.map(({ heading }) => heading ?? -1));
            const works = sorted.map(({ working }) => (working === null ? -1 : Number(working)));
            expect(Array.from(packed.working)).toEqual(works);
            const [track] = await readTracks(tx, "north", { ...period, vehicleIds: [vehicle] });
            expect(Array.from(track!.atMs)).toEqual(
              sorted.map(({ second }) => FROM + second * 1_000),
            );
            expect(Array.from(track!.lngs)).toEqual(sorted.map(({ lng }) => lng / 1e6));
            const [first] = [await readPacked(tx, "north", vehicle, { ...period, most: 1 })];
            expect(first.points).toBe(1);
          },
          { districtId: "north" },
        );
      },
    ),
    { numRuns: 15 },
  );
});
