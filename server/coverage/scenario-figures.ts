import type { z } from "@hono/zod-openapi";
import type { CoverageAnswer } from "./coverage-schema.ts";
import type { Raster } from "./gaps.ts";
import type { SiteEdits } from "./question.ts";
import { FIGURE_IDS, type ScenarioFigures } from "./scenario-schema.ts";

type Answer = z.infer<typeof CoverageAnswer>;
type FigureId = (typeof FIGURE_IDS)[number];

/** Without places beside the streets gaps are drawn as cells, which is quick: figures need no shapes. */
export const NO_RASTER: Raster = {
  ...{ columns: 0, rows: 0, origin: [0, 0], step: [1, 1] },
  ...{ demands: new Int32Array(0), places: [] },
};

/** The ids of sites that are tried out, each once. */
export const triedIds = ({ added, moved, closed }: SiteEdits): string[] => [
  ...new Set([
    ...added.map(({ id }) => id),
    ...moved.map(({ facilityId }) => facilityId),
    ...closed,
  ]),
];

/**
 * What an answer comes to, in the figures that scenarios are compared by.
 *
 * @param costs  yuan by the id of a tried site; one that is not there is of unknown cost.
 */
export function figuresOf(
  answer: Answer,
  edits: SiteEdits,
  costs: Readonly<Record<string, number>>,
): ScenarioFigures {
  const { sites, gaps, gapsLeftOut, compliance } = answer;
  const { reached, meanMeters, quantiles } = answer.distances;
  const stars = sites.flatMap((site) => (site.stars === null ? [] : [site.stars]));
  const tried = triedIds(edits);
  const known = tried.filter((id) => costs[id] !== undefined);
  return {
    at: answer.at,
    radiusMeters: answer.asked.radiusMeters,
    totals: answer.totals,
    backedUp: answer.backedUp,
    straight: answer.straight,
    streets: answer.streets,
    distances: { reached, meanMeters, quantiles },
    compliance: compliance && { total: compliance.total, within: compliance.within },
    stars: { sum: stars.reduce((sum, each) => sum + each, 0), rated: stars.length },
    sites: {
      count: sites.length,
      added: sites.filter(({ isNew }) => isNew).length,
      moved: sites.filter(({ from }) => from !== null).length,
      closed: answer.leftOut.edited ?? 0,
    },
    gaps: { count: gaps.length + gapsLeftOut.count, largest: gaps[0]?.demand ?? 0 },
    cost: {
      yuan: known.reduce((sum, id) => sum + costs[id]!, 0),
      ...{ known: known.length, unknown: tried.length - known.length },
    },
  };
}

const quantileOf = ({ distances }: ScenarioFigures, share: number) =>
  distances.quantiles.find((each) => each.share === share)?.meters ?? null;

/** Each figure as what is compared of it. */
const FIGURES: Readonly<Record<FigureId, (figures: ScenarioFigures) => unknown>> = {
  demand: ({ totals }) => totals.demand,
  served: ({ totals }) => totals.served,
  withoutRoom: ({ totals }) => totals.withoutRoom,
  outside: ({ totals }) => [totals.outside, totals.rejected],
  straight: ({ straight }) => straight,
  backedUp: (figures) => figures.backedUp,
  streets: ({ streets }) => [Math.round(streets.meters), Math.round(streets.servedMeters)],
  mean: ({ distances }) => distances.meanMeters && Math.round(distances.meanMeters * 10),
  median: (figures) => quantileOf(figures, 0.5),
  ninth: (figures) => quantileOf(figures, 0.9),
  compliance: ({ compliance }) => compliance && [compliance.total, compliance.within],
  stars: ({ stars }) => [stars.sum, stars.rated],
  sites: ({ sites }) => [sites.count, sites.added, sites.moved, sites.closed],
  gaps: ({ gaps }) => gaps.count,
  largestGap: ({ gaps }) => gaps.largest,
  cost: ({ cost }) => [cost.yuan, cost.known, cost.unknown],
};

/** Which figures of two answers differ, in the order they are told; when they were worked out does not count. */
export const differingFigures = (saved: ScenarioFigures, now: ScenarioFigures): FigureId[] =>
  FIGURE_IDS.filter((id) => {
    const read = FIGURES[id];
    return JSON.stringify(read(saved)) !== JSON.stringify(read(now));
  });
