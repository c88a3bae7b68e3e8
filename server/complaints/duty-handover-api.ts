import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atDutyDesk, type DutyDesk } from "./duty-desk.ts";
import { handoverDraft, oneHandover, pastHandovers, signOutOf, takeOver } from "./duty-handover.ts";
import { DutyHandover, DutyHandoverDraft, DutyHandovers, SigningOut } from "./duty-schema.ts";

const tags = ["complaints"];
const access = { permission: "duty.handover", within: "district" } as const;
const ofHandover = inDistrict.extend({ handoverId: z.string() });
const signing = <T>(description: string, schema: T) => ({
  ...answers(description, schema),
  409: failure("It is not theirs to sign, or was signed; `rule` says which"),
});

const getDraft = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/duty/handover-draft",
  operationId: "getDutyHandoverDraft",
  tags,
  summary: "The hand-over note of a shift as it would be signed now",
  request: {
    params: inDistrict,
    query: z.object({
      shiftId: z
        .string()
        .optional()
        .describe("Another shift than the one whose hand-over is nearest"),
    }),
  },
  responses: signing("The note, and what waits for a signature", DutyHandoverDraft),
});
const getHandovers = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/duty/handovers",
  operationId: "getDutyHandovers",
  tags,
  summary: "Hand-overs that were signed, the latest first",
  request: {
    params: inDistrict,
    query: z.object({ before: z.iso.datetime({ offset: true }).optional() }),
  },
  responses: signing("The hand-overs, without their notes", DutyHandovers),
});
const getHandover = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/duty/handovers/{handoverId}",
  operationId: "getDutyHandover",
  tags,
  summary: "A hand-over as it was signed",
  request: { params: ofHandover },
  responses: signing("The hand-over", DutyHandover),
});
const postHandover = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/duty/handovers",
  operationId: "signDutyOut",
  tags,
  summary: "Hand a shift over: the note is kept as it is now",
  request: { params: inDistrict, body: body(SigningOut) },
  responses: {
    201: { description: "It waits for whoever comes", ...json(DutyHandover) },
    ...failures,
    409: failure("It is not theirs to sign, or was signed; `rule` says which"),
  },
});
const postSignature = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/duty/handovers/{handoverId}/signature",
  operationId: "signDutyIn",
  tags,
  summary: "Take a shift over with the second signature",
  request: { params: ofHandover },
  responses: signing("Both have signed", DutyHandover),
});

/** Handing shifts over. */
export function dutyHandoverApi(parts: { database: Database; snapshots: Snapshots }) {
  const at = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: DutyDesk) => Promise<T>) =>
    atDutyDesk(parts, districtId, callerOf(c), work);
  return createRouter()
    .openapi(getDraft, async (c) => {
      const { shiftId } = c.req.valid("query");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => handoverDraft(desk, shiftId)), 200);
    })
    .openapi(getHandovers, async (c) => {
      const { before } = c.req.valid("query");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => pastHandovers(desk, before)), 200);
    })
    .openapi(getHandover, async (c) => {
      const { districtId, handoverId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => oneHandover(desk, handoverId)), 200);
    })
    .openapi(postHandover, async (c) => {
      const asked = c.req.valid("json");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => signOutOf(desk, asked)), 201);
    })
    .openapi(postSignature, async (c) => {
      const { districtId, handoverId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => takeOver(desk, handoverId)), 200);
    });
}
