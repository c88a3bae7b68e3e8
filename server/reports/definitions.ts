import type { ReportRules } from "../../data/reports.ts";

type Title = { readonly zh: string; readonly en: string };

/** What the figures of a bulletin mean. */
export const bulletinDefinition = ({ deductionsCap }: ReportRules): Title => ({
  zh: `每次检查满分 100 分，按发现的处数扣分，一次最多扣 ${deductionsCap} 分；得分为期内各次检查的平均。扣分值按登记时的规定记在记录上。未检查的社区不计分，也不算 0 分。撤回的记录不计。`,
  en: `An inspection begins with 100 points; each place found deducts, ${deductionsCap} at most. The score is the mean of the period's inspections. The points of a place are kept with the record as they were when it was entered. What was not inspected has no score, and not 0. Withdrawn records do not count.`,
});

/** What the figures of a ranking mean, with the weights it was made with. */
export function rankingDefinition(rules: ReportRules, hygieneDays: number): Title {
  const { weights: w, media: m, leastInspections: least } = rules;
  const [zhHygiene, enHygiene] =
    hygieneDays === 0
      ? [
          "本期没有卫生日记录，其权重归入其余两项",
          "no hygiene day was recorded: its weight falls to the others",
        ]
      : [
          `参加的卫生日 ÷ 本期有记录的 ${hygieneDays} 个卫生日（乡镇、街道按所辖社区合计）`,
          `days taken part in, of ${hygieneDays} recorded, those of all communities for the township or sub-district they are in`,
        ];
  return {
    zh: `总分 = 检查得分 × ${w.inspections} + 卫生日得分 × ${w.hygiene} + 媒体曝光得分 × ${w.media}，除以权重之和。检查得分为各次检查的平均（满分 100）；卫生日得分：${zhHygiene}；媒体曝光得分以 ${m.base} 分起，查实的表扬每次加 ${m.good} 分、批评每次减 ${m.bad} 分，限 0–100 分，未查实的不计。乡镇、街道含所辖社区（村）的记录，与社区分开排名。检查少于 ${least} 次为无数据，不排名。同分同名次。权重为建议值，可在设置中修改。`,
    en: `Score = inspections × ${w.inspections} + hygiene days × ${w.hygiene} + media × ${w.media}, divided by the sum of the weights. Inspections: their mean, of 100. Hygiene days: ${enHygiene}. Media: ${m.base} points, ${m.good} more for each upheld praise and ${m.bad} less for each upheld criticism, within 0 and 100; what is not upheld does not count. The records of communities count for their township or sub-district too, which are ranked apart. Fewer than ${least} inspections are no data and are not ranked. Equal scores share a rank. The weights are a proposal and a setting.`,
  };
}

/** What is due and what was issued. */
export const dueDefinition = (intervalDays: number): Title => ({
  zh: `应发：所选时段内（自首次检查日起）每 ${intervalDays} 天一期，不足 ${intervalDays} 天按一期计；排名每满一个月一期，次月 1 日应发。实发：发布日在时段内的期数，更正另计。没有发布的期不补造。`,
  en: `Due: one bulletin every ${intervalDays} days of the period, from the first inspection on, a rest of days counting as one; one ranking for each month that ended, on the first day of the next. Issued: those published within the period, corrections apart. None is made up to fill a gap.`,
});
