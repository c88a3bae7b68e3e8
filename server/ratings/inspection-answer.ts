import type { RubricContent } from "../../data/rubric.ts";
import { itemsOf, type Scored, scoreOf, starsOf } from "../../data/rubric-score.ts";
import { localDay } from "../store/local-day.ts";
import type { PhotographOf } from "../store/photograph.ts";
import { addDays } from "./days.ts";
import { positionStateOf } from "./inspection-check.ts";
import type { InspectionSummary, InspectionWire } from "./inspection-schema.ts";
import type { InspectionRow } from "./inspection-store.ts";
import { type RubricVersion, versionOn } from "./rubric-store.ts";
import { corrected } from "./scored-store.ts";

/** What answers are worked out with. */
export type Speech = {
  readonly timeZone: string;
  readonly rubrics: readonly RubricVersion[];
  readonly positionMeters: number;
  readonly appealDays: number;
};

export const versionOf = (
  rubrics: readonly RubricVersion[],
  { rubricId, rubricVersion }: { readonly rubricId: string; readonly rubricVersion: number },
) => rubrics.find((one) => one.rubricId === rubricId && one.version === rubricVersion)!; // held by a foreign key

/** What holds of an inspection, with what appeals corrected, as it scores. */
export function scoredRow(row: InspectionRow, rubrics: readonly RubricVersion[]): Scored {
  return scoreOf(versionOf(rubrics, row).content, corrected(row, row.corrections ?? []));
}

export function summaryOf(row: InspectionRow, speech: Speech): InspectionSummary {
  const version = versionOf(speech.rubrics, row);
  const scored = scoredRow(row, speech.rubrics);
  const day = localDay(row.inspectedAt, speech.timeZone);
  const ofRubric = speech.rubrics.filter(({ rubricId }) => rubricId === row.rubricId);
  const { distanceMeters, accuracyMeters, positionSource: source } = row;
  return {
    inspectionId: row.inspectionId,
    subject: {
      ...{ kind: row.subjectKind, id: row.subjectId, code: row.code, nameEn: row.nameEn },
      ...{ name: row.name ?? row.subjectId, facilityKind: row.facilityKind },
    },
    ...{ rubricId: row.rubricId, rubricTitle: version.content.title },
    rubricVersion: row.rubricVersion,
    isTrial: version.state !== "approved" || version.effectiveFrom > day,
    isVersionInForce: versionOn(ofRubric, day)?.version === row.rubricVersion,
    level: row.level,
    ...{ inspectedAt: row.inspectedAt.toISOString(), receivedAt: row.receivedAt.toISOString() },
    ...{ inspector: row.inspector, inspectorName: row.inspectorName },
    ...{ score: scored.score, stars: starsOf(version.content, scored) },
    ...{ cappedFrom: scored.cappedFrom, vetoes: [...scored.vetoes] },
    deductionCount: scored.deductions.length,
    photographCount: row.photographCount,
    positionCheck: {
      state: positionStateOf(distanceMeters, accuracyMeters, speech.positionMeters),
      ...{ source, distanceMeters, accuracyMeters, limitMeters: speech.positionMeters },
    },
    ...{ reinspectionOf: row.reinspectionOf, taskId: row.taskId },
    ...{ isCorrected: (row.corrections ?? []).length > 0, isVoid: row.isVoid },
    withdrawn: row.withdrawnAt && {
      ...{ at: row.withdrawnAt.toISOString(), by: row.withdrawnBy ?? "" },
      reason: row.withdrawnReason ?? "",
    },
    appeal: row.appeals.at(-1) ?? null,
  };
}

const titlesOf = (rubric: RubricContent) =>
  new Map([
    ...itemsOf(rubric).map(({ itemId, title }) => [itemId, title] as const),
    ...rubric.vetoes.map(({ vetoId, title }) => [vetoId, title] as const),
  ]);
const titled = (titles: ReturnType<typeof titlesOf>, id: string) =>
  titles.get(id) ?? { zh: id, en: id };

/** What an inspection found wanting, and whether a later one found it in order. */
export function mendedOf(
  before: InspectionRow,
  after: InspectionRow,
  rubrics: readonly RubricVersion[],
): NonNullable<InspectionWire["mended"]> {
  const titles = titlesOf(versionOf(rubrics, before).content);
  const then = scoredRow(before, rubrics);
  const now = scoredRow(after, rubrics);
  const looked = new Map(
    corrected(after, after.corrections ?? []).marks.map(({ itemId, points }) => [itemId, points]),
  );
  const items = then.deductions.map(({ itemId, lost }) => {
    const still = now.deductions.find((one) => one.itemId === itemId);
    const points = looked.get(itemId) ?? null;
    return {
      ...{ itemId, title: titled(titles, itemId), lostBefore: lost },
      lostNow: points === null ? null : (still?.lost ?? 0),
      isMended: points !== null && still === undefined,
    };
  });
  const vetoes = then.vetoes.map((itemId) => ({
    ...{ itemId, title: titled(titles, itemId), lostBefore: null, lostNow: null },
    isMended: !now.vetoes.includes(itemId),
  }));
  return [...vetoes, ...items];
}

export type Beside = {
  readonly before: InspectionRow | null;
  readonly photographs: readonly PhotographOf[];
  readonly itemOf: ReadonlyMap<string, string | null>;
  readonly closesTasks: readonly string[];
  readonly maySeeSignature: boolean;
};

export function inspectionOf(row: InspectionRow, beside: Beside, speech: Speech): InspectionWire {
  const titles = titlesOf(versionOf(speech.rubrics, row).content);
  const { lng, lat } = row;
  return {
    ...summaryOf(row, speech),
    marks: row.marks.map(({ itemId, points, note = "" }) => ({ itemId, points, note })),
    foundVetoes: [...row.vetoes],
    deductions: scoredRow(row, speech.rubrics).deductions.map((one) => ({
      ...one,
      title: titled(titles, one.itemId),
    })),
    remark: row.remark,
    position: lng === null || lat === null ? null : [lng, lat],
    isSigned: row.signature !== null,
    signature: beside.maySeeSignature ? row.signature : null,
    mended: beside.before && mendedOf(beside.before, row, speech.rubrics),
    photographs: beside.photographs.map((one) => ({
      ...one,
      itemId: beside.itemOf.get(one.photographId) ?? null,
    })),
    appeals: [...row.appeals],
    closesTasks: [...beside.closesTasks],
    mayAppealUntil: addDays(localDay(row.receivedAt, speech.timeZone), speech.appealDays),
  };
}
