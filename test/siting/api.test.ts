import { beforeAll, describe, expect, it } from "vitest";
import type { SitingAnswer, SitingJob, SitingRule } from "../../server/siting/schema.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

/**
 * The small district has 120 people in one cell at 60.005°N 25.005°E, on its only street; the toilet in use is too far from
 * any street to serve them. A school stands at 60.004 25.004, a lake north of 60.006 from 25.002 to 25.006.
 */
const north = servedNorth();
const path = "/api/districts/north/siting";
let [manager, planner, western]: SignedIn[] = [];
beforeAll(async () => {
  manager = await signedIn(north.database(), "north", "manager");
  planner = await signedIn(north.database(), "north", "planner");
  western = await signedIn(north.database(), "north", "manager", ["west"]);
});

const at = (id: string, lng: number, lat: number, more: object = {}) => ({
  ...{ id, position: [lng, lat], ...more },
});
const near = at("near", 25.0055, 60.0048, { costYuan: 100_000, usableAreaSquareMeters: 90 });
const far = at("far", 25.018, 60.0048);

async function ask(who: SignedIn, question: object) {
  const begun = await north.send(who, "POST", path, { coverage: {}, count: 1, ...question });
  if (begun.status !== 202) return { status: begun.status, problem: await begun.json() };
  let job: SitingJob = await begun.json();
  while (job.state === "queued" || job.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    job = await (await north.send(who, "GET", `${path}/jobs/${job.jobId}`)).json();
  }
  return { status: 202, job };
}
async function answered(question: object, who: SignedIn = manager!): Promise<SitingAnswer> {
  const { job, problem } = await ask(who, question);
  if (!job?.answer) throw new Error(JSON.stringify(problem ?? job?.failure));
  return job.answer;
}

describe("a question of siting", () => {
  it("is answered with what the engine of coverage counts, and every one stays somewhere", async () => {
    const answer = await answered({ candidates: { given: [near, far] } });
    expect(answer).toMatchObject({
      ...{ status: "optimal", objective: 120, bound: 120, gap: 0, isRecounted: true },
      ...{ method: "mclp", obstacle: null, costYuan: 100_000 },
      curve: {
        method: "exact",
        points: [
          { sites: 0, gain: 0 },
          { sites: 1, gain: 120 },
        ],
      },
    });
    const [{ sites, totals, candidates, asked, kept }] = answer.kinds as [SitingAnswer["kinds"][0]];
    expect(asked).toMatchObject({ lensId: "toilet-300", radiusMeters: 300 });
    expect(candidates).toMatchObject({ offered: 2, usable: 2, refused: 0 });
    expect(kept).toBe(1);
    expect(sites).toHaveLength(1);
    expect(sites[0]).toMatchObject({
      candidate: { id: "given:near", street: "中街", streetEn: "Middle Street" },
      ...{ gain: 120, alone: 120, inReach: 120, serves: 120, editId: "new-siting-1-1" },
      ...{ complaintsAYear: 2, newComplaintsAYear: 2, load: null }, // c1 and c2; c4 is 306 m along the street
    });
    expect(totals.before).toMatchObject({ served: 0, outside: 120 });
    for (const shares of [totals.before, totals.after]) {
      const { demand, served, withoutRoom, outside, rejected } = shares;
      expect(served + withoutRoom + outside + rejected).toBe(demand);
    }
    // tried out in coverage, it serves whom the answer says
    const edits = { added: [{ id: sites[0]!.editId, position: sites[0]!.candidate.position }] };
    const coverage = await north.send(manager!, "POST", "/api/districts/north/coverage", { edits });
    expect((await coverage.json()).totals).toEqual(totals.after);
  });

  it("stays with what is tried out already, and calls its sites otherwise", async () => {
    const added = [{ id: "new-siting-1-1", position: far.position }];
    const answer = await answered({
      coverage: { edits: { added } },
      candidates: { given: [near] },
    });
    expect(answer.kinds[0]).toMatchObject({ kept: 2, sites: [{ editId: "new-siting-1-2" }] });
  });

  it("chooses among plots, whose owner and whose neighbours only staff of the whole district see", async () => {
    const question = { candidates: { plots: true } };
    const whole = (await answered(question)).kinds[0]!.sites[0]!;
    expect(whole).toMatchObject({
      candidate: {
        ...{ id: "plot:free", plotId: "free", name: "河边地块", landUse: "utility" },
        ...{ usableAreaSquareMeters: 120, costYuan: 50_000, isCostAssumed: false },
        ...{ owner: "区人民政府", objection: "居民反对设公厕" },
      },
      gain: 120,
    });
    expect(whole.rules).toContainEqual(
      expect.objectContaining({ code: "objection", outcome: "noted", note: "neighbours-object" }),
    );
    const { candidate } = (await answered(question, western)).kinds[0]!.sites[0]!;
    expect(candidate).toMatchObject({ id: "plot:free", owner: null, objection: null });
  });

  it("says nothing of complaints to whoever may not read them", async () => {
    const { sites } = (await answered({ candidates: { given: [near] } }, planner)).kinds[0]!;
    expect(sites[0]).toMatchObject({ complaintsAYear: null, newComplaintsAYear: null });
    const asked = { coverage: { demand: "complaints" }, candidates: { given: [near] } };
    expect(await ask(planner!, asked)).toMatchObject({
      status: 403,
      problem: { code: "forbidden" },
    });
  });

  it("counts the room of new sites", async () => {
    const room = { coverage: { hasCapacity: true }, candidates: { given: [near] } };
    const answer = await answered({ ...room, capacity: 50 });
    expect(answer.objective).toBe(50);
    expect(answer.kinds[0]!.totals.after).toMatchObject({ served: 50, withoutRoom: 70 });
    expect(answer.kinds[0]!.sites[0]).toMatchObject({ load: 50, inReach: 120 });
    expect((await answered(room)).objective).toBe(120); // of unknown room: for everybody
  });

  it("puts several kinds on one plot, each counted by itself", async () => {
    const answer = await answered({
      candidates: { plots: true },
      minimumAreaSquareMeters: 60,
      alsoKinds: [{ kind: "collection_point", count: 1, radiusMeters: 300, areaSquareMeters: 60 }],
    });
    expect(answer).toMatchObject({ status: "optimal", objective: 240 });
    expect(answer.kinds.map(({ asked, sites }) => [asked.kind, sites[0]?.gain])).toEqual([
      ["toilet", 120],
      ["collection_point", 120],
    ]);
  });
});

describe("a candidate that may not be", () => {
  it("is in the answer with its reason, the field and the clause", async () => {
    const ring = [
      [25.007, 60.004],
      [25.009, 60.004],
      [25.009, 60.006],
      [25.007, 60.006],
    ];
    const question = {
      exclude: [ring],
      coverage: {
        edits: {
          barriers: [
            [
              [25.0095, 60.0055],
              [25.0125, 60.0055],
            ],
          ],
        },
      },
      candidates: {
        given: [
          near,
          at("small", 25.0061, 60.0049, { usableAreaSquareMeters: 10, landUse: "residential" }),
          at("school", 25.0043, 60.0041),
          at("lake", 25.003, 60.0058),
          at("drawn", 25.008, 60.0051),
          at("nowhere", 25.005, 60.0015),
          at("behind", 25.011, 60.006),
        ],
      },
    };
    const { refused: all, lenses } = (await answered(question)).kinds[0]!;
    const refused = Object.fromEntries(
      all.map(({ candidate, rules }): [string, SitingRule[]] => [candidate.id, rules]),
    );
    expect(Object.keys(refused).toSorted()).toEqual(
      ["behind", "drawn", "lake", "nowhere", "school", "small"].map((id) => `given:${id}`),
    );
    const only = (id: string) => {
      expect(refused[`given:${id}`]).toHaveLength(1);
      return refused[`given:${id}`]![0];
    };
    expect(only("small")).toMatchObject({
      ...{ code: "area", field: "usableAreaSquareMeters", lensId: "toilet-residential-site" },
      ...{ leastSquareMeters: 60, squareMeters: 10 },
    });
    // 0.0003° of longitude and 0.0001° of latitude: 16.7 m and 11.1 m
    const school = only("school")!;
    expect(school).toMatchObject({
      ...{ code: "distance", field: "position", from: "nursery", leastMeters: 30 },
      nearest: { layerId: "places", id: "school", name: "北小学" },
    });
    expect(school.meters).toBeCloseTo(Math.hypot(16.68, 11.12), 0);
    // 0.0002° of latitude south of it
    const lake = only("lake")!;
    expect(lake).toMatchObject({ from: "water_source", nearest: { id: "lake" } });
    expect(lake.meters).toBeCloseTo(22.2, 0);
    expect(only("drawn")).toMatchObject({ code: "excluded", lensId: null });
    expect(only("nowhere")).toMatchObject({ code: "street", failure: "no-street" });
    expect(only("behind")).toMatchObject({ code: "street", failure: "obstacle" });
    expect(lenses.find(({ lensId }) => lensId === "toilet-septic-water-source")).toMatchObject({
      basis: { standard: "GB 55013-2021", clause: "5.0.4", isLaw: true },
    });
  });

  it("is none that lies beside the drawn areas", async () => {
    const areas = [
      [
        [25.005, 60.004],
        [25.006, 60.004],
        [25.006, 60.006],
        [25.005, 60.006],
      ],
    ];
    const { kinds } = await answered({ candidates: { given: [near, far], areas } });
    expect(kinds[0]!.candidates).toMatchObject({ offered: 1, outsideAreas: 1 });
    // alone, drawn areas are of street corners: the district has none
    expect((await answered({ candidates: { areas } })).kinds[0]!.candidates.offered).toBe(0);
  });
});

describe("what cannot be had", () => {
  it("names the cells that nothing reaches", async () => {
    const question = { count: undefined, method: "lscp", candidates: { given: [far] } };
    const answer = await answered(question);
    expect(answer).toMatchObject({
      ...{ status: "infeasible", objective: null, curve: null, isRecounted: false },
      obstacle: { why: "out-of-reach", cellCount: 1, demand: 120, cells: [{ demand: 120 }] },
    });
    const [lng, lat] = answer.obstacle!.cells[0]!.position;
    expect(Math.hypot(lng - 25.005, lat - 60.005)).toBeLessThan(0.001);
    const without = await answered({ ...question, leaveOutUnreachable: true });
    expect(without).toMatchObject({
      ...{ status: "optimal", objective: 0 },
      kinds: [{ leftOut: { demand: 120, cellCount: 1 }, sites: [] }],
    });
  });

  it.each([
    [{ method: "pmedian", count: undefined }, "count"],
    [{ count: undefined }, "count"],
    [{ method: "lscp" }, "count"],
    [{ method: "pcenter", budgetYuan: 1 }, "budgetYuan"],
    [{ leastCost: true }, "leastCost"],
    [{ method: "pmedian", coverage: { hasCapacity: true } }, "coverage.hasCapacity"],
    [{ alsoKinds: [{ kind: "bin", count: 1, areaSquareMeters: 1 }] }, "minimumAreaSquareMeters"],
    [
      {
        minimumAreaSquareMeters: 1,
        alsoKinds: [{ kind: "toilet", count: 1, areaSquareMeters: 1 }],
      },
      "alsoKinds.0.kind",
    ],
    [{ candidates: {} }, "candidates"],
    [{ candidates: { given: [near, near] } }, "candidates.given.1.id"],
    [{ seconds: 121 }, "seconds"],
  ])("is refused where the question makes no sense: %j, for its %s", async (question, field) => {
    const { status, problem } = await ask(manager!, { candidates: { given: [near] }, ...question });
    expect(status).toBe(400);
    expect(problem.faults[0].field).toBe(field);
  });

  it("names the limit where there are too many candidates", async () => {
    const given = Array.from({ length: 3000 }, (_, i) => at(`${i}`, 25.005, 60.005));
    const more = [...given, at("more", 25.005, 60.005)];
    expect((await ask(manager!, { candidates: { given: more } })).problem).toMatchObject({
      ...{ code: "body-invalid", faults: [{ field: "candidates.given" }] },
    });
    const { problem } = await ask(manager!, { candidates: { given, plots: true } });
    expect(problem).toMatchObject({
      ...{ code: "limit-exceeded", rule: "siting-candidates" },
      faults: [{ field: "candidates", limit: 3000 }],
    });
  });
});

describe("the job of somebody", () => {
  it("is not found by somebody else, and can be ended by whoever it is of", async () => {
    const { job } = await ask(manager!, { candidates: { given: [near] } });
    const of = `${path}/jobs/${job!.jobId}`;
    for (const method of ["GET", "DELETE"])
      expect((await north.send(planner!, method, of)).status).toBe(404);
    const ended = await north.send(manager!, "DELETE", of);
    expect(await ended.json()).toMatchObject({ state: "done" });
  });
});
