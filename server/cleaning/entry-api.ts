import { z } from "@hono/zod-openapi";
import { callerOf, reachOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { ServiceDays } from "./days.ts";
import { enter, takeBack } from "./entry-desk.ts";
import {
  EntriesAnswer,
  EntriesQuery,
  EntryDraft,
  EntryWire,
  MOST_ENTRIES,
  WithdrawalDraft,
} from "./entry-schema.ts";
import { readEntries } from "./entry-store.ts";
import { inKnown, requirePeriod } from "./wire.ts";

const tags = ["cleaning"];
const path = "/api/districts/{districtId}/cleaning/entries";

const takenBack = <T>(description: string, schema: T) => ({
  ...answers(description, schema),
  409: failure("It was taken back before"),
});

const getEntries = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getServiceEntries",
  summary: "What people said was done or could not be, withdrawn entries too",
  request: { params: inDistrict, query: EntriesQuery },
  responses: answers("The entries", EntriesAnswer),
});
const postEntry = endpoint({
  ...{ access: granted("cleaning.confirm"), tags, method: "post", path },
  operationId: "enterService",
  summary:
    "Confirm a section in one go with its exceptions, or enter what was done or could not be",
  request: {
    params: inDistrict,
    headers: z.object({
      "idempotency-key": z
        .string()
        .regex(/^[\x21-\x7e]{8,200}$/, "8 to 200 visible ASCII characters")
        .describe("A new one for each entry: the same one makes no second entry"),
    }),
    body: body(EntryDraft),
  },
  responses: {
    200: { description: "It was entered already under this key", ...json(EntryWire) },
    201: { description: "It was entered", ...json(EntryWire) },
    ...failures,
    409: failure("The key was sent with another entry"),
  },
});
const postWithdrawal = endpoint({
  ...{ access: granted("cleaning.confirm"), tags, method: "post" },
  path: `${path}/{entryId}/withdraw` as const,
  operationId: "withdrawServiceEntry",
  summary: "Take an entry back, one's own or, as who edits routes, another's",
  request: { params: inDistrict.extend({ entryId: z.string() }), body: body(WithdrawalDraft) },
  responses: takenBack("The entry, which stays to be read", EntryWire),
});

/** What people say was done. */
export function entryApi({ database, days }: { database: Database; days: ServiceDays }) {
  return createRouter()
    .openapi(getEntries, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      requirePeriod(query);
      inKnown(await days.world(districtId), districtId);
      const entries = await database.transaction(
        (tx) => readEntries(tx, districtId, query, MOST_ENTRIES + 1),
        { districtId },
      );
      const isCut = entries.length > MOST_ENTRIES;
      return c.json({ districtId, entries: entries.slice(0, MOST_ENTRIES), isCut }, 200);
    })
    .openapi(postEntry, async (c) => {
      const { districtId } = c.req.valid("param");
      const desk = { database, days, districtId, caller: callerOf(c), reach: reachOf(c) };
      const key = c.req.valid("header")["idempotency-key"];
      const { entry, isNew } = await enter(desk, c.req.valid("json"), key);
      return isNew ? c.json(entry, 201) : c.json(entry, 200);
    })
    .openapi(postWithdrawal, async (c) => {
      const { districtId, entryId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const caller = callerOf(c);
      const editing = await caller.readReach(districtId, "cleaning.edit");
      const desk = { database, days, districtId, caller, reach: reachOf(c) };
      return c.json(await takeBack(desk, entryId, reason, editing !== null), 200);
    });
}
