import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { LAND_USES } from "../../data/plot.ts";
import { CoverageAsked, Distances, Shares } from "../coverage/coverage-schema.ts";
import { Stands } from "../coverage/schema.ts";
import { Problem } from "../http/problem.ts";
import { SITING_METHODS, SitingQuestion } from "./question.ts";

const lngLat = z.tuple([z.number(), z.number()]).describe("WGS 84, [lng, lat]");
const meters = z.number().nonnegative();
const amount = z.number().nonnegative().describe("People or complaints");
const yuan = z.number().nonnegative();
const count = z.number().int().nonnegative();
const Title = z.object({ zh: z.string(), en: z.string() });

/** What a candidate is held to. */
export const RULE_CODES = [
  "distance",
  "area",
  "land-use",
  "excluded",
  "street",
  "cost",
  "objection",
] as const;
/** Why a rule could not be checked, or is only told. */
export const NOTES = [
  "not-in-data",
  "no-such-data",
  "area-unknown",
  "land-use-unknown",
  "throughput-not-said",
  "neighbours-object",
  "cost-unknown",
] as const;

export const SitingRule = z
  .object({
    code: z.enum(RULE_CODES),
    outcome: z
      .enum(["passed", "noted", "refused"])
      .describe("noted: not checked, or told without refusing"),
    note: z.enum(NOTES).nullable().describe("Of what is noted: why"),
    field: z
      .enum(["position", "usableAreaSquareMeters", "landUse", "costYuan", "objection"])
      .describe("What of the candidate it is about"),
    kind: z.enum(FACILITY_KINDS).describe("Of the facility that would stand there"),
    lensId: z
      .string()
      .nullable()
      .describe("In `lenses` with its clause; null: asked for by the question alone"),
    from: z
      .string()
      .nullable()
      .describe("What to keep away from: building, water_source, nursery, food_trade …"),
    leastMeters: meters.nullable(),
    meters: meters
      .nullable()
      .describe("To the nearest one, where it is nearer than twice the distance; else null"),
    nearest: z
      .object({ layerId: z.string(), id: z.string(), name: z.string().nullable() })
      .nullable(),
    leastSquareMeters: z.number().nullable(),
    squareMeters: z.number().nullable(),
    failure: z.enum(["no-street", "obstacle"]).nullable().describe("Of the rule `street`"),
  })
  .openapi("SitingRule");
export type SitingRule = z.infer<typeof SitingRule>;

export const SitingCandidate = z
  .object({
    id: z.string().describe("corner:…, plot:… or given:…"),
    source: z.enum(["corner", "plot", "given"]),
    plotId: z.string().nullable(),
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
    position: lngLat,
    street: z.string().nullable().describe("The street it is on; of a corner all that meet"),
    streetEn: z.string().nullable(),
    landUse: z.enum(LAND_USES).nullable(),
    usableAreaSquareMeters: z.number().nullable(),
    owner: z.string().nullable().describe("Of plots, for whoever may read the whole district"),
    objection: z.string().nullable().describe("As owner"),
    costYuan: yuan.nullable(),
    isCostAssumed: z.boolean().describe("The question's cost, for want of its own"),
    capacity: z.number().nullable(),
  })
  .openapi("SitingCandidate");
export type SitingCandidate = z.infer<typeof SitingCandidate>;

export const SitingSite = z
  .object({
    candidate: SitingCandidate,
    editId: z
      .string()
      .describe("Begins with new-: as the site is called when it is tried out in coverage"),
    gain: amount.describe(
      "Newly within the radius when sites are built in this order, each the one that adds most",
    ),
    alone: amount.describe("Within its radius and of no other site, kept or chosen"),
    inReach: amount.describe("Within its radius, whoever else reaches it"),
    serves: amount.describe("To whom it is the nearest site"),
    meanMeters: meters.nullable().describe("How far those have to go; null: nobody"),
    load: amount.nullable().describe("What it serves of its capacity, where that counts"),
    complaintsAYear: amount
      .nullable()
      .describe("Of the last 365 days, within its radius; null: not for whoever asks"),
    newComplaintsAYear: amount
      .nullable()
      .describe("Of these, what no kept site and no earlier one reaches"),
    rules: z.array(SitingRule).describe("What it was held to, and what could not be checked"),
  })
  .openapi("SitingSite");

export const RefusedCandidate = z
  .object({
    candidate: SitingCandidate,
    rules: z.array(SitingRule).describe("Why: the rules it does not keep"),
  })
  .openapi("RefusedCandidate");

const cells = z
  .array(z.object({ cell: z.string(), position: lngLat, demand: amount }))
  .describe("Most demand first, the first 500");

export const SitingObstacle = z
  .object({
    why: z
      .enum(["out-of-reach", "too-few", "conflicts", "over-budget"])
      .describe(
        "out-of-reach: no candidate and no kept site reaches `cells`. too-few: so many do not do. conflicts: those that would be needed are too near each other. over-budget: nothing so cheap does",
      ),
    cells,
    cellCount: count,
    demand: amount.describe("Of all of them"),
    count: count.nullable(),
    needed: count.nullable().describe("How many do, where that is known"),
    neededYuan: yuan.nullable(),
  })
  .openapi("SitingObstacle");

export const CurvePoint = z
  .object({
    sites: count,
    served: amount.describe("Within the radius, kept sites and all"),
    gain: amount.describe("More than with the kept sites alone"),
  })
  .openapi("SitingCurvePoint");

const CoverageTotals = z.object({
  before: Shares,
  after: Shares,
  beforeDistances: Distances,
  afterDistances: Distances,
});

/** What one kind comes to. */
export const SitingOfKind = z
  .object({
    asked: CoverageAsked,
    candidates: z.object({
      offered: count,
      usable: count,
      refused: count,
      cornersApartMeters: meters.nullable(),
      outsideAreas: count.describe("Not offered: beside every drawn area"),
    }),
    kept: count.describe("Facilities that count and stay"),
    lenses: z
      .array(z.object({ lensId: z.string(), title: Title, isOwn: z.boolean(), basis: Stands }))
      .describe("What its rules stand on"),
    sites: z.array(SitingSite).describe("In the order in which they gain most"),
    refused: z.array(RefusedCandidate),
    totals: CoverageTotals.describe("By the engine of coverage, not by the solver"),
    leftOut: z.object({ demand: amount, cellCount: count, cells }).describe("As was asked"),
    costYuan: yuan.describe("Of all its sites whose cost is known"),
    costUnknown: count.describe("Sites of unknown cost"),
  })
  .openapi("SitingOfKind");

export const SitingAnswer = z
  .object({
    districtId: z.string(),
    at: z.iso.datetime(),
    question: SitingQuestion,
    method: z.enum(SITING_METHODS),
    status: z
      .enum(["optimal", "feasible", "infeasible"])
      .describe("optimal: proven that nothing is better. feasible: none is better than `bound`"),
    objective: z
      .number()
      .nullable()
      .describe(
        "mclp: demand within the radius (served, with room where it counts). lscp: sites or yuan. pmedian: demand times meters. pcenter: meters",
      ),
    bound: z.number().nullable(),
    gap: z.number().nullable().describe("0 when proven"),
    seconds: z.number(),
    isRecounted: z
      .boolean()
      .describe(
        "What the solver says is what the engine of coverage counts; always, where sites are",
      ),
    obstacle: SitingObstacle.nullable().describe("Of what is infeasible: why"),
    kinds: z.array(SitingOfKind).min(1).describe("The question's kind, then those beside it"),
    curve: z
      .object({
        method: z
          .enum(["exact", "greedy", "chosen"])
          .describe(
            "exact: the best of each number. greedy: one after the other, where that is quicker. chosen: the sites of the answer in their order",
          ),
        points: z.array(CurvePoint),
      })
      .nullable()
      .describe("Gain against number of sites, of the question's kind; null where infeasible"),
    costYuan: yuan.describe("Of all kinds together, where known"),
  })
  .openapi("SitingAnswer");
export type SitingAnswer = z.infer<typeof SitingAnswer>;

export const JOB_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;

export const SitingJob = z
  .object({
    jobId: z.string(),
    districtId: z.string(),
    state: z.enum(JOB_STATES),
    ahead: count.describe("How many are before it, while it is queued"),
    createdAt: z.iso.datetime(),
    progress: z
      .object({
        stage: z.enum(["distances", "solving", "explaining"]),
        objective: z.number().nullable().describe("Of the best so far"),
        bound: z.number().nullable().describe("None is better"),
        gap: z.number().nullable(),
        seconds: z.number(),
      })
      .nullable()
      .describe("null before it runs"),
    answer: SitingAnswer.nullable(),
    failure: Problem.nullable().describe("Why it failed"),
  })
  .openapi("SitingJob");
export type SitingJob = z.infer<typeof SitingJob>;
