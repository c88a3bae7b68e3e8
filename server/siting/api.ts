import { z } from "@hono/zod-openapi";
import { type Caller, callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { sitingAnswer } from "./answer.ts";
import type { Jobs } from "./jobs.ts";
import type { Sitings } from "./material.ts";
import { SitingQuestion } from "./question.ts";
import { SitingJob } from "./schema.ts";

const tags = ["siting"];
const access = granted("district.read");
const path = "/api/districts/{districtId}/siting";
const params = inDistrict.extend({ jobId: z.string().max(100) });

const askSiting = endpoint({
  access,
  method: "post",
  path,
  operationId: "askSiting",
  tags,
  summary: "Where new facilities do most: worked out in the background; nothing is written",
  request: { params: inDistrict, body: body(SitingQuestion) },
  responses: {
    202: { description: "What was begun: ask for it until it has ended", ...json(SitingJob) },
    ...failures,
    429: failure("Too many questions wait already"),
  },
});

const getSitingJob = endpoint({
  access,
  method: "get",
  path: `${path}/jobs/{jobId}`,
  operationId: "getSitingJob",
  tags,
  summary: "How far one's own question of siting is, and its answer; kept for two hours",
  request: { params },
  responses: answers("The question's state", SitingJob),
});

const cancelSitingJob = endpoint({
  access,
  method: "delete",
  path: `${path}/jobs/{jobId}`,
  operationId: "cancelSitingJob",
  tags,
  summary: "Ends one's own question of siting; one that has ended stays as it is",
  request: { params },
  responses: answers("The question's state", SitingJob),
});

/** The endpoints of siting: a question, how far it is, and its end. */
export function sitingApi({ read, jobs }: { read: Sitings; jobs: Jobs }) {
  return createRouter()
    .openapi(askSiting, async (c) => {
      const { districtId } = c.req.valid("param");
      const caller = callerOf(c);
      const { task, ...material } = await read(districtId, c.req.valid("json"), caller);
      const finish: Parameters<Jobs["submit"]>[0]["finish"] = async (result) =>
        sitingAnswer(material, result);
      return c.json(jobs.submit({ districtId, owner: ownerOf(caller), task, finish }), 202);
    })
    .openapi(getSitingJob, (c) => {
      const { districtId, jobId } = c.req.valid("param");
      return c.json(jobs.read(districtId, ownerOf(callerOf(c)), jobId), 200);
    })
    .openapi(cancelSitingJob, (c) => {
      const { districtId, jobId } = c.req.valid("param");
      return c.json(jobs.cancel(districtId, ownerOf(callerOf(c)), jobId), 200);
    });
}

/** Displays have no account, and each a name of its own. */
const ownerOf = ({ accountId, name }: Caller) => accountId ?? `display ${name}`;
