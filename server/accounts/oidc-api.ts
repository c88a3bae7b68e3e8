import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { addressOf } from "./connection.ts";
import { keepSession, sessionOf } from "./identify.ts";
import { localPath, type Oidc } from "./oidc.ts";
import { openBySubject } from "./oidc-account.ts";

/** Names the browser that began a sign-on. */
const COOKIE = "huanwei_sign_on";
const PATH = "/api/session/oidc" as const;
const SECONDS = 600;

const tags = ["accounts"];
const leads = (description: string) => ({ 302: { description }, ...failures });

const getBegin = endpoint({
  access: "anyone",
  method: "get",
  path: PATH,
  operationId: "beginSignOn",
  tags,
  summary: "Go to the provider of single sign-on",
  request: {
    query: z.object({
      next: z.string().max(2000).optional().describe("A path on this server to come back to"),
    }),
  },
  responses: leads("To the provider, or back to the sign-in page when it does not answer"),
});
const getCallback = endpoint({
  access: "anyone",
  method: "get",
  path: `${PATH}/callback`,
  operationId: "endSignOn",
  tags,
  summary: "Come back from the provider of single sign-on",
  responses: leads("To where one wanted to go, or to the sign-in page with what went wrong"),
});

type SignOnSettings = { readonly isSecure: boolean; readonly isProxyTrusted: boolean };

/** Single sign-on (统一身份认证): a browser leaves for the provider and comes back with a session. */
export function oidcApi(database: Database, oidc: Oidc | null, settings: SignOnSettings) {
  const required = (): Oidc => {
    if (oidc) return oidc;
    throw new DomainError("not-found", "No provider of single sign-on is set");
  };

  /** A person stands before this answer: what went wrong is said by the page where they can sign in otherwise. */
  async function orSignIn(c: Context<HttpEnv>, work: () => Promise<string>) {
    c.header("Cache-Control", "no-store");
    try {
      return c.redirect(await work(), 302);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return c.redirect(`/sign-in?problem=${error.code}`, 302);
    }
  }

  return createRouter()
    .openapi(getBegin, (c) => {
      const begin = required();
      return orSignIn(c, async () => {
        const { url, secret } = await begin.begin(localPath(c.req.valid("query").next));
        setCookie(c, COOKIE, secret, {
          httpOnly: true,
          sameSite: "Lax",
          path: PATH,
          maxAge: SECONDS,
          secure: settings.isSecure,
        });
        return url;
      });
    })
    .openapi(getCallback, (c) => {
      const end = required();
      return orSignIn(c, async () => {
        const secret = getCookie(c, COOKIE) ?? null;
        deleteCookie(c, COOKIE, { path: PATH, secure: settings.isSecure });
        const { subject, next } = await end.finish(secret, new URL(c.req.url).search);
        const origin = {
          address: addressOf(c, settings.isProxyTrusted),
          userAgent: c.req.header("user-agent") ?? null,
        };
        const before = await sessionOf(c, database);
        keepSession(c, await openBySubject(database, subject, origin, before), settings.isSecure);
        return next;
      });
    });
}
