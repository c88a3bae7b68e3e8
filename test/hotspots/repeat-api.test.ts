import { beforeAll, describe, expect, it } from "vitest";
import { recordChange } from "../../server/store/changes.ts";
import { servedNorth } from "../worlds/served.ts";
import { grantRole, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/hotspots/repeats";
let duty: SignedIn;
let unit: SignedIn;
let westerner: SignedIn;
let leader: SignedIn;

const ask = async (who: SignedIn, path: string) => {
  const answer = await world.send(who, "GET", path);
  expect(answer.status).toBe(200);
  return answer.json();
};
/** How many complaints the register opens; its page writes `since` and `until` for days of receipt. */
async function opened(who: SignedIn, list: string): Promise<number> {
  const params = new URLSearchParams(list);
  for (const [name, asked] of [
    ["since", "from"],
    ["until", "to"],
  ] as const) {
    const day = params.get(name);
    params.delete(name);
    if (day !== null) params.set(asked, day);
  }
  return (await ask(who, `/api/districts/north/complaints?limit=0&${params}`)).total;
}

type Row = {
  id: string;
  days: number;
  reporter?: string;
  category?: string | null;
  lng?: number | null;
  unitId?: string | null;
  settled?: number;
  duplicateOf?: string;
  isConfidential?: boolean;
  state?: string;
};
const west = { category: "exposed-waste", lng: 25.003, unitId: "u" };
const east = { category: "road-dirty", lng: 25.013, unitId: null, reporter: "r3" };
const ROWS: Row[] = [
  { id: "w1", days: 20, ...west, reporter: "r1", settled: 19 },
  { id: "w2", days: 10, ...west, reporter: "r1", settled: 9 },
  { id: "w3", days: 5, ...west, reporter: "r2", state: "accepted" },
  { id: "copy", days: 4, ...west, reporter: "r1", duplicateOf: "w3", state: "merged" },
  { id: "hidden", days: 3, ...west, reporter: "r1", isConfidential: true },
  ...[12, 11, 10, 9].map((days, i) => ({ id: `e${i}`, days, ...east, state: "accepted" })),
  { id: "uncategorised", days: 26, ...west, category: null, settled: 25 },
  { id: "nowhere", days: 7, category: "road-dirty", lng: null },
];

beforeAll(async () => {
  const database = world.database();
  duty = await signedIn(database, "north", "duty_officer");
  unit = await signedIn(database, "north", "handling_unit");
  westerner = await signedIn(database, "north", "viewer", ["west"]);
  leader = await signedIn(database, "north", "team_leader", ["west"]);
  await database.transaction(
    async (tx) => {
      await tx.query("delete from complaint where district_id = 'north'");
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'u', '清扫公司')",
      );
      await tx.query(
        "insert into unit_member (district_id, unit_id, account_id) values ('north', 'u', $1)",
        [unit.accountId],
      );
      await tx.query(
        `insert into reporter (district_id, reporter_id, name, telephone)
         values ('north', 'r1', '来电人', '000-0000001'), ('north', 'r3', '来信人', '000-0000003')`,
      );
      for (const row of ROWS)
        await tx.query(
          `insert into complaint (district_id, complaint_id, number, category, position, unit_id, reporter_id,
             duplicate_of, is_confidential, state, street_id, place_kind, received_at, occurred_at, occurred_on, settled_at)
           select 'north', $1, $1, $2, case when $3::float8 is null then null
               else st_setsrid(st_makepoint($3, 60.004), 4326) end, $4, $5, $6, $7, $8,
             case when $3::float8 is null then null else 's1' end,
             case when $3::float8 is null then 'unclear' else 'point' end,
             at, at, (at at time zone 'Europe/Helsinki')::date, now() - $10::float8 * interval '1 day'
           from (select now() - $9::float8 * interval '1 day' as at) instant`,
          [
            ...[row.id, row.category ?? null, row.lng ?? null, row.unitId ?? null],
            ...[row.reporter ?? null, row.duplicateOf ?? null, row.isConfidential ?? false],
            ...[row.state ?? "settled", row.days, row.settled ?? null],
          ],
        );
      await recordChange(tx, "north", "complaint", []);
    },
    { districtId: "north", asOwner: true },
  );
});

describe("repeat places over the API", () => {
  it("say what they are of all, and open exactly their complaints in the register", async () => {
    const answer = await ask(duty, `${PATH}/places`);
    expect(answer).toMatchObject({
      ...{ radiusMeters: 50, days: 28, returnDays: 14, fewest: 3 },
      ...{ complaints: 10, repeatable: 7, inPlaces: 7, total: 2 },
    });
    const [first, second] = answer.places;
    expect(first).toMatchObject({
      ...{ placeId: "e0", category: "road-dirty", count: 4, reporters: 1, mostOfOne: 4 },
      ...{ position: [25.013, 60.004], open: 4, settled: 0, judged: 0, returned: 0, unit: null },
    });
    expect(second).toMatchObject({
      ...{ placeId: "w1", count: 3, reporters: 2, mostOfOne: 2, open: 1 },
      ...{ settled: 2, judged: 1, returned: 1 }, // the second was settled 9 days ago
      street: { id: "s1", name: "中街", nameEn: "Middle Street" },
      unit: { id: "u", name: "清扫公司" },
    });
    for (const { count, open, returned, lists } of [first, second]) {
      expect(lists.isExact).toBe(true);
      expect(await opened(duty, lists.all)).toBe(count);
      expect(lists.open && (await opened(duty, lists.open))).toBe(open || null);
      expect(lists.returned === null ? 0 : await opened(duty, lists.returned)).toBe(returned);
    }
    expect(new URLSearchParams(second.lists.returned).get("ids")).toBe("w1");
  });

  it("follow the filters and what one sets oneself, and echo it in the definition", async () => {
    const narrow = await ask(duty, `${PATH}/places?days=9&fewest=2&category=exposed-waste`);
    expect(narrow.total).toBe(1); // w2 and w3, five days apart; w1 came ten days before w2
    expect(narrow.places[0]).toMatchObject({ placeId: "w2", count: 2 });
    expect(narrow.definition.zh).toContain("不超过 9 天");
    expect(narrow.definition.en).toContain("9 days");
    expect((await ask(duty, `${PATH}/places?limit=1`)).places).toHaveLength(1);
    expect((await ask(westerner, `${PATH}/places`)).places).toMatchObject([{ placeId: "w1" }]);
  });

  it("are a file without anything of who complained", async () => {
    const answer = await world.send(duty, "GET", `${PATH}/places?format=csv&lang=en`);
    const text = await answer.text();
    expect(answer.headers.get("Content-Type")).toContain("text/csv");
    const [head, ...lines] = text.trim().split("\r\n");
    expect(head).toContain("Came back");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("清扫公司");
    for (const secret of ["r1", "r3", "来电人", "0000001"]) expect(text).not.toContain(secret);
    const book = await world.send(duty, "GET", `${PATH}/places?format=xlsx`);
    expect(book.headers.get("Content-Type")).toContain("spreadsheetml");
    expect((await book.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  it("of more complaints than a link can name are opened by place, category and days", async () => {
    await world.database().transaction(
      async (tx) => {
        await tx.query(
          `insert into complaint (district_id, complaint_id, number, category, position, state, place_kind,
             received_at, occurred_at, occurred_on)
           select 'north', 'm' || i, 'm' || i, 'bin-overflow', st_setsrid(st_makepoint(25.006, 60.002), 4326),
             'accepted', 'point', at, at, (at at time zone 'Europe/Helsinki')::date
           from generate_series(1, 201) i, lateral (select now() - i * interval '2 hours' as at) instant`,
        );
        await recordChange(tx, "north", "complaint", []);
      },
      { districtId: "north", asOwner: true },
    );
    const { places } = await ask(duty, `${PATH}/places?category=bin-overflow&fewest=200`);
    expect(places).toMatchObject([{ count: 201, lists: { isExact: true, open: null } }]);
    expect(new URLSearchParams(places[0].lists.all).has("near")).toBe(true);
    expect(await opened(duty, places[0].lists.all)).toBe(201);
    const ids = Array.from({ length: 201 }, (_, i) => `m${i + 1}`).join(",");
    const refused = await world.send(duty, "GET", `/api/districts/north/complaints?ids=${ids}`);
    expect(refused.status).toBe(400);
    expect((await refused.json()).faults).toMatchObject([{ field: "ids", rule: "too-many" }]);
  });
});

describe("repeat reporters over the API", () => {
  const category = "category=exposed-waste,road-dirty,none";

  it("are numbers with what they reported, and open it in the register", async () => {
    const answer = await ask(duty, `${PATH}/reporters?${category}`);
    expect(answer).toMatchObject({
      ...{ complaints: 10, withReporter: 8, knownReporters: 3, byThem: 7, total: 2, fewest: 3 },
    });
    expect(answer.reporters).toMatchObject([
      { reporterId: "r3", count: 4, places: 1, categories: 1, streets: 1, days: 4, settled: 0 },
      { reporterId: "r1", count: 3, duplicates: 1, mainCategory: "exposed-waste", settled: 2 },
    ]);
    for (const { count, list } of answer.reporters) expect(await opened(duty, list)).toBe(count);
    const text = JSON.stringify(answer);
    for (const secret of ["来电人", "来信人", "000-0000", "hidden"])
      expect(text).not.toContain(secret);
  });

  it("are marked where they made much of a hot spot alone, and there only", async () => {
    // all four of the east are of one person: along the street's cells no chance puts them together
    const cells = "category=road-dirty&measure=count&resolution=10&minimum=4";
    const { spots } = await ask(duty, `/api/districts/north/hotspots?${cells}`);
    const spot = spots.find(({ complaints }: { complaints: number }) => complaints === 4);
    const { reporters } = await ask(duty, `${PATH}/reporters?${cells}`);
    expect(reporters).toMatchObject([
      { reporterId: "r3", isMany: true, hotspot: { spotId: spot.spotId, count: 4, of: 4 } },
    ]);
    const none = await ask(duty, `${PATH}/reporters?${cells.replace("=4", "=5")}`);
    expect(none.reporters).toMatchObject([{ reporterId: "r3", isMany: false, hotspot: null }]);
  });

  it("are not there for whoever may read complaints but not who complained", async () => {
    const answer = await world.send(westerner, "GET", `${PATH}/reporters`);
    expect(answer.status).toBe(403);
  });

  it("are of what one may read: of a unit's own complaints, and of none where one has none", async () => {
    const own = await ask(unit, `${PATH}/reporters?fewest=2`);
    expect(own.reporters).toMatchObject([{ reporterId: "r1", count: 3 }]);
    expect(await opened(unit, own.reporters[0].list)).toBe(3);
    expect(await ask(leader, `${PATH}/reporters?fewest=2`)).toMatchObject({
      ...{ complaints: 0, total: 0, reporters: [] },
    });
  });
});

it("tells no reporter of where one may read everything but not who complained", async () => {
  const both = await signedIn(world.database(), "north", "team_leader", ["west"]);
  await grantRole(world.database(), "north", both.accountId, "viewer");
  const cells = "measure=count&resolution=10&minimum=4&category=exposed-waste,road-dirty,none";
  const answer = await ask(both, `${PATH}/reporters?${cells}`);
  expect(answer).toMatchObject({ complaints: 5, total: 1 }); // without the east and what has no place
  expect(answer.reporters).toMatchObject([{ reporterId: "r1", count: 3 }]);
  expect(await opened(both, answer.reporters[0].list)).toBe(3);
  expect((await ask(both, `${PATH}/places?${cells}`)).places).toHaveLength(2);
});

describe("places that came back, over the API", () => {
  it("are counted by unit with those that cannot be judged, and each figure opens its complaints", async () => {
    const answer = await ask(duty, `${PATH}/returns`);
    const figures = { settled: 3, count: 1, of: 1, early: 1, unable: 1, reopened: 0 };
    expect(answer.units).toMatchObject([{ unit: { id: "u" }, ...figures, isTooFew: true }]);
    expect(answer.all).toMatchObject(figures);
    expect(answer.all.low).toBeCloseTo(0.025, 4); // one of one: pⁿ = 2.5 %
    expect(answer.all.high).toBe(1);
    const { lists } = answer.units[0];
    expect(await opened(duty, lists.settled)).toBe(3);
    expect(await opened(duty, lists.count)).toBe(1);
    expect(await opened(duty, lists.of)).toBe(1);
    expect(lists.reopened).toBeNull();
  });

  it("take their period by settlement, whenever it was received", async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const answer = await ask(duty, `${PATH}/returns?from=${day(22)}&to=${day(15)}`);
    expect(answer.all).toMatchObject({ settled: 1, of: 1, count: 1 });
    const short = await ask(duty, `${PATH}/returns?returnDays=8`);
    expect(short.all).toMatchObject({ settled: 3, of: 2, count: 1, early: 0, unable: 1 });
    const other = await ask(duty, `${PATH}/returns?unit=none`);
    expect(other).toMatchObject({ units: [], all: { settled: 0, of: 0, low: 0, high: 1 } });
  });
});
