import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ExpiriesAnswer, MeetingAnswer } from "../../server/ratings/attention-schema.ts";
import { addDays, addMonths } from "../../server/ratings/days.ts";
import type { SubjectFile } from "../../server/ratings/subject-file-schema.ts";
import type { OverviewAnswer } from "../../server/ratings/subject-list-schema.ts";
import { ago, path, ratedNorth, ruleOf, TODAY } from "../worlds/rated.ts";

const { approveRubrics, asked, decide, people, request, send, subject, subjectsOf } = ratedNorth();

beforeAll(approveRubrics);

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
          expect(await count(`people.manager=${manager.key ?? ""}`)).toBe(manager.subjects);
      }
      expect((await subjectsOf(`date=${date}&isModel=true`)).length).toBe(overview.modelRoads.n);
    }
  });

  it("have a target only where the district entered one", async () => {
    const year = Number(TODAY.slice(0, 4));
    const set = { targets: [{ year, rubricId: "star-road", created: 6 }] };
    const put = (body: object) => send(people.manager, "PUT", path("settings"), body);
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
    await send(people.manager, "PUT", path("settings"), { complaints: rules });
    const { many, quiet } = await asked<MeetingAnswer>("complaints");
    expect(many.map(({ subjectId, complaints }) => [subjectId, complaints.n])).toEqual([["t1", 3]]);
    expect(quiet.map(({ subjectId, meetingStars }) => [subjectId, meetingStars])).toEqual([
      ["t2", 0],
    ]);
    await send(people.manager, "PUT", path("settings"), {});
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
    const csv = await request(path("subjects?format=csv&stars=any"), people.viewer);
    const [head, ...rows] = (await csv.text()).trim().split("\r\n");
    expect(head).toContain("有效星级");
    expect(rows.length).toBe((await subjectsOf("stars=any")).length);
    const geojson = await (await request(path("subjects?format=geojson"), people.viewer)).json();
    expect(geojson.features.length).toBe((await subjectsOf("")).length);
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
