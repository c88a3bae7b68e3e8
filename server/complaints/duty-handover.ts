import { randomUUID } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { onDutyAt, shiftToHandOver } from "./duty.ts";
import { shiftAnswer } from "./duty-answer.ts";
import type { DutyDesk } from "./duty-desk.ts";
import {
  insertHandover,
  readHandedTo,
  readHandover,
  readHandovers,
  readWaitingHandovers,
  signIn,
} from "./duty-handover-store.ts";
import { readNote } from "./duty-note.ts";
import type { DutyHandover, DutyHandoverDraft, DutyHandovers, SigningOut } from "./duty-schema.ts";
import {
  lockRoster,
  readNextShift,
  readShift,
  readShifts,
  type StoredShift,
} from "./duty-store.ts";

/** Shifts that nobody handed over are asked for this long. */
const DAYS_ASKED_FOR = 7;

/** Hand-overs a page of the list has. */
const PAGE = 30;

const DAY = 86_400_000;

/** Whether one signs a shift out for oneself, for whoever is on duty, or not at all. */
function signingOut(desk: DutyDesk, shift: StoredShift): "own" | "for-other" | "none" {
  const { actor, now, isKeeper } = desk;
  const onDuty = onDutyAt(shift, now < shift.endsAt ? now : shift.endsAt);
  // whoever has no account on the roster signs with the one of the desk
  if (onDuty.accountId === null || onDuty.accountId === actor.accountId) return "own";
  return isKeeper || shift.leader?.accountId === actor.accountId ? "for-other" : "none";
}

/**
 * What happened in a shift so far. It begins where the one before was handed over, so that nothing falls between two.
 */
async function noteOf({ tx, districtId, now }: DutyDesk, shift: StoredShift) {
  const handed = await readHandedTo(tx, districtId, shift.shiftId);
  const until = now < shift.endsAt ? now : shift.endsAt;
  const from = handed && handed < until ? handed : shift.startsAt;
  return readNote(tx, districtId, { from, until }, now);
}

/**
 * The note of the shift that is handed over now, as it would be signed.
 *
 * @param shiftId  another shift, such as one that ended and that nobody signed out of.
 * @throws {DomainError} `record-unknown`; `conflict` when it has not begun.
 */
export async function handoverDraft(
  desk: DutyDesk,
  shiftId: string | undefined,
): Promise<z.infer<typeof DutyHandoverDraft>> {
  const { tx, districtId, timeZone, now } = desk;
  const week = {
    startsAt: new Date(now.getTime() - DAYS_ASKED_FOR * DAY),
    endsAt: new Date(now.getTime() + 1),
  };
  const recent = await readShifts(tx, districtId, week);
  const shift =
    shiftId === undefined ? shiftToHandOver(recent, now) : await begunShift(desk, shiftId);
  const next = shift && (await readNextShift(tx, districtId, shift.endsAt));
  return {
    at: now.toISOString(),
    timeZone,
    shift: shift && shiftAnswer(desk, shift),
    next: next && shiftAnswer(desk, next),
    note: shift && (await noteOf(desk, shift)),
    signsOut: shift && !shift.isHandedOver ? signingOut(desk, shift) : "none",
    waiting: await readWaitingHandovers(tx, districtId),
    unsigned: recent
      .filter(({ endsAt, isHandedOver }) => endsAt <= now && !isHandedOver)
      .map((one) => shiftAnswer(desk, one)),
  };
}

async function begunShift({ tx, districtId, now }: DutyDesk, shiftId: string) {
  const shift = await readShift(tx, districtId, shiftId);
  if (!shift) throw new DomainError("record-unknown", `No shift ${shiftId}`);
  if (shift.startsAt > now) throw conflict("shift-not-begun", "The shift has not begun");
  return shift;
}

/**
 * Signs a shift out with its note as it is now.
 *
 * @returns the hand-over, which waits for the second signature.
 * @throws {DomainError} `conflict` when it is somebody else's, has not begun or was signed out already.
 */
export async function signOutOf(
  desk: DutyDesk,
  { shiftId, remarks, reason }: z.infer<typeof SigningOut>,
): Promise<DutyHandover> {
  const { tx, districtId, actor, now } = desk;
  await lockRoster(tx, districtId);
  const shift = await begunShift(desk, shiftId);
  if (shift.isHandedOver) throw conflict("shift-handed-over", "Somebody has signed out of it");
  const signs = signingOut(desk, shift);
  if (signs === "none")
    throw conflict("duty-not-yours", "Whoever is on duty signs out, or the leader for them");
  if (signs === "for-other" && !reason)
    throw new DomainError("body-invalid", "reason: why they do not sign themselves", [
      { field: "reason", remedy: "why they do not sign themselves", rule: "required" },
    ]);
  const next = await readNextShift(tx, districtId, shift.endsAt);
  const handoverId = randomUUID();
  await insertHandover(tx, districtId, {
    ...{ handoverId, remarks, actor, now },
    shift: { ...shiftAnswer(desk, shift), isHandedOver: true },
    next: next && shiftAnswer(desk, next),
    note: await noteOf(desk, shift),
    reason: signs === "for-other" ? reason : null,
  });
  return record(desk, handoverId, "sign-out", {
    ...{ shiftId, remarks },
    officer: shift.officer.name,
    reason: signs === "for-other" ? reason : null,
  });
}

/**
 * Takes a shift over with the second signature.
 *
 * @throws {DomainError} `record-unknown`; `conflict` when the same person signed out, somebody else is to come, or it
 *   is signed already.
 */
export async function takeOver(desk: DutyDesk, handoverId: string): Promise<DutyHandover> {
  const { tx, districtId, actor, now, isKeeper } = desk;
  const handover = await readHandover(tx, districtId, handoverId);
  if (!handover) throw new DomainError("record-unknown", `No hand-over ${handoverId}`);
  const signed = () => conflict("handover-signed", "Both have signed it");
  if (handover.signedIn) throw signed();
  if (handover.signedOut.accountId === actor.accountId)
    throw conflict("handover-own", "Somebody else takes it over than whoever handed it over");
  const next = handover.next && (await readShift(tx, districtId, handover.next.shiftId));
  const coming = next && onDutyAt(next, now > next.startsAt ? now : next.startsAt);
  const isLeader = isKeeper || (next?.leader && next.leader.accountId === actor.accountId);
  if (coming?.accountId && coming.accountId !== actor.accountId && !isLeader)
    throw conflict("duty-not-next", `${coming.name} is next: let a substitute take over first`);
  if (!(await signIn(tx, districtId, handoverId, { actor, now }))) throw signed();
  return record(desk, handoverId, "sign-in", { officer: coming?.name ?? null });
}

/** The trail and the notice of a signature. @returns the hand-over as it is now. */
async function record(
  { tx, districtId, actor }: DutyDesk,
  handoverId: string,
  verb: "sign-out" | "sign-in",
  after: Record<string, unknown>,
): Promise<DutyHandover> {
  await recordAudit(tx, districtId, {
    ...{ actor, action: `duty_handover.${verb}`, record: "duty_handover", recordId: handoverId },
    ...{ before: null, after, personal: ["reason", "remarks"] },
  });
  await recordChange(tx, districtId, "duty", [handoverId]);
  const handover = await readHandover(tx, districtId, handoverId);
  return handover!; // it was written in this transaction
}

/** One hand-over as it was signed. @throws {DomainError} `record-unknown`. */
export async function oneHandover(
  { tx, districtId }: DutyDesk,
  handoverId: string,
): Promise<DutyHandover> {
  const handover = await readHandover(tx, districtId, handoverId);
  if (handover) return handover;
  throw new DomainError("record-unknown", `No hand-over ${handoverId}`);
}

/** Hand-overs that were signed, the latest first. */
export async function pastHandovers(
  { tx, districtId, now }: DutyDesk,
  before: string | undefined,
): Promise<z.infer<typeof DutyHandovers>> {
  const from = before === undefined ? new Date(now.getTime() + DAY) : new Date(before);
  const found = await readHandovers(tx, districtId, from, PAGE + 1);
  const page = found.slice(0, PAGE);
  return {
    handovers: page.map(({ note, ...handover }) => ({
      ...handover,
      ...{ taken: note.taken.total, settled: note.settled.total },
      ...{ open: note.open.total, late: note.late.total },
    })),
    next: found.length > PAGE ? (page.at(-1)?.until ?? null) : null,
  };
}
