import { beforeAll } from "vitest";
import type { z } from "zod";
import { RUBRICS, type RubricContent } from "../../data/rubric.ts";
import { addDays } from "../../server/ratings/days.ts";
import { keepPreset } from "../../server/ratings/rubric-store.ts";
import type { SubjectsAnswer } from "../../server/ratings/subject-list-schema.ts";
import type { SubjectWire } from "../../server/ratings/subject-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Queryable } from "../../server/store/database.ts";
import { instantOf, localDay } from "../../server/store/local-day.ts";
import { inspect, marksOf } from "./inspected.ts";
import { servedNorth } from "./served.ts";
import { type SignedIn, signedIn } from "./signed-in.ts";

const ZONE = "Europe/Helsinki";
export const TODAY = localDay(new Date(), ZONE);
export const ago = (days: number) => addDays(TODAY, -days);
export const noon = (day: string) => instantOf(day, "12:00:00", ZONE);
export const toilet = RUBRICS["star-toilet"]!;
const road = RUBRICS["star-road"]!;

/** That of toilets for bins, which have none of their own. */
export const binRubric: RubricContent = {
  ...{ ...toilet, subject: { kind: "facility", facilityKind: "bin" } },
  title: { zh: "星级果皮箱", en: "Star bin" },
};

/** Where a path of ratings is. */
export const path = (rest: string) => `/api/districts/north/ratings/${rest}`;

/** The rule by which something was refused. */
export const ruleOf = async (answer: Response) => {
  const problem = await answer.json();
  return problem.rule ?? problem.faults?.[0]?.rule ?? problem.code;
};

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

async function writeInspections(tx: Queryable) {
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
}

/**
 * The small district `north` where toilets and a street were inspected and complained about.
 *
 * @returns `people` are signed in once the file's tests run.
 */
export function ratedNorth() {
  const world = servedNorth();
  const people = {} as Record<"manager" | "planner" | "viewer", SignedIn>; // filled before the first test
  const inNorth = <T>(work: (tx: Queryable) => Promise<T>) =>
    world.database().transaction(work, { districtId: "north" });

  beforeAll(async () => {
    const database = world.database();
    people.manager = await signedIn(database, "north", "manager");
    people.planner = await signedIn(database, "north", "planner");
    people.viewer = await signedIn(database, "north", "viewer");
    await inNorth(writeInspections);
  });

  const asked = async <T>(rest: string): Promise<T> => {
    const answer = await world.request(path(rest), people.viewer);
    if (answer.status !== 200) throw new Error(`${rest}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = (who: SignedIn, rest: string, body: object) =>
    world.send(who, "POST", path(rest), body);
  const subjectsOf = async (query: string) =>
    (await asked<z.infer<typeof SubjectsAnswer>>(`subjects?${query}`)).subjects;
  const subject = async (id: string, query = ""): Promise<SubjectWire> =>
    (await subjectsOf(query)).find(({ subjectId }) => subjectId === id)!;
  const decide = (id: string, body: object, kind = "facility") =>
    post(people.manager, `subjects/${kind}/${id}/decisions`, {
      ...{ validFrom: TODAY, reason: "样例", ...body },
    });
  /** From today on both rubrics hold, and one of bins is proposed. */
  const approveRubrics = async () => {
    const today = { effectiveFrom: TODAY };
    const bins = { rubricId: "star-bin", content: binRubric, note: "", ...today };
    const answers = [
      await post(people.manager, "rubrics/star-toilet/versions/1/approve", today),
      await post(people.manager, "rubrics/star-road/versions/1/approve", today),
      await post(people.planner, "rubrics", bins),
    ];
    if (answers.some(({ ok }) => !ok)) throw new Error("a rubric was refused");
  };

  return { ...world, people, inNorth, asked, post, subjectsOf, subject, decide, approveRubrics };
}
