import { beforeAll, describe, expect, it } from "vitest";
import { RUBRICS } from "../../data/rubric.ts";
import { itemsOf } from "../../data/rubric-score.ts";
import type { InspectionWire } from "../../server/ratings/inspection-schema.ts";
import type { Queryable } from "../../server/store/database.ts";
import { jpeg } from "../worlds/photographs.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
let inspector: SignedIn;
let colleague: SignedIn;
let manager: SignedIn;
let leader: SignedIn;
let westerner: SignedIn;
let viewer: SignedIn;

const inNorth = <T>(work: (tx: Queryable) => Promise<T>) =>
  world.database().transaction(work, { districtId: "north" });

beforeAll(async () => {
  const database = world.database();
  inspector = await signedIn(database, "north", "inspector");
  colleague = await signedIn(database, "north", "inspector");
  manager = await signedIn(database, "north", "manager");
  leader = await signedIn(database, "north", "team_leader");
  westerner = await signedIn(database, "north", "inspector", ["west"]);
  viewer = await signedIn(database, "north", "viewer");
});

const path = (rest: string) => `/api/districts/north/ratings/${rest}`;
const send = (who: SignedIn, method: string, rest: string, body?: object) =>
  world.send(who, method, path(rest), body);

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** All points but for what is said. */
const marksOf = (rubricId: string, points: Record<string, number | null> = {}) =>
  itemsOf(RUBRICS[rubricId]!).map((item) => ({
    itemId: item.itemId,
    points: item.itemId in points ? points[item.itemId]! : item.points,
    note: item.itemId in points ? "有污渍" : "",
  }));

let made = 0;
const draftOf = (changes: object = {}, points: Record<string, number | null> = { floor: 3 }) => ({
  ...{ inspectionId: `made-here-${++made}`, subject: { kind: "facility", id: "t1" } },
  ...{ rubricId: "star-toilet", rubricVersion: 0, level: "section", inspectedAt: ago(60) },
  ...{ marks: marksOf("star-toilet", points), vetoes: [] as string[], remark: "" },
  ...{ position: [25.002, 60.002], positionSource: "device", accuracyMeters: 12 },
  signature: "M10 20L30.5 40L60 20",
  ...changes,
});

const entered = async (draft: object, who = inspector): Promise<InspectionWire> => {
  const answer = await send(who, "POST", "inspections", draft);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** How the server refused it: the rule of the problem or of its first fault. */
const ruleOf = async (answer: Response) => {
  const { rule, faults } = (await answer.json()) as {
    rule?: string;
    faults?: { field: string; rule?: string }[];
  };
  return rule ?? `${faults?.[0]?.field} ${faults?.[0]?.rule}`;
};
const refusal = async (changes: object, who = inspector, points?: Record<string, number>) =>
  ruleOf(await send(who, "POST", "inspections", draftOf(changes, points)));

describe("an inspection", () => {
  it("is scored by hand: 5 of 100 points lost, and says where it was entered", async () => {
    const one = await entered(draftOf());
    expect(one).toMatchObject({ score: 95, stars: 5, isTrial: true, isVersionInForce: true });
    expect(one.rubricVersion).toBe(1); // the preset is kept with the first inspection
    expect(one.deductions).toMatchObject([{ itemId: "floor", lost: 5, of: 8, note: "有污渍" }]);
    expect(one.positionCheck).toMatchObject({ state: "near", source: "device", limitMeters: 150 });
    expect(one.positionCheck.distanceMeters).toBeLessThan(1);
    expect(one.signature).toBe("M10 20L30.5 40L60 20");
    const seen = await send(viewer, "GET", `inspections/${one.inspectionId}`);
    expect(await seen.json()).toMatchObject({ isSigned: true, signature: null });
  });

  it("measures to the nearest stretch of a street, and tells that it is far", async () => {
    // 0.004° north of a street along 60.005: 6371008.8 m × 0.004° = 444.8 m
    const street = {
      ...{ subject: { kind: "street", id: "s1" }, rubricId: "star-road" },
      ...{ marks: marksOf("star-road"), position: [25.017, 60.009], accuracyMeters: 20 },
    };
    const one = await entered(draftOf(street));
    expect(one.positionCheck.state).toBe("far");
    expect(Math.abs(one.positionCheck.distanceMeters! - 444.8)).toBeLessThan(2);
    const unknown = await entered(draftOf({ position: null, positionSource: null }));
    expect(unknown.positionCheck).toMatchObject({ state: "unknown", distanceMeters: null });
    const unsure = await entered(draftOf({ accuracyMeters: 900 }));
    expect(unsure.positionCheck.state).toBe("unknown");
  });

  it("is kept once, however often it is sent, and also twice at once", async () => {
    const draft = draftOf();
    const answers = await Promise.all([
      send(inspector, "POST", "inspections", draft),
      send(inspector, "POST", "inspections", draft),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    const again = await send(inspector, "POST", "inspections", draft);
    expect([again.status, (await again.json()).inspectionId]).toEqual([200, draft.inspectionId]);
    const rows = await inNorth((tx) =>
      tx.query("select 1 from inspection where inspection_id = $1", [draft.inspectionId]),
    );
    expect(rows.length).toBe(1);
  });

  it("shows what is kept when its id comes with other words or from somebody else", async () => {
    const draft = draftOf();
    await entered(draft);
    const other = await send(inspector, "POST", "inspections", { ...draft, remark: "另一份" });
    const problem = await other.json();
    expect([other.status, problem.rule]).toEqual([409, "inspection-conflict"]);
    expect(problem.current).toMatchObject({ inspectionId: draft.inspectionId, remark: "" });
    const foreign = await send(colleague, "POST", "inspections", draft);
    expect(foreign.status).toBe(409);
  });

  it("gives no star with a veto, and counts no points of what does not apply", async () => {
    expect(await entered(draftOf({ vetoes: ["fee"] }))).toMatchObject({
      ...{ score: 95, stars: 0, vetoes: ["fee"] },
    });
    // without 5 for accessible fittings 95 can be had; of them 90 were given
    const one = await entered(draftOf({}, { accessible: null, floor: 3 }));
    expect(one.score).toBeCloseTo((90 / 95) * 100, 10);
  });

  it("is refused with what is wrong", async () => {
    const minutes = 24 * 60;
    expect(await refusal({ inspectedAt: ago(-10) })).toBe("inspectedAt inspected-ahead");
    expect(await refusal({ inspectedAt: ago(14 * minutes + 5) })).toBe(
      "inspectedAt inspected-too-old",
    );
    expect(await refusal({ level: "bureau" })).toBe("level level-other");
    expect(await refusal({ level: "section" }, leader)).toBe("level level-other");
    expect(await refusal({ rubricVersion: 7 })).toBe("rubricVersion rubric-version-unknown");
    expect(await refusal({ subject: { kind: "facility", id: "b1" } })).toBe(
      "rubricId subject-other-kind",
    );
    expect(await refusal({ marks: marksOf("star-toilet").slice(1) })).toBe(
      "marks.floor mark-missing",
    );
    expect(await refusal({}, inspector, { floor: 9 })).toBe("marks.floor mark-too-many");
    expect(await refusal({ vetoes: ["nothing"] })).toBe("vetoes.nothing mark-unknown");
    expect(await refusal({ signature: "M0 0L301 5" })).toBe("signature signature-invalid");
    expect(await refusal({ signature: '"/><script>' })).toBe("signature signature-invalid");
    expect(await refusal({ reinspectionOf: "made-nowhere" })).toBe(
      "reinspectionOf inspection-other",
    );
    const east = await send(westerner, "POST", "inspections", {
      ...draftOf({ subject: { kind: "facility", id: "t3" } }),
    });
    expect([east.status, await codeOf(east)]).toEqual([403, "forbidden"]);
    expect((await send(viewer, "POST", "inspections", draftOf())).status).toBe(403);
  });

  it("lets each role inspect at its level, and a street where any of it is granted", async () => {
    expect((await entered(draftOf({ level: "team" }), leader)).level).toBe("team");
    expect((await entered(draftOf({ level: "bureau" }), manager)).level).toBe("bureau");
    const street = { subject: { kind: "street", id: "s1" }, rubricId: "star-road" };
    const marks = { ...street, marks: marksOf("star-road") };
    expect((await entered(draftOf(marks), westerner)).subject.name).toBe("中街");
  });

  it("is accepted under a version that is no longer in force, and says so", async () => {
    const { inspectionId } = await entered(draftOf());
    await inNorth((tx) =>
      tx.query(
        `insert into rubric_version (district_id, rubric_id, version, content, state, effective_from, proposed_from, created_by,
           decided_at, decided_by)
         select 'north', rubric_id, 2, content, 'approved', '2026-01-01', '2026-01-01', 'm', now(), 'm'
         from rubric_version where rubric_id = 'star-toilet' and version = 1`,
      ),
    );
    const old = await entered(draftOf());
    expect(old).toMatchObject({ rubricVersion: 1, isVersionInForce: false, isTrial: true });
    const current = await entered(draftOf({ rubricVersion: 2 }));
    expect(current).toMatchObject({ rubricVersion: 2, isVersionInForce: true, isTrial: false });
    const before = await (await send(viewer, "GET", `inspections/${inspectionId}`)).json();
    expect(before).toMatchObject({ rubricVersion: 1, score: 95 });
    await inNorth((tx) =>
      tx.query("update rubric_version set state = 'withdrawn' where version = 2"),
    );
  });

  it("is taken back by its inspector for a while, by others never, by who decides always", async () => {
    const withdraw = (id: string, who: SignedIn) =>
      send(who, "POST", `inspections/${id}/withdraw`, { reason: "误录" });
    const one = await entered(draftOf());
    expect(await ruleOf(await withdraw(one.inspectionId, colleague))).toBe("inspected-by-other");
    const back = await (await withdraw(one.inspectionId, inspector)).json();
    expect(back.withdrawn).toMatchObject({ by: "inspector", reason: "误录" });
    expect((await withdraw(one.inspectionId, inspector)).status).toBe(409);
    const two = await entered(draftOf());
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "update inspection set received_at = now() - interval '25 hours' where inspection_id = $1",
            [two.inspectionId],
          ),
        { asOwner: true },
      );
    expect(await ruleOf(await withdraw(two.inspectionId, inspector))).toBe("withdraw-too-late");
    expect((await withdraw(two.inspectionId, manager)).status).toBe(200);
  });
});

describe("photographs of an inspection", () => {
  const photograph = jpeg();
  const add = async (who: SignedIn, id: string, query = "") =>
    world.request(path(`inspections/${id}/photographs${query}`), {
      method: "POST",
      headers: { ...who.headers, "Content-Type": "image/jpeg" },
      body: new Uint8Array(await photograph),
    });

  it("are kept once with the item they show, and are the inspector's alone to add", async () => {
    const { inspectionId } = await entered(draftOf());
    const first = await add(inspector, inspectionId, "?itemId=floor");
    expect([first.status, (await first.json()).photograph.itemId]).toEqual([201, "floor"]);
    expect((await add(inspector, inspectionId, "?itemId=floor")).status).toBe(200);
    const one = await (await send(viewer, "GET", `inspections/${inspectionId}`)).json();
    expect(one.photographs).toMatchObject([{ itemId: "floor" }]);
    const { photographId } = one.photographs[0];
    const seen = await world.request(
      `/api/districts/north/photographs/${photographId}?size=thumbnail`,
      viewer,
    );
    expect(seen.status).toBe(200);
    expect(await ruleOf(await add(colleague, inspectionId))).toBe("inspected-by-other");
    expect(await ruleOf(await add(inspector, inspectionId, "?itemId=none"))).toBe(
      "itemId mark-unknown",
    );
    await send(inspector, "POST", `inspections/${inspectionId}/withdraw`, { reason: "误录" });
    expect(await ruleOf(await add(inspector, inspectionId))).toBe("inspection-withdrawn");
  });
});

describe("the list", () => {
  it("pages through all of a choice without a gap, and gives the same as a file", async () => {
    const subject = "subjectKind=facility&subjectId=t2";
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const changes = { subject: { kind: "facility", id: "t2" }, inspectedAt: ago(100 - i * 10) };
      ids.push((await entered(draftOf(changes))).inspectionId);
    }
    const seen: string[] = [];
    let cursor = "";
    for (let page = 0; page < 3; page++) {
      const answer = await (
        await send(viewer, "GET", `inspections?${subject}&limit=2${cursor}`)
      ).json();
      expect(answer.total).toBe(5);
      seen.push(...answer.inspections.map((one: InspectionWire) => one.inspectionId));
      cursor = `&cursor=${answer.next}`;
      if (page === 2) expect(answer.next).toBeNull();
    }
    expect(seen).toEqual([...ids].reverse());
    const csv = await (await send(viewer, "GET", `inspections?${subject}&format=csv`)).text();
    expect(csv.trim().split("\r\n").length).toBe(6);
    expect(csv).toContain("地面干净、无积水 −5 (有污渍)");
    const none = await send(viewer, "GET", "inspections?from=2020-01-01&to=2020-01-31");
    expect((await none.json()).total).toBe(0);
    expect(await codeOf(await send(viewer, "GET", "inspections?cursor=x"))).toBe("query-invalid");
  });
});

describe("what an inspector takes along", () => {
  it("has rubrics, subjects with places, and only what lies in one's areas", async () => {
    const kit = await (await send(inspector, "GET", "inspection-kit")).json();
    expect(kit.levels).toEqual(["section"]);
    expect(kit.rubrics.map(({ rubricId }: { rubricId: string }) => rubricId).sort()).toEqual(
      Object.keys(RUBRICS).sort(),
    );
    // t3 is closed; the middles of the two stretches of 中街
    expect(kit.subjects.map(({ id }: { id: string }) => id)).toEqual(["t1", "t2", "s1"]);
    expect(kit.subjects[2].points).toEqual([
      [25.005, 60.005],
      [25.015, 60.005],
    ]);
    expect(kit.subjects[1].last.score).toBe(95);
    const whole = await (await send(manager, "GET", "inspection-kit")).json();
    expect(whole.levels).toEqual(["bureau"]);
  });
});
