import { afterAll, beforeAll, expect, it } from "vitest";
import {
  DEMO_DISTRICT_ID,
  generateDemo,
  historyCases,
  laterCases,
} from "../../data/demo/generate.ts";
import { termsOf } from "../../server/complaints/case-due.ts";
import { readCase, readEvents } from "../../server/complaints/case-store.ts";
import { standingOf } from "../../server/complaints/life.ts";
import {
  ASSIGNMENT,
  caseRows,
  counterRows,
  eventsOf,
  standingAt,
  unitRows,
} from "../../server/demo-cases.ts";
import { writeEvents } from "../../server/demo-events.ts";
import { fillDemo } from "../../server/demo-fill.ts";
import { createLive, type LiveTick } from "../../server/demo-live.ts";
import { insertRows, tablesOf } from "../../server/demo-tables.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

const anchor = new Date("2026-03-01T16:00:00Z");
const districtId = DEMO_DISTRICT_ID;
/** Some local time of a day after the anchor's (0). */
const on = (day: number, hours: number) =>
  new Date(anchor.getTime() + (day * 24 + hours) * 3_600_000);
const firstDay = laterCases({ anchor, fromDay: 0, endDay: 1 });
const byNoon = firstDay.filter(({ occurredAt }) => occurredAt <= on(0, 12));

const PATIENT = { timeout: 120_000 };
let world: TestDatabase;
let tick: (now: Date) => Promise<LiveTick | null>;
let otherTick: typeof tick;
const closing = new AbortController();

beforeAll(async () => {
  world = await openTestDatabase();
  const { database } = world;
  const casesOfDays = async (asked: Parameters<typeof laterCases>[0]) => laterCases(asked);
  const live = { database, casesOfDays, closing: closing.signal };
  [tick, otherTick] = [createLive(live), createLive(live)];
});
afterAll(() => world.drop());

/** The demonstration with the complaints of its last six weeks only. */
async function writeSmallDemo() {
  const demo = generateDemo({ anchor });
  const terms = termsOf(null, "Asia/Shanghai");
  const cases = historyCases(demo)
    .filter(({ occurredAt, duplicateOf }) => occurredAt >= on(-42, 0) && duplicateOf === null)
    .map((one) => standingAt(one, terms, anchor));
  const complaints = [unitRows(), ...caseRows(cases), counterRows(cases)];
  await world.database.transaction(
    async (tx) => {
      await tx.query(
        `insert into district (district_id, name, time_zone, is_demo, demo_anchor)
         values ($1, '蒸湘区', 'Asia/Shanghai', true, $2)`,
        [districtId, anchor],
      );
      const land = { places: [], plots: [] };
      const construction = { scenarios: [], targets: [] };
      for (const { table, columns } of tablesOf(demo, {
        settings: [ASSIGNMENT],
        land,
        construction,
        complaints,
        fleet: [],
        ratings: [],
      }))
        await insertRows(tx, districtId, table, columns);
      await writeEvents(tx, { districtId, timeZone: "Asia/Shanghai" }, eventsOf(cases));
    },
    { districtId, asOwner: true },
  );
}

const ask = <T extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  world.database.transaction((tx) => tx.query<T>(sql, values), { districtId });
const count = async (where: string) =>
  (await ask<{ n: number }>(`select count(*)::int as n from complaint where ${where}`))[0]!.n;

it("does nothing where there is no demonstration", PATIENT, async () => {
  expect(await tick(on(0, 12))).toBeNull();
});

it(
  "takes what has been said by now, each under the next number of the day, and does nothing twice",
  PATIENT,
  async () => {
    await writeSmallDemo();
    const { taken, steps } = (await tick(on(0, 12)))!;
    expect(taken).toBe(byNoon.length);
    expect(steps).toBeGreaterThan(byNoon.length);
    expect(await tick(on(0, 12))).toEqual({ taken: 0, steps: 0 });
    expect(await otherTick(on(0, 12))).toEqual({ taken: 0, steps: 0 });
    const numbers = await ask<{ number: string }>(
      "select number from complaint where occurred_on = '2026-03-02' order by number",
    );
    expect(numbers.map(({ number }) => number)).toEqual(
      byNoon.map((_, i) => `TS20260302${String(i + 1).padStart(4, "0")}`),
    );
  },
);

it(
  "takes them as they were drawn: the words, the place, the unit, the events to this minute",
  PATIENT,
  async () => {
    for (const one of byNoon) {
      const [known] = await ask<{ id: string }>(
        "select complaint_id as id from complaint_key where owner = 'demo' and key = $1",
        [one.complaintId],
      );
      const { complaint, events } = await world.database.transaction(
        async (tx) => ({
          complaint: (await readCase(tx, districtId, known!.id))!,
          events: await readEvents(tx, districtId, known!.id),
        }),
        { districtId },
      );
      const { text, position, areaId, category, kind } = one;
      expect(complaint).toMatchObject({ text, position, areaId, category, kind });
      const lived = one.events.filter(({ at }) => at <= on(0, 12));
      expect(events.map(({ action, at, unitId }) => [action, at, unitId])).toEqual(
        lived.map(({ action, at, unitId }) => [action, at, unitId]),
      );
      expect(complaint.state).toBe(standingOf(kind, events).state);
    }
  },
);

it(
  "goes on where it was after a pause, also with what was open when the demonstration began",
  PATIENT,
  async () => {
    const before = await count(
      "complaint_id ~ '^c[0-9]{6}$' and state not in ('settled', 'refused')",
    );
    const { taken, steps } = (await tick(on(0, 20)))!;
    expect(taken).toBe(
      firstDay.filter(({ occurredAt }) => occurredAt <= on(0, 20)).length - byNoon.length,
    );
    expect(steps).toBeGreaterThan(0);
    const after = await count(
      "complaint_id ~ '^c[0-9]{6}$' and state not in ('settled', 'refused')",
    );
    expect(after).toBeLessThan(before);
  },
);

it(
  "leaves a complaint its new life once somebody has done something else with it",
  PATIENT,
  async () => {
    const [one] = await ask<{ id: string; events: number }>(
      `select complaint_id as id, events from complaint where state = 'accepted' and kind = 'petition' limit 1`,
    );
    await ask(
      `with event as (
       insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_name, data)
       values ($1, $2, $3, 'report', $4, '某人', '{"words":"已答复"}') returning 1)
     update complaint set events = $3, state = 'handled' where complaint_id = $2 and exists (select 1 from event)`,
      [districtId, one!.id, one!.events + 1, on(0, 20)],
    );
    await tick(on(0, 23.9));
    expect(await count(`complaint_id = '${one!.id}' and events = ${one!.events + 1}`)).toBe(1);
  },
);

it("lets the unit take up what somebody sent it, after a while and by day", PATIENT, async () => {
  await ask(
    `with complaint as (
       insert into complaint (district_id, complaint_id, number, kind, channel, category, state, unit_id, occurred_on, events)
       values ($1, 'own', 'OWN-1', 'direct', 'telephone', 'spillage', 'assigned', 'sweeping', '2026-03-03', 2) returning 1)
     select 1 from complaint`,
    [districtId],
  );
  for (const [sequence, action] of [
    [1, "register"],
    [2, "assign"],
  ] as const)
    await ask(
      `insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_name, data)
       values ($1, 'own', $2, $3, $4, '某人', $5)`,
      [districtId, sequence, action, on(1, 9), action === "assign" ? { unitId: "sweeping" } : {}],
    );
  const stateAt = async (now: Date) => {
    await tick(now);
    const [row] = await ask<{ state: string }>(
      "select state from complaint where complaint_id = 'own'",
    );
    return row!.state;
  };
  expect(await stateAt(on(1, 9.2))).toBe("assigned");
  expect(await stateAt(on(1, 10.1))).toBe("accepted");
  expect(await stateAt(on(1, 11.2))).toBe("on-site");
  expect(await stateAt(on(1, 12.3))).toBe("handled");
  expect(await stateAt(on(1, 18))).toBe("handled"); // calling back is for whoever took it
});

it(
  "is not written a second time when the day is filled, and the rest of the day follows its numbers",
  PATIENT,
  async () => {
    const secondDay = laterCases({ anchor, fromDay: 1, endDay: 2 });
    const taken = secondDay.filter(({ occurredAt }) => occurredAt <= on(1, 18)).length;
    const firstLeft = firstDay.filter(({ occurredAt }) => occurredAt > on(0, 23.9)).length;
    expect(await fillDemo(world.database, { now: on(2, 8) })).toBe(
      secondDay.length - taken + firstLeft,
    );
    const numbers = await ask<{ number: string }>(
      "select number from complaint where occurred_on = '2026-03-03' and complaint_id <> 'own' order by number",
    );
    expect(numbers.map(({ number }) => number)).toEqual(
      secondDay.map((_, i) => `TS20260303${String(i + 1).padStart(4, "0")}`),
    );
  },
);

it("does nothing more once the server closes", PATIENT, async () => {
  closing.abort();
  expect(await tick(on(2, 12))).toEqual({ taken: 0, steps: 0 });
});
