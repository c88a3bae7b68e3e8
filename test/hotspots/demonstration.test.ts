import { cellToLatLng } from "h3-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_DISTRICT_ID } from "../../data/demo/generate.ts";
import written from "../../data/demo/truths.json" with { type: "json" };
import { createCaseRegisters } from "../../server/complaints/case-register.ts";
import { loadDemo } from "../../server/demo.ts";
import { lookBack } from "../../server/demo-hotspots.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import { createMaterials } from "../../server/hotspots/material.ts";
import { evaluateRule } from "../../server/hotspots/rule-evaluation.ts";
import { readRules } from "../../server/hotspots/rule-store.ts";
import type { CubeAnswer, HotspotAnswer } from "../../server/hotspots/schema.ts";
import type { SpotAnswer } from "../../server/hotspots/spot-schema.ts";
import { layerSources } from "../../server/layer-sources.ts";
import { dateOf, dayOf } from "../../server/store/column.ts";
import type { Queryable } from "../../server/store/database.ts";
import { createSnapshots } from "../../server/store/snapshots.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { servedApp } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

let world: TestDatabase;
let served: ReturnType<typeof servedApp>;
let who: SignedIn;

beforeAll(async () => {
  world = await openTestDatabase();
  await loadDemo(world.database, { anchor: new Date(written.anchor) });
  served = servedApp(world.database);
  who = await signedIn(world.database, DEMO_DISTRICT_ID, "manager");
}, 300_000);
afterAll(async () => {
  await served?.close();
  await world?.drop();
});

const ANCHOR = dayOf("2026-01-01");
/** A day counted from the anchor: -1 is the last of the demonstration. */
const dayAt = (offset: number) => dateOf(ANCHOR + offset);
const truth = (id: string) => written.truths.find((one) => one.id === id)!;

async function asked<T = HotspotAnswer>(path: string): Promise<T> {
  const answer = await served.app.request(`/api/districts/${DEMO_DISTRICT_ID}/hotspots${path}`, {
    headers: who.headers,
  });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}
/** The default question, asked on a day of the demonstration. */
const on = (offset: number, more = "") => asked(`?to=${dayAt(offset)}${more}`);

/** Spots with a cell whose middle lies in the circle of a truth, or within one cell of it. */
function spotsAt({ spots, asked: { cellSquareMeters } }: HotspotAnswer, id: string) {
  const { position, radiusMeters } = truth(id);
  const reach = radiusMeters + Math.sqrt(cellSquareMeters);
  return spots.filter(({ cells }) =>
    cells.some((cell) => {
      const [lat, lng] = cellToLatLng(cell);
      return distanceMeters([lng, lat], [position[0]!, position[1]!]) <= reach;
    }),
  );
}

describe("the planted truths, asked without any setting", () => {
  it.each([
    "growing-hot-spot",
    "persistent-hot-spot",
    "five-star-toilet-many-complaints",
    "rated-road-not-swept",
  ])("find %s in its last 30 days", async (id) => {
    expect(spotsAt(await on(truth(id).toDay!), id)).not.toEqual([]);
  });

  it("find the one that ended while it lasted, and not now", async () => {
    const { toDay } = truth("ended-hot-spot");
    expect(spotsAt(await on(toDay! - 7), "ended-hot-spot")).not.toEqual([]);
    expect(spotsAt(await on(-1), "ended-hot-spot")).toEqual([]);
  });

  it("say on the card of the toilet that it has five stars, and that toilets stand out", async () => {
    const [spot] = spotsAt(await on(-1), "five-star-toilet-many-complaints");
    const card = await asked<SpotAnswer>(`/spots/${spot!.spotId}?to=${dayAt(-1)}`);
    const { subject } = truth("five-star-toilet-many-complaints");
    expect(card.facilities.find(({ facilityId }) => facilityId === subject.id)).toMatchObject({
      stars: 5,
    });
    expect(
      card.categories.filter(({ standsOut }) => standsOut).map(({ value }) => value),
    ).toContain("toilet-dirty");
    expect(card.complaints).toBe(spot!.complaints);
  });

  it("name the road that has stars and is not swept", async () => {
    const { subject } = truth("rated-road-not-swept");
    const spots = spotsAt(await on(-1), "rated-road-not-swept");
    const cards = await Promise.all(
      spots.map(({ spotId }) => asked<SpotAnswer>(`/spots/${spotId}?to=${dayAt(-1)}`)),
    );
    const streets = cards.flatMap((card) => card.streets);
    expect(streets.find(({ streetId }) => streetId === subject.id)).toMatchObject({
      ...{ stars: 4, lastService: null },
    });
  });

  it("find 150 reports of one person by count, with a caution, and not by distinct reporters", async () => {
    const id = "one-reporter-many-reports";
    const period = `from=${dayAt(truth(id).fromDay! - 15)}&to=${dayAt(truth(id).fromDay! + 14)}`;
    const spots = spotsAt(await asked(`?${period}&measure=count`), id);
    expect(spots).not.toEqual([]);
    const [spot] = [...spots].sort((a, b) => b.excess - a.excess);
    expect(spot!.complaints).toBeGreaterThan(8 * spot!.reporters);
    const card = await asked<SpotAnswer>(`/spots/${spot!.spotId}?${period}&measure=count`);
    const said = card.sentences.find(({ about }) => about === "reporters")!;
    expect(said.isCaution).toBe(true);
    expect(said.zh).toContain("一人占了大头");
    expect(spotsAt(await asked(`?${period}&measure=reporters`), id)).toEqual([]);
  });

  it("are called by their history: the growing one intensifies or has just begun, the lasting one is no news", async () => {
    const cube = await asked<CubeAnswer>(`/cube?to=${dayAt(-1)}&steps=52`);
    const near = (id: string) =>
      cube.cells.filter(({ cell }) => {
        const [lat, lng] = cellToLatLng(cell);
        const { position, radiusMeters } = truth(id);
        return distanceMeters([lng, lat], [position[0]!, position[1]!]) <= radiusMeters;
      });
    const growing = near("growing-hot-spot");
    expect(Math.max(...growing.map(({ trend }) => trend))).toBeGreaterThan(3);
    expect(growing.some(({ pattern }) => pattern.endsWith("-hot"))).toBe(true);
    const lasting = near("persistent-hot-spot").map(({ pattern }) => pattern);
    expect(lasting.some((pattern) => pattern.endsWith("-hot"))).toBe(true);
    expect(lasting).not.toContain("new-hot");
  });
});

describe("the demonstration as a whole", () => {
  it("loses no complaint in any measure's cells", async () => {
    const answer = await on(-1, "&measure=count");
    const { complaints, withoutPosition, events } = answer.totals.period;
    expect(events + withoutPosition).toBe(complaints);
    expect(answer.cells.complaints.reduce((a, b) => a + b, 0)).toBe(events);
    const [row] = await world.database.transaction(
      (tx) =>
        tx.query<{ n: number }>(
          `select count(*)::int as n from complaint where not is_confidential
             and (received_at at time zone 'Asia/Shanghai')::date between $1 and $2`,
          [dayAt(-30), dayAt(-1)],
        ),
      { districtId: DEMO_DISTRICT_ID },
    );
    expect(complaints).toBe(row!.n);
  });

  it("has few spots, and more that a p without correction would call hot", async () => {
    const { spots, hot, hotUncorrected, studied, asked: question } = await on(-1);
    expect(question).toMatchObject({ measure: "per-street", isResolutionChosen: true });
    expect(spots.length).toBeGreaterThanOrEqual(4);
    expect(hot).toBeLessThan(studied / 5);
    expect(hotUncorrected).toBeGreaterThan(hot);
  });
});

describe("the rule of the demonstration", () => {
  it("tells what became hot since it was looked at two weeks before", async () => {
    const { database } = world;
    const snapshots = createSnapshots(database, layerSources);
    const parts = {
      database,
      read: createMaterials({ registers: createCaseRegisters(database), snapshots }),
    };
    const anchor = new Date(written.anchor);
    const within = <T>(work: (tx: Queryable) => Promise<T>) =>
      database.transaction(work, { districtId: DEMO_DISTRICT_ID });
    const ofIt = async () => (await within((tx) => readRules(tx, DEMO_DISTRICT_ID)))[0]!;
    try {
      await lookBack(parts, anchor);
      const looked = await ofIt();
      expect(looked).toMatchObject({
        evaluatedAt: new Date(+anchor - 14 * 86_400_000),
        alarms: 0,
      });
      await lookBack(parts, anchor); // a second start
      expect((await ofIt()).evaluatedAt).toEqual(looked.evaluatedAt);
      await evaluateRule(parts, DEMO_DISTRICT_ID, looked, anchor, dayAt(-1));
    } finally {
      snapshots.close();
    }
    const [before, after] = await Promise.all([
      on(-14, "&measure=count"),
      on(-1, "&measure=count"),
    ]);
    const hotBefore = new Set(before.spots.flatMap(({ cells }) => cells));
    const expected = after.spots
      .filter(({ cells }) => !cells.some((cell) => hotBefore.has(cell)))
      .map(({ spotId }) => spotId);
    const told = await within((tx) =>
      tx.query<{ spotId: string }>(
        `select spot_id as "spotId" from hotspot_alarm where district_id = $1`,
        [DEMO_DISTRICT_ID],
      ),
    );
    expect(told.map(({ spotId }) => spotId).sort()).toEqual(expected.sort());
    expect(told.length).toBeGreaterThan(0);
  });
});
