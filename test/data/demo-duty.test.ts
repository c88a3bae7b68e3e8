import { afterAll, beforeAll, expect, it } from "vitest";
import { keepRoster } from "../../server/demo-duty.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

let world: TestDatabase;
const districtId = "zhengxiang";
const noon = (day: string) => new Date(`${day}T04:00:00Z`); // 12:00 in Asia/Shanghai

const ask = <T>(sql: string) =>
  world.database.transaction((tx) => tx.query<T & Record<string, unknown>>(sql), { districtId });
const shifts = () =>
  ask<{ startsAt: Date; endsAt: Date; id: string }>(
    `select starts_at as "startsAt", ends_at as "endsAt", shift_id as id from duty_shift order by starts_at`,
  );

beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world.drop());

it("writes nothing where there is no demonstration", async () => {
  expect(await keepRoster(world.database, noon("2026-03-02"))).toBe(0);
});

it("fills a day back and four weeks ahead with nobody missing, and no day twice", async () => {
  await world.database.transaction(
    (tx) =>
      tx.query("insert into district (district_id, name, is_demo) values ($1, '蒸湘区', true)", [
        districtId,
      ]),
    { asOwner: true },
  );
  expect(await keepRoster(world.database, noon("2026-03-02"))).toBe(60); // 1 + 1 + 28 days of two
  const all = await shifts();
  expect(all[0]!.startsAt).toEqual(new Date("2026-03-01T00:00:00Z"));
  for (const [i, { startsAt }] of all.slice(1).entries()) expect(startsAt).toEqual(all[i]!.endsAt);
  expect(await keepRoster(world.database, noon("2026-03-02"))).toBe(0);
  expect(await keepRoster(world.database, noon("2026-03-03"))).toBe(2);
});

it("leaves alone what people put on the roster, and what they took away", async () => {
  const before = await shifts();
  await ask(
    `insert into duty_shift (district_id, shift_id, starts_at, ends_at, officer_name)
     values ('${districtId}', 'own', '2026-04-01T02:00Z', '2026-04-01T03:00Z', '某班')`,
  );
  await ask(`delete from duty_shift where shift_id = '${before[5]!.id}'`);
  // the fourth week ends on 1 April now, whose day shift somebody has an hour of
  expect(await keepRoster(world.database, noon("2026-03-04"))).toBe(1);
  const ids = (await shifts()).map(({ id }) => id);
  expect(ids).toContain("own");
  expect(ids).not.toContain(before[5]!.id);
});
