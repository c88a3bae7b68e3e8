import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { answers, body, json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { photographFile } from "../http/photograph-contract.ts";
import { receivePhotograph } from "../http/photograph-upload.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { addPhotograph } from "../store/photograph.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atPublicDesk } from "./case-desk.ts";
import type { PublicLimits } from "./public-limits.ts";
import {
  countPhotographs,
  isFollower,
  openReport,
  PUBLIC_ACTOR,
  publicNearby,
  publicReport,
  reportDraft,
  takeReport,
} from "./public-report.ts";
import {
  PUBLIC_LIMITS,
  PublicNearby,
  PublicReport,
  PublicReportDraft,
  PublicServices,
  TakenReport,
} from "./public-schema.ts";
import { readPublicServices, type PublicServices as Services } from "./public-services.ts";
import { requireInDistrict } from "./public-taking.ts";

const tags = ["complaints"];
const access = "anyone";
const inDistrict = z.object({ districtId: z.string().min(1).max(63) });
const ofReport = inDistrict.extend({ number: z.string().min(1).max(40) });
const limited = { 429: failure("Too many at once, from one network or in total") };
const withToken = z.object({
  "x-follow-token": z
    .string()
    .max(100)
    .optional()
    .describe("What the report gave: a header, so that no log has it"),
});

const getServices = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/public-services",
  operationId: "getPublicServices",
  tags,
  summary: "What citizens can report",
  request: { params: inDistrict },
  responses: answers("Services by group", PublicServices),
});
const getNearby = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/public-nearby",
  operationId: "getPublicNearby",
  tags,
  summary: "Open complaints near a place that a report may repeat, from what is public alone",
  request: {
    params: inDistrict,
    query: z.object({
      service: z.string().min(1).max(60),
      lng: z.coerce.number().min(-180).max(180),
      lat: z.coerce.number().min(-90).max(90),
    }),
  },
  responses: {
    200: { description: "At most five, the nearest first", ...json(PublicNearby) },
    ...failures,
    ...limited,
  },
});
const postReport = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/public-reports",
  operationId: "sendPublicReport",
  tags,
  summary: "Report something without signing in",
  request: {
    params: inDistrict,
    headers: z.object({
      "idempotency-key": z
        .string()
        .regex(/^[\x21-\x7e]{16,200}$/, "16 to 200 visible ASCII characters")
        .describe("A new, random one for each report: the same one makes no second report"),
    }),
    body: body(PublicReportDraft),
  },
  responses: {
    200: { description: "It was taken already under this key", ...json(TakenReport) },
    201: { description: "It was taken", ...json(TakenReport) },
    ...failures,
    409: failure("The key was sent with another report"),
    ...limited,
  },
});
const getReport = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/public-reports/{number}",
  operationId: "getPublicReport",
  tags,
  summary: "What became of a report; with its token also the steps and the answer",
  request: { params: ofReport, headers: withToken },
  responses: {
    200: { description: "The report", ...json(PublicReport) },
    ...failures,
    ...limited,
  },
});
const postPhotograph = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/public-reports/{number}/photographs",
  operationId: "addPublicPhotograph",
  tags,
  summary: "Add a photograph to one's own report; nothing but its pixels is kept",
  request: { params: ofReport, headers: withToken, body: photographFile },
  responses: {
    201: {
      description: "It is kept, or was already",
      ...json(z.object({ photographs: z.number().int() })),
    },
    ...failures,
    403: failure("The token is missing or of another report"),
    408: failure("The body took too long to come"),
    409: failure("The report is closed"),
    413: failure("The body is too large"),
    415: failure("It is not a photograph, by its content"),
    ...limited,
  },
});

const servicesAnswer = ({ all }: Services): z.infer<typeof PublicServices> => ({
  groups: [...new Map(all.map(({ group }) => [group.id, group])).values()].map(({ id, title }) => ({
    ...{ id, title },
    services: all
      .filter(({ group }) => group.id === id)
      .map((service) => ({ code: service.code, title: service.title })),
  })),
  greatestPhotographs: PUBLIC_LIMITS.photographs,
  greatestTextCharacters: PUBLIC_LIMITS.textCharacters,
});

/** What citizens do without signing in: report, look at what became of it, add a photograph to their own. */
export function publicApi(parts: {
  database: Database;
  snapshots: Snapshots;
  limits: PublicLimits;
  /** The network a request comes from; null where a proxy hides it. */
  networkOf: (c: Context<HttpEnv>) => string | null;
}) {
  const { database, snapshots, limits, networkOf } = parts;
  const layerOf = async (districtId: string) => {
    const layer = await snapshots.get(districtId, "complaints");
    if (!layer) throw new DomainError("district-unknown", `No district ${districtId}`);
    return layer;
  };
  const within = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  const kept = (c: Context<HttpEnv>) => c.header("Cache-Control", "private, no-store");

  return createRouter()
    .openapi(getServices, async (c) => {
      const { districtId } = c.req.valid("param");
      await layerOf(districtId);
      const services = await within(districtId, (tx) => readPublicServices(tx, districtId));
      return c.json(servicesAnswer(services), 200);
    })
    .openapi(getNearby, async (c) => {
      limits.require("look", networkOf(c));
      const { districtId } = c.req.valid("param");
      const { service, lng, lat } = c.req.valid("query");
      const layer = await layerOf(districtId);
      const asked = { service, position: [lng, lat] as const, now: new Date() };
      return c.json(
        await within(districtId, (tx) => publicNearby(tx, districtId, layer, asked)),
        200,
      );
    })
    .openapi(postReport, async (c) => {
      const { districtId } = c.req.valid("param");
      const report = c.req.valid("json");
      // what is no report counts as none
      const draft = await within(districtId, (tx) => reportDraft(tx, districtId, report));
      limits.require("report", networkOf(c));
      const key = c.req.valid("header")["idempotency-key"];
      const { position } = report;
      await requireInDistrict(snapshots, districtId, position && [position[0], position[1]]);
      const { isNew, number, followToken } = await atPublicDesk(
        { database, snapshots },
        districtId,
        PUBLIC_ACTOR,
        (desk) => takeReport(desk, draft, key),
      );
      kept(c);
      return isNew ? c.json({ number, followToken }, 201) : c.json({ number, followToken }, 200);
    })
    .openapi(getReport, async (c) => {
      limits.require("look", networkOf(c));
      const { districtId, number } = c.req.valid("param");
      const token = c.req.valid("header")["x-follow-token"];
      const layer = await layerOf(districtId);
      kept(c);
      return c.json(
        await within(districtId, (tx) => publicReport(tx, districtId, layer, { number, token })),
        200,
      );
    })
    .openapi(postPhotograph, async (c) => {
      const network = networkOf(c);
      limits.require("photograph", network);
      const { districtId, number } = c.req.valid("param");
      const token = c.req.valid("header")["x-follow-token"];
      await layerOf(districtId);
      // before anything is read of what may be 20 MB, and again when it is stored
      await within(districtId, (tx) => requireOwnOpen(tx, districtId, { number, token }));
      return receivePhotograph(c, `public ${network}`, async ({ photograph }) => {
        const photographs = await within(districtId, async (tx) => {
          const complaintId = await requireOwnOpen(tx, districtId, { number, token });
          const subject = { kind: "complaint-before", id: complaintId } as const;
          const linking = { tx, districtId, subject, actor: PUBLIC_ACTOR };
          await addPhotograph(linking, photograph, { caption: "", takenAt: null });
          return countPhotographs(tx, districtId, complaintId);
        });
        kept(c);
        return c.json({ photographs }, 201);
      });
    });
}

/**
 * One's own report, with room for a photograph; it stays locked, so that two at once do not make one too many.
 *
 * @returns its id. @throws {DomainError} `complaint-unknown`; `forbidden`; `conflict`; `limit-exceeded`.
 */
async function requireOwnOpen(
  tx: Queryable,
  districtId: string,
  { number, token }: { number: string; token: string | undefined },
): Promise<string> {
  await tx.query("select 1 from complaint where district_id = $1 and number = $2 for update", [
    districtId,
    number,
  ]);
  const complaint = await openReport(tx, districtId, number);
  const { complaintId, settledAt } = complaint;
  if (!(await isFollower(tx, districtId, complaintId, token)))
    throw new DomainError("forbidden", "The token is not this report's");
  if (settledAt !== null)
    throw new DomainError("conflict", "The report is closed", [], {
      more: { rule: "report-closed" },
    });
  const count = await countPhotographs(tx, districtId, complaintId);
  if (count < PUBLIC_LIMITS.photographs) return complaintId;
  throw new DomainError("limit-exceeded", `It has ${count} photographs already`, [
    {
      ...{ field: "photographs", value: String(count), limit: PUBLIC_LIMITS.photographs },
      ...{ remedy: "no more are taken", rule: "report-photographs-full" },
    },
  ]);
}
