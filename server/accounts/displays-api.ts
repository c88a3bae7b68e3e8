import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import type { Database } from "../store/database.ts";
import { TokenName } from "./names.ts";
import { type Screen as HeardScreen, readScreens } from "./screens.ts";
import { insertToken, readTokens, revokeToken, type TokenRow } from "./token.ts";

const tags = ["accounts"];
const access = { permission: "displays.manage", within: "district" } as const;
const Instant = z.iso.datetime({ offset: true });

const Screen = z
  .object({
    screen: z.string(),
    heardAt: Instant.describe("The last heartbeat"),
    silentSince: Instant.nullable().describe("null: heard as often as it should be"),
    beganAt: Instant.describe("When this run of the page was heard first"),
    sceneId: z.string().nullable(),
    appVersion: z.string(),
    uptimeSeconds: z.number().int(),
    lastError: z.string().nullable(),
    glContexts: z.number().int(),
    widthPixels: z.number().int().nullable(),
    heightPixels: z.number().int().nullable(),
  })
  .openapi("WallScreen");

const Display = z
  .object({
    tokenId: z.string(),
    name: z.string(),
    hint: z.string().describe("The last characters of its token"),
    createdAt: Instant,
    createdBy: z.string(),
    expiresAt: Instant.nullable(),
    lastSeenAt: Instant.nullable().describe("To the minute"),
    lastSeenAddress: z.string().nullable(),
    mayAcknowledge: z.boolean().describe("Whether alarms are acknowledged from its keyboard"),
    screens: z.array(Screen).describe("Those that show the wall with it, by name"),
  })
  .openapi("Display");

const NewDisplay = z
  .strictObject({
    name: TokenName,
    expiresInDays: z.number().int().min(1).max(3650).nullable().describe("null never expires"),
    mayAcknowledge: z
      .boolean()
      .optional()
      .describe("Whoever stands at its keyboard acknowledges alarms in the display's name"),
  })
  .openapi("NewDisplay");

const DisplaysAnswer = z.object({
  displays: z.array(Display),
  signedIn: z
    .array(Screen.extend({ name: z.string() }))
    .describe("Screens that show the wall for somebody signed in, the last heard first"),
});

const getDisplays = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/displays",
  operationId: "getDisplays",
  tags,
  summary: "The walls that may read, youngest first",
  request: { params: inDistrict },
  responses: answers("The displays", DisplaysAnswer),
});
const postDisplay = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/displays",
  operationId: "createDisplay",
  tags,
  summary: "A token for a wall: it reads what a wall shows, and nothing else",
  request: { params: inDistrict, body: body(NewDisplay) },
  responses: {
    201: {
      description: "The token, shown this once",
      ...json(z.object({ token: z.string(), display: Display })),
    },
    ...failures,
  },
});
const deleteDisplay = endpoint({
  access,
  method: "delete",
  path: "/api/districts/{districtId}/displays/{tokenId}",
  operationId: "revokeDisplay",
  tags,
  summary: "End a display's token",
  request: { params: inDistrict.extend({ tokenId: z.string() }) },
  responses: { 204: { description: "It has ended" }, ...failures },
});

const toWire = (row: TokenRow, screens: HeardScreen[] = []): z.infer<typeof Display> => ({
  tokenId: row.tokenId,
  name: row.name,
  hint: row.hint,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  lastSeenAddress: row.lastSeenAddress,
  mayAcknowledge: row.mayAcknowledge,
  screens,
});

/** Tokens for walls. */
export const displaysApi = (database: Database) =>
  createRouter()
    .openapi(getDisplays, async (c) => {
      const { districtId } = c.req.valid("param");
      const rows = await readTokens(database, { districtId });
      const heard = await database.transaction((tx) => readScreens(tx, districtId, new Date()), {
        districtId,
      });
      const displays = rows.map((row) => toWire(row, heard.ofDisplay(row.tokenId)));
      return c.json({ displays, signedIn: heard.ofAccounts() }, 200);
    })
    .openapi(postDisplay, async (c) => {
      const { districtId } = c.req.valid("param");
      const asked = c.req.valid("json");
      const actor = callerOf(c);
      const { token, row } = await database.transaction(
        async (tx) => {
          const { name, expiresInDays, mayAcknowledge = false } = asked;
          const made = await insertToken(tx, {
            ...{ kind: "display", districtId, createdBy: actor.name },
            ...{ name, expiresInDays, mayAcknowledge },
          });
          await recordAudit(tx, districtId, {
            actor,
            action: "display.create",
            record: "display",
            recordId: made.row.tokenId,
            before: null,
            after: { name, expiresInDays, mayAcknowledge, hint: made.row.hint },
          });
          return made;
        },
        { districtId },
      );
      c.header("Cache-Control", "no-store");
      return c.json({ token, display: toWire(row) }, 201);
    })
    .openapi(deleteDisplay, async (c) => {
      const { districtId, tokenId } = c.req.valid("param");
      await database.transaction(
        async (tx) => {
          const ended = await revokeToken(tx, { districtId }, tokenId);
          if (!ended) throw new DomainError("record-unknown", `No display ${tokenId} here`);
          await recordAudit(tx, districtId, {
            actor: callerOf(c),
            action: "display.revoke",
            record: "display",
            recordId: tokenId,
            before: { name: ended.name, hint: ended.hint },
            after: null,
          });
        },
        { districtId },
      );
      return c.body(null, 204);
    });
