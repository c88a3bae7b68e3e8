import type { Context } from "hono";
import type { Permission } from "../../data/roles.ts";
import { DomainError } from "./problem.ts";
import type { HttpEnv } from "./router.ts";

/** A place, WGS 84. */
type Position = readonly [lng: number, lat: number];

/** How far a permission goes in one district. */
export type Reach = {
  /** The whole district, and so also what has no place. */
  readonly isWhole: boolean;
  /** The areas it is limited to; empty when it is whole. */
  readonly areaIds: readonly string[];
  /** Whether a place lies within; a place that is unknown lies only within the whole district. */
  holds(position: Position | null): boolean;
};

/** Whoever asks, once they are known. */
export type Caller = {
  /** null for a display. */
  readonly accountId: string | null;
  /** What the audit trail calls them. */
  readonly name: string;
  readonly via: "session" | "token";
  readonly sessionId: string | null;
  /** The token of a display; null for everybody else. */
  readonly displayId: string | null;
  readonly address: string | null;
  /** A token that may only read. */
  readonly isReadOnly: boolean;
  /** What they must do before anything else is granted. */
  readonly mustDo: "password" | "totp" | null;
  /** Districts that grant nothing before a second factor is set up. */
  readonly totpAskedBy: readonly string[];
  /** Administrator of every district. */
  readonly isOperator: boolean;
  /** How far they may do something in a district; null is not at all, also while something must be done first. */
  readReach(districtId: string, permission: Permission): Promise<Reach | null>;
};

/**
 * Finds out who asks; null is nobody we know.
 *
 * @param anew  Looks once more, for an answer that lasts longer than what was known when it began.
 */
export type Identify = (asked?: { anew: boolean }) => Promise<Caller | null>;

/** Who asks, in the handler of a guarded endpoint. */
export function callerOf(c: Context<HttpEnv>): Caller {
  const caller = c.get("caller");
  if (!caller) throw new TypeError(`${c.req.path} is not guarded, so it has no caller`);
  return caller;
}

/** How far the permission goes that the endpoint declares. */
export function reachOf(c: Context<HttpEnv>): Reach {
  const reach = c.get("reach");
  if (!reach) throw new TypeError(`${c.req.path} declares no permission, so it has no reach`);
  return reach;
}

/** @throws {DomainError} `forbidden` when a place lies outside the areas of the grant. */
export function requirePlace(reach: Reach, position: Position | null) {
  if (reach.holds(position)) return;
  throw new DomainError(
    "forbidden",
    position
      ? "The place lies outside the areas you are granted"
      : "A record without a place needs a grant for the whole district",
    [],
    { more: { rule: position ? "outside-areas" : "needs-whole" } },
  );
}
