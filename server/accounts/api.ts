import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie } from "hono/cookie";
import { callerOf } from "../http/caller.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { addressOf, isFromLoopback } from "./connection.ts";
import { demoAccount, demoRolesFor } from "./demo-roles.ts";
import { keepSession, requireOwnOrigin, SESSION_COOKIE, sessionOf } from "./identify.ts";
import {
  beginTotp,
  changePassword,
  confirmTotp,
  readOwnAccount,
  removeTotp,
} from "./own-account.ts";
import {
  DemoSignIn,
  OwnAccount,
  PasswordChange,
  SessionState,
  SignIn,
  TotpBegin,
  TotpCode,
  TotpRemoval,
} from "./schema.ts";
import { endSessions, readSession } from "./session.ts";
import { accountState } from "./session-state.ts";
import { openFor, requireTime, signIn } from "./sign-in.ts";
import { createThrottle } from "./throttle.ts";

/** How this server is reached. */
export type SignInSettings = {
  /** Cookies go over TLS only. */
  readonly isSecure: boolean;
  /** What the button of single sign-on says; null where there is none. */
  readonly signOnTitle: string | null;
  readonly isProxyTrusted: boolean;
  /** A proxy stands before it, or a public address: nobody signs in with one click. */
  readonly isPublic: boolean;
  /** The host that pages come from, where a proxy asks under another name. */
  readonly publicHost: string | null;
};

const tags = ["accounts"];
const json = <T>(schema: T) => ({ content: { "application/json": { schema } } });
const answers = <T>(description: string, schema: T) => ({
  200: { description, ...json(schema) },
  ...failures,
});
const done = { 204: { description: "Done" }, ...failures };
const body = <T>(schema: T) => ({ body: { ...json(schema), required: true } });
const signInAnswers = {
  200: { description: "Signed in; the session is a cookie", ...json(SessionState) },
  401: failure("The name, the password or the code is wrong"),
  403: failure("It comes from another site, or is not allowed here"),
  429: failure("Too early: Retry-After says when"),
  ...failures,
};

const getSession = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/session",
  operationId: "getSession",
  tags,
  summary: "Who one is to the server, and how one could sign in",
  responses: answers("Who one is", SessionState),
});
const postSession = endpoint({
  access: "anyone",
  method: "post",
  path: "/api/session",
  operationId: "signIn",
  tags,
  summary: "Sign in with a password, and a code where there is a second factor",
  request: body(SignIn),
  responses: signInAnswers,
});
const postDemoSession = endpoint({
  access: "anyone",
  method: "post",
  path: "/api/session/demo",
  operationId: "signInToDemo",
  tags,
  summary: "Sign in to the demonstration in a role, from the same machine only",
  request: body(DemoSignIn),
  responses: signInAnswers,
});
const deleteSession = endpoint({
  access: "signed-in",
  method: "delete",
  path: "/api/session",
  operationId: "signOut",
  tags,
  summary: "Sign out: the session ends on the server too",
  responses: done,
});
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
  summary: "Another password; every other session ends",
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

/** Whether a password or a code was tried and was not the one. */
const isWrongGuess = (error: unknown) =>
  error instanceof DomainError &&
  (error.code === "sign-in-failed" || error.faults.some(({ rule }) => rule === "code-wrong"));

/** Signing in and out, and one's own account. */
export function accountsApi({
  database,
  settings,
}: {
  database: Database;
  settings: SignInSettings;
}) {
  const throttle = createThrottle();
  const originOf = (c: Context<HttpEnv>) => ({
    address: addressOf(c, settings.isProxyTrusted),
    isHidden: settings.isPublic && !settings.isProxyTrusted && isFromLoopback(c),
    userAgent: c.req.header("user-agent") ?? null,
  });

  async function stateOf(c: Context<HttpEnv>, secret: string | null): Promise<SessionState> {
    const session = secret === null ? null : await readSession(database, secret);
    return {
      account: session && (await accountState(database, session)),
      demoRoles: settings.isPublic ? [] : await demoRolesFor(c, database),
      oidc: settings.signOnTitle === null ? null : { title: settings.signOnTitle },
    };
  }

  const keep = (c: Context<HttpEnv>, secret: string) => keepSession(c, secret, settings.isSecure);

  const ownOf = async (c: Context<HttpEnv>) => {
    const actor = callerOf(c);
    const session = await sessionOf(c, database);
    if (!session || actor.via !== "session")
      throw new DomainError("forbidden", "A token does not act on its account: sign in");
    return { database, session, actor };
  };

  /** Passwords and codes are guessed no faster here than at the door. */
  async function slowed<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const key = `own ${accountId}`;
    requireTime(throttle, [key]);
    const takeBack = throttle.begin(key);
    try {
      const answer = await work();
      throttle.forgive(key);
      return answer;
    } catch (error) {
      if (!isWrongGuess(error)) takeBack(); // a new password that is too weak guesses nothing
      throw error;
    }
  }

  return createRouter()
    .openapi(getSession, async (c) => {
      const session = await sessionOf(c, database);
      c.header("Cache-Control", "no-store");
      const state = await stateOf(c, null);
      return c.json({ ...state, account: session && (await accountState(database, session)) }, 200);
    })
    .openapi(postSession, async (c) => {
      requireOwnOrigin(c, settings.publicHost);
      const before = await sessionOf(c, database);
      const secret = await signIn({ database, throttle }, c.req.valid("json"), originOf(c), before);
      keep(c, secret);
      return c.json(await stateOf(c, secret), 200);
    })
    .openapi(postDemoSession, async (c) => {
      requireOwnOrigin(c, null);
      if (settings.isPublic) throw new DomainError("forbidden", "This server has a public address");
      const account = await demoAccount(c, database, c.req.valid("json").role);
      const before = await sessionOf(c, database);
      const secret = await database.transaction((tx) =>
        openFor(tx, account, "demo", originOf(c), before),
      );
      keep(c, secret);
      return c.json(await stateOf(c, secret), 200);
    })
    .openapi(deleteSession, async (c) => {
      const { session, actor } = await ownOf(c);
      const { accountId, sessionId } = session;
      await database.transaction(async (tx) => {
        await endSessions(tx, accountId, { only: sessionId });
        await recordAccountAudit(tx, {
          actor,
          accountId,
          action: "session.close",
          before: { sessionId },
        });
      });
      deleteCookie(c, SESSION_COOKIE, { path: "/", secure: settings.isSecure });
      return c.body(null, 204);
    })
    .openapi(getAccount, async (c) => {
      const { session } = await ownOf(c);
      return c.json(await readOwnAccount(database, session), 200);
    })
    .openapi(putPassword, async (c) => {
      const own = await ownOf(c);
      await slowed(own.session.accountId, () => changePassword(own, c.req.valid("json")));
      return c.body(null, 204);
    })
    .openapi(postTotp, async (c) => {
      const own = await ownOf(c);
      const { password } = c.req.valid("json");
      return c.json(await slowed(own.session.accountId, () => beginTotp(own, password)), 200);
    })
    .openapi(putTotp, async (c) => {
      const own = await ownOf(c);
      const { code } = c.req.valid("json");
      return c.json(await slowed(own.session.accountId, () => confirmTotp(own, code)), 200);
    })
    .openapi(postTotpRemoval, async (c) => {
      const own = await ownOf(c);
      await slowed(own.session.accountId, () => removeTotp(own, c.req.valid("json")));
      return c.body(null, 204);
    })
    .openapi(deleteOwnSession, async (c) => {
      const { session, actor } = await ownOf(c);
      const { sessionId } = c.req.valid("param");
      const { accountId } = session;
      const ended = await database.transaction(async (tx) => {
        const ids = await endSessions(tx, accountId, { only: sessionId });
        if (ids.length > 0)
          await recordAccountAudit(tx, {
            actor,
            accountId,
            action: "session.revoke",
            before: { sessionId },
          });
        return ids;
      });
      if (ended.length === 0)
        throw new DomainError("record-unknown", "You have no such session open");
      return c.body(null, 204);
    })
    .openapi(postRevocation, async (c) => {
      const { session, actor } = await ownOf(c);
      const { accountId, sessionId } = session;
      const ended = await database.transaction(async (tx) => {
        const ids = await endSessions(tx, accountId, { except: sessionId });
        if (ids.length > 0)
          await recordAccountAudit(tx, {
            actor,
            accountId,
            action: "session.revoke",
            before: { sessionIds: ids },
          });
        return ids;
      });
      return c.json({ ended: ended.length }, 200);
    });
}
