import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { DISPLAY_PERMISSIONS, KEYBOARD_PERMISSIONS, type Permission } from "../../data/roles.ts";
import { isInside } from "../geo/shape.ts";
import type { Caller, Reach } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { extentOf, type Grant } from "./accounts.ts";
import { areasToday } from "./areas-today.ts";
import { addressOf } from "./connection.ts";
import { readGrants } from "./grants.ts";
import { readSession, type SessionAccount } from "./session.ts";
import { readToken, type TokenHolder } from "./token.ts";

/** The cookie of a session. */
export const SESSION_COOKIE = "huanwei_session";

/** The cookie of a screen that showed its token once. */
export const DISPLAY_COOKIE = "huanwei_display";

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

/** Gives the browser the cookie of a session. */
export const keepSession = (c: Context<HttpEnv>, secret: string, isSecure: boolean) =>
  setCookie(c, SESSION_COOKIE, secret, {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    secure: isSecure,
  });

/** Makes `c.get("identify")` tell who asks, once a request and only when somebody wants to know. */
export const identification = (dependencies: Dependencies) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    let known: Promise<Caller | null> | undefined;
    c.set("identify", ({ anew } = { anew: false }) => {
      if (anew || !known) known = readCaller(c, dependencies);
      return known;
    });
    await next();
  });

async function readCaller(c: Context<HttpEnv>, dependencies: Dependencies): Promise<Caller | null> {
  const { database, isProxyTrusted } = dependencies;
  const token = bearerOf(c);
  if (token !== null) {
    // A browser sends no token by itself, so it does not matter which page a request with one comes from.
    const address = addressOf(c, isProxyTrusted);
    const holder = await readToken(database, token, address);
    return holder && tokenCaller(holder, address, dependencies);
  }
  const session = await sessionOf(c, database);
  if (!session) return readDisplay(c, dependencies);
  if (!READS.includes(c.req.method)) requireOwnOrigin(c, dependencies.publicHost);
  return sessionCaller(session, addressOf(c, isProxyTrusted), dependencies);
}

/** The screen whose token a browser keeps; whoever is signed in on it is themselves. */
async function readDisplay(c: Context<HttpEnv>, dependencies: Dependencies) {
  const secret = getCookie(c, DISPLAY_COOKIE);
  if (!secret) return null;
  const address = addressOf(c, dependencies.isProxyTrusted);
  const holder = await readToken(dependencies.database, secret, address);
  if (holder?.kind !== "display") return null;
  if (!READS.includes(c.req.method)) requireOwnOrigin(c, dependencies.publicHost);
  return tokenCaller(holder, address, dependencies);
}

/** The token of a request; null when it has none. Who sends one is known by it alone, whatever cookie comes along. */
function bearerOf(c: Context<HttpEnv>): string | null {
  const header = c.req.header("authorization");
  return header === undefined ? null : (/^Bearer +(\S+) *$/i.exec(header)?.[1] ?? "");
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
  // a browser sends an origin and nothing more: no user, no path
  const told = origin && URL.canParse(origin) ? new URL(origin) : null;
  const host = told?.origin === origin ? told?.host : null;
  const isOwn = host != null && (host === c.req.header("host") || host === publicHost);
  if (
    origin === undefined
      ? site === "same-origin"
      : isOwn && (site ?? "same-origin") === "same-origin"
  )
    return;
  throw new DomainError("origin-foreign", "Send this from a page of this server, or with a token");
}

type Known = {
  readonly accountId: string;
  readonly isOperator: boolean;
  readonly mustDo?: SessionAccount["mustDo"];
  readonly totpAskedBy: readonly string[];
};

/** How far an account may go in a district, asked anew with every request. */
const accountReach = (
  { accountId, isOperator, mustDo = null, totpAskedBy }: Known,
  { database, snapshots }: Dependencies,
): Caller["readReach"] => {
  // a caller lasts as long as one request, which may ask for many permissions
  const granted = new Map<string, Promise<readonly Grant[]>>();
  const grantsIn = (districtId: string) => {
    const known = granted.get(districtId);
    if (known) return known;
    const reading: Promise<readonly Grant[]> = isOperator
      ? Promise.resolve([{ role: "administrator", areaIds: null }])
      : readGrants(database, districtId, accountId);
    granted.set(districtId, reading);
    return reading;
  };
  return async (districtId, permission) => {
    if (mustDo !== null || totpAskedBy.includes(districtId)) return null;
    return reachUnder(snapshots, districtId, await grantsIn(districtId), permission);
  };
};

const sessionCaller = (
  session: SessionAccount,
  address: string | null,
  dependencies: Dependencies,
): Caller => ({
  accountId: session.accountId,
  name: session.displayName,
  via: "session",
  sessionId: session.sessionId,
  displayId: null,
  address,
  isReadOnly: false,
  mustDo: session.mustDo,
  totpAskedBy: session.totpAskedBy,
  isOperator: session.isOperator,
  readReach: accountReach(session, dependencies),
});

function tokenCaller(
  holder: TokenHolder,
  address: string | null,
  dependencies: Dependencies,
): Caller {
  const { name } = holder;
  const common = { name, via: "token", sessionId: null, address, mustDo: null } as const;
  const totpAskedBy = holder.kind === "personal" ? holder.totpAskedBy : [];
  if (holder.kind === "personal")
    return {
      ...common,
      totpAskedBy,
      accountId: holder.accountId,
      displayId: null,
      isOperator: holder.isOperator,
      isReadOnly: holder.access === "read",
      readReach: accountReach(holder, dependencies),
    };
  const permissions = holder.mayAcknowledge
    ? [...DISPLAY_PERMISSIONS, ...KEYBOARD_PERMISSIONS]
    : DISPLAY_PERMISSIONS;
  return {
    ...common,
    totpAskedBy,
    accountId: null,
    displayId: holder.tokenId,
    isOperator: false,
    isReadOnly: true,
    readReach: async (districtId, permission) =>
      districtId === holder.districtId && permissions.includes(permission)
        ? { isWhole: true, areaIds: [], holds: () => true }
        : null,
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
  if (!extent || !(await snapshots.clock(districtId))) return null;
  if (extent.isWhole) return { ...extent, holds: () => true };
  const areas = await areasToday(snapshots, districtId);
  const shapes = areas?.shapesOf(extent.areaIds) ?? [];
  return {
    isWhole: false,
    areaIds: areas?.idsOf(extent.areaIds) ?? [],
    holds: (position) =>
      position !== null && shapes.some((shape) => isInside(shape, position[0], position[1])),
  };
}
