import { type LifeStep, OPEN_STATES } from "../../data/complaint-life.ts";
import { PERMISSIONS } from "../../data/roles.ts";
import { conflict, DomainError, type Fault } from "../http/problem.ts";
import { localDay } from "../store/local-day.ts";
import type { Desk } from "./case-desk.ts";
import { type CaseFile, openCase } from "./case-read.ts";
import type { CasePatch, CaseStep } from "./case-schema.ts";
import { readAreaAt, type StoredCase } from "./case-store.ts";
import { happen } from "./case-write.ts";
import { requireCategory } from "./category-settings.ts";
import { referring, requireUnit } from "./intake.ts";
import { lifeStep, missingMarks, type StepData } from "./life.ts";
import { type StepActor, type StepRefusal, stepFaults, stepRefusal } from "./life-refusal.ts";
import { maskPersonal } from "./mask.ts";
import { originalOf } from "./merge.ts";
import { readReporter } from "./reporter.ts";

/** What whoever is at the desk may do with a complaint: a unit's member handles what is assigned to the unit. */
export const actorAt = (desk: Desk, { position, unitId }: StoredCase): StepActor => ({
  accountId: desk.actor.accountId,
  permissions: new Set(
    PERMISSIONS.filter(
      (permission) =>
        desk.may(permission, position) ||
        (permission === "complaints.handle" && unitId !== null && desk.unitIds.has(unitId)),
    ),
  ),
});

/** Whether whoever complained left a way to reach them, and has not been erased. */
export async function hasContact({ tx, districtId }: Desk, { reporterId }: StoredCase) {
  const reporter = await readReporter(tx, districtId, reporterId);
  return reporter !== null && (reporter.telephone !== null || reporter.contact !== null);
}

/** @throws {DomainError} `stale` when somebody was first. */
export function requireSeen({ revision }: StoredCase, seen: number | null) {
  if (seen === null || revision === seen) return;
  throw new DomainError("stale", `You saw version ${seen}, and it is version ${revision} now`);
}

/**
 * Takes a complaint one step further.
 *
 * @param seen  The revision that whoever takes the step saw; null where it does not matter what else happened.
 * @throws {DomainError} `stale`; `body-invalid` for fields the step lacks or does not know; `forbidden`; `conflict` with
 *   the rule that stands against it.
 */
export async function takeStep(
  desk: Desk,
  complaintId: string,
  seen: number | null,
  { action, ...given }: CaseStep,
): Promise<CaseFile["complaint"]> {
  const { complaint, standing } = await openCase(desk, complaintId, { isLocked: true });
  requireSeen(complaint, seen);
  const step = lifeStep(complaint.kind, action);
  if (!step) throw refused("step-unknown", `${complaint.kind} has no step ${action}`);
  requireFields(step, given);
  const data = await settledData(desk, complaint, given);
  const facts = { ...complaint, hasContact: await hasContact(desk, complaint) };
  const refusal = stepRefusal(facts, standing, action, actorAt(desk, complaint), data);
  if (refusal === "not-granted")
    throw new DomainError("forbidden", `${action} is not granted to you here`);
  if (refusal === "marks-missing") {
    const missing = missingMarks(complaint.kind, standing).join(", ");
    throw refused(refusal, `It lacks ${missing}`);
  }
  if (refusal) throw refused(refusal, `${action} cannot be taken: ${refusal}`);
  return (await happen(desk, complaint, standing, { action, data })).complaint;
}

const refused = (rule: StepRefusal, detail: string) => conflict(rule, detail);

function requireFields(step: LifeStep, given: Omit<CaseStep, "action">) {
  const { missing, foreign } = stepFaults(step, given);
  const faults: Fault[] = [
    ...missing.map((field) => ({ field, remedy: `${step.action} asks for it`, rule: "required" })),
    ...foreign.map((field) => ({
      ...{ field, remedy: `leave it out: ${step.action} has no such field` },
      rule: "unrecognized_keys",
    })),
  ];
  if (faults.length === 0) return;
  const detail = faults.map(({ field, remedy }) => `${field}: ${remedy}`).join("; ");
  throw new DomainError("body-invalid", detail, faults);
}

/** What is said with a step, once the records it names are known to exist. */
async function settledData(
  desk: Desk,
  complaint: StoredCase,
  given: Omit<CaseStep, "action">,
): Promise<StepData> {
  if (given.unitId !== undefined) await requireUnit(desk, given.unitId);
  if (given.term !== undefined) requireFuture(given.term, localDay(desk.now, desk.timeZone));
  if (given.into === undefined) return given;
  const original = await originalOf(desk, given.into, complaint.complaintId);
  if (original.isConfidential !== complaint.isConfidential)
    throw conflict(
      "merge-confidential",
      "A confidential complaint is merged with none that is not",
    );
  return { ...given, into: original.complaintId };
}

function requireFuture(term: string, today: string) {
  if (term >= today) return;
  const remedy = `a day not before today, ${today}`;
  throw new DomainError("body-invalid", `term: ${remedy}`, [
    { field: "term", value: term, remedy, rule: "past-day" },
  ]);
}

/**
 * Corrects what was taken down; whoever handles it fixes its place on site, and nothing else. Where it lies is worked out
 * again for its own day.
 *
 * @throws {DomainError} as `takeStep`.
 */
export async function correctCase(
  desk: Desk,
  complaintId: string,
  seen: number,
  patch: CasePatch,
): Promise<CaseFile["complaint"]> {
  const { tx, districtId } = desk;
  const { complaint, standing } = await openCase(desk, complaintId, { isLocked: true });
  requireSeen(complaint, seen);
  const changed = changedFields(complaint, patch);
  const isOfPlace = changed.every((name) => PLACE_FIELDS.has(name));
  const may = isOfPlace ? mayPlace : mayCorrect;
  if (!may(desk, complaint))
    throw new DomainError("forbidden", "complaints.take is not granted to you here");
  if (changed.length === 0) return complaint;
  const next = {
    ...complaint,
    // a field that is not given stays, and the schema gives none as undefined
    ...(Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== undefined),
    ) as Partial<StoredCase>),
  };
  if (next.category !== complaint.category) await requireCategory(tx, districtId, next.category);
  const { position } = next;
  if (!may(desk, next))
    throw new DomainError("forbidden", "The place lies outside the areas you are granted", [], {
      more: { rule: position ? "outside-areas" : "needs-whole" },
    });
  const areaId = await readAreaAt(tx, districtId, position, complaint.occurredOn);
  await referring(() =>
    tx.query(
      `update complaint set category = $3, importance = $4, text = $5, place_kind = $6, address = $7, place_note = $8,
         street_id = $9, facility_id = $10, area_id = $11, position = st_setsrid(st_makepoint($12, $13), 4326)
       where district_id = $1 and complaint_id = $2`,
      [
        ...[districtId, complaintId, next.category, next.importance, next.text, next.placeKind],
        ...[next.address, next.placeNote, next.streetId, next.facilityId, areaId],
        ...(position ?? [null, null]),
      ],
    ),
  );
  // what is kept for good holds no words in which somebody may have left their number
  const kept = (name: string, value: unknown) =>
    name === "text" ? maskPersonal(String(value)).text : (value ?? null);
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(changed.map((name) => [name, kept(name, from[name])]));
  const written = { ...next, areaId };
  const told = {
    action: "correct",
    data: { ...pick(next), was: pick(complaint) },
    before: pick(complaint),
  };
  return (await happen(desk, written, standing, told)).complaint;
}

/** Whoever takes complaints down corrects them, in their place. */
export const mayCorrect = (desk: Desk, { position }: StoredCase) =>
  desk.may("complaints.take", position);

const PLACE_FIELDS: ReadonlySet<string> = new Set<keyof CasePatch>([
  ...(["position", "placeKind", "address", "placeNote", "streetId", "facilityId"] as const),
]);

/** 地点不明，待现场确定: those who stand there say where it is, while something is still to be done. */
export const mayPlace = (desk: Desk, complaint: StoredCase) =>
  mayCorrect(desk, complaint) ||
  (OPEN_STATES.includes(complaint.state) &&
    actorAt(desk, complaint).permissions.has("complaints.handle"));

const changedFields = (complaint: StoredCase, patch: CasePatch) =>
  Object.entries(patch)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .filter(
      (name) =>
        JSON.stringify(patch[name as keyof CasePatch]) !==
        JSON.stringify(complaint[name as keyof StoredCase]), // the schema knows the same names
    );
