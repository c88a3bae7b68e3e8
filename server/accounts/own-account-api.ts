import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { slowed } from "./guessing.ts";
import { sessionOf } from "./identify.ts";
import {
  beginTotp,
  changePassword,
  confirmTotp,
  endOtherSessions,
  endOwnSession,
  type Own,
  readOwnAccount,
  removeTotp,
} from "./own-account.ts";
import { OwnAccount, PasswordChange, TotpBegin, TotpCode, TotpRemoval } from "./schema.ts";
import type { Throttle } from "./throttle.ts";

const tags = ["accounts"];
const done = { 204: { description: "Done" }, ...failures };
const body = <T>(schema: T) => ({ body: { ...json(schema), required: true } });

const getAccount = endpoint({
  access: "signed-in",
  method: "get",
  path: "/api/account",
  operationId: "getOwnAccount",
  tags,
  summary: "One's own account, with where it is signed in",
  responses: answers("The account", OwnAccount),
});
const putPassword = endpoint({
  access: "signed-in",
  method: "put",
  path: "/api/account/password",
  operationId: "changePassword",
  tags,
  summary: "Another password; every other session and every token of the account ends",
  request: body(PasswordChange),
  responses: done,
});
const postTotp = endpoint({
  access: "signed-in",
  method: "post",
  path: "/api/account/totp",
  operationId: "beginTotp",
  tags,
  summary: "A new second factor, to be confirmed with its first code",
  request: body(TotpBegin),
  responses: answers("The secret", z.object({ secret: z.string(), otpauthUrl: z.string() })),
});
const putTotp = endpoint({
  access: "signed-in",
  method: "put",
  path: "/api/account/totp",
  operationId: "confirmTotp",
  tags,
  summary: "Confirm the second factor; recovery codes are shown this once",
  request: body(TotpCode),
  responses: answers("Recovery codes", z.object({ recoveryCodes: z.array(z.string()) })),
});
const postTotpRemoval = endpoint({
  access: "signed-in",
  method: "post",
  path: "/api/account/totp/removal",
  operationId: "removeTotp",
  tags,
  summary: "Take the second factor away",
  request: body(TotpRemoval),
  responses: done,
});
const deleteOwnSession = endpoint({
  access: "signed-in",
  method: "delete",
  path: "/api/account/sessions/{sessionId}",
  operationId: "endSession",
  tags,
  summary: "End one of one's own sessions",
  request: { params: z.object({ sessionId: z.string() }) },
  responses: done,
});
const postRevocation = endpoint({
  access: "signed-in",
  method: "post",
  path: "/api/account/sessions/revocation",
  operationId: "endOtherSessions",
  tags,
  summary: "End every session of one's own but this one",
  responses: answers("How many", z.object({ ended: z.number().int() })),
});

/** Whoever acts on their own account, in the session that they do it in. @throws {DomainError} `forbidden` for a token. */
export async function ownOf(c: Context<HttpEnv>, database: Database): Promise<Own> {
  const actor = callerOf(c);
  const session = await sessionOf(c, database);
  if (!session || actor.via !== "session")
    throw new DomainError("forbidden", "A token does not act on its account: sign in");
  return { database, session, actor };
}

/**
 * One's own account.
 *
 * @param throttle  The one of signing in: passwords and codes are guessed no faster here than at the door.
 */
export function ownAccountApi({ database, throttle }: { database: Database; throttle: Throttle }) {
  const guarded = <T>({ session }: Own, work: () => Promise<T>) =>
    slowed(throttle, `own ${session.accountId}`, work);

  return createRouter()
    .openapi(getAccount, async (c) => {
      const { session } = await ownOf(c, database);
      return c.json(await readOwnAccount(database, session), 200);
    })
    .openapi(putPassword, async (c) => {
      const own = await ownOf(c, database);
      await guarded(own, () => changePassword(own, c.req.valid("json")));
      return c.body(null, 204);
    })
    .openapi(postTotp, async (c) => {
      const own = await ownOf(c, database);
      const { password } = c.req.valid("json");
      return c.json(await guarded(own, () => beginTotp(own, password)), 200);
    })
    .openapi(putTotp, async (c) => {
      const own = await ownOf(c, database);
      const { code } = c.req.valid("json");
      return c.json(await guarded(own, () => confirmTotp(own, code)), 200);
    })
    .openapi(postTotpRemoval, async (c) => {
      const own = await ownOf(c, database);
      await guarded(own, () => removeTotp(own, c.req.valid("json")));
      return c.body(null, 204);
    })
    .openapi(deleteOwnSession, async (c) => {
      await endOwnSession(await ownOf(c, database), c.req.valid("param").sessionId);
      return c.body(null, 204);
    })
    .openapi(postRevocation, async (c) =>
      c.json({ ended: await endOtherSessions(await ownOf(c, database)) }, 200),
    );
}
