import { randomUUID } from "node:crypto";
import { conflict, DomainError, type Fault } from "../http/problem.ts";
import { recordAudits } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { localInstant } from "../store/local-day.ts";
import { type DutyPerson, overlapOf, type Span, type Staffing } from "./duty.ts";
import { shiftAnswer } from "./duty-answer.ts";
import type { DutyDesk } from "./duty-desk.ts";
import type { DutyPersonDraft, DutyShiftDraft, SubstitutionDraft } from "./duty-schema.ts";
import {
  deleteShift,
  insertShifts,
  lockRoster,
  readPeople,
  readShift,
  readShifts,
  type ShiftFields,
  type StoredShift,
  updateShift,
} from "./duty-store.ts";

/** Nobody is on duty for longer without a change. */
const GREATEST_SHIFT_HOURS = 48;

/** Faults that one refusal names. */
const MOST_FAULTS = 20;

/** Words about a person's absence: the trail says that they were written, not what. */
const PERSONAL = ["reason"];

/** A shift as the audit trail tells it. */
const told = (shift: Span & Staffing & { note?: string; coverReason?: string | null }) => ({
  startsAt: shift.startsAt.toISOString(),
  endsAt: shift.endsAt.toISOString(),
  officer: shift.officer.name,
  leader: shift.leader?.name ?? null,
  substitute: shift.substitute?.name ?? null,
  coveredFrom: shift.coveredFrom?.toISOString() ?? null,
  reason: shift.coverReason ?? null,
  note: shift.note ?? "",
});

/** What is done to shifts, in the trail and in the notice of change. */
export async function recordShifts(
  { tx, districtId, actor }: DutyDesk,
  verb: "create" | "edit" | "remove" | "cover",
  shifts: readonly {
    readonly shiftId: string;
    readonly before: ShiftFields | null;
    readonly after: ShiftFields | null;
  }[],
) {
  await recordAudits(
    tx,
    districtId,
    shifts.map(({ shiftId, before, after }) => ({
      ...{ actor, action: `duty_shift.${verb}`, record: "duty_shift", recordId: shiftId },
      before: before && told(before),
      after: after && told(after),
      personal: PERSONAL,
    })),
  );
  await recordChange(
    tx,
    districtId,
    "duty",
    shifts.map(({ shiftId }) => shiftId),
  );
}

type People = ReadonlyMap<string, string>;

export const knownPeople = async ({ tx, districtId }: DutyDesk): Promise<People> =>
  new Map((await readPeople(tx, districtId)).map(({ accountId, name }) => [accountId, name]));

/** Somebody as the roster keeps them: an account by its name of today. */
export function personOf(people: People, draft: DutyPersonDraft, field: string): DutyPerson {
  if (draft.accountId === null) return { accountId: null, name: draft.name };
  const name = people.get(draft.accountId);
  if (name !== undefined) return { accountId: draft.accountId, name };
  const remedy = "an account with a role in this district";
  throw new DomainError("body-invalid", `${field}: ${remedy}`, [
    { field, value: draft.accountId, remedy, rule: "duty-person" },
  ]);
}

const maybePersonOf = (people: People, draft: DutyPersonDraft | null, field: string) =>
  draft && personOf(people, draft, field);

/** @throws {DomainError} `body-invalid` when it ends before it begins, or is longer than anybody stays. */
function requireSpan({ startsAt, endsAt }: Span) {
  const hours = (+endsAt - +startsAt) / 3_600_000;
  if (hours > 0 && hours <= GREATEST_SHIFT_HOURS) return;
  const remedy = `later than the beginning, by at most ${GREATEST_SHIFT_HOURS} hours`;
  throw new DomainError("body-invalid", `endsAt: ${remedy}`, [
    { field: "endsAt", remedy, rule: "shift-length", limit: GREATEST_SHIFT_HOURS },
  ]);
}

export const clockOf = ({ startsAt, endsAt }: Span, timeZone: string) =>
  `${localInstant(startsAt, timeZone).slice(0, 16)}–${localInstant(endsAt, timeZone).slice(0, 16)}`;

/** Which of some shifts take time that the roster has given to another. */
export const overlapFault = (taken: StoredShift, timeZone: string, row?: number): Fault => ({
  field: row === undefined ? "startsAt" : "hours",
  ...(row === undefined ? {} : { row }),
  value: `${clockOf(taken, timeZone)} ${taken.officer.name}`,
  remedy: "a time that no other shift has",
  rule: "shift-overlap",
});

export const refuseOverlap = (faults: readonly Fault[]) =>
  new DomainError("conflict", "Another shift has some of this time", faults.slice(0, MOST_FAULTS), {
    more: { rule: "shift-overlap" },
  });

const spanOf = (draft: DutyShiftDraft): Span => ({
  startsAt: new Date(draft.startsAt),
  endsAt: new Date(draft.endsAt),
});

/** @throws {DomainError} `conflict` with the shift that has the time already. */
async function requireFree({ tx, districtId, timeZone }: DutyDesk, span: Span, shiftId?: string) {
  const others = await readShifts(tx, districtId, span);
  const taken = overlapOf(
    others.filter((other) => other.shiftId !== shiftId),
    span,
  );
  if (taken) throw refuseOverlap([overlapFault(taken, timeZone)]);
}

async function fieldsOf(desk: DutyDesk, draft: DutyShiftDraft): Promise<ShiftFields> {
  const people = await knownPeople(desk);
  const span = spanOf(draft);
  requireSpan(span);
  return {
    ...span,
    shiftId: randomUUID(),
    officer: personOf(people, draft.officer, "officer"),
    leader: maybePersonOf(people, draft.leader, "leader"),
    substitute: maybePersonOf(people, draft.substitute, "substitute"),
    ...{ coveredFrom: null, coverReason: null, note: draft.note },
  };
}

/** Writes a new shift. @returns its id. */
export async function createShift(desk: DutyDesk, draft: DutyShiftDraft): Promise<string> {
  const { tx, districtId } = desk;
  await lockRoster(tx, districtId);
  const shift = await fieldsOf(desk, draft);
  await requireFree(desk, shift);
  await insertShifts(tx, districtId, [shift]);
  await recordShifts(desk, "create", [{ shiftId: shift.shiftId, before: null, after: shift }]);
  return shift.shiftId;
}

/** A shift that may still be changed, by whoever has seen it as it is. */
async function openShift(desk: DutyDesk, shiftId: string, revision: number): Promise<StoredShift> {
  const { tx, districtId } = desk;
  await lockRoster(tx, districtId);
  const shift = await readShift(tx, districtId, shiftId);
  if (!shift) throw new DomainError("record-unknown", `No shift ${shiftId}`);
  if (shift.revision !== revision)
    throw new DomainError("stale", `It has revision ${shift.revision} by now`, [], {
      more: { current: shiftAnswer(desk, shift) },
    });
  if (shift.isHandedOver)
    throw conflict("shift-handed-over", "It was handed over, and stays as it was signed");
  return shift;
}

const isSame = (one: DutyPerson | null, other: DutyPerson | null) =>
  one?.accountId === other?.accountId && (one?.accountId !== null || one?.name === other?.name);

/**
 * Writes a shift anew. Where a substitute has taken over, both stay who they are.
 *
 * @throws {DomainError} `stale`, `conflict`.
 */
export async function editShift(
  desk: DutyDesk,
  shiftId: string,
  revision: number,
  draft: DutyShiftDraft,
): Promise<void> {
  const { tx, districtId } = desk;
  const before = await openShift(desk, shiftId, revision);
  const fields = await fieldsOf(desk, draft);
  const { coveredFrom, coverReason } = before;
  const isKept =
    isSame(before.officer, fields.officer) && isSame(before.substitute, fields.substitute);
  if (coveredFrom && !isKept)
    throw conflict("shift-covered", "A substitute has taken over: both stay on the roster");
  const after = { ...fields, shiftId, coveredFrom, coverReason };
  await requireFree(desk, after, shiftId);
  await updateShift(tx, districtId, after);
  await recordShifts(desk, "edit", [{ shiftId, before, after }]);
}

/** Takes a shift off the roster. @throws {DomainError} `stale`, `conflict` once it was handed over. */
export async function removeShift(desk: DutyDesk, shiftId: string, revision: number) {
  const { tx, districtId } = desk;
  const before = await openShift(desk, shiftId, revision);
  const [needed] = await tx.query(
    "select 1 from duty_handover where district_id = $1 and next_shift_id = $2",
    [districtId, shiftId],
  );
  if (needed) throw conflict("shift-handed-over", "The shift before it was handed over to it");
  await deleteShift(tx, districtId, shiftId);
  await recordShifts(desk, "remove", [{ shiftId, before, after: null }]);
}

/**
 * The officer cannot come, or cannot stay: the substitute takes over. The officer and the reason stay readable.
 *
 * @throws {DomainError} `body-invalid` when nobody is named; `conflict` when the time lies outside the shift.
 */
export async function coverShift(
  desk: DutyDesk,
  shiftId: string,
  revision: number,
  draft: SubstitutionDraft,
): Promise<void> {
  const { tx, districtId, now } = desk;
  const before = await openShift(desk, shiftId, revision);
  const given = maybePersonOf(await knownPeople(desk), draft.substitute, "substitute");
  const substitute = given ?? before.substitute;
  const wrong = !substitute
    ? ({ rule: "required", remedy: "who takes over" } as const)
    : isSame(substitute, before.officer)
      ? ({ rule: "substitute-same", remedy: "somebody else than the officer" } as const)
      : null;
  if (wrong)
    throw new DomainError("body-invalid", `substitute: ${wrong.remedy}`, [
      { field: "substitute", ...wrong },
    ]);
  const at = draft.from ? new Date(draft.from) : now;
  const coveredFrom = at < before.startsAt ? before.startsAt : at;
  if (coveredFrom >= before.endsAt) throw conflict("shift-over", "The shift ends before that");
  const after = { ...before, substitute, coveredFrom, coverReason: draft.reason };
  await updateShift(tx, districtId, after);
  await recordShifts(desk, "cover", [{ shiftId, before, after }]);
}
