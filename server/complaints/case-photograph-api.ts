import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { OPEN_STATES } from "../../data/complaint-life.ts";
import { callerOf } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { PhotographId } from "../http/photograph-api.ts";
import {
  NewPhotograph,
  photographFile,
  photographTaken,
  roomForPhotographs,
} from "../http/photograph-contract.ts";
import { answerPhotograph } from "../http/photograph-upload.ts";
import { conflict, DomainError, failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type Linking, readPhotographs, removePhotograph } from "../store/photograph.ts";
import { addSentPhotograph, requireRoom } from "../store/photograph-sent.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atDesk, type Desk } from "./case-desk.ts";
import {
  AddedCasePhotograph,
  CasePhotographs,
  GREATEST_CASE_PHOTOGRAPHS,
  PHOTOGRAPH_PARTS,
  type PhotographPart,
} from "./case-photograph-schema.ts";
import { openCase } from "./case-read.ts";
import { actorAt } from "./case-step.ts";
import type { StoredCase } from "./case-store.ts";
import { lifeSteps } from "./life.ts";

const tags = ["complaints"];
const access = { permission: "complaints.read", within: "area" } as const;
const ofCase = inDistrict.extend({ complaintId: z.string() });
const ofPart = ofCase.extend({
  part: z.enum(PHOTOGRAPH_PARTS).describe("before, after or minutes"),
});
const PATH = "/api/districts/{districtId}/complaints/{complaintId}/photographs" as const;
const listed = answers("All photographs of the complaint", CasePhotographs);
const room = roomForPhotographs("complaint", {
  limit: GREATEST_CASE_PHOTOGRAPHS,
  remedy: "remove one that shows nothing new",
});

const getPhotographs = endpoint({
  ...{ access, tags, method: "get", path: PATH, operationId: "getComplaintPhotographs" },
  summary: "The photographs of a complaint: before, after, and of minutes",
  request: { params: ofCase },
  responses: listed,
});
const postPhotograph = endpoint({
  ...{ access, tags, method: "post", path: `${PATH}/{part}` },
  operationId: "addComplaintPhotograph",
  summary:
    "Add a photograph, of whoever handles or takes complaints, or of minutes by who leads; only its pixels are kept",
  request: {
    params: ofPart,
    query: NewPhotograph,
    body: photographFile,
  },
  responses: photographTaken(AddedCasePhotograph, "complaint"),
});
const deletePhotograph = endpoint({
  ...{ access, tags, method: "delete", path: `${PATH}/{part}/{photographId}` },
  operationId: "removeComplaintPhotograph",
  summary: "Take a photograph from a complaint; its unit may while it is open",
  request: { params: ofPart.extend({ photographId: PhotographId }) },
  responses: {
    200: listed[200],
    ...failures,
    409: failure("The complaint is closed: `photograph-closed`"),
  },
});

const mayAdd = (desk: Desk, complaint: StoredCase) => {
  const { permissions } = actorAt(desk, complaint);
  return permissions.has("complaints.handle") || permissions.has("complaints.take");
};

/** Minutes are put to what a meeting can decide on, by those who were there and the office that files them. */
function mayAddMinutes(desk: Desk, complaint: StoredCase) {
  const { permissions } = actorAt(desk, complaint);
  const isDecided = lifeSteps(complaint.kind).some(({ asks }) => asks.includes("minutes"));
  const isTheirs = permissions.has("complaints.lead") || permissions.has("complaints.petitions");
  return isDecided && isTheirs;
}

type Target = { readonly districtId: string; readonly complaintId: string };

/** Photographs of complaints. They are beside the record: its revision stays, so that nobody's step is refused for one. */
export function casePhotographApi(parts: { database: Database; snapshots: Snapshots }) {
  const at = <T>(
    c: Context<HttpEnv>,
    { districtId, complaintId }: Target,
    work: (desk: Desk, complaint: StoredCase) => Promise<T>,
  ) =>
    atDesk(parts, districtId, callerOf(c), async (desk) => {
      const { complaint } = await openCase(desk, complaintId, { isLocked: true });
      return work(desk, complaint);
    });

  /** The same, of somebody who may add to it. */
  const adding = <T>(
    c: Context<HttpEnv>,
    { part, ...target }: Target & { readonly part: PhotographPart },
    work: (linking: Linking, desk: Desk, complaint: StoredCase) => Promise<T>,
  ) =>
    at(c, target, (desk, complaint) => {
      if (part === "minutes" && !mayAddMinutes(desk, complaint))
        throw new DomainError("forbidden", "Minutes are of petitions, by leaders and their office");
      if (part !== "minutes" && !mayAdd(desk, complaint))
        throw new DomainError("forbidden", "Its unit and whoever takes complaints add photographs");
      return work(linkingOf(desk, complaint, part), desk, complaint);
    });

  return createRouter()
    .openapi(getPhotographs, async (c) => c.json(await at(c, c.req.valid("param"), list), 200))
    .openapi(postPhotograph, async (c) => {
      const target = c.req.valid("param");
      const { caption = "" } = c.req.valid("query");
      await adding(c, target, (linking) => requireRoom(linking, room)); // before up to 20 MB are read
      return answerPhotograph(c, (sent) =>
        adding(c, target, (linking, { timeZone, now }) =>
          addSentPhotograph(linking, sent, { caption, timeZone, now, room }),
        ),
      );
    })
    .openapi(deletePhotograph, async (c) => {
      const { photographId, ...target } = c.req.valid("param");
      const left = await adding(c, target, async (linking, desk, complaint) => {
        const isOpen = OPEN_STATES.includes(complaint.state);
        if (!isOpen && !desk.may("complaints.take", complaint.position))
          throw conflict("photograph-closed", "What shows that it was done stays with it");
        if (!(await removePhotograph(linking, photographId)))
          throw new DomainError("not-found", `No photograph ${photographId} of it`);
        return list(desk, complaint);
      });
      return c.json(left, 200);
    });
}

const linkingOf = (desk: Desk, complaint: StoredCase, part: PhotographPart): Linking => ({
  ...{ tx: desk.tx, districtId: desk.districtId, actor: desk.actor },
  subject: { kind: `complaint-${part}`, id: complaint.complaintId },
  isConfidential: complaint.isConfidential,
});

const list = async (desk: Desk, complaint: StoredCase) => ({
  complaintId: complaint.complaintId,
  before: await readPhotographs(linkingOf(desk, complaint, "before")),
  after: await readPhotographs(linkingOf(desk, complaint, "after")),
  minutes: await readPhotographs(linkingOf(desk, complaint, "minutes")),
  greatestCount: GREATEST_CASE_PHOTOGRAPHS,
  mayAdd: mayAdd(desk, complaint),
  mayAddMinutes: mayAddMinutes(desk, complaint),
});
