import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { rubricsOf } from "./book.ts";
import { type Books, readDistrict } from "./book-store.ts";
import { previewOf } from "./preview.ts";
import {
  addVersion,
  approveVersion,
  createRubric,
  type RubricDesk,
  readRubric,
  rubricWire,
  withdrawVersion,
} from "./rubric-desk.ts";
import {
  RubricApproval,
  RubricDraft,
  RubricPreview,
  RubricsAnswer,
  RubricTrial,
  RubricVersionDraft,
  RubricWire,
  RubricWithdrawal,
} from "./rubric-schema.ts";
import { readRubrics } from "./rubric-store.ts";

const tags = ["ratings"];
const reading = granted("district.read");
const editing = { permission: "ratings.edit", within: "district" } as const;
const deciding = { permission: "ratings.decide", within: "district" } as const;
const RUBRICS = "/api/districts/{districtId}/ratings/rubrics";
const ofRubric = inDistrict.extend({ rubricId: z.string() });
const ofVersion = ofRubric.extend({ version: z.coerce.number().int().min(0) });
const decided = { ...answers("The rubric", RubricWire), 409: failure("It was decided on before") };

const getRubrics = endpoint({
  ...{ access: reading, tags, method: "get", path: RUBRICS },
  operationId: "getRubrics",
  summary: "What stars are given by: each rubric with its versions, and which one holds today",
  request: { params: inDistrict },
  responses: answers("The rubrics", RubricsAnswer),
});
const getRubric = endpoint({
  ...{ access: reading, tags, method: "get", path: `${RUBRICS}/{rubricId}` as const },
  operationId: "getRubric",
  summary: "One rubric with its versions, items and what they stand on",
  request: { params: ofRubric },
  responses: answers("The rubric", RubricWire),
});
const postRubric = endpoint({
  ...{ access: editing, tags, method: "post", path: RUBRICS },
  operationId: "createRubric",
  summary: "Propose a rubric for a kind of subject that has none",
  request: { params: inDistrict, body: body(RubricDraft) },
  responses: {
    201: { description: "The rubric", ...json(RubricWire) },
    ...failures,
    409: failure("There is one for the same kind of subject, or of the same id"),
  },
});
const postVersion = endpoint({
  ...{ access: editing, tags, method: "post", path: `${RUBRICS}/{rubricId}/versions` as const },
  operationId: "proposeRubricVersion",
  summary: "Propose another wording; what was scored keeps the version it was scored with",
  request: { params: ofRubric, body: body(RubricVersionDraft) },
  responses: {
    201: { description: "The rubric", ...json(RubricWire) },
    ...failures,
    412: failure("Somebody has proposed another version meanwhile"),
  },
});
const postApproval = endpoint({
  ...{ access: deciding, tags, method: "post" },
  path: `${RUBRICS}/{rubricId}/versions/{version}/approve` as const,
  operationId: "approveRubricVersion",
  summary: "Approve a proposal: from its day on stars by it are official; it never changes again",
  request: { params: ofVersion, body: body(RubricApproval) },
  responses: decided,
});
const postWithdrawal = endpoint({
  ...{ access: editing, tags, method: "post" },
  path: `${RUBRICS}/{rubricId}/versions/{version}/withdraw` as const,
  operationId: "withdrawRubricVersion",
  summary: "Withdraw a proposal",
  request: { params: ofVersion, body: body(RubricWithdrawal) },
  responses: decided,
});
const postPreview = endpoint({
  ...{ access: editing, tags, method: "post", path: `${RUBRICS}/preview` as const },
  operationId: "previewRubric",
  summary: "What a wording would do to the stars that inspections give today; nothing is kept",
  request: { params: inDistrict, body: body(RubricTrial) },
  responses: answers("Subject by subject, and how many change", RubricPreview),
});

/** What stars are given by. */
export function rubricApi({ database, books }: { database: Database; books: Books }) {
  const at = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: RubricDesk) => Promise<T>) =>
    database.transaction(
      async (tx) => {
        const { today } = await readDistrict(tx, districtId);
        return work({ tx, districtId, today, caller: callerOf(c) });
      },
      { districtId },
    );
  return createRouter()
    .openapi(getRubrics, async (c) => {
      const { districtId } = c.req.valid("param");
      const answer = await at(c, districtId, async ({ tx, today }) => ({
        ...{ districtId, day: today },
        rubrics: rubricsOf(await readRubrics(tx, districtId)).map(({ versions }) =>
          rubricWire(versions, today),
        ),
      }));
      return c.json(answer, 200);
    })
    .openapi(postPreview, async (c) => {
      const { districtId } = c.req.valid("param");
      const { rubricId, content } = c.req.valid("json");
      return c.json(previewOf(await books.read(districtId), rubricId, content), 200);
    })
    .openapi(getRubric, async (c) => {
      const { districtId, rubricId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => readRubric(desk, rubricId)), 200);
    })
    .openapi(postRubric, async (c) => {
      const draft = c.req.valid("json");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => createRubric(desk, draft)), 201);
    })
    .openapi(postVersion, async (c) => {
      const draft = c.req.valid("json");
      const { districtId, rubricId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => addVersion(desk, rubricId, draft)), 201);
    })
    .openapi(postApproval, async (c) => {
      const { districtId, ...of } = c.req.valid("param");
      const said = c.req.valid("json");
      return c.json(await at(c, districtId, (desk) => approveVersion(desk, of, said)), 200);
    })
    .openapi(postWithdrawal, async (c) => {
      const { districtId, ...of } = c.req.valid("param");
      const said = c.req.valid("json");
      return c.json(await at(c, districtId, (desk) => withdrawVersion(desk, of, said)), 200);
    });
}
