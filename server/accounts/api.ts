import type { Context } from "hono";
import { deleteCookie } from "hono/cookie";
import { answers, json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { originOf } from "./connection.ts";
import { demoAccount, demoRolesFor } from "./demo-roles.ts";
import { keepSession, requireOwnOrigin, SESSION_COOKIE, sessionOf } from "./identify.ts";
import { closeOwnSession } from "./own-account.ts";
import { ownAccountApi, ownOf } from "./own-account-api.ts";
import { DemoSignIn, SessionState, SignIn } from "./schema.ts";
import { readSession } from "./session.ts";
import { accountState } from "./session-state.ts";
import { openFor, signIn } from "./sign-in.ts";
import type { Throttle } from "./throttle.ts";

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
  responses: { 204: { description: "Done" }, ...failures },
});
/** Signing in and out, and one's own account. */
export function accountsApi({
  database,
  settings,
  throttle,
}: {
  database: Database;
  settings: SignInSettings;
  throttle: Throttle;
}) {
  async function stateOf(c: Context<HttpEnv>, secret: string | null): Promise<SessionState> {
    const session = secret === null ? null : await readSession(database, secret);
    return {
      account: session && (await accountState(database, session)),
      demoRoles: settings.isPublic ? [] : await demoRolesFor(c, database),
      oidc: settings.signOnTitle === null ? null : { title: settings.signOnTitle },
    };
  }

  const keep = (c: Context<HttpEnv>, secret: string) => keepSession(c, secret, settings.isSecure);

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
      const secret = await signIn(
        { database, throttle },
        c.req.valid("json"),
        originOf(c, settings),
        before,
      );
      keep(c, secret);
      return c.json(await stateOf(c, secret), 200);
    })
    .openapi(postDemoSession, async (c) => {
      requireOwnOrigin(c, null);
      if (settings.isPublic) throw new DomainError("forbidden", "This server has a public address");
      const account = await demoAccount(c, database, c.req.valid("json").role);
      const before = await sessionOf(c, database);
      const secret = await database.transaction((tx) =>
        openFor(tx, account, "demo", originOf(c, settings), before),
      );
      keep(c, secret);
      return c.json(await stateOf(c, secret), 200);
    })
    .openapi(deleteSession, async (c) => {
      await closeOwnSession(await ownOf(c, database));
      deleteCookie(c, SESSION_COOKIE, { path: "/", secure: settings.isSecure });
      return c.body(null, 204);
    })
    .route("/", ownAccountApi({ database, throttle }));
}
