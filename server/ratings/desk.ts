import type { Context } from "hono";
import { type Caller, callerOf, type Reach, reachOf, requirePlace } from "../http/caller.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { readDistrict } from "./book-store.ts";

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
      const { today, ...district } = await readDistrict(tx, districtId);
      const now = new Date();
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
