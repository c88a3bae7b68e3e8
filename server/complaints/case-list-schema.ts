import { z } from "@hono/zod-openapi";
import { getResolution, isValidCell } from "h3-js";
import { SATISFACTIONS } from "../../data/complaint-life.ts";
import { Day } from "../http/day.ts";
import { LONGEST_PAGE } from "./case-index.ts";
import { CASE_SORTS } from "./case-page.ts";
import { DUE_STANDINGS } from "./case-row.ts";
import { caseHead, PLACE_KINDS } from "./case-schema.ts";

/** Stands in a link for "without a value". */
const NONE = "none";

/** Values between commas; `none` is "without a value". */
const anyOf = (what: string) =>
  z
    .string()
    .max(2000)
    .transform((text): (string | null)[] =>
      text.split(",").map((value) => (value === NONE ? null : value)),
    )
    .optional()
    .openapi({ type: "string", description: `${what}; several between commas, none: without one` });
const truth = (what: string) =>
  z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ type: "string", enum: ["true", "false"], description: what });
const numbers = (count: number, what: string) =>
  z
    .string()
    .transform((text) => text.split(",").map(Number))
    .refine((given) => given.length === count && given.every(Number.isFinite), { error: what })
    .optional()
    .openapi({ type: "string", description: what });

/** So many cells one question names at most: a hotspot has tens. */
export const MOST_CELLS = 400;

/** So many complaints one question names at most, so that it still fits into a link. */
export const MOST_IDS = 200;

const one = z.string().min(1).max(200).optional();

/** Which complaints are meant. What is left out does not matter; all that is given has to hold. */
export const CaseFilterQuery = z.object({
  kind: anyOf("Kinds"),
  channel: anyOf("Channels"),
  category: anyOf("Categories"),
  state: anyOf("States"),
  importance: anyOf("Importance"),
  unit: anyOf("Handling units, by id"),
  area: anyOf("Sub-districts, by id"),
  placeKind: anyOf("How the place was told"),
  dueStep: anyOf("What is due next"),
  due: anyOf(`How that stands: ${DUE_STANDINGS.join(", ")}`),
  satisfaction: anyOf("What the call-back found"),
  resolved: anyOf("true, false"),
  open: truth("Something is still to be done"),
  reopened: truth("It was reopened"),
  located: truth("Its place is known"),
  duplicate: truth("It was merged into another"),
  repeated: truth("Others were merged into it"),
  supervised: truth("It was supervised"),
  confidential: truth("It is confidential"),
  street: one.describe("About this street, by id"),
  facility: one.describe("About this facility, by id"),
  reporter: one.describe("By the same reporter, by id"),
  ids: z
    .string()
    .transform((text) => text.split(","))
    .refine((ids) => ids.length <= MOST_IDS, {
      error: `at most ${MOST_IDS} ids`,
      params: { rule: "too-many" },
    })
    .optional()
    .openapi({ type: "string", description: "Just these complaints, by id, between commas" }),
  from: Day.optional().describe("First local day of receipt"),
  to: Day.optional().describe("Last local day of receipt"),
  settledFrom: Day.optional(),
  settledTo: Day.optional(),
  weekday: z
    .string()
    .regex(/^[1-7](,[1-7])*$/, "numbers from 1, Monday, to 7, Sunday, between commas")
    .transform((text) => text.split(",").map(Number))
    .optional()
    .openapi({
      type: "string",
      description:
        "Local days of the week of receipt, 1 Monday to 7 Sunday; several between commas",
    }),
  hours: z
    .string()
    .regex(/^([01]?\d|2[0-3])-([01]?\d|2[0-4])$/, "hours as 22-6: from 22:00 to before 6:00")
    .optional()
    .describe("Local hours of receipt, `from-to` without the last; over midnight as in 22-6"),
  cells: z
    .string()
    .regex(/^[0-9a-f]{15}(,[0-9a-f]{15})*$/, "H3 cells between commas")
    .max(16 * MOST_CELLS, `at most ${MOST_CELLS} cells`)
    .transform((text) => text.split(","))
    .refine((cells) => cells.every((cell) => isValidCell(cell)), { error: "H3 cells" })
    .refine((cells) => new Set(cells.map((cell) => getResolution(cell))).size === 1, {
      error: "H3 cells of one resolution",
    })
    .optional()
    .openapi({ type: "string", description: "Its place lies in one of these H3 cells" }),
  bbox: numbers(4, "west,south,east,north in degrees"),
  near: numbers(3, "lng,lat,meters"),
  q: z
    .string()
    .max(200)
    .optional()
    .describe("Words that all occur in the text, the number or the address"),
});

/** What `/complaints` is asked. */
export const CaseListQuery = CaseFilterQuery.extend({
  sort: z.enum(CASE_SORTS).default("received"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  limit: z.coerce.number().int().min(0).max(LONGEST_PAGE).default(50),
  cursor: z.string().max(500).optional(),
  histogram: z.enum(["day", "week"]).optional().describe("Counts by day or week of receipt too"),
  format: z.enum(["csv", "xlsx"]).optional().describe("The whole list as a file"),
  lang: z.enum(["zh", "en"]).default("zh"),
});

const instant = z.iso.datetime({ offset: true });
const Count = z.object({
  value: z.union([z.string(), z.boolean(), z.null()]),
  count: z.number().int(),
});

/** A complaint as a line of the list. */
export const CaseLine = z
  .object({
    ...caseHead,
    text: z.string().describe("Masked, at most 200 characters"),
    address: z.string().nullable(),
    placeKind: z.enum(PLACE_KINDS),
    position: z
      .tuple([z.number(), z.number()])
      .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 })
      .nullable(),
    street: z.string().nullable(),
    areaId: z.string().nullable(),
    area: z.string().nullable(),
    unitId: z.string().nullable(),
    unit: z.string().nullable(),
    receivedAt: instant,
    dueStep: z.string().nullable(),
    dueAt: instant.nullable(),
    dueStatus: z.enum(["on-time", "soon", "late", "late-3"]).nullable(),
    settledAt: instant.nullable(),
    reopened: z.number().int(),
    satisfaction: z.enum(SATISFACTIONS).nullable(),
    isResolved: z.boolean().nullable(),
    isDuplicate: z.boolean(),
    duplicates: z.number().int().describe("Complaints merged into it"),
    isSupervised: z.boolean(),
    isConfidential: z.boolean(),
  })
  .openapi("CaseLine");
export type CaseLine = z.infer<typeof CaseLine>;

/** What `/complaints` answers. */
export const CaseListAnswer = z
  .object({
    districtId: z.string(),
    total: z.number().int().describe("Complaints that pass every filter"),
    complaints: z.array(CaseLine),
    next: z.string().nullable().describe("Asks for the next page"),
    counts: z
      .record(z.string(), z.array(Count))
      .describe("By facet: what choosing another of its values would give"),
    histogram: z
      .array(z.object({ from: z.string(), count: z.number().int() }))
      .nullable()
      .describe("By the first local day of each day or week"),
    confidential: z
      .number()
      .int()
      .describe("Confidential complaints of the district, which only named persons find here"),
    askedAt: instant,
  })
  .openapi("CaseList");

const Part = z.object({ count: z.number().int(), of: z.number().int() });

/** What `/complaints/comparison` answers. */
export const CaseComparisonAnswer = z
  .object({
    districtId: z.string(),
    by: z.enum(["area", "unit", "category", "month"]),
    repetition: z.object({ radiusMeters: z.number(), days: z.number().int() }),
    groups: z.array(
      z.object({
        value: z.union([z.string(), z.boolean(), z.null()]),
        title: z.string().nullable(),
        count: z.number().int().describe("受理件数: received, duplicates included"),
        open: z.number().int().describe("在办: in a state in which something is to be done"),
        settled: z.number().int().describe("办结: settled, and not reopened since"),
        lateNow: z.number().int().describe("超期在办: past the term of what is due"),
        settledOnTime: Part.describe("按期办结: in time, of the settled with a term"),
        daysToSettle: z
          .object({
            count: z.number().int(),
            median: z.number().nullable(),
            p90: z.number().nullable(),
          })
          .describe("Days of 24 hours from receipt to settlement, over settled complaints"),
        reopened: Part.describe("重办: reopened at least once, of those settled at least once"),
        responded: Part.describe("响应: responded to, of all"),
        resolved: Part.describe("解决: found resolved by the call-back, of those that said"),
        satisfaction: z.array(Count),
        repeated: Part.describe("重复点位: same category again within meters and days"),
      }),
    ),
    askedAt: instant,
  })
  .openapi("CaseComparison");

export const CaseComparisonQuery = CaseFilterQuery.extend({
  by: z.enum(["area", "unit", "category", "month"]).default("unit"),
  lang: z.enum(["zh", "en"]).default("zh"),
});
