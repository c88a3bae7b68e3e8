import { describe, expect, it } from "vitest";
import truths from "../../data/demo/truths.json" with { type: "json" };
import { HOTSPOTS, type HotspotMeasure } from "../../data/hotspots.ts";
import { caseIndex } from "../../server/complaints/case-index.ts";
import { streetUnits } from "../../server/hotspots/street-units.ts";
import { alongStreets } from "../../server/hotspots/streets.ts";
import { dayOf } from "../../server/store/column.ts";
import { drawnCase, OPEN_STATES } from "../worlds/cases.ts";
import { demo } from "../worlds/demo.ts";

/** 2026-01-01, the day after the demonstration's last complaints. */
const ANCHOR = dayOf(truths.anchor.slice(0, 10));

const names = new Map(demo.streets.map(({ streetId, name }) => [streetId, name]));
const edges = demo.edges.map(({ edgeId, path, ...edge }) => {
  const name = (edge.streetId && names.get(edge.streetId)) || null;
  return { edge: { ...edge, id: edgeId, name, nameEn: null }, path };
});
const units = streetUnits(edges);

/** The register with all complaints of the demonstration but one reporter's. */
function registerWithout(reporterId: string | null) {
  const index = caseIndex({ openStates: OPEN_STATES });
  index.upsert(
    demo.complaints
      .filter((complaint) => complaint.reporterId !== reporterId)
      .map((complaint, i) => ({
        ...drawnCase(() => 0, String(i)),
        ...{ category: complaint.category, streetId: complaint.streetId },
        ...{ position: complaint.position, reporterId: complaint.reporterId },
        ...{ receivedDay: dayOf(complaint.occurredOn), isConfidential: false },
      })),
  );
  return index.chosen({ filters: {}, scope: {}, now: 0 });
}
const whole = registerWithout(null);

/** Thirty days up to so many before the anchor. */
const along = (lastDay: number, measure: HotspotMeasure, { rows, columns } = whole, of = units) =>
  alongStreets(
    {
      counted: { rows, columns, codes: new Int32Array(rows.length), now: 0 },
      ...{ measure, level: HOTSPOTS.level, minimum: HOTSPOTS.minimumEvents, settings: HOTSPOTS },
      isWithin: null,
      period: { from: ANCHOR + lastDay - 29, to: ANCHOR + lastDay },
    },
    of,
  );

const streetAt = (unit: number) => units.network.edges[units.edges[unit]!]!.streetId;

/** Streets that are hot, the most excess first. */
const hotStreets = (lastDay: number, measure: HotspotMeasure) =>
  along(lastDay, measure).hot.map(({ peak }) => streetAt(peak));

const truth = (id: string) => truths.truths.find((one) => one.id === id)!;
const streetOf = (id: string) => truth(id).subject.id!;

describe("streets of the demonstration", () => {
  it("are hot by more than they would have, and not by what lies around alone, however short the stretches", () => {
    const short = streetUnits(edges, 50);
    for (const lastDay of [-1, -61, -121, -181]) {
      const { hot, fielded } = along(lastDay, "per-street", whole, short);
      expect(hot.length).toBeGreaterThan(0);
      expect(hot.every(({ excess }) => excess > 0)).toBe(true);
      const listed = hot.reduce((sum, { cells }) => sum + cells.length, 0);
      expect(listed).toBeLessThanOrEqual(fielded.field.state.filter((state) => state === 1).length);
    }
  });

  it("are hot where they were made so, the growing one first", () => {
    const hot = hotStreets(-1, "per-street");
    expect(hot[0]).toBe(streetOf("growing-hot-spot"));
    for (const id of ["persistent-hot-spot", "rated-road-not-swept"])
      expect(hot).toContain(streetOf(id));
    expect(hot).not.toContain(streetOf("ended-hot-spot"));
    expect(hotStreets(truth("ended-hot-spot").toDay!, "per-street")).toContain(
      streetOf("ended-hot-spot"),
    );
  });

  it("are not the hottest by reporters for one who reports 150 times: that one counts once", () => {
    const { toDay, facts } = truth("one-reporter-many-reports");
    const street = streetOf("one-reporter-many-reports");
    expect(hotStreets(toDay!, "per-street")[0]).toBe(street);
    expect(hotStreets(toDay!, "reporters").slice(0, 3)).not.toContain(street);
    const others = registerWithout(facts.reporterId!);
    const eventsOf = (measure: HotspotMeasure, register: typeof whole) =>
      along(toDay!, measure, register).fielded.counts.events.reduce(
        (sum, events, unit) => sum + (streetAt(unit) === street ? events : 0),
        0,
      );
    const added = (measure: HotspotMeasure) => eventsOf(measure, whole) - eventsOf(measure, others);
    expect(added("per-street")).toBeGreaterThan(100); // most of the 150, the rest lies nearer to side streets
    expect(added("reporters")).toBe(1);
  });
});
