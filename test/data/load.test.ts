import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPEN_STATES } from "../../data/complaint-life.ts";
import { isOfDocument } from "../../data/demo/document-names.ts";
import {
  DEMO_DISTRICT_ID,
  demoConstruction,
  demoLand,
  generateDemo,
  laterComplaints,
} from "../../data/demo/generate.ts";
import { RUBRICS } from "../../data/rubric.ts";
import { drawCount, readCase, readEvents } from "../../server/complaints/case-store.ts";
import { standingOf } from "../../server/complaints/life.ts";
import { clearDemo, type DemoReport, loadDemo } from "../../server/demo.ts";
import { fillDemo } from "../../server/demo-fill.ts";
import { startDemo } from "../../server/demo-start.ts";
import type { Database } from "../../server/store/database.ts";
import { openTestDatabase } from "../worlds/database.ts";

const anchor = new Date("2026-03-01T16:00:00Z");
const demo = generateDemo({ anchor });
const land = demoLand(demo);
const construction = demoConstruction(demo);
let database: Database;
let drop: () => Promise<void>;
let report: DemoReport;
let openAtFirst: string[];

beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
  report = await loadDemo(database, { anchor });
  openAtFirst = await readOpen();
}, 300_000);
afterAll(() => drop());

/** One number of one row. */
async function ask(sql: string): Promise<number> {
  const [row] = await database.transaction((tx) => tx.query<{ answer: number }>(sql), {
    districtId: DEMO_DISTRICT_ID,
  });
  return row!.answer;
}

/** Complaints whose columns are not what their events come to: all that are open, and one of sixty of the others. */
async function standingFaults(where: string) {
  return database.transaction(
    async (tx) => {
      const some = await tx.query<{ id: string }>(
        `select complaint_id as id from complaint
         where (state = any ($1) or hashtext(complaint_id) % 60 = 0) ${where} order by 1`,
        [OPEN_STATES],
      );
      expect(some.length).toBeGreaterThan(50);
      const wrong: string[] = [];
      for (const { id } of some) {
        const complaint = (await readCase(tx, DEMO_DISTRICT_ID, id))!;
        const events = await readEvents(tx, DEMO_DISTRICT_ID, id);
        const { state, unitId, duplicateOf, settledAt, satisfaction } = standingOf(
          complaint.kind,
          events,
        );
        const same =
          JSON.stringify({ state, unitId, duplicateOf, settledAt, satisfaction }) ===
          JSON.stringify({
            ...{ state: complaint.state, unitId: complaint.unitId },
            ...{ duplicateOf: complaint.duplicateOf, settledAt: complaint.settledAt },
            satisfaction: complaint.satisfaction,
          });
        const isDue = complaint.dueAt !== null;
        if (!same || isDue !== OPEN_STATES.includes(state) || complaint.events !== events.length)
          wrong.push(id);
      }
      return wrong;
    },
    { districtId: DEMO_DISTRICT_ID },
  );
}

const readOpen = () =>
  database.transaction(
    async (tx) => {
      const rows = await tx.query<{ id: string }>(
        "select complaint_id as id from complaint where state = any ($1)",
        [OPEN_STATES],
      );
      return rows.map(({ id }) => id);
    },
    { districtId: DEMO_DISTRICT_ID },
  );

const trailOf = (districtId: string) =>
  database.transaction((tx) => tx.query("select action, via, after from audit order by entry_id"), {
    districtId,
  });

describe("loadDemo", () => {
  it("writes every record that was generated", async () => {
    const { facilities, streets, edges, areas, cells, ground, complaints, routes, ratings } = demo;
    expect(report.rows).toMatchObject({
      area: areas.length,
      street: streets.length,
      street_edge: edges.length,
      facility: facilities.length,
      demand_cell: cells.length,
      ground: ground.length,
      place: land.places.length,
      plot: land.plots.length,
      complaint: complaints.length,
      cleaning_route: routes.length,
      rating: ratings.length + 1, // a star was lowered
      scenario: construction.scenarios.length,
      construction_target: construction.targets.length,
    });
    for (const [table, count] of Object.entries(report.rows)) {
      expect([table, await ask(`select count(*)::int as answer from ${table}`)]).toEqual([
        table,
        count,
      ]);
    }
  });

  it("lowers one star of an invented name two days before, to what its inspections come to", async () => {
    const lowered = await database.transaction(
      (tx) =>
        tx.query<{
          stars: number;
          was: number;
          validFrom: string;
          name: string;
          score: number;
          rubricId: string;
        }>(
          `select r.stars, c.stars as was, r.valid_from::text as "validFrom", coalesce(f.name, s.name) as name, r.score,
             r.rubric_id as "rubricId"
           from rating r join rating c on c.subject_id = r.subject_id and c.kind = 'creation'
           left join facility f on f.facility_id = r.subject_id
           left join street s on s.street_id = r.subject_id
           where r.kind = 'lowering'`,
        ),
      { districtId: DEMO_DISTRICT_ID },
    );
    expect(lowered).toHaveLength(1);
    const { stars, was, validFrom, name, score, rubricId } = lowered[0]!;
    const { atLeast } = RUBRICS[rubricId]!.stars.find((one) => one.stars === stars)!;
    expect(isOfDocument(name)).toBe(false);
    expect(stars).toBeLessThan(was);
    expect(score).toBeGreaterThanOrEqual(atLeast);
    expect(validFrom).toBe("2026-02-28");
  });

  it("keeps beside every complaint what its events come to", async () => {
    expect(await standingFaults("")).toEqual([]);
  });

  it("gives each complaint the sub-district that held its place on its day, as intake does", async () => {
    const wrong = `select count(*)::int as answer from complaint c where area_id is distinct from (
      select a.area_id from area a
      where a.level = 'subdistrict' and st_intersects(a.boundary, c.position)
        and (a.valid_to is null or a.valid_to > c.occurred_on) and a.valid_from <= c.occurred_on
      order by a.valid_from, a.area_id limit 1)`;
    expect(await ask(wrong)).toBe(0);
  });

  it("counts each day's numbers, so that the next one follows without a gap", async () => {
    const wrong = `select count(*)::int as answer from complaint_counter n
      full join (select occurred_on as day, count(*)::int as count, max(substr(number, 11)::int) as last
        from complaint group by 1) c using (day)
      where n.count is distinct from c.count or n.count is distinct from c.last`;
    expect(await ask(wrong)).toBe(0);
  });

  it("numbers supervisions by the year, in order of time and without gaps, with their answers", async () => {
    const wrong = `select count(*)::int as answer from (
      select s.count, row_number() over (partition by s.year order by e.at, s.count) as place, e.data->>'number' as number, s.year
      from supervision s join complaint_event e using (district_id, complaint_id, sequence)
      where e.action = 'supervise') s
      where count <> place or number <> '督办〔' || year || '〕' || count || '号'`;
    expect(await ask(wrong)).toBe(0);
    const told = (action: string) =>
      ask(`select count(*)::int as answer from complaint_event where action = '${action}'`);
    const kept = (where: string) =>
      ask(`select count(*)::int as answer from supervision where ${where}`);
    expect(await kept("true")).toBe(await told("supervise"));
    expect(await kept("answered_at is not null")).toBe(await told("answer-supervision"));
  });

  it("says in the trail that the program wrote it, and how many of each", async () => {
    const repair = { action: "facility.edit", via: "server", after: { status: "repair" } };
    expect(await trailOf(DEMO_DISTRICT_ID)).toEqual([
      repair, // a station's and a toilet's, so that one can say since when
      repair,
      { action: "demo.load", via: "server", after: report.rows },
    ]);
  });

  it("writes only valid geometry", async () => {
    for (const [table, column] of [
      ["area", "boundary"],
      ["ground", "shape"],
      ["plot", "shape"],
      ["street_edge", "path"],
    ]) {
      const wrong = `select count(*)::int as answer from ${table} where not st_isvalid(${column})`;
      expect([table, await ask(wrong)]).toEqual([table, 0]);
    }
  });

  it("lays plots side by side: none on another, nor on water", async () => {
    const shared = (other: string) => `select count(*)::int as answer from plot p join ${other}
      and st_area(st_intersection(p.shape, o.shape)::geography) > 1`;
    expect([
      await ask(shared("plot o on o.plot_id > p.plot_id and st_intersects(p.shape, o.shape)")),
      await ask(
        shared(
          "ground o on o.kind = 'water' and o.name = '蒸水' and st_intersects(p.shape, o.shape)",
        ),
      ),
    ]).toEqual([0, 0]);
  });

  it("puts a complaint of before the boundary change into the area of then", async () => {
    const both = `select count(*)::int as answer from (
      select c.complaint_id, count(*) from complaint c
      join area a on a.level = 'subdistrict' and st_intersects(a.boundary, c.position)
        and c.occurred_on >= a.valid_from and (a.valid_to is null or c.occurred_on < a.valid_to)
      group by 1 having count(*) > 1) doubled`;
    expect(await ask(both)).toBe(0);
    const inOld = (side: "<" | ">=") => `select count(*)::int as answer from complaint c
      join area was on was.area_id = 'subdistrict-430408200-1' and st_intersects(was.boundary, c.position)
      join area is_now on is_now.area_id = 'subdistrict-430408005-2' and st_intersects(is_now.boundary, c.position)
      join area a on a.level = 'subdistrict' and st_intersects(a.boundary, c.position)
        and c.occurred_on >= a.valid_from and (a.valid_to is null or c.occurred_on < a.valid_to)
      where c.occurred_on ${side} was.valid_to and a.code <> '${side === "<" ? "430408200" : "430408005"}'`;
    expect([await ask(inOld("<")), await ask(inOld(">="))]).toEqual([0, 0]);
  });

  it("tells readers once for each kind, to reload it", async () => {
    expect(await ask("select count(*)::int as answer from change where ids = '{}'")).toBe(
      await ask("select count(distinct kind)::int as answer from change"),
    );
  });

  it("refuses to write the district a second time and leaves the first whole", async () => {
    await expect(loadDemo(database, { anchor })).rejects.toMatchObject({ code: "23505" });
    expect(await ask("select count(*)::int as answer from complaint")).toBe(demo.complaints.length);
  });
});

/** Some local time of a day after the anchor's (0). */
const on = (day: number, hours = 9) => new Date(anchor.getTime() + (day * 24 + hours) * 3_600_000);
const countComplaints = () => ask("select count(*)::int as answer from complaint");
const version = () => ask("select version as answer from change_counter");

describe("fillDemo", () => {
  it("has nothing to do on the first day, to its last minute", async () => {
    const before = await version();
    expect(await fillDemo(database, { now: on(0, 0) })).toBe(0);
    expect(await fillDemo(database, { now: on(0, 23.99) })).toBe(0);
    expect([await version(), await countComplaints()]).toEqual([before, demo.complaints.length]);
  });

  it("adds yesterday when a day has passed, and names what it added", async () => {
    const added = laterComplaints({ anchor, fromDay: 0, endDay: 1 });
    expect(await fillDemo(database, { now: on(1, 0) })).toBe(added.length);
    const [change] = await database.transaction(
      (tx) => tx.query("select kind, ids from change order by version desc limit 1"),
      { districtId: DEMO_DISTRICT_ID },
    );
    expect(change).toMatchObject({ kind: "complaint" });
    expect(change!.ids).toEqual(
      expect.arrayContaining(added.map(({ complaintId }) => complaintId)),
    );
  });

  it("goes on with what was open, and keeps what it comes to", async () => {
    const still = await readOpen();
    const moved = openAtFirst.filter((id) => !still.includes(id));
    expect(moved.length).toBeGreaterThan(0);
    expect(await standingFaults("and occurred_on > '2026-01-01'")).toEqual([]);
  });

  it("adds the days since then up to yesterday, past numbers that are taken and a facility that is gone", async () => {
    const later = laterComplaints({ anchor, fromDay: 0, endDay: 30 });
    const named = new Set(demo.complaints.map(({ facilityId }) => facilityId));
    const lost = later.find(
      ({ facilityId, occurredOn }) =>
        facilityId && !named.has(facilityId) && occurredOn > later[0]!.occurredOn,
    )!;
    const taken = later.at(-1)!;
    const dayFive = laterComplaints({ anchor, fromDay: 5, endDay: 6 });
    await database.transaction(
      async (tx) => {
        const own = (id: string, number: string, day: string) =>
          tx.query(
            `insert into complaint (district_id, complaint_id, number, occurred_on)
             values ($1, $2, $3, $4)`,
            [DEMO_DISTRICT_ID, id, number, day],
          );
        await tx.query("delete from facility where facility_id = $1", [lost.facilityId]);
        // one came with a file and passed no counter; two were taken while the demonstration ran
        await own("own-1", taken.number, taken.occurredOn);
        for (const { number, occurredOn } of dayFive.slice(0, 2)) {
          await own(`own-${number}`, number, occurredOn);
          await drawCount(tx, DEMO_DISTRICT_ID, occurredOn);
        }
      },
      { districtId: DEMO_DISTRICT_ID },
    );
    const first = laterComplaints({ anchor, fromDay: 0, endDay: 1 }).length;
    expect(await fillDemo(database, { now: on(30) })).toBe(later.length - first);

    const written = await database.transaction(
      (tx) =>
        tx.query(
          `select complaint_id as id, number, facility_id as facility, street_id as street,
             st_x(position) as lng from complaint
           where occurred_on >= $1 and complaint_id !~ '^own' order by occurred_at, number`,
          [later[0]!.occurredOn],
        ),
      { districtId: DEMO_DISTRICT_ID },
    );
    const shift = (number: string, count: number) =>
      number.slice(0, 10) + String(Number(number.slice(10)) + count).padStart(4, "0");
    const countOf = ({ number }: { number: string }) => Number(number.slice(10));
    expect(written).toEqual(
      later.map((one) => ({
        id: one.complaintId,
        number: shift(
          one.number,
          one.occurredOn === dayFive[0]!.occurredOn
            ? 2
            : one.occurredOn === taken.occurredOn
              ? countOf(taken)
              : 0,
        ),
        facility: one.facilityId === lost.facilityId ? null : one.facilityId,
        street: one.streetId,
        lng: one.position?.[0] ?? null,
      })),
    );
    expect(await standingFaults("and complaint_id !~ '^own'")).toEqual([]);
  });

  it("writes nothing a second time, nor when the clock has gone back", async () => {
    const before = [await version(), await countComplaints()];
    expect(await fillDemo(database, { now: on(30, 23) })).toBe(0);
    expect(await fillDemo(database, { now: on(12) })).toBe(0);
    expect(await fillDemo(database, { now: on(-12) })).toBe(0);
    expect([await version(), await countComplaints()]).toEqual(before);
  });

  it("is left alone where the operator wants no demonstration", async () => {
    const before = await version();
    const said: string[] = [];
    const settings = { demo: "off", dataDir: "", demoAnchor: null } as const;
    await startDemo(database, settings, (line) => said.push(line));
    expect([await version(), said]).toEqual([before, []]);
  });
});

describe("clearDemo", () => {
  it("empties it again, and starts a district of one's own", async () => {
    const { removed, created } = await clearDemo(database, { name: "Porto" });
    expect({ removed, created }).toEqual({ removed: [DEMO_DISTRICT_ID], created: "porto" });
    const left = await database.query("select district_id, is_demo from district");
    expect(left).toEqual([{ district_id: "porto", is_demo: false }]);
    expect(await trailOf("porto")).toEqual([
      {
        ...{ action: "district.create", via: "command" },
        after: { name: "Porto", cleared: [DEMO_DISTRICT_ID] },
      },
    ]);
    expect(await clearDemo(database, { name: null })).toEqual({ removed: [], created: null });
    expect(await fillDemo(database, { now: on(60) })).toBe(0);
  }, 240_000); // a quarter of a million events go with it
});
