import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atDesk } from "./case-desk.ts";
import { issueSupervisions, supervisionList, supervisionProposals } from "./supervision.ts";
import {
  SupervisionDraft,
  SupervisionList,
  SupervisionProposals,
  SupervisionQuery,
  SupervisionsIssued,
} from "./supervision-schema.ts";

const tags = ["complaints"];
const supervising = { permission: "complaints.supervise", within: "area" } as const;

const getList = endpoint({
  access: { permission: "complaints.read", within: "area" },
  method: "get",
  path: "/api/districts/{districtId}/supervisions",
  operationId: "getSupervisions",
  tags,
  summary: "Supervisions of complaints that one may read: open, late, answered",
  request: { params: inDistrict, query: SupervisionQuery },
  responses: answers("Latest first", SupervisionList),
});
const getProposals = endpoint({
  access: supervising,
  method: "get",
  path: "/api/districts/{districtId}/supervisions/proposed",
  operationId: "getSupervisionProposals",
  tags,
  summary: "Complaints that are late or were reopened and under no supervision, with why",
  request: { params: inDistrict },
  responses: answers("Most pressing first", SupervisionProposals),
});
const postSupervisions = endpoint({
  access: supervising,
  method: "post",
  path: "/api/districts/{districtId}/supervisions",
  operationId: "issueSupervisions",
  tags,
  summary: "Put complaints under supervision, each with a number: all or none",
  request: { params: inDistrict, body: body(SupervisionDraft) },
  responses: {
    201: { description: "They are issued", ...json(SupervisionsIssued) },
    ...failures,
    409: failure("One of them cannot be supervised now; `rule` says why"),
  },
});

/** Supervision: what was issued, what is proposed, and issuing it. */
export function supervisionApi(parts: { database: Database; snapshots: Snapshots }) {
  return createRouter()
    .openapi(getList, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      return c.json(
        await atDesk(parts, districtId, callerOf(c), (desk) => supervisionList(desk, query)),
        200,
      );
    })
    .openapi(getProposals, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await atDesk(parts, districtId, callerOf(c), supervisionProposals), 200);
    })
    .openapi(postSupervisions, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const complaintNumbers = await atDesk(parts, districtId, callerOf(c), (desk) =>
        issueSupervisions(desk, draft),
      );
      return c.json({ complaintNumbers }, 201);
    });
}
