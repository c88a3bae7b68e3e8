import { createRoute, type RouteConfig } from "@hono/zod-openapi";
import type { Context, Next } from "hono";
import { createMiddleware } from "hono/factory";
import type { Permission } from "../../data/roles.ts";
import { DomainError, failure } from "./problem.ts";
import type { HttpEnv } from "./router.ts";

/**
 * Who may call an endpoint.
 *
 * - `anyone`: also without signing in. Nothing personal, and nothing is written to a district but what a
 *   citizen reports by the public form, which is limited in how often.
 * - `terminal`: a device on a vehicle, by the key it sends; its handler knows it, and takes nothing but its positions.
 * - `signed-in`: whoever has an account, for what is their own.
 * - a permission, in the district of the path. `within: "district"` asks for a grant of the whole district;
 *   `within: "area"` also lets through a grant limited to areas, and the handler holds each record to `reachOf(c)`.
 */
export type Access =
  | "anyone"
  | "terminal"
  | "signed-in"
  | { readonly permission: Permission; readonly within: "district" | "area" };

/** Whoever has a permission, in the whole district or in areas of it. */
export const granted = (permission: Permission) => ({ permission, within: "area" as const });

const READS = ["GET", "HEAD", "OPTIONS"];

/** Whoever may change these could make themselves more than their token is: they sign in for it. */
const BY_SESSION: readonly Permission[] = ["accounts.manage", "displays.manage"];

/** Whether a token never passes, whatever its account may do. */
const isBySession = (access: Access, method: string) =>
  !READS.includes(method.toUpperCase()) &&
  (access === "signed-in" ||
    (typeof access === "object" && BY_SESSION.includes(access.permission)));

const refusals = {
  401: failure("Signing in is needed"),
  403: failure("It is not granted"),
};

/**
 * The contract of an endpoint, with who may call it. The guard runs before the request is read any further.
 *
 * @param route.isForDisplays  A write that a display may do although its token only reads.
 * @throws {RangeError} when a permission is declared for a path that names no district.
 */
export function endpoint<
  const P extends string,
  const R extends Omit<RouteConfig, "path"> & { path: P },
>(route: R & { access: Access; isForDisplays?: true }) {
  const { access, isForDisplays = false, ...config } = route;
  const isGranted = typeof access === "object";
  if (isGranted && !config.path.includes("{districtId}"))
    throw new RangeError(`${config.path} names no district, so nothing can be granted there`);
  return createRoute({
    ...(config as unknown as R), // only what R does not have was taken out
    "x-access": access,
    ...(isForDisplays ? { "x-for-displays": true } : {}),
    ...(access === "anyone" || access === "terminal"
      ? {}
      : {
          security: isBySession(access, config.method)
            ? [{ session: [] }]
            : [{ session: [] }, { token: [] }],
        }),
    responses: {
      ...(config.responses as R["responses"]),
      ...(access === "anyone" ? {} : refusals),
    },
    middleware: guard(access, isForDisplays),
  });
}

/** Refuses whoever may not; tells the handler who asks and how far they may go. */
const guard = (access: Access, isForDisplays: boolean) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    if (access === "anyone" || access === "terminal") return next();
    const caller = await c.get("identify")?.();
    if (!caller) throw new DomainError("unauthenticated", "Sign in, or send a token");
    const isOfDisplay = isForDisplays && caller.displayId !== null;
    if (caller.isReadOnly && !isOfDisplay && !READS.includes(c.req.method))
      throw new DomainError("forbidden", "This token may only read");
    if (caller.via === "token" && isBySession(access, c.req.method))
      throw new DomainError("forbidden", "No token does this: sign in");
    if (access === "signed-in" && caller.accountId === null)
      throw new DomainError("forbidden", "A display has no account");
    c.set("caller", caller);
    if (access === "signed-in") return answered(c, next);

    const districtId = c.req.param("districtId") ?? "";
    if (caller.mustDo === "password")
      throw new DomainError("password-change-needed", "Change the one-time password first");
    if (caller.mustDo === "totp" || caller.totpAskedBy.includes(districtId))
      throw new DomainError(
        "totp-setup-needed",
        "Your role asks for a second factor: set it up first",
      );
    const reach = await caller.readReach(districtId, access.permission);
    if (!reach)
      throw new DomainError("forbidden", `${access.permission} is not granted to you here`);
    if (access.within === "district" && !reach.isWhole)
      throw new DomainError(
        "forbidden",
        `${access.permission} asks for a grant of the whole district`,
      );
    c.set("reach", reach);
    return answered(c, next);
  });

/** What is not for everybody is kept by no cache, unless its handler says otherwise. */
async function answered(c: Context<HttpEnv>, next: Next) {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "private, no-store");
}
