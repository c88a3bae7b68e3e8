import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf, reachOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { checkFacility } from "./check.ts";
import { createFacility, type Editing, editFacility, readEditable, type Wanted } from "./edit.ts";
import {
  Closing,
  EditableFacility,
  FacilityDraft,
  FacilityForms,
  FacilityPatch,
  RecordHistory,
  RegisterCheck,
  Reopening,
  TypedFacility,
  Verification,
} from "./edit-schema.ts";
import { FORMS } from "./forms.ts";
import { readHistory } from "./history.ts";
import { removeFacility, restoreFacility } from "./removal.ts";
import { withdrawVerification } from "./verification.ts";

const tags = ["facilities"];
const ofFacility = inDistrict.extend({ facilityId: z.string() });
const record = json(EditableFacility);
const written = {
  200: { description: "The record as it is now; its ETag is the revision", ...record },
  ...failures,
  409: failure("The code is taken"),
  412: failure("Somebody was first: `current` is the record as it is now"),
  428: failure("If-Match is missing"),
};

const getRecord = endpoint({
  access: granted("district.read"),
  method: "get",
  path: "/api/districts/{districtId}/facilities/{facilityId}/record",
  operationId: "getFacilityRecord",
  tags,
  summary: "The record of a facility as one edits it",
  request: { params: ofFacility },
  responses: { 200: { description: "The record", ...record }, ...failures },
});
const getHistory = endpoint({
  access: granted("district.read"),
  method: "get",
  path: "/api/districts/{districtId}/facilities/{facilityId}/history",
  operationId: "getFacilityHistory",
  tags,
  summary: "What was done to a facility's record and photographs, by whom and when",
  request: { params: ofFacility },
  responses: {
    200: {
      description: "Newest first",
      ...json(RecordHistory),
    },
    ...failures,
  },
});
const postFacility = endpoint({
  access: granted("facilities.edit"),
  method: "post",
  path: "/api/districts/{districtId}/facilities",
  operationId: "createFacility",
  tags,
  summary: "Enter a facility in the register",
  request: { params: inDistrict, body: body(FacilityDraft) },
  responses: {
    201: { description: "The record", ...record },
    ...failures,
    409: failure("The code is taken"),
  },
});
const patchFacility = endpoint({
  access: granted("facilities.edit"),
  method: "patch",
  path: "/api/districts/{districtId}/facilities/{facilityId}",
  operationId: "editFacility",
  tags,
  summary: "Edit or move a facility; what is left out stays",
  request: { params: ofFacility, headers: seen, body: body(FacilityPatch) },
  responses: written,
});
const postClosing = endpoint({
  access: granted("facilities.close"),
  method: "post",
  path: "/api/districts/{districtId}/facilities/{facilityId}/closing",
  operationId: "closeFacility",
  tags,
  summary: "Close a facility from a day on",
  request: { params: ofFacility, headers: seen, body: body(Closing) },
  responses: written,
});
const postReopening = endpoint({
  access: granted("facilities.close"),
  method: "post",
  path: "/api/districts/{districtId}/facilities/{facilityId}/reopening",
  operationId: "reopenFacility",
  tags,
  summary: "Open a closed facility again",
  request: { params: ofFacility, headers: seen, body: body(Reopening) },
  responses: written,
});
const postVerification = endpoint({
  access: granted("facilities.verify"),
  method: "post",
  path: "/api/districts/{districtId}/facilities/{facilityId}/verification",
  operationId: "verifyFacility",
  tags,
  summary: "Say that one has seen the facility as it is recorded, today",
  request: { params: ofFacility, headers: seen, body: body(Verification) },
  responses: written,
});

const deleteVerification = endpoint({
  access: granted("facilities.verify"),
  method: "delete",
  path: "/api/districts/{districtId}/facilities/{facilityId}/verification",
  operationId: "withdrawVerification",
  tags,
  summary: "Take one's own verification back",
  request: { params: ofFacility, headers: seen },
  responses: written,
});

const getForms = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/facility-forms",
  operationId: "getFacilityForms",
  tags,
  summary: "The fields of each kind of facility, with what may stand in them",
  request: { params: inDistrict },
  responses: {
    200: {
      description: "A form for each kind",
      ...json(FacilityForms),
    },
    ...failures,
  },
});
const postCheck = endpoint({
  access: granted("facilities.edit"),
  method: "post",
  path: "/api/districts/{districtId}/facilities/check",
  operationId: "checkFacility",
  tags,
  summary: "What to think of before saving; nothing is written",
  request: { params: inDistrict, body: body(TypedFacility) },
  responses: {
    200: {
      description: "Faults, which saving refuses, and warnings, which it does not",
      ...json(RegisterCheck),
    },
    ...failures,
  },
});
const deleteFacility = endpoint({
  access: granted("facilities.edit"),
  method: "delete",
  path: "/api/districts/{districtId}/facilities/{facilityId}",
  operationId: "removeFacility",
  tags,
  summary:
    "Remove a facility entered by mistake: one's own within an hour, or with the permission for it",
  request: { params: ofFacility, headers: seen },
  responses: {
    204: { description: "Removed; it can be restored" },
    ...failures,
    409: failure("Complaints, ratings or photographs refer to it"),
    412: written[412],
    428: written[428],
  },
});
const postRestoration = endpoint({
  access: granted("facilities.edit"),
  method: "post",
  path: "/api/districts/{districtId}/facilities/{facilityId}/restoration",
  operationId: "restoreFacility",
  tags,
  summary: "Put a removed facility back as it was",
  request: { params: ofFacility },
  responses: { 200: written[200], ...failures, 409: failure("It is there, or its code is taken") },
});

const isOnlyMove = (patch: object) => Object.keys(patch).join() === "position";

/** Editing the register: each write is one transaction with its entry in the audit trail. */
export function editApi({ database, snapshots }: { database: Database; snapshots: Snapshots }) {
  /** Runs an edit as whoever asks, as far as they may go. */
  async function edited<T>(
    c: Context<HttpEnv>,
    districtId: string,
    work: (editing: Editing) => Promise<T>,
  ): Promise<T> {
    await todayIn(districtId);
    const editing = { districtId, caller: callerOf(c), reach: reachOf(c) };
    return database.transaction((tx) => work({ ...editing, tx }), { districtId });
  }

  async function todayIn(districtId: string): Promise<string> {
    const clock = await clockIn(snapshots, districtId);
    return clock.today;
  }

  type Target = { districtId: string; facilityId: string };
  const edit = async (
    c: Context<HttpEnv>,
    { districtId, facilityId }: Target,
    ifMatch: string | undefined,
    wanted: Wanted,
    said: { action: string; note?: string | undefined },
  ) => {
    const revision = revisionSeen(ifMatch);
    const work = (editing: Editing) => editFacility(editing, facilityId, revision, wanted, said);
    return tagged(c, await edited(c, districtId, work));
  };

  return createRouter()
    .openapi(getRecord, async (c) => {
      const { districtId, facilityId } = c.req.valid("param");
      const read = (editing: Editing) => readEditable(editing, facilityId);
      return c.json(tagged(c, await edited(c, districtId, read)), 200);
    })
    .openapi(getHistory, async (c) => {
      const { districtId, facilityId } = c.req.valid("param");
      const history = await edited(c, districtId, async (editing) => {
        await readEditable(editing, facilityId);
        return readHistory(editing.tx, districtId, facilityId);
      });
      return c.json(history, 200);
    })
    .openapi(postFacility, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const facility = await edited(c, districtId, (editing) => createFacility(editing, draft));
      c.header("Location", `/api/districts/${districtId}/facilities/${facility.facilityId}`);
      return c.json(tagged(c, facility), 201);
    })
    .openapi(getForms, async (c) => {
      await todayIn(c.req.valid("param").districtId);
      return c.json(FORMS, 200);
    })
    .openapi(postCheck, async (c) => {
      const { districtId } = c.req.valid("param");
      const today = await todayIn(districtId);
      return c.json(await checkFacility(snapshots, districtId, c.req.valid("json"), today), 200);
    })
    .openapi(deleteFacility, async (c) => {
      const { districtId, facilityId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const more = await callerOf(c).readReach(districtId, "facilities.remove");
      const remove = (editing: Editing) => removeFacility(editing, facilityId, revision, more);
      await edited(c, districtId, remove);
      return c.body(null, 204);
    })
    .openapi(postRestoration, async (c) => {
      const { districtId, facilityId } = c.req.valid("param");
      const more = await callerOf(c).readReach(districtId, "facilities.remove");
      const restore = (editing: Editing) => restoreFacility(editing, facilityId, more);
      return c.json(tagged(c, await edited(c, districtId, restore)), 200);
    })
    .openapi(patchFacility, async (c) => {
      const patch = c.req.valid("json");
      const action = isOnlyMove(patch) ? "facility.move" : "facility.edit";
      const ifMatch = c.req.valid("header")["if-match"];
      return c.json(await edit(c, c.req.valid("param"), ifMatch, patch, { action }), 200);
    })
    .openapi(postClosing, async (c) => {
      const { closedOn, reason } = c.req.valid("json");
      const ifMatch = c.req.valid("header")["if-match"];
      const wanted = { status: "closed" as const, closedOn };
      const said = { action: "facility.close", note: reason };
      return c.json(await edit(c, c.req.valid("param"), ifMatch, wanted, said), 200);
    })
    .openapi(postReopening, async (c) => {
      const ifMatch = c.req.valid("header")["if-match"];
      const wanted = { status: "open" as const, closedOn: null };
      const said = { action: "facility.reopen", note: c.req.valid("json").reason };
      return c.json(await edit(c, c.req.valid("param"), ifMatch, wanted, said), 200);
    })
    .openapi(postVerification, async (c) => {
      const target = c.req.valid("param");
      const ifMatch = c.req.valid("header")["if-match"];
      const verifiedOn = await todayIn(target.districtId);
      const wanted = { verifiedOn, verifiedBy: callerOf(c).name };
      const said = { action: "facility.verify", note: c.req.valid("json").note };
      return c.json(await edit(c, target, ifMatch, wanted, said), 200);
    })
    .openapi(deleteVerification, async (c) => {
      const { districtId, facilityId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const withdraw = (editing: Editing) => withdrawVerification(editing, facilityId, revision);
      return c.json(tagged(c, await edited(c, districtId, withdraw)), 200);
    });
}
