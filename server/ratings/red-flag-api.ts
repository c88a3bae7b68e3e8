import type { z } from "@hono/zod-openapi";
import { type Caller, callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { conflict, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { type Books, readBook, readDistrict } from "./book-store.ts";
import { lastMonth, monthDay, redFlagsOf } from "./red-flag-answer.ts";
import { RedFlagAward, RedFlagsAnswer, RedFlagsQuery } from "./red-flag-schema.ts";

const tags = ["ratings"];
const path = "/api/districts/{districtId}/ratings/red-flags";

const getRedFlags = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getRedFlags",
  summary: "流动红旗 of a month: who may have it by the rule, who holds it, and who did",
  request: { params: inDistrict, query: RedFlagsQuery },
  responses: answers("The month", RedFlagsAnswer),
});
const postRedFlag = endpoint({
  access: { permission: "ratings.decide", within: "district" },
  ...{ tags, method: "post", path },
  operationId: "awardRedFlag",
  summary: "Give the red flag of a month that is over to whoever has it by the rule, once",
  request: { params: inDistrict, body: body(RedFlagAward) },
  responses: {
    201: { description: "The month", ...json(RedFlagsAnswer) },
    ...failures,
    409: failure("It was given before, the month is not over, or the rule gives it to another"),
  },
});

/** @throws {DomainError} `conflict`, `record-unknown`. */
async function award(
  tx: Queryable,
  districtId: string,
  { rubricId, month, subjectId }: z.infer<typeof RedFlagAward>,
  caller: Caller,
): Promise<RedFlagsAnswer> {
  const { today } = await readDistrict(tx, districtId);
  const read = async () =>
    redFlagsOf(await readBook(tx, districtId, monthDay(month, today)), { rubricId, month, today });
  const before = await read();
  if (!before.isOver) throw conflict("month-not-over", `${month} is not over`);
  if (before.awarded) throw conflict("flag-given", `The red flag of ${month} was given before`);
  const winner = before.candidates.find(({ place }) => place === 1);
  if (!winner || winner.subjectId !== subjectId)
    throw conflict("flag-other", "By the rule it is another's, or nobody's");
  const { subjectKind, score, n, complaints } = winner;
  const figures = { score, n, complaints };
  await tx.query(
    `insert into red_flag (district_id, rubric_id, month, subject_kind, subject_id, figures, rule, awarded_by)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)`,
    [
      ...[districtId, rubricId, `${month}-01`, subjectKind, subjectId],
      ...[JSON.stringify(figures), JSON.stringify(before.rule), caller.name],
    ],
  );
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "red_flag.award", record: "red_flag" },
    ...{ recordId: `${rubricId}@${month}`, before: null, after: { subjectId, ...figures } },
  });
  await recordChange(tx, districtId, "red_flag", [`${rubricId}@${month}`]);
  return read();
}

/** 流动红旗. */
export const redFlagApi = ({ database, books }: { database: Database; books: Books }) =>
  createRouter()
    .openapi(getRedFlags, async (c) => {
      const { districtId } = c.req.valid("param");
      const { rubricId, month } = c.req.valid("query");
      const today = await books.today(districtId);
      const asked = { rubricId, month: month ?? lastMonth(today), today };
      const book = await books.read(districtId, monthDay(asked.month, today));
      return c.json(redFlagsOf(book, asked), 200);
    })
    .openapi(postRedFlag, async (c) => {
      const { districtId } = c.req.valid("param");
      const said = c.req.valid("json");
      const given = await database.transaction((tx) => award(tx, districtId, said, callerOf(c)), {
        districtId,
      });
      return c.json(given, 201);
    });
