import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { LAND_USES } from "../../data/plot.ts";
import { TRAVEL_PROFILES } from "../coverage/network.ts";
import { CoverageQuestion, DEMAND_KINDS } from "../coverage/question.ts";

/** What sites are chosen for: most demand covered, all covered by fewest, least way on average, least way of the farthest. */
export const SITING_METHODS = ["mclp", "lscp", "pmedian", "pcenter"] as const;
export type SitingMethod = (typeof SITING_METHODS)[number];

/** What a question may hold at most. */
export const MOST_CANDIDATES = 3_000;
export const MOST_SITES = 100;
export const MOST_SECONDS = 120;

const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .describe("WGS 84, [lng, lat]");
const yuan = z.number().min(0).max(1e12);
const squareMeters = z.number().positive().max(1e7);
const meters = z.number().min(1).max(50_000);
const words = (most: number) => z.string().trim().min(1).max(most);
const drawn = z
  .array(z.array(position).min(3).max(500))
  .max(50)
  .describe("Drawn areas, each the positions around it; closed or not");

/** A candidate that a page read from a file, or that was drawn. */
export const GivenCandidate = z
  .strictObject({
    id: words(100).describe("One of its own"),
    name: words(200).optional(),
    position,
    usableAreaSquareMeters: squareMeters.optional(),
    landUse: z.enum(LAND_USES).optional(),
    owner: words(200).optional(),
    objection: words(1000).optional().describe("What neighbours say against it (邻避)"),
    costYuan: yuan.optional(),
    capacity: z.number().positive().max(1e9).optional(),
  })
  .openapi("GivenCandidate");

export const CandidateChoice = z
  .strictObject({
    corners: z
      .boolean()
      .default(false)
      .describe("Street corners: where three usable edges or more meet"),
    cornersApartMeters: meters
      .optional()
      .describe(
        "Corners are thinned until no two are nearer; left out, as little as leaves 1,000 or fewer",
      ),
    plots: z.boolean().default(false).describe("Plots that may be built on"),
    areas: drawn
      .default([])
      .describe("Only what lies within one of these drawn areas; alone, the street corners within"),
    given: z.array(GivenCandidate).max(MOST_CANDIDATES).default([]),
  })
  .openapi("CandidateChoice");
export type CandidateChoice = z.infer<typeof CandidateChoice>;

/** Another kind of facility that is built beside, on the same plots and from the same purse. */
export const AlsoKind = z
  .strictObject({
    kind: z.enum(FACILITY_KINDS),
    count: z.number().int().min(1).max(MOST_SITES),
    lensId: z.string().max(60).optional(),
    radiusMeters: z.number().min(1).max(20_000).optional(),
    profile: z.enum(TRAVEL_PROFILES).optional(),
    demand: z.enum(DEMAND_KINDS).default("residents"),
    areaSquareMeters: squareMeters.describe("What one takes of a plot"),
    costYuan: yuan.default(0).describe("What one costs, wherever it stands"),
    keepApartMeters: meters.optional(),
    tonnesPerDay: z.number().positive().max(100_000).optional(),
    importance: z
      .number()
      .min(0)
      .max(1000)
      .default(1)
      .describe("What one of its demand within reach counts, beside one of the first kind's"),
  })
  .openapi("AlsoKind");
export type AlsoKind = z.infer<typeof AlsoKind>;

/** Where new facilities do most. */
export const SitingQuestion = z
  .strictObject({
    coverage: CoverageQuestion.describe(
      "What is measured. Facilities that count, moved and added ones among them, stay as they are",
    ),
    method: z
      .enum(SITING_METHODS)
      .default("mclp")
      .describe(
        "mclp: most demand within the radius. lscp: everybody within the radius by the fewest. pmedian: least way on average. pcenter: least way of whoever has the farthest",
      ),
    count: z
      .number()
      .int()
      .min(1)
      .max(MOST_SITES)
      .optional()
      .describe("New sites at most; not for lscp. For mclp a budget does instead"),
    budgetYuan: yuan.optional().describe("For mclp; for lscp what it may cost at most"),
    costYuan: yuan.optional().describe("What a site costs whose own cost is not known"),
    leastCost: z
      .boolean()
      .default(false)
      .describe("For lscp: the cheapest sites and not the fewest"),
    candidates: CandidateChoice,
    minimumAreaSquareMeters: squareMeters
      .optional()
      .describe(
        "Left out, what lenses of the kind ask; candidates of unknown area are let through",
      ),
    landUses: z
      .array(z.enum(LAND_USES))
      .min(1)
      .optional()
      .describe("Only on land of these uses; candidates of unknown use are let through"),
    tonnesPerDay: z
      .number()
      .positive()
      .max(100_000)
      .optional()
      .describe("Design throughput of a new station: its class tells what it has to keep to"),
    keepApartMeters: meters.optional().describe("Least distance of two new sites, straight"),
    exclude: drawn.default([]).describe("Where none may stand"),
    capacity: z
      .number()
      .positive()
      .max(1e9)
      .optional()
      .describe("Of a new site whose own is not known; counted where coverage.hasCapacity"),
    farthestMeters: meters
      .optional()
      .describe("For pmedian and pcenter: longer ways are none; left out, ten radii or 3,000 m"),
    leaveOutUnreachable: z
      .boolean()
      .default(false)
      .describe("Leave out demand that nothing can reach, where else there is no answer"),
    seconds: z
      .number()
      .min(1)
      .max(MOST_SECONDS)
      .default(20)
      .describe("After this the best so far is the answer, with its gap"),
    alsoKinds: z
      .array(AlsoKind)
      .max(4)
      .default([])
      .describe("Several kinds together on the same plots; for mclp with a count"),
  })
  .openapi("SitingQuestion");
export type SitingQuestion = z.infer<typeof SitingQuestion>;
