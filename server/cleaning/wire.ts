import { DomainError } from "../http/problem.ts";
import { daysBetween } from "./calendar.ts";
import type { Verdict } from "./done.ts";
import type { DuePass } from "./due.ts";
import type { PassWire, VerdictWire } from "./schema.ts";
import type { World } from "./world.ts";

export const at = (instantMs: number) => new Date(instantMs).toISOString();

/** A pass as it is told. */
export const toPass = ({ route, ...pass }: DuePass): PassWire => ({
  ...{ passId: pass.passId, routeId: route?.routeId ?? null, orderId: pass.orderId },
  ...{ code: route?.code ?? null, name: route?.name ?? null, nameEn: route?.nameEn ?? null },
  ...{ work: pass.work, part: route?.part ?? "whole", proof: route?.proof ?? "positions" },
  ...{ team: route?.team ?? null, day: pass.day, ordinal: pass.ordinal, of: pass.of },
  ...{ fromAt: at(pass.fromMs), toAt: at(pass.toMs) },
  suspension: pass.suspension && {
    suspensionId: pass.suspension.suspensionId,
    reason: pass.suspension.reason,
  },
});

/** A verdict as it is told. */
export const toVerdict = (
  { vehicleById }: Pick<World, "vehicleById">,
  { atMs, said, vehicleId, evidence, ...verdict }: Verdict,
): VerdictWire => ({
  ...{ ...verdict, evidence: [...evidence], vehicleId },
  coveredShare: Math.min(1, Math.round(verdict.coveredShare * 1e4) / 1e4),
  servicedAt: atMs === null ? null : at(atMs),
  plate: vehicleId === null ? null : (vehicleById.get(vehicleId)?.plate ?? null),
  entryId: said?.entryId ?? null,
  words: said?.outcome === "could_not" ? said.reason : null,
});

/** The most days one answer holds. */
export const MOST_DAYS = 92;

/** @throws {DomainError} `query-invalid` where it ends before it begins, `limit-exceeded` where it is too long. */
export function requirePeriod({ from, to }: { from: string; to: string }, most = MOST_DAYS) {
  const days = daysBetween(from, to) + 1;
  if (days < 1)
    throw new DomainError("query-invalid", "The period ends before it begins", [
      { field: "to", value: to, remedy: "a day not before `from`", rule: "before-from" },
    ]);
  if (days > most)
    throw new DomainError("limit-exceeded", `No more than ${most} days at once`, [
      {
        field: "to",
        value: to,
        remedy: `at most ${most} days`,
        rule: "too-many-days",
        limit: most,
      },
    ]);
}

/** @throws {DomainError} `district-unknown`. */
export function inKnown<T>(found: T | null, districtId: string): T {
  if (found !== null) return found;
  throw new DomainError("district-unknown", `No district ${districtId}`);
}

/** Meters to the decimeter: what is told needs no more. */
export const meters = (value: number) => Math.round(value * 10) / 10;
