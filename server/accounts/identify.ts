import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Permission } from "../../data/roles.ts";
import { isInside, type Parts, toParts } from "../geo/shape.ts";
import type { Caller, Reach } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { extentOf, type Grant } from "./accounts.ts";
import { addressOf } from "./connection.ts";
import { readGrants } from "./grants.ts";
import { readSession, type SessionAccount } from "./session.ts";

/** The cookie of a session. */
export const SESSION_COOKIE = "huanwei_session";

const READS = ["GET", "HEAD", "OPTIONS"];

type Dependencies = {
  database: Database;
  snapshots: Snapshots;
  isProxyTrusted: boolean;
  publicHost: string | null;
};

/** The session a request's cookie stands for; null when there is none that holds. */
export async function sessionOf(
  c: Context<HttpEnv>,
  database: Database,
): Promise<SessionAccount | null> {
  const secret = getCookie(c, SESSION_COOKIE);
  return secret ? readSession(database, secret) : null;
}

/** Makes `c.get("identify")` tell who asks, once a request and only when somebody wants to know. */
export const identification = (dependencies: Dependencies) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    let known: Promise<Caller | null> | undefined;
    c.set("identify", () => {
      known ??= readCaller(c, dependencies);
      return known;
    });
    await next();
  });

async function readCaller(c: Context<HttpEnv>, dependencies: Dependencies): Promise<Caller | null> {
  const session = await sessionOf(c, dependencies.database);
  if (!session) return null;
  if (!READS.includes(c.req.method)) requireOwnOrigin(c, dependencies.publicHost);
  return sessionCaller(session, addressOf(c, dependencies.isProxyTrusted), dependencies);
}

/**
 * A browser says where a request comes from; one that carries our cookie and changes something must come from our page.
 *
 * @param publicHost  The host of PUBLIC_URL, which a proxy may not pass on; null when there is none.
 * @throws {DomainError} `origin-foreign`.
 */
export function requireOwnOrigin(c: Context<HttpEnv>, publicHost: string | null) {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const host = origin && URL.canParse(origin) ? new URL(origin).host : null;
  const isOwn = host !== null && (host === c.req.header("host") || host === publicHost);
  if (
    origin === undefined
      ? site === "same-origin"
      : isOwn && (site ?? "same-origin") === "same-origin"
  )
    return;
  throw new DomainError("origin-foreign", "Send this from a page of this server, or with a token");
}

function sessionCaller(
  session: SessionAccount,
  address: string | null,
  { database, snapshots }: Dependencies,
): Caller {
  const grantsIn = (districtId: string): Promise<Grant[]> =>
    session.isOperator
      ? Promise.resolve([{ role: "administrator", areaIds: null }])
      : readGrants(database, districtId, session.accountId);
  return {
    accountId: session.accountId,
    name: session.displayName,
    via: "session",
    sessionId: session.sessionId,
    address,
    isReadOnly: false,
    mustDo: session.mustDo,
    readReach: async (districtId, permission) =>
      reachUnder(snapshots, districtId, await grantsIn(districtId), permission),
  };
}

/** How far a permission goes under some grants, with the areas' boundaries as they are today. */
async function reachUnder(
  snapshots: Snapshots,
  districtId: string,
  grants: readonly Grant[],
  permission: Permission,
): Promise<Reach | null> {
  const extent = extentOf(grants, permission);
  if (!extent) return null;
  const shapes: Parts[] = [];
  for (const areaId of extent.areaIds) {
    const area = await snapshots.area(districtId, areaId);
    if (area) shapes.push(toParts(area.shape));
  }
  return {
    ...extent,
    holds: (position) =>
      extent.isWhole ||
      (position !== null && shapes.some((shape) => isInside(shape, position[0], position[1]))),
  };
}
