import { describe, expect, it } from "vitest";
import { entriesOf } from "../../data/demo/confirmations.ts";
import type { DrivenDay } from "../../data/demo/drives.ts";
import { fixesBetween, passagesOf, visitsOf } from "../../data/demo/fixes.ts";
import { fleetOf } from "../../data/demo/fleet-day.ts";
import { SEED } from "../../data/demo/generate.ts";
import { truthsOf } from "../../data/demo/truths.ts";
import type { MatchFix } from "../../server/fleet/candidates.ts";
import { matcherOn } from "../../server/fleet/match.ts";
import { matchNetwork } from "../../server/fleet/match-network.ts";
import { onlineOn } from "../../server/fleet/online.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { anchor, demo } from "../worlds/demo.ts";

const { drives } = fleetOf(demo);
const truths = truthsOf(demo);
const truth = (id: string) => truths.find((one) => one.id === id)!;
const DAY_MS = 86_400_000;
const edgeById = new Map(demo.edges.map((edge) => [edge.edgeId, edge]));
const vehicleOf = (id: unknown) => demo.vehicles.find(({ vehicleId }) => vehicleId === id)!;
const onStreet = (streetId: string | null) =>
  new Set(demo.edges.filter((edge) => edge.streetId === streetId).map(({ edgeId }) => edgeId));
const dayOf = (vehicleId: unknown, day: number) => drives.dayOf(vehicleOf(vehicleId), day);
const all = (driven: DrivenDay) => fixesBetween(driven, 0, Number.POSITIVE_INFINITY);
const yesterday = demo.vehicles.flatMap((vehicle) => drives.dayOf(vehicle, -1) ?? []);

/** What a vehicle of the kinds that sweep passed in some days, by edge. */
const sweptEdges = (days: readonly number[]) =>
  new Set(
    demo.vehicles
      .filter(({ kind }) => kind === "sweeper" || kind === "scrubber")
      .flatMap((vehicle) => days.flatMap((day) => drives.dayOf(vehicle, day) ?? []))
      .flatMap((driven) => passagesOf(driven).map(({ edgeId }) => edgeId)),
  );

describe("the vehicles of the demonstration", () => {
  it("are 45, most of them old, one bought last October, one out of service, one overdue for its check", () => {
    expect(demo.vehicles).toHaveLength(45);
    const age = ({ boughtOn }: { boughtOn: string }) =>
      (anchor.getTime() - Date.parse(boughtOn)) / DAY_MS / 365;
    expect(demo.vehicles.filter((one) => age(one) > 8).length).toBeGreaterThan(12);
    expect(demo.vehicles.filter(({ boughtOn }) => boughtOn === "2025-10-15")).toMatchObject([
      { kind: "washer", routeId: expect.any(String) },
    ]);
    expect(demo.vehicles.filter(({ status }) => status === "out_of_service")).toMatchObject([
      { statusReason: expect.stringContaining("演示"), terminal: null },
    ]);
    const today = "2026-01-01";
    const overdue = demo.vehicles.filter(
      ({ safetyCheckDueOn }) => (safetyCheckDueOn ?? "9") < today,
    );
    expect(overdue).toHaveLength(1);
  });

  it("have plates that are none, and numbers that no network gives out", () => {
    expect(new Set(demo.vehicles.map(({ plate }) => plate)).size).toBe(45);
    for (const { plate, terminal } of demo.vehicles) {
      expect(plate).toContain("演");
      expect(terminal?.terminalId ?? "demo-").toMatch(/^(99\d{10}|demo-.*)$/);
    }
  });

  it("are assigned to every route that positions or stops prove", () => {
    const crewed = new Set(demo.vehicles.map(({ routeId }) => routeId));
    const proven = demo.routes.filter(({ proof }) => proof !== "confirmation");
    expect(proven.filter(({ routeId }) => !crewed.has(routeId))).toEqual([]);
    expect(proven.length).toBeGreaterThan(10);
  });
});

describe("the drives of the demonstration", () => {
  it("go on without a jump in time or place, along streets and the right way of one-way streets", () => {
    for (const { legs } of yesterday) {
      for (const [i, leg] of legs.entries()) {
        expect(leg.toMs).toBeGreaterThanOrEqual(leg.fromMs);
        const before = legs[i - 1];
        if (before) expect(leg.fromMs).toBeGreaterThanOrEqual(before.toMs);
        if (leg.kind !== "drive") continue;
        expect(leg.edge.isDrivable).toBe(true);
        if (leg.edge.oneway === "forward") expect(leg.toShare).toBeGreaterThan(leg.fromShare);
        if (before?.kind !== "drive" || before.edge === leg.edge) continue;
        const end = before.toShare > before.fromShare ? before.edge.toNode : before.edge.fromNode;
        expect([leg.edge.fromNode, leg.edge.toNode]).toContain(end);
      }
    }
  });

  it("are the same asked for in parts", () => {
    const driven = yesterday[0]!;
    const noon = anchor.getTime() - DAY_MS / 2;
    const whole = all(driven);
    const parts = [
      fixesBetween(driven, 0, noon),
      fixesBetween(driven, noon, Number.POSITIVE_INFINITY),
    ];
    const both = parts.flatMap(({ atMs, lngs }) => Array.from(atMs, (at, i) => `${at} ${lngs[i]}`));
    const once = Array.from(whole.atMs, (at, i) => `${at} ${whole.lngs[i]}`);
    expect(both.sort()).toEqual(once.sort());
    expect(drives.dayOf(driven.vehicle, -1)).toEqual(driven);
  });

  it("work at the speeds of their work", () => {
    for (const driven of yesterday) {
      const route = demo.routes.find(({ routeId }) => routeId === driven.vehicle.routeId);
      if (route?.kind !== "full_sweep" || driven.vehicle.vehicleId === "demo-v14") continue;
      for (const leg of driven.legs) {
        if (leg.kind !== "drive" || !leg.isWork) continue;
        const meters = Math.abs(leg.toShare - leg.fromShare) * leg.edge.lengthMeters;
        const kmh = (meters / (leg.toMs - leg.fromMs)) * 3_600;
        expect(kmh).toBeGreaterThan(6);
        expect(kmh).toBeLessThan(11);
      }
    }
  });

  it("stop at nearly every stop of every round, long enough to empty it", () => {
    for (const route of demo.routes.filter(({ kind }) => kind === "collection")) {
      const driven = yesterday.find(({ vehicle }) => vehicle.routeId === route.routeId)!;
      const visits = visitsOf(driven);
      const visited = new Set(visits.map(({ facilityId }) => facilityId));
      const missed = route.stopIds.filter((id) => !visited.has(id));
      expect(route.stopIds.length).toBeGreaterThan(10);
      expect(missed.length).toBeLessThan(route.stopIds.length / 5);
      for (const { fromMs, toMs } of visits) expect(toMs - fromMs).toBeGreaterThanOrEqual(90_000);
    }
  });

  it.each(["afterwards", "as they come"])(
    "are found again by matching %s: 99 of 100 meters, and no street that is only crossed or left out",
    (when) => {
      const drivable = demo.edges.filter(({ isDrivable }) => isDrivable);
      const network = matchNetwork(
        streetNetwork(
          drivable.map(({ edgeId: id, fromNode, toNode, lengthMeters, path }) => ({
            edge: { id, fromNode, toNode, lengthMeters },
            path,
          })),
        ),
        ({ id }) => (edgeById.get(id)!.oneway === "no" ? "both" : "forward"),
      );
      const settings = { sigmaMeters: 10, silenceSeconds: 180 };
      const [afterwards, begin] = [matcherOn(network, settings), onlineOn(network, settings)];
      const asTheyCome = (fixes: readonly MatchFix[]) => {
        const online = begin();
        const passages = fixes.flatMap((fix) => online.push([fix]).passages);
        return { passages: [...passages, ...online.pending().passages] };
      };
      const match = when === "afterwards" ? afterwards : asTheyCome;
      const crossing = truth("street-only-crossed");
      const crossed = onStreet(crossing.subject.id);
      const skipped = onStreet(truth("street-skipped-by-its-sweeper").subject.id);
      let [hit, driven, found] = [0, 0, 0];
      for (const day of yesterday) {
        if (!["sweeper", "scrubber", "washer"].includes(day.vehicle.kind)) continue;
        const { atMs, lngs, lats, speeds, headings } = all(day);
        const fixes = Array.from(
          atMs,
          (at, i): MatchFix => ({
            ...{ atMs: at, position: [lngs[i]!, lats[i]!], speedKmh: speeds[i]! },
            headingDegrees: headings[i]! < 0 ? null : headings[i]!,
          }),
        );
        const sharesOf = (
          parts: readonly { edgeId: string; fromShare: number; toShare: number }[],
        ) => {
          const shares = new Map<string, number>();
          for (const { edgeId, fromShare, toShare } of parts)
            shares.set(edgeId, (shares.get(edgeId) ?? 0) + Math.abs(toShare - fromShare));
          return shares;
        };
        const got = sharesOf(
          match(fixes).passages.map(({ edge, ...rest }) => ({
            edgeId: network.streets.edges[edge]!.id,
            ...rest,
          })),
        );
        const is = sharesOf(passagesOf(day));
        const metersOf = (id: string) => edgeById.get(id)!.lengthMeters;
        for (const [id, share] of is) {
          driven += share * metersOf(id);
          hit += Math.min(share, got.get(id) ?? 0) * metersOf(id);
        }
        for (const [id, share] of got) found += share * metersOf(id);
        if (day.vehicle.vehicleId === crossing.facts.vehicleId)
          for (const id of crossed) expect(got.get(id) ?? 0).toBe(0);
        if (day.vehicle.vehicleId === "demo-v11")
          for (const id of skipped) expect(got.get(id) ?? 0).toBe(0);
      }
      expect(hit / driven).toBeGreaterThanOrEqual(0.99);
      expect(hit / found).toBeGreaterThanOrEqual(0.99);
    },
  );
});

describe("the planted truths of vehicles and cleaning", () => {
  it("include a street that its sweeper leaves out since ten days, and swept before", () => {
    const { subject, facts, fromDay } = truth("street-skipped-by-its-sweeper");
    const own = onStreet(subject.id);
    const route = demo.routes.find(
      ({ routeId }) => routeId === vehicleOf(facts.vehicleId).routeId,
    )!;
    expect(route.edgeIds.some((id) => own.has(id))).toBe(true);
    const since = sweptEdges(Array.from({ length: -fromDay! }, (_, i) => -1 - i));
    expect([...own].filter((id) => since.has(id))).toEqual([]);
    const before = sweptEdges([fromDay! - 1, fromDay! - 2]);
    expect([...own].filter((id) => before.has(id))).toEqual([...own]);
  });

  it("include a vehicle that falls silent in its shift yesterday and today", () => {
    const { subject, facts } = truth("vehicle-silent-in-its-shift");
    for (const day of [-1, 0]) {
      const driven = dayOf(subject.id, day)!;
      const silentMs = anchor.getTime() + day * DAY_MS + Number(facts.silentFromSeconds) * 1_000;
      expect(driven.legs.at(-1)!.toMs).toBeGreaterThan(silentMs);
      expect(all(driven).atMs.at(-1)!).toBeLessThan(silentMs);
      expect(all(driven).atMs.at(-1)!).toBeGreaterThan(silentMs - 60_000);
    }
    expect(dayOf(subject.id, -2)!.silentFromMs).toBe(Number.POSITIVE_INFINITY);
  });

  it("include a street that a sweeper crosses and does not drive along", () => {
    const { subject, facts } = truth("street-only-crossed");
    const own = onStreet(subject.id);
    const nodes = new Set(
      [...own].flatMap((id) => [edgeById.get(id)!.fromNode, edgeById.get(id)!.toNode]),
    );
    const passed = passagesOf(dayOf(facts.vehicleId, -1)!);
    expect(passed.filter(({ edgeId }) => own.has(edgeId))).toEqual([]);
    const crossings = passed.filter(({ edgeId, fromShare, toShare }) => {
      const { fromNode, toNode } = edgeById.get(edgeId)!;
      return nodes.has(toShare > fromShare ? toNode : fromNode);
    });
    expect(crossings.length).toBeGreaterThan(0);
  });

  it("include a sweeper that is too fast while its brush is on", () => {
    const { subject, facts, fromDay } = truth("sweeper-too-fast");
    const worked = (day: number) =>
      passagesOf(dayOf(subject.id, day)!).filter((one) => one.isWorking && one.points > 1);
    expect(worked(-1).length).toBeGreaterThan(20);
    for (const { speedKmh } of worked(-1))
      expect(speedKmh!).toBeGreaterThan(Number(facts.leastKmh) * 0.9);
    for (const { speedKmh } of worked(fromDay! - 1)) expect(speedKmh!).toBeLessThan(15);
  });

  it("include positions that come twenty minutes late, all at once", () => {
    const { subject, facts } = truth("positions-come-late");
    const { atMs, receivedMs } = all(dayOf(subject.id, -1)!);
    const late = Array.from(atMs, (at, i) => ({ at, after: receivedMs[i]! - at })).filter(
      ({ after }) => after > 60_000,
    );
    const seconds = Number(facts.toSeconds) - Number(facts.fromSeconds);
    expect(late).toHaveLength(seconds / 10);
    expect(new Set(late.map(({ at, after }) => at + after)).size).toBe(1);
    expect(late.at(-1)!.after).toBeGreaterThanOrEqual(Number(facts.afterSeconds) * 1_000);
  });

  it("include complaints about a street that was swept before, and about one that was not", () => {
    const days = Array.from({ length: 14 }, (_, i) => -1 - i);
    const said = days.flatMap((day) => entriesOf(demo, day, SEED));
    const swept = sweptEdges(days);
    for (const id of ["complaint-though-swept", "complaint-not-swept"]) {
      const { subject, facts } = truth(id);
      const own = onStreet(subject.id);
      const complaints = demo.complaints.filter(
        ({ streetId, category, occurredAt }) =>
          streetId === subject.id &&
          category === facts.category &&
          occurredAt.getTime() > anchor.getTime() - 10 * DAY_MS,
      );
      expect(complaints.length).toBeGreaterThan(2);
      for (const { occurredAt } of complaints) {
        const withinMs = Number(facts.withinHours) * 3_600_000;
        const before = said.filter(
          ({ work, toAt, items }) =>
            work === "full_sweep" &&
            toAt <= occurredAt &&
            occurredAt.getTime() - toAt.getTime() < withinMs &&
            items.some(({ subjectId, outcome }) => own.has(subjectId) && outcome === "done"),
        );
        expect(before.length > 0).toBe(facts.isSweptBefore);
      }
      if (!facts.isSweptBefore) expect([...own].filter((edge) => swept.has(edge))).toEqual([]);
    }
  });

  it("agree with the road that has stars and is not swept: nobody says that it was", () => {
    const own = onStreet(truth("rated-road-not-swept").subject.id);
    const days = Array.from({ length: 30 }, (_, i) => -i);
    const said = days.flatMap((day) => entriesOf(demo, day, SEED)).flatMap(({ items }) => items);
    expect(said.length).toBeGreaterThan(100_000);
    expect(said.filter(({ subjectId }) => own.has(subjectId))).toEqual([]);
  });
});

describe("what team leaders say", () => {
  it("is said of most passes by hand, with exceptions, and of some nothing", () => {
    const days = Array.from({ length: 14 }, (_, i) => -1 - i);
    const said = days.flatMap((day) => entriesOf(demo, day, SEED));
    const due = demo.routes
      .filter(({ proof, season }) => proof === "confirmation" && season !== "summer") // it is winter
      .reduce((sum, { shifts }) => sum + shifts.length * days.length, 0);
    const confirmed = said.filter(({ kind }) => kind === "confirmed");
    expect(confirmed.length / due).toBeGreaterThan(0.87);
    expect(confirmed.length / due).toBeLessThan(0.98);
    const excepted = confirmed.filter(({ items }) =>
      items.some((one) => one.outcome === "could_not"),
    );
    expect(excepted.length).toBeGreaterThan(20);
    for (const { enteredName } of said) expect(enteredName).toMatch(/班长（演示）$/);
  });
});
