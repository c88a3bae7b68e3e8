import { REPORT_LEVELS, type ReportRules } from "../../data/reports.ts";
import { wireOf } from "./bulletin.ts";
import { rankingDefinition } from "./definitions.ts";
import type { RankedArea, RankingContent } from "./document-schema.ts";
import {
  type Activity,
  byArea,
  type Exposure,
  keyOf,
  type Material,
  meanScore,
  type Period,
  type ReportArea,
  recordsByArea,
  rounded,
} from "./records.ts";

type Scores = {
  readonly inspections: number | null;
  readonly hygiene: number | null;
  readonly media: number;
};

/**
 * How areas stand in a period: the mean of their inspections, the hygiene days they took part in and what the media
 * exposed, each of 0 to 100 points, by their weights.
 *
 * Townships and sub-districts, to which the records of their communities count too, are ranked apart from communities.
 * Equal scores share a rank, and the next is counted on from all before it (1, 2, 2, 4). An area with fewer inspections
 * than the rule asks for has no score and no rank. Where nobody recorded a hygiene day, its weight falls to the others.
 * One point more deducted never gives a better rank.
 *
 * @param material  The records that hold, of the period and no other.
 */
export function rankingOf(material: Material, period: Period, rules: ReportRules): RankingContent {
  const { areas, inspections, activities, exposures } = material;
  const byKey = new Map(areas.map((area) => [keyOf(area), area]));
  const inspectionsOf = recordsByArea(areas, inspections);
  const exposuresOf = recordsByArea(areas, exposures);
  const held = daysIn(activities);
  const tookPart = partOf(areas, activities, held);
  const all = areas.map((area): RankedArea => {
    const inspected = inspectionsOf(area);
    const part = tookPart(area);
    const media = mediaOf(exposuresOf(area), rules);
    const scores: Scores = {
      inspections: inspected.length < rules.leastInspections ? null : meanScore(inspected),
      hygiene: part.of === 0 ? null : rounded((part.days / part.of) * 100),
      media: media.score,
    };
    return {
      ...{ rank: null, area: wireOf(area, byKey), score: totalOf(scores, rules) },
      inspections: {
        count: inspected.length,
        deducted: rounded(inspected.reduce((sum, { deducted }) => sum + deducted, 0)),
        score: scores.inspections,
      },
      hygiene: { ...part, score: scores.hygiene },
      media,
    };
  });
  return {
    kind: "ranking",
    ...{ from: period.from, to: period.to, hygieneDays: held },
    ...{ weights: { ...rules.weights }, leastInspections: rules.leastInspections },
    groups: REPORT_LEVELS.map((level) => ({
      level,
      areas: withRanks(all.filter(({ area }) => area.level === level)),
    })),
    records: {
      inspectionIds: inspections.map(({ inspectionId }) => inspectionId),
      activityIds: activities.map(({ activityId }) => activityId),
      exposures: exposures.map(({ exposureId, isUpheld }) => ({ exposureId, isUpheld })),
    },
    definition: rankingDefinition(rules, held),
  };
}

const daysIn = (activities: readonly Activity[]) => new Set(activities.map(({ day }) => day)).size;

/**
 * On how many hygiene days an area took part, and of how many. A township or sub-district takes part by its communities,
 * each of which could have on every day; what it did itself counts as one more of them.
 */
function partOf(areas: readonly ReportArea[], activities: readonly Activity[], held: number) {
  const own = byArea(activities);
  const days = (area: ReportArea) => daysIn(own.get(keyOf(area)) ?? []);
  return (area: ReportArea) => {
    const within = areas.filter(({ parentCode }) => parentCode === area.code);
    const members = area.level === "community" || within.length === 0 ? [area] : within;
    const isBeside = members[0] !== area && days(area) > 0;
    const all = isBeside ? [...members, area] : members;
    return { days: all.reduce((sum, one) => sum + days(one), 0), of: held * all.length };
  };
}

function mediaOf(exposures: readonly Exposure[], { media }: ReportRules): RankedArea["media"] {
  const upheld = exposures.filter(({ isUpheld }) => isUpheld === true);
  const good = upheld.filter(({ isGood }) => isGood).length;
  const bad = upheld.length - good;
  const score = media.base + good * media.good - bad * media.bad;
  return {
    ...{ good, bad, open: exposures.filter(({ isUpheld }) => isUpheld === null).length },
    score: rounded(Math.min(100, Math.max(0, score))),
  };
}

/** Of what there is, by weight; null where there is no inspection to speak of. */
function totalOf(scores: Scores, { weights }: ReportRules): number | null {
  if (scores.inspections === null) return null;
  const parts = (["inspections", "hygiene", "media"] as const).flatMap((name) => {
    const score = scores[name];
    return score === null ? [] : [{ score, weight: weights[name] }];
  });
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  return rounded(parts.reduce((sum, { score, weight }) => sum + score * weight, 0) / whole);
}

/** The best first; those without a score last, by code and without a rank. */
function withRanks(areas: readonly RankedArea[]): RankedArea[] {
  const byCode = (a: RankedArea, b: RankedArea) => (a.area.code < b.area.code ? -1 : 1);
  const scored = areas
    .filter(({ score }) => score !== null)
    .sort((a, b) => b.score! - a.score! || byCode(a, b)); // those that have one
  const first = (score: number | null) => scored.findIndex((one) => one.score === score) + 1;
  return [
    ...scored.map((one) => ({ ...one, rank: first(one.score) })),
    ...areas.filter(({ score }) => score === null).sort(byCode),
  ];
}
