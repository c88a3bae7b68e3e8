import { INSPECTION_LEVEL_ROLES, INSPECTION_LEVELS } from "../../data/rubric.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { readPhotographs } from "../store/photograph.ts";
import { type Desk, requireAny } from "./desk.ts";
import { inspectionOf, type Speech } from "./inspection-answer.ts";
import { digestOf, faultsOf, isSignature } from "./inspection-check.ts";
import type { InspectionDraft, InspectionWire } from "./inspection-schema.ts";
import {
  type InspectionRow,
  insertInspection,
  readInspection,
  readPhotographItems,
  readRoles,
  withdrawInspection,
} from "./inspection-store.ts";
import { readTask, readTasksClosedBy } from "./plan-store.ts";
import { refused } from "./refusal.ts";
import { keepPreset, readRubrics } from "./rubric-store.ts";
import { ratingSetting } from "./settings.ts";
import { readDistance, readSubject } from "./subject-store.ts";

/** A clock may be ahead of ours by so much, milliseconds. */
const AHEAD = 5 * 60_000;
const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

/** What answers of a district are worked out with. */
export async function readSpeech({ tx, districtId, district }: Desk): Promise<Speech> {
  const { positionMeters, inspection } = await ratingSetting.read(tx, districtId);
  const rubrics = await readRubrics(tx, districtId);
  const { appealDays } = inspection;
  return { timeZone: district.timeZone, rubrics, positionMeters, appealDays };
}

/** An inspection with all that belongs to it. @throws {DomainError} `record-unknown`. */
export async function readWhole(desk: Desk, inspectionId: string): Promise<InspectionWire> {
  const { tx, districtId, caller } = desk;
  const row = await requireInspection(desk, inspectionId);
  const deciding = await caller.readReach(districtId, "ratings.decide");
  return inspectionOf(
    row,
    {
      before: row.reinspectionOf ? await readInspection(tx, districtId, row.reinspectionOf) : null,
      photographs: await readPhotographs({
        ...{ tx, districtId, subject: { kind: "inspection", id: inspectionId } },
      }),
      itemOf: await readPhotographItems(tx, districtId, inspectionId),
      closesTasks: await readTasksClosedBy(tx, districtId, row),
      maySeeSignature: deciding !== null || row.inspector === caller.accountId,
    },
    await readSpeech(desk),
  );
}

export async function requireInspection(
  { tx, districtId }: Desk,
  inspectionId: string,
): Promise<InspectionRow> {
  const row = await readInspection(tx, districtId, inspectionId);
  if (!row) throw new DomainError("record-unknown", `No inspection ${inspectionId}`);
  return row;
}

/** The levels at which somebody inspects. */
export async function readLevels({ tx, districtId, caller }: Desk) {
  const roles = caller.accountId ? await readRoles(tx, districtId, caller.accountId) : [];
  const isAny = caller.isOperator || roles.includes("administrator");
  return INSPECTION_LEVELS.filter(
    (level) => isAny || roles.includes(INSPECTION_LEVEL_ROLES[level]),
  );
}

/**
 * Keeps what somebody found. The same id with the same words answers with what is there.
 *
 * @throws {DomainError} `conflict` `inspection-conflict` when the id was used for other words; `forbidden` outside the areas
 *   granted; `body-invalid` with what is wrong.
 */
export async function enterInspection(
  desk: Desk,
  draft: InspectionDraft,
): Promise<{ inspection: InspectionWire; isNew: boolean }> {
  const { tx, districtId, caller } = desk;
  const { accountId } = caller;
  if (accountId === null) throw new DomainError("forbidden", "A display inspects nothing");
  const digest = digestOf(draft);
  const { inspectionId } = draft;
  const known = await readInspection(tx, districtId, inspectionId);
  if (known) {
    const inspection = await readWhole(desk, inspectionId);
    if (known.digest !== digest || known.inspector !== accountId)
      throw new DomainError("conflict", "The id was sent with another inspection", [], {
        more: { rule: "inspection-conflict", current: inspection },
      });
    return { inspection, isNew: false };
  }
  const subject = await readSubject(tx, districtId, draft.subject);
  if (!subject) throw refused("subject", "record-unknown", "a facility or street of the district");
  requireAny(desk.reach, subject.points);
  await requireSound(desk, draft);
  const rubricVersion = await requireRubric(desk, draft, subject);
  await requireReferences(desk, draft);
  const { position, positionSource, accuracyMeters } = draft;
  await insertInspection(tx, districtId, {
    ...draft,
    ...{ subjectKind: draft.subject.kind, subjectId: draft.subject.id, rubricVersion, digest },
    ...{ inspectedAt: new Date(draft.inspectedAt), inspector: accountId },
    ...{ inspectorName: caller.name, positionSource: position && positionSource, accuracyMeters },
    ...{ lng: position?.[0] ?? null, lat: position?.[1] ?? null },
    distanceMeters: position && (await readDistance(tx, districtId, draft.subject, position)),
  });
  const inspection = await readWhole(desk, inspectionId);
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "inspection.enter", record: "inspection", recordId: inspectionId },
    ...{ before: null, after: toldOf(inspection) },
  });
  await recordChange(tx, districtId, "inspection", [inspectionId]);
  return { inspection, isNew: true };
}

/** What the trail tells of an inspection. */
const toldOf = (one: InspectionWire) => ({
  ...{ subjectKind: one.subject.kind, subjectId: one.subject.id, rubricId: one.rubricId },
  ...{ rubricVersion: one.rubricVersion, inspectionLevel: one.level, inspectedAt: one.inspectedAt },
  ...{ score: one.score, stars: one.stars, vetoes: one.vetoes },
});

/** What can be said of a draft without its rubric. */
async function requireSound(desk: Desk, draft: InspectionDraft) {
  const { tx, districtId, now } = desk;
  const { inspection } = await ratingSetting.read(tx, districtId);
  const at = Date.parse(draft.inspectedAt);
  if (at > now.getTime() + AHEAD)
    throw refused("inspectedAt", "inspected-ahead", "not in the future");
  if (at < now.getTime() - inspection.oldestDays * DAY)
    throw refused(
      ...(["inspectedAt", "inspected-too-old"] as const),
      ...([`not older than ${inspection.oldestDays} days`, inspection.oldestDays] as const),
    );
  if (!(await readLevels(desk)).includes(draft.level))
    throw refused("level", "level-other", "a level of your own role");
  if (draft.signature !== null && !isSignature(draft.signature))
    throw refused("signature", "signature-invalid", "strokes of M and L within 0 0 300 100");
  if ((draft.position === null) !== (draft.positionSource === null))
    throw refused("positionSource", "missing", "device or typed with a position, else null");
}

/** @returns the version that the inspection is kept under. */
async function requireRubric(
  { tx, districtId }: Desk,
  draft: InspectionDraft,
  subject: { readonly facilityKind: string | null },
): Promise<number> {
  const { rubricId, rubricVersion } = draft;
  const own = (await readRubrics(tx, districtId)).filter((one) => one.rubricId === rubricId);
  // a preset that was kept meanwhile is version 1, which nobody wrote
  const version =
    own.find((one) => one.version === rubricVersion) ??
    (rubricVersion === 0 ? own.find((one) => one.createdBy === "") : undefined);
  if (!version)
    throw refused(
      "rubricVersion",
      "rubric-version-unknown",
      "a version of a rubric of the district",
    );
  const of = version.content.subject;
  const isMeant =
    of.kind === draft.subject.kind &&
    (of.kind === "street" || of.facilityKind === subject.facilityKind);
  if (!isMeant) throw refused("rubricId", "subject-other-kind", "a rubric for such a subject");
  const faults = faultsOf(version.content, draft);
  if (faults.length > 0)
    throw new DomainError("body-invalid", faults[0]!.remedy, faults.slice(0, 100));
  return version.version === 0 ? keepPreset(tx, districtId, rubricId) : version.version;
}

async function requireReferences({ tx, districtId }: Desk, draft: InspectionDraft) {
  const { reinspectionOf, taskId, subject } = draft;
  const isOther = (one: { readonly subjectKind: string; readonly subjectId: string } | null) =>
    one === null || one.subjectKind !== subject.kind || one.subjectId !== subject.id;
  if (reinspectionOf !== null && isOther(await readInspection(tx, districtId, reinspectionOf)))
    throw refused("reinspectionOf", "inspection-other", "an inspection of the same subject");
  if (taskId !== null && isOther(await readTask(tx, districtId, taskId)))
    throw refused("taskId", "inspection-other", "a task of the same subject");
}

/** Takes an inspection back: it stays to be read, and counts no more. */
export async function takeBack(
  desk: Desk,
  inspectionId: string,
  reason: string,
): Promise<InspectionWire> {
  const { tx, districtId, caller, reach, now } = desk;
  const row = await requireInspection(desk, inspectionId);
  const subject = await readSubject(tx, districtId, { kind: row.subjectKind, id: row.subjectId });
  requireAny(reach, subject?.points ?? []);
  if ((await caller.readReach(districtId, "ratings.decide")) === null) {
    const { withdrawHours } = (await ratingSetting.read(tx, districtId)).inspection;
    const rule =
      row.inspector !== caller.accountId
        ? "inspected-by-other"
        : now.getTime() > row.receivedAt.getTime() + withdrawHours * HOUR
          ? "withdraw-too-late"
          : null;
    if (rule)
      throw new DomainError("forbidden", "Whoever decides ratings takes it back", [], {
        more: { rule },
      });
  }
  const before = await readWhole(desk, inspectionId);
  if (!(await withdrawInspection(tx, districtId, inspectionId, caller.name, reason)))
    throw conflict("inspection-withdrawn", "It was taken back before");
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "inspection.withdraw", record: "inspection" },
    ...{ recordId: inspectionId, before: toldOf(before), after: { ...toldOf(before), reason } },
  });
  await recordChange(tx, districtId, "inspection", [inspectionId]);
  return readWhole(desk, inspectionId);
}
