import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, type Fault } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { changeSetting, readSetting } from "../store/setting.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { ASSIGNMENT_SETTING, AssignmentRules } from "./assignment.ts";
import {
  Assignment,
  AssignmentChosen,
  AssignmentTrial,
  AssignmentTrialAsked,
} from "./assignment-schema.ts";
import { readTrial } from "./assignment-trial.ts";

const tags = ["complaints"];
const access = { permission: "settings.edit", within: "district" } as const;
const PATH = "/api/districts/{districtId}/complaint-assignment" as const;
const answered = answers("The rules", Assignment);

const getAssignment = endpoint({
  ...{ access, tags, method: "get", path: PATH, operationId: "getComplaintAssignment" },
  summary: "Which unit complaints go to, by area, category and channel",
  request: { params: inDistrict },
  responses: answered,
});
const putAssignment = endpoint({
  ...{ access, tags, method: "put", path: PATH, operationId: "setComplaintAssignment" },
  summary: "Say which unit complaints go to from now on",
  request: { params: inDistrict, body: body(AssignmentChosen) },
  responses: answered,
});
const postTrial = endpoint({
  ...{ access, tags, method: "post", path: `${PATH}/trial`, operationId: "tryComplaintAssignment" },
  summary: "What other rules would have done with the complaints that came; nothing is written",
  request: { params: inDistrict, body: body(AssignmentTrialAsked) },
  responses: answers("Counts and examples", AssignmentTrial),
});

async function readRules(tx: Queryable, districtId: string): Promise<AssignmentRules> {
  const known = AssignmentRules.safeParse(await readSetting(tx, districtId, ASSIGNMENT_SETTING));
  return known.success ? known.data : [];
}

const readAreas = (tx: Queryable, districtId: string, today: string) =>
  tx.query<Assignment["areas"][number]>(
    `select code, name, name_en as "nameEn" from area
     where district_id = $1 and level = 'subdistrict' and valid_from <= $2
       and (valid_to is null or valid_to > $2) order by code`,
    [districtId, today],
  );

/** @throws {DomainError} `body-invalid` naming each rule that gives to a unit the district does not have. */
async function requireUnits(tx: Queryable, districtId: string, rules: AssignmentRules) {
  const rows = await tx.query<{ id: string }>(
    "select unit_id as id from unit where district_id = $1",
    [districtId],
  );
  const known = new Set(rows.map(({ id }) => id));
  const faults: Fault[] = rules.flatMap(({ unitId }, index) =>
    known.has(unitId)
      ? []
      : [
          {
            ...{ field: `rules.${index}.unitId`, value: unitId, rule: "unit-unknown" },
            remedy: "the id of a handling unit",
          },
        ],
  );
  if (faults.length > 0)
    throw new DomainError("body-invalid", `${faults[0]!.field}: ${faults[0]!.remedy}`, faults);
}

/** 派单规则: which unit complaints go to by themselves. */
export function assignmentApi({
  database,
  snapshots,
}: {
  database: Database;
  snapshots: Snapshots;
}) {
  type Place = { tx: Queryable; districtId: string; timeZone: string; now: Date };
  async function within<T>(districtId: string, work: (place: Place) => Promise<T>): Promise<T> {
    const clock = await clockIn(snapshots, districtId);
    const { timeZone } = clock;
    return database.transaction((tx) => work({ tx, districtId, timeZone, now: new Date() }), {
      districtId,
    });
  }
  const answer = async ({ tx, districtId, timeZone, now }: Place) => ({
    districtId,
    rules: await readRules(tx, districtId),
    areas: await readAreas(tx, districtId, localDay(now, timeZone)),
  });

  return createRouter()
    .openapi(getAssignment, async (c) =>
      c.json(await within(c.req.valid("param").districtId, answer), 200),
    )
    .openapi(putAssignment, async (c) => {
      const { rules } = c.req.valid("json");
      const kept = await within(c.req.valid("param").districtId, async (place) => {
        const { tx, districtId } = place;
        await requireUnits(tx, districtId, rules);
        const before = await readRules(tx, districtId);
        await changeSetting(tx, districtId, callerOf(c), {
          ...{ key: ASSIGNMENT_SETTING, before, after: rules },
          told: { before: { rules: before }, after: { rules } },
        });
        return answer(place);
      });
      return c.json(kept, 200);
    })
    .openapi(postTrial, async (c) => {
      const { rules, days } = c.req.valid("json");
      const trial = await within(c.req.valid("param").districtId, async (place) => {
        const { tx, districtId } = place;
        await requireUnits(tx, districtId, rules);
        const present = await readRules(tx, districtId);
        return readTrial(tx, place, { present, proposed: rules, days });
      });
      return c.json(trial, 200);
    });
}
