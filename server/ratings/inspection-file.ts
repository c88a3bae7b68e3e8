import { INSPECTION_LEVEL_TITLES } from "../../data/rubric.ts";
import { field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import { localInstant } from "../store/local-day.ts";
import type { Desk } from "./desk.ts";
import { type Speech, scoredRow, summaryOf, versionOf } from "./inspection-answer.ts";
import type { InspectionRow } from "./inspection-store.ts";

/** Inspections as a file, one row each, with what was deducted in words. */
export function inspectionTable(
  { districtId, district, today }: Desk,
  rows: readonly InspectionRow[],
  speech: Speech,
  language: "zh" | "en",
): ExportTable {
  const shown = rows.map((row) => ({
    one: summaryOf(row, speech),
    deducted: deductionsIn(row, speech, language),
    remark: row.remark,
  }));
  const of = field<(typeof shown)[number]>();
  return tableOf(
    {
      district: { id: districtId, name: district.name, isDemo: district.isDemo },
      ...{ id: "inspections", title: language === "zh" ? "检查记录" : "Inspections", language },
      ...{ date: today, hasPlaces: false },
    },
    [
      of("inspectedAt", "检查时间", "Inspected", "instant", ({ one }) =>
        localInstant(new Date(one.inspectedAt), speech.timeZone),
      ),
      of("code", "编号", "Code", "text", ({ one }) => one.subject.code),
      of("subject", "对象", "Subject", "text", ({ one }) => nameIn(language, one.subject)),
      of("rubric", "标准", "Rubric", "text", ({ one }) => one.rubricTitle[language]),
      of("version", "标准版本", "Version", "integer", ({ one }) => one.rubricVersion),
      of("isTrial", "试评", "Trial", "boolean", ({ one }) => one.isTrial),
      of("level", "层级", "Level", "text", ({ one }) => one.level, INSPECTION_LEVEL_TITLES),
      of("inspector", "检查人", "Inspector", "text", ({ one }) => one.inspectorName),
      of("score", "得分", "Score", "number", ({ one }) =>
        one.score === null ? null : Math.round(one.score * 100) / 100,
      ),
      of("stars", "可得星级", "Stars it would give", "integer", ({ one }) => one.stars),
      of("deducted", "扣分", "Deducted", "text", ({ deducted }) => deducted),
      of("remark", "备注", "Remark", "text", ({ remark }) => remark),
      of("distance", "距对象（米）", "Distance, m", "number", ({ one }) =>
        one.positionCheck.distanceMeters === null
          ? null
          : Math.round(one.positionCheck.distanceMeters),
      ),
      of("photographs", "照片", "Photographs", "integer", ({ one }) => one.photographCount),
      of("isCorrected", "申诉更正", "Corrected", "boolean", ({ one }) => one.isCorrected),
      of("isVoid", "作废", "Void", "boolean", ({ one }) => one.isVoid),
      of(
        "withdrawn",
        "撤回原因",
        "Taken back, why",
        "text",
        ({ one }) => one.withdrawn?.reason ?? null,
      ),
      of("receivedAt", "收到时间", "Received", "instant", ({ one }) =>
        localInstant(new Date(one.receivedAt), speech.timeZone),
      ),
    ],
    shown,
    ({ one }) => ({ id: one.inspectionId, geometry: null }),
  );
}

function deductionsIn(row: InspectionRow, speech: Speech, language: "zh" | "en"): string {
  const { content } = versionOf(speech.rubrics, row);
  const { deductions, vetoes } = scoredRow(row, speech.rubrics);
  const items = content.groups.flatMap((group) => group.items);
  const struck = vetoes.map((vetoId) => {
    const title = content.vetoes.find((veto) => veto.vetoId === vetoId)?.title;
    return `${language === "zh" ? "一票否决" : "Veto"}: ${title?.[language] ?? vetoId}`;
  });
  const lost = deductions.map(({ itemId, lost, note }) => {
    const title = items.find((item) => item.itemId === itemId)?.title[language] ?? itemId;
    return `${title} −${lost}${note ? ` (${note})` : ""}`;
  });
  return [...struck, ...lost].join("; ");
}
