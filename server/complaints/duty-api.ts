import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { dutyNow, rosterOf, shiftAnswer } from "./duty-answer.ts";
import { atDutyDesk, type DutyDesk } from "./duty-desk.ts";
import { coverShift, createShift, editShift, removeShift } from "./duty-roster.ts";
import { previewRota, writeRota } from "./duty-rota.ts";
import {
  DutyNow,
  DutyPeople,
  DutyRoster,
  DutyShift,
  DutyShiftDraft,
  RosterQuery,
  RotaDraft,
  RotaPreview,
  RotaWritten,
  SubstitutionDraft,
} from "./duty-schema.ts";
import { readPeople, readShift } from "./duty-store.ts";

const tags = ["complaints"];
const ofShift = inDistrict.extend({ shiftId: z.string() });
const reading = { permission: "district.read", within: "area" } as const;
const keeping = { permission: "duty.manage", within: "district" } as const;
const handing = { permission: "duty.handover", within: "district" } as const;
const taken = failure("The time is taken, or the shift was handed over; `rule` says which");
const changed = {
  200: { description: "The shift as it is now", ...json(DutyShift) },
  ...failures,
  409: taken,
  ...unseen,
};

const getRoster = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/duty/shifts",
  operationId: "getDutyRoster",
  tags,
  summary: "The duty roster of a period, with the hours in which nobody is on duty",
  request: { params: inDistrict, query: RosterQuery },
  responses: answers("The roster", DutyRoster),
});
const getNow = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/duty/now",
  operationId: "getDutyNow",
  tags,
  summary: "Who is on duty now, until when, and who is next",
  request: { params: inDistrict },
  responses: answers("Whoever it is; null when nobody is", DutyNow),
});
const getPeople = endpoint({
  access: handing,
  method: "get",
  path: "/api/districts/{districtId}/duty/people",
  operationId: "getDutyPeople",
  tags,
  summary: "Accounts of the district that can be put on the roster",
  request: { params: inDistrict },
  responses: answers("Those who may hand shifts over come first", DutyPeople),
});
const postShift = endpoint({
  access: keeping,
  method: "post",
  path: "/api/districts/{districtId}/duty/shifts",
  operationId: "createDutyShift",
  tags,
  summary: "Put a shift on the roster",
  request: { params: inDistrict, body: body(DutyShiftDraft) },
  responses: {
    201: { description: "The shift", ...json(DutyShift) },
    ...failures,
    409: taken,
  },
});
const putShift = endpoint({
  access: keeping,
  method: "put",
  path: "/api/districts/{districtId}/duty/shifts/{shiftId}",
  operationId: "editDutyShift",
  tags,
  summary: "Write a shift anew",
  request: { params: ofShift, headers: seen, body: body(DutyShiftDraft) },
  responses: changed,
});
const deleteShift = endpoint({
  access: keeping,
  method: "delete",
  path: "/api/districts/{districtId}/duty/shifts/{shiftId}",
  operationId: "removeDutyShift",
  tags,
  summary: "Take a shift off the roster",
  request: { params: ofShift, headers: seen },
  responses: {
    204: { description: "It is gone" },
    ...failures,
    ...{ 409: changed[409], 412: changed[412], 428: changed[428] },
  },
});
const postSubstitution = endpoint({
  access: handing,
  method: "post",
  path: "/api/districts/{districtId}/duty/shifts/{shiftId}/substitution",
  operationId: "coverDutyShift",
  tags,
  summary: "The officer cannot come or stay: the substitute takes over",
  request: { params: ofShift, headers: seen, body: body(SubstitutionDraft) },
  responses: changed,
});
const postPreview = endpoint({
  access: keeping,
  method: "post",
  path: "/api/districts/{districtId}/duty/rota/preview",
  operationId: "previewDutyRota",
  tags,
  summary: "The shifts a rota would write, beside what the roster has; nothing is written",
  request: { params: inDistrict, body: body(RotaDraft) },
  responses: answers("The shifts", RotaPreview),
});
const postRota = endpoint({
  access: keeping,
  method: "post",
  path: "/api/districts/{districtId}/duty/rota",
  operationId: "writeDutyRota",
  tags,
  summary: "Write a rota; nothing that is on the roster is overwritten",
  request: { params: inDistrict, body: body(RotaDraft) },
  responses: {
    200: { description: "How many shifts were written", ...json(RotaWritten) },
    ...failures,
    409: taken,
  },
});

/** The duty roster, and who is on duty now. */
export function dutyApi(parts: { database: Database; snapshots: Snapshots }) {
  const at = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: DutyDesk) => Promise<T>) =>
    atDutyDesk(parts, districtId, callerOf(c), work);
  const shiftOf = async (desk: DutyDesk, shiftId: string) => {
    const shift = await readShift(desk.tx, desk.districtId, shiftId);
    return shiftAnswer(desk, shift!); // it was just written
  };
  /** Changes a shift, and answers it as it is then. */
  const changing = async (
    c: Context<HttpEnv>,
    { districtId, shiftId }: { readonly districtId: string; readonly shiftId: string },
    change: (desk: DutyDesk) => Promise<unknown>,
  ) => {
    const shift = await at(c, districtId, async (desk) => {
      await change(desk);
      return shiftOf(desk, shiftId);
    });
    return c.json(shift, 200);
  };
  return createRouter()
    .openapi(getRoster, async (c) => {
      const { districtId } = c.req.valid("param");
      const period = c.req.valid("query");
      return c.json(await at(c, districtId, (desk) => rosterOf(desk, period)), 200);
    })
    .openapi(getNow, async (c) =>
      c.json(await at(c, c.req.valid("param").districtId, dutyNow), 200),
    )
    .openapi(getPeople, async (c) => {
      const { districtId } = c.req.valid("param");
      const people = await at(c, districtId, ({ tx }) => readPeople(tx, districtId));
      return c.json({ people }, 200);
    })
    .openapi(postShift, async (c) => {
      const draft = c.req.valid("json");
      const shift = await at(c, c.req.valid("param").districtId, async (desk) =>
        shiftOf(desk, await createShift(desk, draft)),
      );
      return c.json(shift, 201);
    })
    .openapi(putShift, (c) => {
      const shift = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const draft = c.req.valid("json");
      return changing(c, shift, (desk) => editShift(desk, shift.shiftId, revision, draft));
    })
    .openapi(deleteShift, async (c) => {
      const { districtId, shiftId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      await at(c, districtId, (desk) => removeShift(desk, shiftId, revision));
      return c.body(null, 204);
    })
    .openapi(postSubstitution, (c) => {
      const shift = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const draft = c.req.valid("json");
      return changing(c, shift, (desk) => coverShift(desk, shift.shiftId, revision, draft));
    })
    .openapi(postPreview, async (c) => {
      const draft = c.req.valid("json");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => previewRota(desk, draft)), 200);
    })
    .openapi(postRota, async (c) => {
      const draft = c.req.valid("json");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => writeRota(desk, draft)), 200);
    });
}
