import { describe, expect, it } from "vitest";
import type { RubricContent } from "../../data/rubric.ts";
import { addDays } from "../../server/ratings/days.ts";
import type { RubricPreview, RubricWire } from "../../server/ratings/rubric-schema.ts";
import { ago, binRubric, ratedNorth, ruleOf, TODAY, toilet } from "../worlds/rated.ts";
import type { SignedIn } from "../worlds/signed-in.ts";

const { asked, decide, people, post, subject, subjectsOf } = ratedNorth();

describe("before a manager approved a rubric", () => {
  it("tells what inspections give as 试评, by hand", async () => {
    const t2 = await subject("t2");
    expect(t2.trial).toMatchObject({
      ...{ rubricVersion: 1, isApproved: false, n: 3, stars: 5, isSmall: false },
      ...{ from: ago(89), to: TODAY, vetoes: [], cappedFrom: null },
    });
    expect(t2.trial!.score).toBeCloseTo(95, 9);
    expect(t2).toMatchObject({
      ...{ rating: null, lastInspectedOn: ago(5), dueOn: addDays(ago(5), 30), openDefects: 2 },
      ...{ areaName: "west", kind: "toilet", warnings: [], rank: 1 },
      complaints: { n: 2, linked: 0, near: 2, perKm: null, from: ago(179), to: TODAY, days: 180 },
    });
    expect(await subject("t1")).toMatchObject({
      ...{ trial: { n: 1, isSmall: true, stars: 3, cappedFrom: 4 }, rank: null },
      complaints: { n: 3, linked: 3, near: 0 },
    });
    expect(await subject("s1")).toMatchObject({
      trial: { n: 3, score: 100, stars: 0, vetoes: ["burning"] },
      ...{ isModel: true, areaName: "west", lengthMeters: 1112, rating: { stars: 4 } },
    });
  });

  it("gives no official star", async () => {
    const refused = await decide("t2", { kind: "creation", stars: 3 });
    expect([refused.status, await ruleOf(refused)]).toEqual([409, "rubric-not-approved"]);
  });

  it("lists each rubric with the version that is scored by, and none in force", async () => {
    const { rubrics } = await asked<{ rubrics: RubricWire[] }>("rubrics");
    expect(
      rubrics.map(({ rubricId, inForce, scoredBy, lastVersion }) => [
        ...[rubricId, inForce, scoredBy, lastVersion],
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["star-toilet", null, 1, 1],
        ["star-station", null, 0, 0],
        ["star-road", null, 1, 1],
      ]),
    );
  });
});

describe("a rubric", () => {
  const draft = (content: RubricContent, more: object = {}) => ({
    ...{ content, effectiveFrom: TODAY, note: "", ...more },
  });

  it("is previewed without being kept: stored marks are scored anew", async () => {
    // walls count ten times, floor is gone and a new item comes: of 92 + 54 points each
    const [first, ...others] = toilet.groups;
    const items = first!.items
      .filter(({ itemId }) => itemId !== "floor")
      .map((item) => (item.itemId === "walls" ? { ...item, weight: 10 } : item));
    const added = { ...first!.items[0]!, itemId: "ceiling" };
    const content = { ...toilet, groups: [{ ...first!, items: [...items, added] }, ...others] };
    const answer = await post(people.planner, "rubrics/preview", {
      rubricId: "star-toilet",
      content,
    });
    const preview: RubricPreview = await answer.json();
    expect(preview.notYetScored).toEqual([{ itemId: "ceiling", inspections: 4 }]);
    const t2 = preview.subjects.find(({ subjectId }) => subjectId === "t2")!;
    expect(t2.now).toMatchObject({ stars: 5, n: 3 });
    // 146 can be had: twice all of it, once less 60 for walls and 4 for flies; the mean is (200 + 100 × 82/146) / 3
    expect(t2.after.score).toBeCloseTo((200 + (100 * 82) / 146) / 3, 9);
    expect(t2).toMatchObject({ after: { stars: 3 }, change: "down" });
    expect(preview.counts).toMatchObject({ down: 2, up: 0, unknown: 0 });
    expect((await subject("t2")).trial!.score).toBeCloseTo(95, 9);
  });

  it("is proposed by whoever has seen the last version, never changed once approved", async () => {
    const stale = await post(
      people.planner,
      "rubrics/star-toilet/versions",
      draft(toilet, { lastVersion: 7 }),
    );
    expect([stale.status, await ruleOf(stale)]).toEqual([412, "stale"]);
    const past = draft(toilet, { lastVersion: 1, effectiveFrom: ago(1) });
    expect(await ruleOf(await post(people.planner, "rubrics/star-toilet/versions", past))).toBe(
      "before-today",
    );
    const other = draft({ ...toilet, subject: { kind: "street" } }, { lastVersion: 1 });
    expect(await ruleOf(await post(people.planner, "rubrics/star-toilet/versions", other))).toBe(
      "subject-changed",
    );
    const approve = (who: SignedIn, version: number, from = TODAY) =>
      post(who, `rubrics/star-toilet/versions/${version}/approve`, { effectiveFrom: from });
    expect((await approve(people.planner, 1)).status).toBe(403);
    expect(await ruleOf(await approve(people.manager, 1, ago(1)))).toBe("before-today");
    const approved: RubricWire = await (await approve(people.manager, 1)).json();
    expect(approved).toMatchObject({ inForce: 1, scoredBy: 1, lastVersion: 1 });
    expect(await ruleOf(await approve(people.manager, 1))).toBe("rubric-decided");
    const withdrawn = await post(people.manager, "rubrics/star-toilet/versions/1/withdraw", {
      note: "x",
    });
    expect(await ruleOf(withdrawn)).toBe("rubric-decided");
    await post(people.manager, "rubrics/star-road/versions/1/approve", { effectiveFrom: TODAY });
  });

  it("is one for each kind of subject, whatever the kind", async () => {
    const created = await post(
      people.planner,
      "rubrics",
      draft(binRubric, { rubricId: "star-bin" }),
    );
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ inForce: null, scoredBy: 1, lastVersion: 1 });
    const again = await post(
      people.planner,
      "rubrics",
      draft(binRubric, { rubricId: "star-bin-2" }),
    );
    expect(await ruleOf(again)).toBe("rubric-same-subject");
    expect((await subjectsOf("rubricId=star-bin")).map(({ code }) => code)).toEqual([
      ...["B1", "B2", "B3", "B4"],
    ]);
  });
});
