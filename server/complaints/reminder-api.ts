import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";

import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atDesk } from "./case-desk.ts";
import { reminderInbox, seeReminders } from "./reminder-inbox.ts";
import { ReminderInbox, ReminderQuery, RemindersSeen, SeenAnswer } from "./reminder-schema.ts";

const tags = ["complaints"];
const access = { permission: "complaints.read", within: "area" } as const;

const getReminders = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/complaints/reminders",
  operationId: "getReminders",
  tags,
  summary: "What went out about complaints that one may read: informed, soon due, late",
  request: { params: inDistrict, query: ReminderQuery },
  responses: answers("Newest first", ReminderInbox),
});
const postSeen = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/complaints/reminders/seen",
  operationId: "seeReminders",
  tags,
  summary: "Say up to which reminder one has seen them",
  request: { params: inDistrict, body: body(RemindersSeen) },
  responses: answers("The highest that was seen", SeenAnswer),
});

/** Reminders that went out by themselves, as whoever they are for reads them. */
export function reminderApi(parts: { database: Database; snapshots: Snapshots }) {
  return createRouter()
    .openapi(getReminders, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const caller = callerOf(c);
      const isBeyondUnits = (await caller.readReach(districtId, "complaints.all")) !== null;
      const inbox = await atDesk(parts, districtId, caller, (desk) =>
        reminderInbox({ desk, isBeyondUnits }, query),
      );
      return c.json(inbox, 200);
    })
    .openapi(postSeen, async (c) => {
      const { districtId } = c.req.valid("param");
      const { number } = c.req.valid("json");
      const caller = callerOf(c);
      return c.json(
        await atDesk(parts, districtId, caller, (desk) => seeReminders(desk, number)),
        200,
      );
    });
}
