import type { Title } from "../store/layer.ts";
import type { Subject } from "./register-store.ts";
import type { RatingSettings } from "./settings.ts";

type Rule = RatingSettings["redFlag"];

/** What a month says of a subject. */
export type MonthFigures = {
  readonly subject: Subject;
  readonly n: number;
  /** Mean; null where nothing was scored. */
  readonly score: number | null;
  readonly complaints: number;
  readonly vetoes: number;
};

export type Candidate = MonthFigures & {
  /** By the rule, from 1; null: it may not have it. */
  readonly place: number | null;
  readonly failed: readonly ("inspections" | "score" | "complaints" | "veto")[];
};

/** The rule in words. */
export const ruleText = ({ leastInspections, leastScore, mostComplaints }: Rule): Title => ({
  zh: `当月检查不少于 ${leastInspections} 次、平均得分不低于 ${leastScore} 分${
    mostComplaints === null ? "" : `、投诉不超过 ${mostComplaints} 件`
  }，且无一票否决；其中平均得分最高的得红旗，得分相同的取投诉少的，仍相同的取编号在前的。`,
  en: `At least ${leastInspections} inspections in the month, a mean of at least ${leastScore}${
    mostComplaints === null ? "" : `, at most ${mostComplaints} complaints`
  }, and no veto; of these the greatest mean has it, then the fewest complaints, then the first code.`,
});

function failedOf({ n, score, complaints, vetoes }: MonthFigures, rule: Rule) {
  const failed: Candidate["failed"][number][] = [];
  if (n < rule.leastInspections) failed.push("inspections");
  if (score === null || score < rule.leastScore - 1e-9) failed.push("score");
  if (rule.mostComplaints !== null && complaints > rule.mostComplaints) failed.push("complaints");
  if (vetoes > 0) failed.push("veto");
  return failed;
}

const labelOf = ({ subject: { code, name, subjectId } }: MonthFigures) =>
  `${code ?? name} ${subjectId}`;
const byMerit = (a: MonthFigures, b: MonthFigures) => {
  const [left, right] = [a.score ?? -1, b.score ?? -1];
  return Math.abs(left - right) < 1e-9 ? a.complaints - b.complaints : right - left;
};
const byRule = (a: MonthFigures, b: MonthFigures) =>
  byMerit(a, b) || (labelOf(a) < labelOf(b) ? -1 : labelOf(a) > labelOf(b) ? 1 : 0);

/**
 * Who may be given the red flag of a month, and who has it: by the rule alone.
 *
 * @returns those who may have it first, in order; `tied` those that only their code decides between, the winner among them.
 */
export function candidatesOf(figures: readonly MonthFigures[], rule: Rule) {
  const judged = figures.map((one) => ({ ...one, failed: failedOf(one, rule) })).sort(byRule);
  const may = judged.filter(({ failed }) => failed.length === 0);
  const candidates: Candidate[] = [
    ...may.map((one, at) => ({ ...one, place: at + 1 })),
    ...judged.filter(({ failed }) => failed.length > 0).map((one) => ({ ...one, place: null })),
  ];
  const winner = may[0] ?? null;
  const level = winner ? may.filter((one) => byMerit(one, winner) === 0) : [];
  return { candidates, winner, tied: level.length > 1 ? level : [] };
}
