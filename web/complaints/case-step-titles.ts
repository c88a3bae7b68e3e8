import type { Title } from "../ui/language.ts";
import type { StepField } from "./case-queries.ts";

/** What the fields of steps are called. */
export const STEP_FIELD_TITLES: Readonly<Record<StepField, Title>> = {
  unitId: { zh: "承办单位（在办件数）", en: "Handling unit (open complaints)" },
  reason: { zh: "理由", en: "Reason" },
  words: { zh: "说明", en: "Words" },
  minutes: { zh: "会议纪要", en: "Minutes of the meeting" },
  to: { zh: "转往单位", en: "Transferred to" },
  into: { zh: "并入的投诉", en: "Merged into" },
  days: { zh: "天数", en: "Days" },
  mark: { zh: "不适用的一项", en: "Mark that does not apply" },
  term: { zh: "回复期限", en: "To be answered by" },
  way: { zh: "反馈方式", en: "How" },
  outcome: { zh: "反馈情况", en: "Outcome" },
  isResolved: { zh: "是否解决", en: "Resolved" },
  satisfaction: { zh: "满意度", en: "Satisfaction" },
  isUpheld: { zh: "维持原处理意见", en: "The first opinion stands" },
};
