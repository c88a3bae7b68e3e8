import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { TokenName } from "./names.ts";
import { insertToken, readTokens, revokeToken, type TokenRow } from "./token.ts";

const instant = z.iso.datetime();
const OwnToken = z
  .object({
    tokenId: z.string(),
    name: z.string(),
    access: z.enum(["read", "write"]),
    hint: z.string().describe("Its last characters"),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastSeenAt: instant.nullable(),
    lastSeenAddress: z.string().nullable(),
  })
  .openapi("OwnToken");
const NewOwnToken = z.strictObject({
  name: TokenName,
  access: z.enum(["read", "write"]),
  expiresInDays: z.number().int().min(1).max(365).nullable(),
});

const tags = ["accounts"];

const getTokens = endpoint({
  access: "signed-in",
  method: "get",
  path: "/api/account/tokens",
  operationId: "getOwnTokens",
  tags,
  summary: "One's own tokens that have not been revoked",
  responses: {
    200: { description: "Youngest first", ...json(z.object({ tokens: z.array(OwnToken) })) },
    ...failures,
  },
});
const postToken = endpoint({
  access: "signed-in",
  method: "post",
  path: "/api/account/tokens",
  operationId: "createOwnToken",
  tags,
  summary: "A token for a program of one's own; it may do what its account may",
  request: { body: body(NewOwnToken) },
  responses: {
    201: {
      description: "The token, shown this once",
      ...json(z.object({ token: z.string(), known: OwnToken })),
    },
    ...failures,
  },
});
const deleteToken = endpoint({
  access: "signed-in",
  method: "delete",
  path: "/api/account/tokens/{tokenId}",
  operationId: "revokeOwnToken",
  tags,
  summary: "End one of one's own tokens",
  request: { params: z.object({ tokenId: z.string() }) },
  responses: { 204: { description: "It has ended" }, ...failures },
});

const toWire = (row: TokenRow): z.infer<typeof OwnToken> => ({
  tokenId: row.tokenId,
  name: row.name,
  access: row.access,
  hint: row.hint,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  lastSeenAddress: row.lastSeenAddress,
});

/** Tokens for programs. Nobody makes one who must still change a password or set up a second factor. */
export function ownTokensApi(database: Database) {
  return createRouter()
    .openapi(getTokens, async (c) => {
      const accountId = callerOf(c).accountId ?? "";
      return c.json({ tokens: (await readTokens(database, { accountId })).map(toWire) }, 200);
    })
    .openapi(postToken, async (c) => {
      const actor = callerOf(c);
      const asked = c.req.valid("json");
      const accountId = actor.accountId ?? "";
      if (actor.mustDo)
        throw new DomainError(
          actor.mustDo === "password" ? "password-change-needed" : "totp-setup-needed",
          "Change the password or set up the second factor first",
        );
      const { token, row } = await database.transaction(async (tx) => {
        const createdBy = actor.name;
        const made = await insertToken(tx, { kind: "personal", accountId, createdBy, ...asked });
        await recordAccountAudit(tx, {
          actor,
          accountId,
          action: "token.create",
          after: { ...asked, hint: made.row.hint },
        });
        return made;
      });
      c.header("Cache-Control", "no-store");
      return c.json({ token, known: toWire(row) }, 201);
    })
    .openapi(deleteToken, async (c) => {
      const actor = callerOf(c);
      const accountId = actor.accountId ?? "";
      const { tokenId } = c.req.valid("param");
      await database.transaction(async (tx) => {
        const ended = await revokeToken(tx, { accountId }, tokenId);
        if (!ended) throw new DomainError("record-unknown", "You have no such token");
        const before = { name: ended.name, hint: ended.hint };
        await recordAccountAudit(tx, { actor, accountId, action: "token.revoke", before });
      });
      return c.body(null, 204);
    });
}
