import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import type { Database } from "../store/database.ts";
import { insertKey, type Open311Key, readKeys, revokeKey } from "./open311-key-store.ts";

const tags = ["complaints"];
const access = { permission: "settings.edit", within: "district" } as const;
const Instant = z.iso.datetime({ offset: true });

const Key = z
  .object({
    keyId: z.string(),
    name: z.string(),
    hint: z.string().describe("The key's last characters"),
    createdBy: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().describe("To the minute"),
  })
  .openapi("Open311Key");

const NewKey = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line")
      .describe("Which program it is; the audit trail calls it so"),
  })
  .openapi("NewOpen311Key");

const getKeys = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/open311-keys",
  operationId: "getOpen311Keys",
  tags,
  summary: "The programs that may send complaints by Open311, youngest first",
  request: { params: inDistrict },
  responses: {
    200: { description: "The keys that hold", ...json(z.object({ keys: z.array(Key) })) },
    ...failures,
  },
});
const postKey = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/open311-keys",
  operationId: "createOpen311Key",
  tags,
  summary: "A key for a program: it leaves complaints, and reads nothing that is not public",
  request: { params: inDistrict, body: body(NewKey) },
  responses: {
    201: {
      description: "The key, shown this once",
      ...json(z.object({ apiKey: z.string(), key: Key })),
    },
    ...failures,
  },
});
const deleteKey = endpoint({
  access,
  method: "delete",
  path: "/api/districts/{districtId}/open311-keys/{keyId}",
  operationId: "revokeOpen311Key",
  tags,
  summary: "End a key",
  request: { params: inDistrict.extend({ keyId: z.string() }) },
  responses: { 204: { description: "It has ended" }, ...failures },
});

const toWire = (row: Open311Key): z.infer<typeof Key> => ({
  ...{ keyId: row.keyId, name: row.name, hint: row.hint, createdBy: row.createdBy },
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

/** Keys of programs that send complaints. */
export const open311KeysApi = (database: Database) =>
  createRouter()
    .openapi(getKeys, async (c) => {
      const { districtId } = c.req.valid("param");
      const rows = await database.transaction((tx) => readKeys(tx, districtId), { districtId });
      return c.json({ keys: rows.map(toWire) }, 200);
    })
    .openapi(postKey, async (c) => {
      const { districtId } = c.req.valid("param");
      const { name } = c.req.valid("json");
      const actor = callerOf(c);
      const { key, row } = await database.transaction(
        async (tx) => {
          const made = await insertKey(tx, districtId, { name, createdBy: actor.name });
          await recordAudit(tx, districtId, {
            ...{ actor, action: "open311_key.create", record: "open311_key" },
            recordId: made.row.keyId,
            before: null,
            after: { name, hint: made.row.hint },
          });
          return made;
        },
        { districtId },
      );
      c.header("Cache-Control", "no-store");
      return c.json({ apiKey: key, key: toWire(row) }, 201);
    })
    .openapi(deleteKey, async (c) => {
      const { districtId, keyId } = c.req.valid("param");
      await database.transaction(
        async (tx) => {
          const ended = await revokeKey(tx, districtId, keyId);
          if (!ended) throw new DomainError("record-unknown", `No key ${keyId} here`);
          await recordAudit(tx, districtId, {
            ...{ actor: callerOf(c), action: "open311_key.revoke", record: "open311_key" },
            recordId: keyId,
            before: { name: ended.name, hint: ended.hint },
            after: null,
          });
        },
        { districtId },
      );
      return c.body(null, 204);
    });
