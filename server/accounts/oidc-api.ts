import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { callerOf } from "../http/caller.ts";
import type { Logger } from "../http/logging.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { networkOf, originOf } from "./connection.ts";
import { FREE_PER_NETWORK, requireTime, slowed } from "./guessing.ts";
import { keepSession, requireOwnOrigin, sessionOf } from "./identify.ts";
import { type Begun, localPath, type Oidc, SIGN_ON_SECONDS, type Subject } from "./oidc.ts";
import {
  linkOwn,
  openByCode,
  openBySubject,
  readLink,
  requireOwnPassword,
  unlinkOwn,
} from "./oidc-account.ts";
import { getBegin, getCallback, getOwn, postCode, postOwn, postRemoval } from "./oidc-endpoints.ts";
import { readSession } from "./session.ts";
import type { Throttle } from "./throttle.ts";

/** Holds what one browser has begun. */
const COOKIE = "huanwei_sign_on";

type SignOnSettings = {
  readonly isSecure: boolean;
  readonly isProxyTrusted: boolean;
  readonly isPublic: boolean;
  readonly publicHost: string | null;
};

type Parts = {
  readonly database: Database;
  /** null where no provider is set. */
  readonly oidc: Oidc | null;
  readonly settings: SignOnSettings;
  /** The one of signing in: what is guessed here and there is guessed no faster than at one door. */
  readonly throttle: Throttle;
  readonly log: Logger;
};

/** Single sign-on (统一身份认证): a browser leaves for the provider and comes back with a session. */
export function oidcApi({ database, oidc, settings, throttle, log }: Parts) {
  const { isSecure, publicHost } = settings;
  const name = isSecure ? `__Host-${COOKIE}` : COOKIE; // with the prefix no neighbouring site can plant it
  const cookie = { httpOnly: true, sameSite: "Lax", path: "/", secure: isSecure } as const;
  const required = (): Oidc => {
    if (oidc) return oidc;
    throw new DomainError("not-found", "No provider of single sign-on is set");
  };
  const keep = (c: Context<HttpEnv>, sealed: string) =>
    setCookie(c, name, sealed, { ...cookie, maxAge: SIGN_ON_SECONDS });
  const kept = (c: Context<HttpEnv>) => getCookie(c, name);
  const drop = (c: Context<HttpEnv>) => deleteCookie(c, name, cookie);

  const ownOf = async (c: Context<HttpEnv>) => {
    const session = await sessionOf(c, database);
    const actor = callerOf(c);
    if (!session || actor.via !== "session" || session.mustDo !== null)
      throw new DomainError("forbidden", "Sign in first, with all that is asked for");
    return { database, session, actor };
  };

  /** Each answer makes us ask the provider: nobody makes us ask it without end. */
  async function finished(c: Context<HttpEnv>, provider: Oidc, begun: Begun): Promise<Subject> {
    const { address, isHidden } = originOf(c, settings);
    const asked = new URL(c.req.url).search;
    if (isHidden) return provider.finish(begun, asked); // one network for everybody: nobody slows the others
    const key = `sign-on ${networkOf(address)}`;
    requireTime(throttle, [key]);
    const takeBack = throttle.begin(key, FREE_PER_NETWORK);
    const subject = await provider.finish(begun, asked);
    takeBack();
    return subject;
  }

  /** A person stands before this answer: what went wrong is said by the page where they can sign in otherwise. */
  async function orSay(c: Context<HttpEnv>, from: Begun | null, work: () => Promise<string>) {
    c.header("Cache-Control", "no-store");
    try {
      return c.redirect(await work(), 302);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, cause } = error;
      const why = cause instanceof Error ? { why: cause.message, code: codeOf(cause) } : {};
      log.warn({ requestId: c.get("requestId"), problem: code, ...why }, "sign-on refused");
      return c.redirect(saying(code, from), 302);
    }
  }

  return createRouter()
    .openapi(getBegin, (c) => {
      const provider = required();
      const next = localPath(c.req.valid("query").next);
      return orSay(c, null, async () => {
        const { url, sealed } = await provider.begin({ next, linkTo: null });
        keep(c, sealed);
        return url;
      });
    })
    .openapi(getCallback, (c) => {
      const provider = required();
      const begun = provider.begunOf(kept(c));
      drop(c);
      return orSay(c, begun, async () => {
        if (!begun)
          throw new DomainError("sign-on-failed", "This sign-on was not begun in this browser");
        const subject = await finished(c, provider, begun);
        const before = await sessionOf(c, database);
        if (begun.linkTo !== null) {
          if (before?.sessionId !== begun.linkTo)
            throw new DomainError("sign-on-failed", "The session that began has ended");
          const { accountId, displayName } = before;
          const { address } = originOf(c, settings);
          const actor = { accountId, name: displayName, via: "session", address } as const;
          await linkOwn({ database, session: before, actor }, subject);
          return begun.next;
        }
        const opened = await openBySubject(database, subject, originOf(c, settings), before);
        if ("codeOf" in opened) {
          keep(c, provider.hold({ accountId: opened.codeOf, next: begun.next }));
          return saying("totp-needed", begun);
        }
        keepSession(c, opened.secret, isSecure);
        const session = await readSession(database, opened.secret);
        return session?.mustDo ? `/account${new URL(begun.next, HERE).search}` : begun.next;
      });
    })
    .openapi(postCode, async (c) => {
      requireOwnOrigin(c, publicHost);
      const pending = required().pendingOf(kept(c));
      if (!pending)
        throw new DomainError("sign-on-failed", "It took too long: sign on again from the start");
      const { accountId, next } = pending;
      const { code } = c.req.valid("json");
      const before = await sessionOf(c, database);
      await slowed(throttle, `code ${accountId}`, async () => {
        const secret = await openByCode(database, accountId, code, originOf(c, settings), before);
        if (secret === null) throw new DomainError("sign-in-failed", "The code is wrong");
        drop(c);
        keepSession(c, secret, isSecure);
      });
      return c.json({ next }, 200);
    })
    .openapi(getOwn, async (c) => {
      const linkedAt = await readLink(database, callerOf(c).accountId ?? "");
      return c.json({ linkedAt: linkedAt?.toISOString() ?? null }, 200);
    })
    .openapi(postOwn, async (c) => {
      const provider = required();
      const own = await ownOf(c);
      const { accountId, sessionId } = own.session;
      await slowed(throttle, `own ${accountId}`, () =>
        requireOwnPassword(own, c.req.valid("json").password),
      );
      const { url, sealed } = await provider.begin({ next: "/account", linkTo: sessionId });
      keep(c, sealed);
      return c.json({ url }, 200);
    })
    .openapi(postRemoval, async (c) => {
      const own = await ownOf(c);
      const { password } = c.req.valid("json");
      await slowed(throttle, `own ${own.session.accountId}`, () => unlinkOwn(own, password));
      return c.body(null, 204);
    });
}

const HERE = "http://here.invalid"; // only its paths are used

/** The page that says what became of a sign-on, with the view one came from. */
function saying(code: string, begun: Begun | null): string {
  const page = new URL(begun?.next ?? "/", HERE);
  page.searchParams.set("problem", code);
  return `${begun?.linkTo ? "/account" : "/sign-in"}${page.search}`;
}

const codeOf = (error: Error) => ("code" in error ? String(error.code) : undefined);
