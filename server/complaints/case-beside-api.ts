import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { caseRecord } from "./case-answer.ts";
import { atDesk, type Desk } from "./case-desk.ts";
import { CaseRecord } from "./case-schema.ts";
import { confidantsOf, dropConfidant, nameConfidant } from "./confidant.ts";
import { ConfidantChosen, Confidants } from "./confidant-schema.ts";
import { releaseText, withdrawText } from "./release.ts";
import { surroundingsOf } from "./surroundings.ts";
import { Surroundings } from "./surroundings-schema.ts";

const tags = ["complaints"];
const reading = { permission: "complaints.read", within: "area" } as const;
const releasing = { permission: "complaints.release", within: "area" } as const;
const ofCase = inDistrict.extend({ complaintId: z.string() });
const CASE = "/api/districts/{districtId}/complaints/{complaintId}" as const;
const named = {
  200: { description: "Who may read it", ...json(Confidants) },
  ...failures,
  409: failure("It is the last one, or the complaint is not confidential"),
};
const released = {
  200: { description: "The complaint as it is now; its ETag is the revision", ...json(CaseRecord) },
  ...failures,
  409: failure("It cannot be released; `rule` says why"),
  ...unseen,
};

const ReleaseText = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(1, "at least one character")
      .max(2000, "at most 2000 characters")
      .regex(/^[^\p{Cs}\0]*$/u, "text"),
  })
  .openapi("ComplaintReleaseText");

const getSurroundings = endpoint({
  ...{ access: reading, tags, method: "get", path: `${CASE}/surroundings` },
  operationId: "getComplaintSurroundings",
  summary: "What was there before it: cleaning due, what stands near, earlier complaints",
  request: { params: ofCase },
  responses: answers("What is known", Surroundings),
});
const getConfidants = endpoint({
  ...{ access: reading, tags, method: "get", path: `${CASE}/confidants` },
  operationId: "getComplaintConfidants",
  summary: "Who may read a confidential complaint, for those who may",
  request: { params: ofCase },
  responses: named,
});
const postConfidant = endpoint({
  ...{ access: reading, tags, method: "post", path: `${CASE}/confidants` },
  operationId: "nameComplaintConfidant",
  summary: "Let somebody read a confidential complaint, by somebody who may",
  request: { params: ofCase, body: body(ConfidantChosen) },
  responses: named,
});
const deleteConfidant = endpoint({
  ...{ access: reading, tags, method: "delete", path: `${CASE}/confidants/{accountId}` },
  operationId: "dropComplaintConfidant",
  summary: "Let somebody read a confidential complaint no more; never the last",
  request: { params: ofCase.extend({ accountId: z.string().min(1).max(200) }) },
  responses: named,
});
const postRelease = endpoint({
  ...{ access: releasing, tags, method: "post", path: `${CASE}/release` },
  operationId: "releaseComplaintText",
  summary: "Let everybody read this text of a complaint; numbers and names are masked once more",
  request: { params: ofCase, headers: seen, body: body(ReleaseText) },
  responses: released,
});
const deleteRelease = endpoint({
  ...{ access: releasing, tags, method: "delete", path: `${CASE}/release` },
  operationId: "withdrawComplaintText",
  summary: "Take back what everybody could read of a complaint",
  request: { params: ofCase, headers: seen },
  responses: released,
});

/** What stands beside the life of a complaint: its surroundings, who may read it, what everybody may read of it. */
export function caseBesideApi(parts: { database: Database; snapshots: Snapshots }) {
  const at = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: Desk) => Promise<T>) =>
    atDesk(parts, districtId, callerOf(c), work);
  return createRouter()
    .openapi(getSurroundings, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => surroundingsOf(desk, complaintId)), 200);
    })
    .openapi(getConfidants, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => confidantsOf(desk, complaintId)), 200);
    })
    .openapi(postConfidant, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const { accountId } = c.req.valid("json");
      const work = (desk: Desk) => nameConfidant(desk, complaintId, accountId);
      return c.json(await at(c, districtId, work), 200);
    })
    .openapi(deleteConfidant, async (c) => {
      const { districtId, complaintId, accountId } = c.req.valid("param");
      const work = (desk: Desk) => dropConfidant(desk, complaintId, accountId);
      return c.json(await at(c, districtId, work), 200);
    })
    .openapi(postRelease, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const { text } = c.req.valid("json");
      const complaint = await at(c, districtId, async (desk) => {
        await releaseText(desk, complaintId, revision, text);
        return caseRecord(desk, complaintId);
      });
      return c.json(tagged(c, complaint), 200);
    })
    .openapi(deleteRelease, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const complaint = await at(c, districtId, async (desk) => {
        await withdrawText(desk, complaintId, revision);
        return caseRecord(desk, complaintId);
      });
      return c.json(tagged(c, complaint), 200);
    });
}
