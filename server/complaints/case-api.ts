import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { CategoryGroup } from "../../data/complaint-categories.ts";
import { COMPLAINT_LIFE } from "../../data/complaint-life.ts";
import { COMPLAINT_CHANNELS } from "../../data/standards.ts";
import { callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { caseRecord, lookAtReporter } from "./case-answer.ts";
import { atDesk, type Desk } from "./case-desk.ts";
import {
  CaseDraft,
  CasePatch,
  CaseRecord,
  CaseReporter,
  CaseStep,
  ComplaintLifeAnswer,
} from "./case-schema.ts";
import { correctCase, takeStep } from "./case-step.ts";
import { categoryAnswer } from "./category-api.ts";
import { readCategoryGroups } from "./category-settings.ts";
import { takeComplaint } from "./intake.ts";

const tags = ["complaints"];
const ofCase = inDistrict.extend({ complaintId: z.string() });
const record = json(CaseRecord);
const written = {
  200: { description: "The complaint as it is now; its ETag is the revision", ...record },
  ...failures,
  409: failure("Its life has no such step now; `rule` says why"),
  ...unseen,
};

const getLife = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/complaint-life",
  operationId: "getComplaintLife",
  tags,
  summary: "Kinds, states, marks, channels and categories of complaints, in both languages",
  request: { params: inDistrict },
  responses: {
    200: {
      description: "Words of the register",
      ...json(ComplaintLifeAnswer),
    },
    ...failures,
  },
});
const postComplaint = endpoint({
  access: granted("complaints.take"),
  method: "post",
  path: "/api/districts/{districtId}/complaints",
  operationId: "takeComplaint",
  tags,
  summary: "Take a complaint down",
  request: {
    params: inDistrict,
    headers: z.object({
      "idempotency-key": z
        .string()
        .regex(/^[\x21-\x7e]{8,200}$/, "8 to 200 visible ASCII characters")
        .describe("A new one for each complaint: the same one makes no second complaint"),
    }),
    body: body(CaseDraft),
  },
  responses: {
    200: { description: "It was taken already under this key", ...record },
    201: { description: "It was taken", ...record },
    ...failures,
    409: failure("The key was sent with another complaint"),
  },
});
const getCase = endpoint({
  access: granted("complaints.read"),
  method: "get",
  path: "/api/districts/{districtId}/complaints/{complaintId}",
  operationId: "getComplaint",
  tags,
  summary: "A complaint with what happened to it and what may be done next",
  request: { params: ofCase },
  responses: { 200: { description: "The complaint", ...record }, ...failures },
});
const patchCase = endpoint({
  access: granted("complaints.read"),
  method: "patch",
  path: "/api/districts/{districtId}/complaints/{complaintId}",
  operationId: "correctComplaint",
  tags,
  summary: "Correct what was taken down, or its place as who handles it; what is left out stays",
  request: { params: ofCase, headers: seen, body: body(CasePatch) },
  responses: written,
});
const postStep = endpoint({
  access: granted("complaints.read"),
  method: "post",
  path: "/api/districts/{districtId}/complaints/{complaintId}/steps",
  operationId: "stepComplaint",
  tags,
  summary: "Take a complaint one step further; the permission is the step's own",
  request: { params: ofCase, headers: seen, body: body(CaseStep) },
  responses: written,
});
const postLook = endpoint({
  access: granted("complaints.reporters"),
  method: "post",
  path: "/api/districts/{districtId}/complaints/{complaintId}/reporter",
  operationId: "lookAtReporter",
  tags,
  summary: "See who complained; every look is in the audit trail",
  request: { params: ofCase },
  responses: {
    200: {
      description: "Who complained, and what they said unmasked",
      ...json(CaseReporter),
    },
    ...failures,
  },
});

const lifeAnswer = (groups: readonly CategoryGroup[]): z.infer<typeof ComplaintLifeAnswer> => ({
  ...COMPLAINT_LIFE,
  kinds: COMPLAINT_LIFE.kinds.map(({ id, title, channels, marks }) => ({
    ...{ id, title, channels, marks },
  })),
  channels: [...COMPLAINT_CHANNELS],
  groups: groups.map(({ id, title, isConfidential, categories }) => ({
    ...{ id, title, isConfidential, categories: categories.map(categoryAnswer) },
  })),
});

/** Complaints one by one: taking them down, and their life. */
export function caseApi({ database, snapshots }: { database: Database; snapshots: Snapshots }) {
  const at = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: Desk) => Promise<T>) =>
    atDesk({ database, snapshots }, districtId, callerOf(c), work);
  return createRouter()
    .openapi(getLife, async (c) => {
      const { districtId } = c.req.valid("param");
      await clockIn(snapshots, districtId);
      const groups = await database.transaction((tx) => readCategoryGroups(tx, districtId), {
        districtId,
      });
      return c.json(lifeAnswer(groups), 200);
    })
    .openapi(postComplaint, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const sending = {
        owner: `account:${callerOf(c).accountId}`,
        key: c.req.valid("header")["idempotency-key"],
      };
      const answer = await at(c, districtId, async (desk) => {
        const { complaintId, isNew } = await takeComplaint(desk, draft, sending);
        return { isNew, complaint: await caseRecord(desk, complaintId) };
      });
      const { complaintId } = answer.complaint;
      c.header("Location", `/api/districts/${districtId}/complaints/${complaintId}`);
      return answer.isNew
        ? c.json(tagged(c, answer.complaint), 201)
        : c.json(tagged(c, answer.complaint), 200);
    })
    .openapi(getCase, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const complaint = await at(c, districtId, (desk) => caseRecord(desk, complaintId));
      return c.json(tagged(c, complaint), 200);
    })
    .openapi(patchCase, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const patch = c.req.valid("json");
      const complaint = await at(c, districtId, async (desk) => {
        await correctCase(desk, complaintId, revision, patch);
        return caseRecord(desk, complaintId);
      });
      return c.json(tagged(c, complaint), 200);
    })
    .openapi(postStep, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const step = c.req.valid("json");
      const complaint = await at(c, districtId, async (desk) => {
        await takeStep(desk, complaintId, revision, step);
        return caseRecord(desk, complaintId);
      });
      return c.json(tagged(c, complaint), 200);
    })
    .openapi(postLook, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => lookAtReporter(desk, complaintId)), 200);
    });
}
