import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passagesOf } from "../../data/demo/fixes.ts";
import { CROSSED, FAST, LATE, SILENT, SKIPPED } from "../../data/demo/fleet-truths.ts";
import { createServiceDays, type Judged } from "../../server/cleaning/days.ts";
import { type JudgedPass, verdictAt } from "../../server/cleaning/judged.ts";
import { createMatchingThread, type MatchingThread } from "../../server/fleet/matching-thread.ts";
import { localDay } from "../../server/store/local-day.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { anchor, demo } from "../worlds/demo.ts";
import { drivenDay, writeDemoTown } from "../worlds/demo-fleet.ts";

const { districtId, timeZone } = demo.district;
/** Yesterday: all that was planted has begun by then. */
const DAY = -1;
const HOUR_MS = 3_600_000;
const startMs = anchor.getTime() + DAY * 24 * HOUR_MS;
const secondsAt = (seconds: number) => startMs + seconds * 1_000;
const day = localDay(new Date(startMs), timeZone);

const proving = new Set(
  demo.routes.filter(({ proof }) => proof === "positions").map(({ routeId }) => routeId),
);
const isProving = ({ routeId }: { readonly routeId: string | null }) =>
  routeId !== null && proving.has(routeId);
const routeOf = (vehicleId: string) =>
  demo.vehicles.find((one) => one.vehicleId === vehicleId)!.routeId!;
const onStreet = (name: string) => {
  const { streetId } = demo.streets.find((street) => street.name === name)!;
  return new Set(
    demo.edges.filter((edge) => edge.streetId === streetId).map(({ edgeId }) => edgeId),
  );
};

type Event = {
  readonly kind: string;
  readonly vehicleId: string;
  readonly routeId: string | null;
  readonly from: number;
  readonly to: number | null;
  readonly detail: { readonly edgeIds?: string[] };
};
type Driven = { readonly vehicleId: string; readonly edgeId: string; readonly from: number };

let world: TestDatabase;
let thread: MatchingThread;
let run: ReturnType<typeof drivenDay>;
let [events, records]: [Event[], Driven[]] = [[], []];
let judged: Judged;
/** What was known before the late positions came, and while a vehicle was silent. */
let early: { events: Event[]; records: Driven[] };
let meanwhile: Event[];

const readEvents = () =>
  world.database.transaction(
    (tx) =>
      tx.query<Event>(
        `select kind, vehicle_id as "vehicleId", route_id as "routeId", detail,
           extract(epoch from from_at)::float8 * 1000 as from, extract(epoch from to_at)::float8 * 1000 as to
         from fleet_event where district_id = $1 and from_at > $2 order by from_at`,
        [districtId, new Date(startMs + 4 * HOUR_MS)], // nothing drove the evening before
      ),
    { districtId },
  );
const readRecords = () =>
  world.database.transaction(
    (tx) =>
      tx.query<Driven>(
        `select vehicle_id as "vehicleId", edge_id as "edgeId", extract(epoch from from_at)::float8 * 1000 as from
         from service_record where district_id = $1`,
        [districtId],
      ),
    { districtId },
  );

beforeAll(async () => {
  world = await openTestDatabase();
  thread = createMatchingThread();
  await writeDemoTown(world.database, isProving);
  run = drivenDay(world.database, thread, DAY, isProving);
  await run.until(8);
  await run.until(13.25);
  early = { events: await readEvents(), records: await readRecords() };
  await run.until(13.75);
  meanwhile = await readEvents();
  await run.until(16);
  await run.until(22);
  await run.end();
  [events, records] = [await readEvents(), await readRecords()];
  const days = createServiceDays(world.database);
  judged = (await days.get(districtId, { first: day, last: day, nowMs: run.now() }))!;
}, 60_000);
afterAll(async () => {
  await thread?.close();
  await world?.drop();
});

const of = (kind: string, vehicleId: string) =>
  events.filter((one) => one.kind === kind && one.vehicleId === vehicleId);
/** The sweeps of a vehicle's route that are over, in order. */
const passesOf = (vehicleId: string) =>
  judged.days[0]!.passes.filter(({ pass }) => pass.route?.routeId === routeOf(vehicleId));
const verdictsOf = (one: JudgedPass) =>
  one.pass.edges.map((edge, i) => ({
    ...{ edgeId: judged.world.edges[edge]!.edgeId, ...verdictAt(one, i) },
  }));

describe("what was planted into the drives of the demonstration is found", () => {
  it(`${SKIPPED.street} is skipped in every shift, and was not swept`, () => {
    const street = onStreet(SKIPPED.street);
    const found = of("skipped", SKIPPED.vehicleId);
    const passes = passesOf(SKIPPED.vehicleId);
    expect(found).toHaveLength(passes.length);
    for (const { detail } of found) expect(new Set(detail.edgeIds)).toEqual(street);
    for (const pass of passes) {
      const own = verdictsOf(pass).filter(({ edgeId }) => street.has(edgeId));
      expect(own).toHaveLength(street.size);
      for (const one of own)
        expect(one).toMatchObject({ state: "not_done", reason: "not_covered", coveredShare: 0 });
    }
  });

  it("a vehicle is silent from where its terminal was last heard, and nothing of that time is 'not swept'", () => {
    const [first, ...others] = of("silent", SILENT.vehicleId);
    const [, afternoon] = passesOf(SILENT.vehicleId);
    const { toMs } = afternoon!.pass;
    expect(others).toEqual([]);
    expect(secondsAt(SILENT.atSeconds) - first!.from).toBeLessThan(30_000);
    expect(first!.from).toBeLessThan(secondsAt(SILENT.atSeconds));
    expect(first!.to).toBe(toMs); // its shift is over
    const open = meanwhile.find(({ vehicleId }) => vehicleId === SILENT.vehicleId);
    expect(open).toMatchObject({ kind: "silent", from: first!.from, to: null });

    const verdicts = verdictsOf(afternoon!);
    const states = new Set(verdicts.map(({ state, reason }) => `${state} ${reason}`));
    expect(states).toEqual(new Set(["done null", "not_recorded silent"]));
    const swept = run.driven.flatMap((one) =>
      one.vehicle.routeId === routeOf(SILENT.vehicleId)
        ? one.legs.flatMap((leg) =>
            leg.kind === "drive" && leg.isWork && leg.fromMs < one.silentFromMs ? leg : [],
          )
        : [],
    );
    const unheard = verdicts.filter(
      ({ edgeId }) =>
        !swept.some(
          ({ edge, fromMs }) => edge.edgeId === edgeId && fromMs > afternoon!.pass.fromMs,
        ),
    );
    expect(unheard.length).toBeGreaterThan(5);
    for (const { state } of unheard) expect(state).toBe("not_recorded");
  });

  it(`no meter of ${CROSSED.street} is driven by whoever crosses it`, () => {
    const street = onStreet(CROSSED.street);
    const own = records.filter(({ vehicleId }) => vehicleId === CROSSED.vehicleId);
    expect(own.length).toBeGreaterThan(100);
    expect(own.filter(({ edgeId }) => street.has(edgeId))).toEqual([]);
  });

  it("a vehicle is too fast in every shift, and its streets do not count", () => {
    const passes = passesOf(FAST.vehicleId);
    expect(passes.length).toBeGreaterThan(1);
    for (const pass of passes) {
      const { fromMs, toMs } = pass.pass;
      const isIn = ({ from }: Event) => from >= fromMs && from <= toMs;
      expect(of("speeding", FAST.vehicleId).filter(isIn).length).toBeGreaterThan(2);
      const verdicts = verdictsOf(pass);
      expect(verdicts.filter(({ state }) => state === "done")).toEqual([]);
      const fast = verdicts.filter(({ reason }) => reason === "too_fast");
      expect(fast.length / verdicts.length).toBeGreaterThan(0.9);
    }
  });

  it("what a vehicle drove out of reach is known once its positions have come, and its silence goes", () => {
    const [fromMs, toMs] = [secondsAt(LATE.fromSeconds), secondsAt(LATE.toSeconds)];
    const isIn = ({ from }: { readonly from: number }) => from > fromMs && from < toMs;
    const ofLate = (all: readonly Driven[]) =>
      new Set(
        all.flatMap((one) => (one.vehicleId === LATE.vehicleId && isIn(one) ? one.edgeId : [])),
      );
    const driven = run.driven.find(({ vehicle }) => vehicle.vehicleId === LATE.vehicleId)!;
    const truly = passagesOf(driven).filter((one) => one.fromMs > fromMs && one.toMs < toMs);
    expect(truly.length).toBeGreaterThan(2);
    expect([...ofLate(early.records)]).toEqual([]);
    for (const { edgeId } of truly) expect(ofLate(records)).toContain(edgeId);

    const silent = ({ kind, vehicleId }: Event) =>
      kind === "silent" && vehicleId === LATE.vehicleId;
    expect(early.events.filter(silent)).toHaveLength(1);
    expect(meanwhile.filter(silent)).toEqual([]);
    expect(events.filter(silent)).toEqual([]);
    const [, noon] = passesOf(LATE.vehicleId);
    const edges = new Set(truly.map(({ edgeId }) => edgeId));
    const verdicts = verdictsOf(noon!).filter(({ edgeId }) => edges.has(edgeId));
    for (const { state } of verdicts) expect(state).toBe("done");
  });
});

describe("what was not planted is not found", () => {
  const planted = new Set([
    ...[`skipped ${SKIPPED.vehicleId}`, `silent ${SILENT.vehicleId}`],
    `speeding ${FAST.vehicleId}`,
  ]);

  it("but for streets that a sweeper truly left out that day", () => {
    const others = events.filter(({ kind, vehicleId }) => !planted.has(`${kind} ${vehicleId}`));
    expect(others.length).toBeLessThan(5);
    for (const { kind, routeId, from, detail } of others) {
      expect(kind).toBe("skipped");
      const sweeps = run.driven
        .filter(({ vehicle }) => vehicle.routeId === routeId)
        .flatMap(({ legs }) => legs.flatMap((leg) => (leg.kind === "drive" ? leg : [])))
        .filter((leg) => leg.isWork && Math.abs(leg.fromMs - from) < 3 * HOUR_MS);
      const swept = new Set(sweeps.map(({ edge }) => edge.edgeId));
      expect(detail.edgeIds!.filter((id) => swept.has(id))).toEqual([]);
    }
  });

  it("and nearly all that was swept is done", () => {
    let [swept, done] = [0, 0];
    for (const one of judged.days[0]!.passes) {
      const { route, fromMs, toMs, edges } = one.pass;
      if (!route || !proving.has(route.routeId) || route.routeId === routeOf(FAST.vehicleId))
        continue;
      const legs = run.driven
        .filter(({ vehicle }) => vehicle.routeId === route.routeId)
        .flatMap((driven) =>
          driven.legs.flatMap((leg) =>
            leg.kind === "drive" && leg.isWork && leg.toMs < driven.silentFromMs ? leg : [],
          ),
        )
        .filter((leg) => leg.fromMs >= fromMs && leg.fromMs <= toMs);
      const truly = new Set(legs.map(({ edge }) => edge.edgeId));
      for (const [i, edge] of edges.entries()) {
        if (!truly.has(judged.world.edges[edge]!.edgeId)) continue;
        swept += 1;
        if (verdictAt(one, i).state === "done") done += 1;
      }
    }
    expect(swept).toBeGreaterThan(1_000);
    expect(done / swept).toBeGreaterThan(0.98);
  });
});
