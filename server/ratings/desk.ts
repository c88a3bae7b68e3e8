import type { Context } from "hono";
import { type Caller, callerOf, type Reach, reachOf, requirePlace } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";

type Position = readonly [lng: number, lat: number];

/** A district as ratings need to know it. */
export type RatedDistrict = {
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
};

/** Whoever does something with inspections, in one transaction of a district. */
export type Desk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly district: RatedDistrict;
  readonly caller: Caller;
  readonly reach: Reach;
  readonly now: Date;
  /** The local day. */
  readonly today: string;
};

/** @throws {DomainError} `district-unknown`. */
async function readDistrict(tx: Queryable, districtId: string): Promise<RatedDistrict> {
  const [row] = await tx.query<RatedDistrict>(
    `select name, time_zone as "timeZone", is_demo as "isDemo" from district where district_id = $1`,
    [districtId],
  );
  if (row) return row;
  throw new DomainError("district-unknown", `No district ${districtId}`);
}

/** Begins a transaction for whoever asks. */
export const atDesk = <T>(
  database: Database,
  c: Context<HttpEnv>,
  districtId: string,
  work: (desk: Desk) => Promise<T>,
  { isReading = false } = {},
): Promise<T> =>
  database.transaction(
    async (tx) => {
      const district = await readDistrict(tx, districtId);
      const now = new Date();
      const today = localDay(now, district.timeZone);
      return work({
        ...{ tx, districtId, district, now, today },
        ...{ caller: callerOf(c), reach: reachOf(c) },
      });
    },
    { districtId, ...(isReading ? { readOnlySnapshot: true } : {}) },
  );

/** Whether somebody's areas hold any of a subject: a street may lie in several. */
export const holdsAny = (reach: Reach, points: readonly Position[]) =>
  reach.isWhole || points.some((point) => reach.holds(point));

/** @throws {DomainError} `forbidden` where no part of a subject lies within the areas of the grant. */
export function requireAny(reach: Reach, points: readonly Position[]) {
  if (!holdsAny(reach, points)) requirePlace(reach, points[0] ?? null);
}

/** A mistake in one value of a body. */
export const refused = (field: string, rule: string, remedy: string, limit?: number) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [
    { field, remedy, rule, ...(limit === undefined ? {} : { limit }) },
  ]);
