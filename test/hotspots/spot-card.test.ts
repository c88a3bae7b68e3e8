import { describe, expect, it } from "vitest";
import type { SpotAnswer } from "../../server/hotspots/spot-schema.ts";
import {
  COMPLAINTS,
  COUNTED,
  cellOf,
  FAR,
  HOT,
  inMarch,
  isOpenly,
  MARCH,
  servedMarch,
  sum,
  TELEPHONE,
} from "../worlds/hotspots-of-march.ts";
import { signedIn } from "../worlds/signed-in.ts";

const { asked, refused, manager, ...world } = servedMarch();

/** How many complaints the register shows of a link of its page. */
async function listed(list: string, who = manager()): Promise<number> {
  const link = new URLSearchParams(list);
  for (const [page, api] of [
    ["since", "from"],
    ["until", "to"],
  ] as const) {
    link.set(api, link.get(page)!);
    link.delete(page);
  }
  const answer = await world.send(who, "GET", `/api/districts/north/complaints?${link}`);
  return (await answer.json()).total;
}

describe("the card of a spot", () => {
  const card = (query = COUNTED, who = manager()) =>
    asked<SpotAnswer>(
      `/spots/${cellOf(HOT, Number(/resolution=(\d+)/.exec(query)?.[1] ?? 10))}?${query}`,
      who,
    );

  it("counts what happened there by hand", async () => {
    const spot = await card();
    const own = inMarch.filter(({ position }) => position && spot.cells.includes(cellOf(position)));
    const hot = own.filter(({ id }) => id.startsWith("hot"));
    expect(hot).toHaveLength(32);
    const others = own.length - 32;
    expect(spot).toMatchObject({
      ...{ rank: 1, of: 1, state: 1, complaints: own.length, before: 8, yearAgo: null },
      ...{ reporters: 16 + others, withoutReporter: others, mostOfOne: 2, late: 8, reopened: 1 },
      open: 4 + others,
    });
    expect(spot.ofAll).toBe(56);
    const [toilets] = spot.categories;
    expect(toilets).toMatchObject({ value: "toilet-dirty", count: 24, ofAll: 24, standsOut: true });
    expect(spot.hours.find(({ value }) => value === 21)).toMatchObject({ standsOut: true });
    expect(spot.withHour).toBe(own.length);
    expect(sum(spot.weekdays.map(({ count }) => count))).toBe(own.length);
    expect(spot.cases).toHaveLength(20);
    expect(spot.cases[0]!.receivedAt >= spot.cases[19]!.receivedAt).toBe(true);
    expect(spot.streets).toMatchObject([
      { streetId: "s1", name: "中街", grades: [1], stars: 4, lastService: null },
    ]);
  });

  it("has a history that ends with the period and adds up", async () => {
    const { history, cells } = await card();
    const since = history[0]!.from;
    const own = COMPLAINTS.filter(
      (one) =>
        isOpenly(one) &&
        one.position &&
        cells.includes(cellOf(one.position)) &&
        (one.day ?? "2026-03-10") >= since &&
        (one.day ?? "2026-03-10") <= "2026-03-30",
    );
    expect(history).toHaveLength(52);
    expect(sum(history.map(({ count }) => count))).toBe(own.length);
  });

  it("links to exactly its complaints", async () => {
    const queries = [
      COUNTED,
      `${MARCH}&measure=count&resolution=9`,
      `${COUNTED}&category=toilet-dirty,none`,
      `${COUNTED}&weekday=1,2,3,4&hours=20-8&channel=telephone&duplicate=false`,
      `${COUNTED}&area=west&kind=direct`,
    ];
    for (const query of queries) {
      const { list, complaints: count } = await card(query);
      expect([query, await listed(list!)]).toEqual([query, count]);
    }
  });

  it("counts and lists nothing confidential, also for whoever is named for it", async () => {
    const database = world.database();
    const named = await signedIn(database, "north", "manager");
    await database.transaction(
      (tx) =>
        tx.query(
          `insert into complaint_confidant (district_id, complaint_id, account_id, named_by)
           values ('north', 'secret0', $1, $2)`,
          [named.accountId, manager().accountId],
        ),
      { districtId: "north", asOwner: true },
    );
    const { list, complaints: count } = await card(COUNTED, named);
    const all = new URLSearchParams(list!);
    expect(await listed(all.toString(), named)).toBe(count);
    all.delete("confidential");
    expect(await listed(all.toString(), named)).toBe(count + 1);
  });

  it("says nothing of who complained but what was masked", async () => {
    const answers = await Promise.all([
      card(),
      asked(`?${COUNTED}`),
      asked(`/frame?${COUNTED}`),
      asked("/cube?to=2026-03-30&measure=reporters&resolution=10"),
    ]);
    for (const answer of answers) {
      const text = JSON.stringify(answer);
      for (const personal of ["某某", TELEPHONE, "演示联系方式", '"p0"', '"p1"', "reporterId"])
        expect(text).not.toContain(personal);
    }
    expect(JSON.stringify(answers.slice(1))).not.toContain("污水");
    expect(answers[0]!.cases.some(({ text }) => text.includes("污水"))).toBe(true);
  });

  it("is found by any of its cells, and by no other", async () => {
    const { cells, spotId } = await card();
    for (const cell of cells)
      expect((await asked<SpotAnswer>(`/spots/${cell}?${COUNTED}`)).spotId).toBe(spotId);
    const path = "/api/districts/north/hotspots/spots";
    const far = await refused(`${path}/${cellOf(FAR)}?${COUNTED}`);
    expect([far.status, far.code]).toEqual([404, "not-found"]);
    const coarse = await refused(`${path}/${cellOf(HOT, 8)}?${COUNTED}`);
    expect(coarse.status).toBe(404);
  });
});
