import { z } from "@hono/zod-openapi";
import { CoverageAsked, Shares } from "./coverage-schema.ts";
import { CoverageQuestion } from "./question.ts";

const lngLat = z.tuple([z.number(), z.number()]).describe("WGS 84, [lng, lat]");
const instant = z.iso.datetime({ offset: true });
const meters = z.number().nonnegative();
const amount = z.number().nonnegative().describe("People or complaints");
const count = z.number().int().nonnegative();

/** A name on one line. */
export const nameOnOneLine = z
  .string()
  .trim()
  .min(1, "at least one character")
  .max(80, "at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");
/** What is said of a record; "" is nothing. */
export const noteOrNone = z
  .string()
  .trim()
  .max(1000, "at most 1,000 characters")
  .regex(/^[^\p{Cs}]*$/u, "text")
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .default(null);
/** Yuan. */
export const yuan = z.number().nonnegative().max(1e12);

const costs = z
  .record(z.string().min(1).max(100), yuan)
  .describe(
    "Yuan, by the id of a site that is added, moved or closed; what is not here is unknown",
  );

/** The names of figures that are compared, in the order they are told. */
export const FIGURE_IDS = [
  ...["demand", "served", "withoutRoom", "outside", "straight", "backedUp", "streets"],
  ...["mean", "median", "ninth", "compliance", "stars", "sites", "gaps", "largestGap", "cost"],
] as const;

/** What an answer of coverage comes to. */
export const ScenarioFigures = z
  .object({
    at: instant.describe("When it was worked out"),
    radiusMeters: meters,
    totals: Shares,
    backedUp: amount.describe("Within reach of a second site"),
    straight: amount.describe("Within the radius in a straight line"),
    streets: z.object({ meters, servedMeters: meters }),
    distances: z.object({
      reached: amount.describe("Who has a way to a site at all: the n of mean and quantiles"),
      meanMeters: meters.nullable(),
      quantiles: z.array(z.object({ share: z.number(), meters })),
    }),
    compliance: z
      .object({ total: count, within: count })
      .nullable()
      .describe("Of the lens's own object, in a straight line; null where the district has none"),
    stars: z.object({ sum: count, rated: count.describe("Sites with a rating in force") }),
    sites: z.object({ count, added: count, moved: count, closed: count }),
    gaps: z.object({ count, largest: amount }),
    cost: z.object({
      yuan: z.number().nonnegative().describe("Of the tried sites whose cost is known"),
      known: count,
      unknown: count.describe("Tried sites of unknown cost"),
    }),
  })
  .openapi("ScenarioFigures");
export type ScenarioFigures = z.infer<typeof ScenarioFigures>;

/** A scenario as it is written. */
export const ScenarioDraft = z
  .strictObject({
    name: nameOnOneLine.describe("No other scenario of the district has it"),
    note: noteOrNone,
    question: CoverageQuestion,
    costs: costs.default({}),
  })
  .openapi("ScenarioDraft");
export type ScenarioDraft = z.infer<typeof ScenarioDraft>;

/** A scenario as it is read. */
export const Scenario = z
  .object({
    scenarioId: z.string(),
    revision: z.number().int(),
    name: z.string(),
    note: z.string().nullable(),
    question: z
      .union([CoverageQuestion, z.null()])
      .describe("null: of another version, not understood"),
    costs,
    figures: z
      .union([ScenarioFigures, z.null()])
      .describe(
        "What was answered when it was saved; null where nothing was asked, or it may not be told to you",
      ),
    targets: count.describe("Construction targets made of it"),
    createdBy: z.string(),
    createdAt: instant,
    updatedBy: z.string(),
    updatedAt: instant,
  })
  .openapi("Scenario");
export type Scenario = z.infer<typeof Scenario>;

export const ScenariosAnswer = z
  .object({
    districtId: z.string(),
    most: count.describe("So many a district keeps at most"),
    scenarios: z.array(Scenario).describe("By name"),
  })
  .openapi("Scenarios");

/** The most scenarios that are compared at once. */
const MOST_COMPARED = 6;

/** Ids as a link has them, with a comma between two. */
const ids = z
  .string()
  .min(1)
  .max(1000)
  .transform((text) => [...new Set(text.split(",").filter((id) => id !== ""))])
  .pipe(z.array(z.string()).min(1).max(MOST_COMPARED, `at most ${MOST_COMPARED}`))
  .openapi({ type: "string", description: `1 to ${MOST_COMPARED} scenarios, a comma between two` });

export const ComparisonQuery = z.object({ ids });

const tried = z.object({
  siteId: z.string(),
  state: z.enum(["added", "moved", "closed"]),
  name: z.string().nullable(),
  nameEn: z.string().nullable(),
  position: lngLat.nullable(),
  from: lngLat.nullable().describe("Where it stands in the register, when it was moved"),
  costYuan: z.number().nullable(),
});

/** One column of a comparison. */
export const ComparisonColumn = z
  .object({
    scenarioId: z.string().nullable().describe("null: the register as it is today"),
    name: z.string().nullable(),
    baseline: count.describe(
      "Place of the column it is held against: the same question without tries",
    ),
    asked: z.union([CoverageAsked, z.null()]),
    failure: z
      .object({ code: z.string(), detail: z.string() })
      .nullable()
      .describe("Why it cannot be worked out today"),
    now: z.union([ScenarioFigures, z.null()]),
    saved: z.union([ScenarioFigures, z.null()]),
    differs: z
      .array(z.enum(FIGURE_IDS))
      .describe("Figures that are otherwise than when it was saved"),
    areas: z.array(
      Shares.extend({ areaId: z.string(), medianMeters: meters.nullable(), sites: count }),
    ),
    tried: z.array(tried),
    sites: z.array(lngLat).describe("Where the others stand, the first 500"),
    gaps: z.array(z.object({ position: lngLat, demand: amount })).describe("The 100 largest"),
  })
  .openapi("ScenarioComparisonColumn");
export type ComparisonColumn = z.infer<typeof ComparisonColumn>;

export const Comparison = z
  .object({
    districtId: z.string(),
    at: instant,
    today: z.iso.date().describe("The local day of the register"),
    columns: z.array(ComparisonColumn),
    areas: z.array(
      z.object({
        areaId: z.string(),
        level: z.enum(["subdistrict", "community"]),
        name: z.string(),
        nameEn: z.string().nullable(),
        parentId: z.string().nullable(),
      }),
    ),
    outlines: z
      .array(z.array(lngLat))
      .describe("Borders of subdistricts, thinned, for a small picture"),
  })
  .openapi("ScenarioComparison");
export type Comparison = z.infer<typeof Comparison>;
