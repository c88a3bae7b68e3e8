import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { Day } from "../http/day.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";
import { Title } from "./inspection-schema.ts";
import { SubjectWire, WARNING_KINDS } from "./subject-schema.ts";

export const SUBJECT_SORTS = [
  "code",
  "ranking",
  "stars",
  "score",
  "validTo",
  "dueOn",
  "complaints",
] as const;

const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** Which subjects are meant; each figure of the overview is a list by these. */
export const SubjectFilters = z.object({
  date: Day.optional().describe("The local day; left out: today"),
  rubricId: z.string().max(40).optional(),
  kind: z.enum([...FACILITY_KINDS, "street"]).optional(),
  areaId: z.string().max(200).optional().describe("A sub-district; `none`: in none"),
  manager: z.string().max(200).optional().describe("Empty: nobody is known to run it"),
  stars: z
    .enum(["0", "1", "2", "3", "4", "5", "any", "none"])
    .optional()
    .describe("In force; any: one star or more; none: no rating is in force"),
  warning: z.enum([...WARNING_KINDS, "any"]).optional(),
  createdIn: z.coerce
    .number()
    .int()
    .min(1900)
    .max(2200)
    .optional()
    .describe("Its star was created in this local year, by the day"),
  isModel: flag.optional(),
  isDue: flag.optional().describe("Not inspected within its interval, or never"),
  q: z.string().trim().max(100).optional().describe("Part of a name or code"),
});
export type SubjectFilters = z.infer<typeof SubjectFilters>;

export const SubjectsQuery = SubjectFilters.extend({
  sort: z.enum(SUBJECT_SORTS).default("code"),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(2_000).default(200),
  format: z.enum(EXPORT_FORMATS).optional(),
  lang: z.enum(["zh", "en"]).default("zh"),
});
export type SubjectsQuery = z.infer<typeof SubjectsQuery>;

export const SubjectsAnswer = z
  .object({
    districtId: z.string(),
    date: Day,
    ranking: Title.describe("By what rule ranks are given"),
    complaintsDefinition: Title,
    nearMeters: z.number(),
    total: z.number().int(),
    subjects: z.array(SubjectWire),
  })
  .openapi("RatedSubjects");

const group = z
  .object({
    key: z.string().nullable().describe("null: none is known"),
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
    subjects: z.number().int(),
    byStars: z
      .tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
      .describe("With 0, 1, 2, 3, 4, 5 stars in force"),
    unrated: z.number().int().describe("No rating is in force"),
  })
  .openapi("RatingGroup");
export type RatingGroup = z.infer<typeof group>;

export const OverviewQuery = z.object({ date: Day.optional() });

export const OverviewAnswer = z
  .object({
    districtId: z.string(),
    date: Day,
    year: z.number().int(),
    rubrics: z.array(
      z.object({
        rubricId: z.string(),
        title: Title,
        kind: z.enum([...FACILITY_KINDS, "street"]),
        version: z.number().int().nullable().describe("Scored by on the day"),
        isApproved: z.boolean(),
        total: group,
        areas: z.array(group),
        managers: z.array(group),
        createdInYear: z
          .number()
          .int()
          .describe("Stars created in the local year, up to the day: apart from those in force"),
        target: z.number().int().nullable().describe("null: the district entered none"),
        warned: z.number().int().describe("Subjects with a warning"),
        withTrial: z.number().int().describe("Subjects with inspections in the window"),
        smallSamples: z.number().int().describe("Of them, with fewer than the rubric asks for"),
        due: z.number().int().describe("Not inspected within their interval, or never"),
      }),
    ),
    modelRoads: z.object({ n: z.number().int(), withStars: z.number().int() }),
  })
  .openapi("RatingOverview");
export type OverviewAnswer = z.infer<typeof OverviewAnswer>;
