import { z } from "@hono/zod-openapi";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { appealOf, appealsOf, decide, raise, withdrawAppeal } from "./appeal-desk.ts";
import {
  AppealDraft,
  AppealsAnswer,
  AppealsQuery,
  AppealWire,
  AppealWithdrawal,
  StepDraft,
} from "./appeal-schema.ts";
import { atDesk, type Desk } from "./desk.ts";

const tags = ["ratings"];
const path = "/api/districts/{districtId}/ratings/appeals";
const one = inDistrict.extend({ appealId: z.string() });
const gone = {
  ...answers("The appeal", AppealWire),
  409: failure("This step does not follow now"),
};

const getAppeals = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getRatingAppeals",
  summary: "Appeals against inspections, with their trails",
  request: { params: inDistrict, query: AppealsQuery },
  responses: answers("The appeals", AppealsAnswer),
});
const getAppeal = endpoint({
  ...{ access: granted("district.read"), tags, method: "get" },
  path: `${path}/{appealId}` as const,
  operationId: "getRatingAppeal",
  summary: "An appeal with its trail",
  request: { params: one },
  responses: answers("The appeal", AppealWire),
});
const postAppeal = endpoint({
  ...{ access: granted("ratings.appeal"), tags, method: "post", path },
  operationId: "raiseRatingAppeal",
  summary: "Appeal against what an inspection found",
  request: { params: inDistrict, body: body(AppealDraft) },
  responses: {
    201: { description: "The appeal", ...json(AppealWire) },
    ...failures,
    409: failure("It is too late, one is open, or the inspection is one's own"),
  },
});
const postStep = endpoint({
  ...{ access: granted("ratings.decide"), tags, method: "post" },
  path: `${path}/{appealId}/steps` as const,
  operationId: "decideRatingAppeal",
  summary: "Accept, have looked at again, correct, make void or reject",
  request: { params: one, body: body(StepDraft) },
  responses: gone,
});
const postWithdrawal = endpoint({
  ...{ access: granted("ratings.appeal"), tags, method: "post" },
  path: `${path}/{appealId}/withdraw` as const,
  operationId: "withdrawRatingAppeal",
  summary: "Take one's own appeal back",
  request: { params: one, body: body(AppealWithdrawal) },
  responses: gone,
});

/** Appeals against what inspections found. */
export function appealApi({ database }: { database: Database }) {
  const reading = { isReading: true };
  return createRouter()
    .openapi(getAppeals, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (desk: Desk) => appealsOf(desk, c.req.valid("query"));
      return c.json(await atDesk(database, c, districtId, read, reading), 200);
    })
    .openapi(getAppeal, async (c) => {
      const { districtId, appealId } = c.req.valid("param");
      const read = (desk: Desk) => appealOf(desk, appealId);
      return c.json(await atDesk(database, c, districtId, read, reading), 200);
    })
    .openapi(postAppeal, async (c) => {
      const { districtId } = c.req.valid("param");
      const work = (desk: Desk) => raise(desk, c.req.valid("json"));
      return c.json(await atDesk(database, c, districtId, work), 201);
    })
    .openapi(postStep, async (c) => {
      const { districtId, appealId } = c.req.valid("param");
      const work = (desk: Desk) => decide(desk, appealId, c.req.valid("json"));
      return c.json(await atDesk(database, c, districtId, work), 200);
    })
    .openapi(postWithdrawal, async (c) => {
      const { districtId, appealId } = c.req.valid("param");
      const work = (desk: Desk) => withdrawAppeal(desk, appealId, c.req.valid("json").words);
      return c.json(await atDesk(database, c, districtId, work), 200);
    });
}
