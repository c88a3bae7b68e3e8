import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { RUBRICS, type RubricContent } from "../../data/rubric.ts";
import type {
  ExpiriesAnswer,
  MeetingAnswer,
  WarningsAnswer,
} from "../../server/ratings/attention-schema.ts";
import { addDays, addMonths } from "../../server/ratings/days.ts";
import type { RedFlagsAnswer } from "../../server/ratings/red-flag-schema.ts";
import type { RubricPreview, RubricWire } from "../../server/ratings/rubric-schema.ts";
import { keepPreset } from "../../server/ratings/rubric-store.ts";
import type { SubjectFile } from "../../server/ratings/subject-file-schema.ts";
import type { OverviewAnswer, SubjectsAnswer } from "../../server/ratings/subject-list-schema.ts";
import type { SubjectWire } from "../../server/ratings/subject-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Queryable } from "../../server/store/database.ts";
import { instantOf, localDay } from "../../server/store/local-day.ts";
import { inspect, marksOf } from "../worlds/inspected.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const ZONE = "Europe/Helsinki";
const TODAY = localDay(new Date(), ZONE);
const ago = (days: number) => addDays(TODAY, -days);
const noon = (day: string) => instantOf(day, "12:00:00", ZONE);
const toilet = RUBRICS["star-toilet"]!;
const road = RUBRICS["star-road"]!;

const world = servedNorth();
let manager: SignedIn;
let planner: SignedIn;
let viewer: SignedIn;

const inNorth = <T>(work: (tx: Queryable) => Promise<T>) =>
  world.database().transaction(work, { districtId: "north" });
const path = (rest: string) => `/api/districts/north/ratings/${rest}`;
const asked = async <T>(rest: string): Promise<T> => {
  const answer = await world.request(path(rest), viewer);
  if (answer.status !== 200) throw new Error(`${rest}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
const post = (who: SignedIn, rest: string, body: object) =>
  world.send(who, "POST", path(rest), body);
const ruleOf = async (answer: Response) => {
  const problem = await answer.json();
  return problem.rule ?? problem.faults?.[0]?.rule ?? problem.code;
};
const subjectsOf = async (query: string) =>
  (await asked<z.infer<typeof SubjectsAnswer>>(`subjects?${query}`)).subjects;
const subject = async (id: string, query = ""): Promise<SubjectWire> =>
  (await subjectsOf(query)).find(({ subjectId }) => subjectId === id)!;
const decide = (id: string, body: object, kind = "facility") =>
  post(manager, `subjects/${kind}/${id}/decisions`, {
    ...{ validFrom: TODAY, reason: "样例", ...body },
  });

/** Of a month ago and before. */
const complain = (
  tx: Queryable,
  id: string,
  about: { facility?: string; at?: string; day: string },
) =>
  tx.query(
    `insert into complaint (district_id, complaint_id, number, occurred_on, facility_id, position, received_at)
     values ('north', $1, $1, $2, $3, st_geomfromtext($4, 4326), $2::date)`,
    [id, about.day, about.facility ?? null, about.at ?? "POINT(25.019 60.009)"],
  );

beforeAll(async () => {
  const database = world.database();
  manager = await signedIn(database, "north", "manager");
  planner = await signedIn(database, "north", "planner");
  viewer = await signedIn(database, "north", "viewer");
  await inNorth(async (tx) => {
    await keepPreset(tx, "north", "star-toilet");
    await keepPreset(tx, "north", "star-road");
    const of = { subjectId: "t2", rubricId: "star-toilet" };
    // 100, 95 and 90 points: the mean is 95; what the last lost is open, what the second lost was found full since
    await inspect(tx, { ...of, at: noon(ago(60)), marks: marksOf(toilet) });
    await inspect(tx, { ...of, at: noon(ago(40)), marks: marksOf(toilet, { floor: 3 }) });
    await inspect(tx, { ...of, at: noon(ago(5)), marks: marksOf(toilet, { walls: 0, flies: 1 }) });
    // t1 has five stars since 2023 and was seen once, with two items wanting, one of them needed from four stars on
    await inspect(tx, {
      ...{ ...of, subjectId: "t1", at: noon(ago(50)) },
      marks: marksOf(toilet, { odor: 4, walls: 0 }),
    });
    for (const days of [30, 20, 10])
      await inspect(tx, {
        ...{ subjectKind: "street" as const, subjectId: "s1", rubricId: "star-road" },
        ...{ at: noon(ago(days)), marks: marksOf(road), vetoes: days === 20 ? ["burning"] : [] },
      });
    // three about t1, two some 20 m from t2 (1e-4° of longitude are 5.6 m at 60°N) and one 100 m away, one too old
    for (const [i, day] of [ago(1), ago(2), ago(80)].entries())
      await complain(tx, `k${i}`, { facility: "t1", day });
    await complain(tx, "k3", { at: "POINT(25.0083 60.008)", day: ago(3) });
    await complain(tx, "k4", { at: "POINT(25.008 60.0082)", day: ago(170) });
    await complain(tx, "k5", { at: "POINT(25.0098 60.008)", day: ago(3) });
    await complain(tx, "k6", { facility: "t1", day: ago(400) });
    await recordChange(tx, "north", "rubric", []);
  });
});

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
    const answer = await post(planner, "rubrics/preview", { rubricId: "star-toilet", content });
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
      planner,
      "rubrics/star-toilet/versions",
      draft(toilet, { lastVersion: 7 }),
    );
    expect([stale.status, await ruleOf(stale)]).toEqual([412, "stale"]);
    const past = draft(toilet, { lastVersion: 1, effectiveFrom: ago(1) });
    expect(await ruleOf(await post(planner, "rubrics/star-toilet/versions", past))).toBe(
      "before-today",
    );
    const other = draft({ ...toilet, subject: { kind: "street" } }, { lastVersion: 1 });
    expect(await ruleOf(await post(planner, "rubrics/star-toilet/versions", other))).toBe(
      "subject-changed",
    );
    const approve = (who: SignedIn, version: number, from = TODAY) =>
      post(who, `rubrics/star-toilet/versions/${version}/approve`, { effectiveFrom: from });
    expect((await approve(planner, 1)).status).toBe(403);
    expect(await ruleOf(await approve(manager, 1, ago(1)))).toBe("before-today");
    const approved: RubricWire = await (await approve(manager, 1)).json();
    expect(approved).toMatchObject({ inForce: 1, scoredBy: 1, lastVersion: 1 });
    expect(await ruleOf(await approve(manager, 1))).toBe("rubric-decided");
    const withdrawn = await post(manager, "rubrics/star-toilet/versions/1/withdraw", { note: "x" });
    expect(await ruleOf(withdrawn)).toBe("rubric-decided");
    await post(manager, "rubrics/star-road/versions/1/approve", { effectiveFrom: TODAY });
  });

  it("is one for each kind of subject, whatever the kind", async () => {
    const bins = {
      ...{ ...toilet, subject: { kind: "facility", facilityKind: "bin" } as const },
      title: { zh: "星级果皮箱", en: "Star bin" },
    };
    const created = await post(planner, "rubrics", draft(bins, { rubricId: "star-bin" }));
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ inForce: null, scoredBy: 1, lastVersion: 1 });
    const again = await post(planner, "rubrics", draft(bins, { rubricId: "star-bin-2" }));
    expect(await ruleOf(again)).toBe("rubric-same-subject");
    expect((await subjectsOf("rubricId=star-bin")).map(({ code }) => code)).toEqual([
      ...["B1", "B2", "B3", "B4"],
    ]);
  });
});

describe("an official star", () => {
  it("is never more than what was found gives, nor with a veto, nor of a small sample", async () => {
    for (let stars = 1; stars <= 5; stars += 1)
      for (const kind of ["creation", "review", "lowering"]) {
        const answer = await decide("s1", { kind, stars }, "street");
        expect(answer.status).toBeGreaterThanOrEqual(400);
        if (kind === "review") expect(await ruleOf(answer)).toBe("veto-found");
      }
    expect(await ruleOf(await decide("t1", { kind: "review", stars: 3 }))).toBe("sample-small");
    expect(await ruleOf(await decide("t1", { kind: "creation", stars: 3 }))).toBe("has-star");
    expect(await ruleOf(await decide("t2", { kind: "review", stars: 4 }))).toBe("no-star");
    const past = await decide("t2", { kind: "creation", stars: 4, validFrom: ago(1) });
    expect(await ruleOf(past)).toBe("before-today");
  });

  it("is given with its evidence, ends after the validity, and another of the day takes its place", async () => {
    const before = await subject("t2", `date=${ago(1)}`);
    const given = await decide("t2", { kind: "creation", stars: 4, reason: "先给四星" });
    expect(given.status).toBe(201);
    const { rating } = await given.json();
    const { trial } = await subject("t2");
    expect(rating).toMatchObject({
      ...{ stars: 4, kind: "creation", validFrom: TODAY, validTo: addMonths(TODAY, 12) },
      ...{ rubricId: "star-toilet", rubricVersion: 1, evidence: trial!.inspectionIds },
    });
    expect(rating.score).toBeCloseTo(95, 4);
    expect((await subject("t2")).rating?.stars).toBe(4);
    expect((await decide("t2", { kind: "creation", stars: 5 })).status).toBe(201);
    expect((await subject("t2")).rating?.stars).toBe(5);
    // two decisions, one star created
    const { rubrics } = await asked<OverviewAnswer>("overview");
    const toilets = rubrics.find(({ rubricId }) => rubricId === "star-toilet")!;
    expect(toilets).toMatchObject({ createdInYear: 1, target: null, isApproved: true });
    expect(toilets.total).toMatchObject({ subjects: 2, byStars: [0, 0, 0, 0, 0, 2], unrated: 0 });
    expect(await subject("t2", `date=${ago(1)}`)).toEqual(before);
  });

  it("is lowered and removed, and past days answer as before", async () => {
    const past = ["2022-06-01", "2023-06-01", ago(1)];
    const answers = await Promise.all(past.map((day) => subject("t2", `date=${day}`)));
    expect(await ruleOf(await decide("t2", { kind: "lowering", stars: 5 }))).toBe("not-lower");
    expect((await decide("t2", { kind: "lowering", stars: 3 })).status).toBe(201);
    expect(await ruleOf(await decide("t2", { kind: "removal", stars: 1 }))).toBe("removal-stars");
    expect((await decide("t2", { kind: "removal", stars: 0 })).status).toBe(201);
    expect((await subject("t2")).rating).toMatchObject({ stars: 0, validTo: null });
    const { rubrics } = await asked<OverviewAnswer>("overview");
    expect(rubrics.find(({ rubricId }) => rubricId === "star-toilet")!.createdInYear).toBe(0);
    for (const [at, day] of past.entries())
      expect((await subject("t2", `date=${day}`)).rating).toEqual(answers[at]!.rating);
    const file = await asked<SubjectFile>("subjects/facility/t2");
    expect(file.ratings.map(({ stars }) => stars)).toEqual([0, 3, 5, 4, 4]);
  });
});

describe("figures", () => {
  it("open their records: each of the overview is as many as its list", async () => {
    for (const date of [TODAY, ago(1), "2023-06-01"]) {
      const overview = await asked<OverviewAnswer>(`overview?date=${date}`);
      for (const rubric of overview.rubrics) {
        const count = async (more: string) =>
          (await subjectsOf(`date=${date}&rubricId=${rubric.rubricId}&${more}`)).length;
        for (const [stars, n] of rubric.total.byStars.entries())
          expect(await count(`stars=${stars}`)).toBe(n);
        expect(await count("stars=none")).toBe(rubric.total.unrated);
        expect(await count("isDue=true")).toBe(rubric.due);
        expect(await count("warning=any")).toBe(rubric.warned);
        expect(await count(`createdIn=${overview.year}`)).toBe(rubric.createdInYear);
        for (const area of rubric.areas)
          expect(await count(`areaId=${area.key ?? "none"}`)).toBe(area.subjects);
        for (const manager of rubric.managers)
          expect(await count(`manager=${manager.key ?? ""}`)).toBe(manager.subjects);
      }
      expect((await subjectsOf(`date=${date}&isModel=true`)).length).toBe(overview.modelRoads.n);
    }
  });

  it("have a target only where the district entered one", async () => {
    const year = Number(TODAY.slice(0, 4));
    const set = { targets: [{ year, rubricId: "star-road", created: 6 }] };
    const put = (body: object) => world.send(manager, "PUT", path("settings"), body);
    expect((await put(set)).status).toBe(200);
    const { rubrics } = await asked<OverviewAnswer>("overview");
    expect(rubrics.map(({ rubricId, target }) => [rubricId, target])).toEqual(
      expect.arrayContaining([
        ["star-road", 6],
        ["star-toilet", null],
      ]),
    );
    expect((await put({})).status).toBe(200);
  });

  it("meet complaints with their n and period", async () => {
    const rules = {
      days: 180,
      facilityMeters: 50,
      many: { stars: 5, complaints: 3, perKm: 60 },
      quiet: { stars: 2, complaints: 2, perKm: 5 },
    };
    await world.send(manager, "PUT", path("settings"), { complaints: rules });
    const { many, quiet } = await asked<MeetingAnswer>("complaints");
    expect(many.map(({ subjectId, complaints }) => [subjectId, complaints.n])).toEqual([["t1", 3]]);
    expect(quiet.map(({ subjectId, meetingStars }) => [subjectId, meetingStars])).toEqual([
      ["t2", 0],
    ]);
    await world.send(manager, "PUT", path("settings"), {});
  });

  it("have a calendar of when stars end", async () => {
    const given = await decide("t2", { kind: "creation", stars: 2 });
    expect(given.status).toBe(201);
    const { months, days, withoutEnd } = await asked<z.infer<typeof ExpiriesAnswer>>(
      "expiries?rubricId=star-toilet",
    );
    const end = addMonths(TODAY, 12);
    expect(days).toMatchObject([{ day: end, subjects: [{ subjectId: "t2", stars: 2 }] }]);
    expect(months).toEqual([{ month: `${end.slice(0, 7)}-01`, n: 1 }]);
    expect(withoutEnd).toBe(1);
  });

  it("come as files", async () => {
    const csv = await world.request(path("subjects?format=csv&stars=any"), viewer);
    const [head, ...rows] = (await csv.text()).trim().split("\r\n");
    expect(head).toContain("有效星级");
    expect(rows.length).toBe((await subjectsOf("stars=any")).length);
    const geojson = await (await world.request(path("subjects?format=geojson"), viewer)).json();
    expect(geojson.features.length).toBe((await subjectsOf("")).length);
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
  expect(await world.request(path("subjects/facility/none"), viewer)).toMatchObject({
    status: 404,
  });
});

describe("a veto, whatever is asked", () => {
  /** Small and seeded, so that a failure can be seen again. */
  const draws = (seed: number) => {
    let state = seed;
    return (most: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * most);
    };
  };

  it("never yields a star through the API", async () => {
    const next = draws(8);
    const before = (await subject("s1")).rating;
    for (let round = 0; round < 40; round += 1) {
      const kind = ["creation", "review", "lowering"][next(3)]!;
      const validFrom = addDays(TODAY, next(40));
      const answer = await decide("s1", { kind, stars: next(6), validFrom }, "street");
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect((await subject("s1")).rating).toEqual(before);
    expect((await asked<SubjectFile>("subjects/street/s1")).ratings).toHaveLength(1);
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
  await world.send(manager, "PUT", path("settings"), {
    redFlag: { leastInspections: 2, leastScore: 90, mostComplaints: null },
  });
  const month = await asked<RedFlagsAnswer>("red-flags?rubricId=star-toilet");
  expect(month).toMatchObject({ month: last, isOver: true, awarded: null, holder: null });
  const give = (subjectId: string, of = last) =>
    post(manager, "red-flags", { rubricId: "star-toilet", month: of, subjectId });
  expect(await ruleOf(await give("t3"))).toBe("flag-other");
  expect(await ruleOf(await give("t1", TODAY.slice(0, 7)))).toBe("month-not-over");
  expect((await give(month.winnerId!)).status).toBe(201);
  expect(await ruleOf(await give(month.winnerId!))).toBe("flag-given");
  const after = await asked<RedFlagsAnswer>("red-flags?rubricId=star-toilet");
  expect(after.holder).toMatchObject({ month: last, subjectId: month.winnerId });
  expect((await subject(month.winnerId!)).redFlags).toBe(1);
  expect((await post(planner, "red-flags", {})).status).toBe(403);
});

it("is said on the pages of facilities, but not of what is never rated", async () => {
  const sectionOf = async (id: string) => {
    const page = await (await world.request(`/api/districts/north/facilities/${id}`)).json();
    return page.sections.find((one: { id: string }) => one.id === "ratings");
  };
  const facts = (await sectionOf("t1")).facts as { label: { en: string }; value: unknown }[];
  const of = (label: string) => facts.find((one) => one.label.en === label)?.value;
  expect([of("Stars today"), of("Red flags")]).toEqual([5, last]);
  expect(await sectionOf("b1")).toMatchObject({ facts: [{ value: null }] });
});
