import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { WarningsAnswer } from "../../server/ratings/attention-schema.ts";
import { addDays } from "../../server/ratings/days.ts";
import type { RedFlagsAnswer } from "../../server/ratings/red-flag-schema.ts";
import type { SubjectFile } from "../../server/ratings/subject-file-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import { inspect, marksOf } from "../worlds/inspected.ts";
import { ago, noon, path, ratedNorth, ruleOf, TODAY, toilet } from "../worlds/rated.ts";

const { approveRubrics, asked, inNorth, people, post, request, send, subject } = ratedNorth();

beforeAll(approveRubrics);

describe("warnings of stars in force", () => {
  it("say why, with their figures", async () => {
    const { subjects, counts } = await asked<z.infer<typeof WarningsAnswer>>("warnings");
    const of = (id: string) =>
      subjects
        .find(({ subjectId }) => subjectId === id)!
        .warnings.map(({ kind, value, limit, n, isSmall, ids }) => [
          ...[kind, value, limit, n, isSmall, ids],
        ]);
    // 90 points of 100: four for odour and six for walls are lost; seen 50 days ago, and every 30 it should be
    expect(of("t1")).toEqual([
      ["score", 90, 95, 1, true, []],
      ["needed", 1, 3, 1, true, ["odor"]],
      ["overdue", 20, 30, null, false, []],
    ]);
    expect(of("s1")).toEqual([["veto", 1, null, null, false, ["burning"]]]);
    expect(counts).toMatchObject({ score: 1, needed: 1, overdue: 1, veto: 1, complaints: 0 });
  });
});

it("keeps the whole file of a subject", async () => {
  const file = await asked<SubjectFile>("subjects/facility/t2");
  expect(file.inspections.map(({ score, isInWindow }) => [Math.round(score!), isInWindow])).toEqual(
    [
      ...[
        [90, true],
        [95, true],
        [100, true],
      ],
    ],
  );
  expect(file.defects.map(({ itemId, lost, day }) => [itemId, lost, day])).toEqual([
    ["flies", 4, ago(5)],
    ["walls", 6, ago(5)],
  ]);
  const walls = file.breakdown[0]!.items.find(({ itemId }) => itemId === "walls");
  expect(walls).toMatchObject({ of: 6, mean: 4, n: 3 });
  expect(await request(path("subjects/facility/none"), people.viewer)).toMatchObject({
    status: 404,
  });
});

const last = addDays(`${TODAY.slice(0, 7)}-01`, -1).slice(0, 7);

it("gives a red flag once, by the rule, of a month that is over", async () => {
  await inNorth(async (tx) => {
    for (const day of ["05", "20"])
      await inspect(tx, {
        ...{ subjectId: "t1", rubricId: "star-toilet", marks: marksOf(toilet) },
        at: noon(`${last}-${day}`),
      });
    await recordChange(tx, "north", "rubric", []);
  });
  await send(people.manager, "PUT", path("settings"), {
    redFlag: { leastInspections: 2, leastScore: 90, mostComplaints: null },
  });
  const month = await asked<RedFlagsAnswer>("red-flags?rubricId=star-toilet");
  expect(month).toMatchObject({ month: last, isOver: true, awarded: null, holder: null });
  const give = (subjectId: string, of = last) =>
    post(people.manager, "red-flags", { rubricId: "star-toilet", month: of, subjectId });
  expect(await ruleOf(await give("t3"))).toBe("flag-other");
  expect(await ruleOf(await give("t1", TODAY.slice(0, 7)))).toBe("month-not-over");
  expect((await give(month.winnerId!)).status).toBe(201);
  expect(await ruleOf(await give(month.winnerId!))).toBe("flag-given");
  const after = await asked<RedFlagsAnswer>("red-flags?rubricId=star-toilet");
  expect(after.holder).toMatchObject({ month: last, subjectId: month.winnerId });
  expect((await subject(month.winnerId!)).redFlags).toBe(1);
  expect((await post(people.planner, "red-flags", {})).status).toBe(403);
});

it("is said on the pages of facilities, but not of what is never rated", async () => {
  const sectionOf = async (id: string) => {
    const page = await (await request(`/api/districts/north/facilities/${id}`)).json();
    return page.sections.find((one: { id: string }) => one.id === "ratings");
  };
  const facts = (await sectionOf("t1")).facts as { label: { en: string }; value: unknown }[];
  const of = (label: string) => facts.find((one) => one.label.en === label)?.value;
  expect([of("Stars today"), of("Red flags")]).toEqual([5, last]);
  expect(await sectionOf("b1")).toMatchObject({ facts: [{ value: null }] });
});
