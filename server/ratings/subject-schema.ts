import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { RATING_KINDS } from "../../data/rubric.ts";
import { Day } from "../http/day.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";

export const SUBJECT_KINDS = ["facility", "street"] as const;
const position = z.tuple([z.number(), z.number()]).nullable().describe("WGS 84 [lng, lat]");
const stars = z.number().int().min(0).max(5);
const title = z.object({ zh: z.string(), en: z.string() });

/** What is rated, as lists name it. */
export const SubjectRef = z.object({
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: z.string(),
  kind: z.enum([...FACILITY_KINDS, "street"]),
  rubricId: z.string(),
  code: z.string().nullable().describe("Streets have none"),
  name: z.string(),
  nameEn: z.string().nullable(),
  position: position.describe("Of a street: a place on it, near its middle"),
});

export const RatingWire = z
  .object({
    ratingId: z.string(),
    stars: stars.describe("0: a rating of no star"),
    isTrial: z.boolean(),
    kind: z.enum(RATING_KINDS),
    validFrom: Day,
    validTo: Day.nullable().describe("First local day it no longer holds"),
    reason: z.string(),
    rubricId: z.string().nullable().describe("null: entered without one"),
    rubricVersion: z.number().int().nullable(),
    score: z.number().nullable(),
    evidence: z.array(z.string()).describe("Ids of the inspections it rests on"),
    decidedAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
  })
  .openapi("Rating");
export type RatingWire = z.infer<typeof RatingWire>;

export const TrialWire = z
  .object({
    rubricVersion: z.number().int(),
    isApproved: z.boolean().describe("Whether the version it is worked out by is approved"),
    from: Day,
    to: Day,
    n: z.number().int().describe("Inspections of the window that count"),
    score: z.number().nullable().describe("Their mean, of 100"),
    stars: stars.nullable().describe("What they give; null: there is none"),
    isSmall: z.boolean().describe("Fewer than the rubric asks for: no official star rests on it"),
    leastInspections: z.number().int(),
    vetoes: z.array(z.string()),
    cappedFrom: z
      .number()
      .int()
      .nullable()
      .describe("A needed item is missing: fewer stars than this"),
    inspectionIds: z.array(z.string()),
  })
  .openapi("RatingTrial");

export const WARNING_KINDS = [
  "expiring",
  "score",
  "needed",
  "veto",
  "defects",
  "overdue",
  "complaints",
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

export const WarningWire = z
  .object({
    kind: z
      .enum(WARNING_KINDS)
      .describe(
        "It ends soon; the mean is below its stars; a needed item is missing; a veto; open defects; not inspected in time; complaints",
      ),
    value: z
      .number()
      .nullable()
      .describe("Days left, the mean, items, vetoes, days late, complaints; null: never inspected"),
    limit: z.number().nullable().describe("What it is held against"),
    perKm: z.number().nullable().describe("Of a street, complaints a kilometre"),
    days: z.number().int().nullable().describe("Of so many days complaints were counted"),
    n: z.number().int().nullable().describe("Inspections the mean is of"),
    isSmall: z.boolean().describe("It rests on a small sample"),
    day: Day.nullable().describe("The last day of the rating, or when it was due"),
    ids: z.array(z.string()).describe("Items or vetoes"),
  })
  .openapi("RatingWarning");
export type WarningWire = z.infer<typeof WarningWire>;

export const ComplaintCount = z
  .object({
    n: z.number().int(),
    linked: z.number().int().describe("Of them, recorded as about it"),
    near: z
      .number()
      .int()
      .describe("Of them, about no facility, and nearest to this within `nearMeters`"),
    perKm: z.number().nullable().describe("Of a street, per kilometre of it"),
    from: Day,
    to: Day.describe("The last day"),
    days: z.number().int(),
  })
  .openapi("RatingComplaints");

export const DefectWire = z
  .object({
    itemId: z.string(),
    title,
    lost: z.number(),
    of: z.number(),
    note: z.string(),
    inspectionId: z.string(),
    day: Day,
  })
  .openapi("RatingDefect");

export const SubjectWire = SubjectRef.extend({
  areaId: z
    .string()
    .nullable()
    .describe("The sub-district; of a street, that with most of its length"),
  areaName: z.string().nullable(),
  areaNameEn: z.string().nullable(),
  manager: z
    .string()
    .nullable()
    .describe("Who runs it; of a street, the team that fully sweeps most of it"),
  status: z.string().nullable().describe("Of a facility"),
  isModel: z.boolean().describe("文明样板路"),
  lengthMeters: z.number().nullable().describe("Of a street"),
  rating: RatingWire.nullable().describe("The official rating in force on the day"),
  trial: TrialWire.nullable().describe("试评; null: no version is scored by on the day"),
  lastInspectedOn: Day.nullable(),
  dueOn: Day.nullable().describe("null: never inspected"),
  openDefects: z.number().int(),
  openTasks: z.number().int().describe("Inspections drawn and not done"),
  redFlags: z.number().int(),
  complaints: ComplaintCount,
  warnings: z.array(WarningWire),
  rank: z.number().int().nullable().describe("null: a small sample is not ranked"),
}).openapi("RatedSubject");
export type SubjectWire = z.infer<typeof SubjectWire>;

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
    ranking: title.describe("By what rule ranks are given"),
    complaintsDefinition: title,
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
        title,
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

const inspection = z.object({
  inspectionId: z.string(),
  inspectedAt: z.iso.datetime(),
  day: Day,
  level: z.string(),
  inspectorName: z.string(),
  rubricId: z.string(),
  rubricVersion: z.number().int(),
  score: z.number().nullable(),
  stars: stars.describe("What this one alone would give, under its version"),
  vetoes: z.array(z.object({ vetoId: z.string(), title })),
  deductions: z.array(
    z.object({ itemId: z.string(), title, lost: z.number(), of: z.number(), note: z.string() }),
  ),
  distanceMeters: z.number().nullable(),
  reinspectionOf: z.string().nullable(),
  taskId: z.string().nullable(),
  isCorrected: z.boolean().describe("An appeal changed what it says"),
  isInWindow: z.boolean(),
  photographs: z.number().int(),
});

/** Everything the stars of one subject rest on. */
export const SubjectFile = z
  .object({
    districtId: z.string(),
    date: Day,
    subject: SubjectWire,
    complaintsDefinition: title,
    nearMeters: z.number(),
    ratings: z.array(RatingWire).describe("The latest first"),
    inspections: z.array(inspection).describe("Those that count, the latest first"),
    breakdown: z
      .array(
        z.object({
          groupId: z.string(),
          title,
          items: z.array(
            z.object({
              itemId: z.string(),
              title,
              of: z.number(),
              mean: z.number().nullable().describe("Of the window; null: it never applied"),
              n: z.number().int(),
            }),
          ),
        }),
      )
      .describe("Mean points by item, by the version scored by on the day"),
    defects: z.array(DefectWire).describe("Found wanting, and not found full since"),
    appeals: z.array(
      z.object({
        appealId: z.string(),
        inspectionId: z.string(),
        raisedAt: z.iso.datetime(),
        step: z.string().describe("How it stands"),
        stepAt: z.iso.datetime(),
      }),
    ),
    tasks: z.array(
      z.object({
        taskId: z.string(),
        dueOn: Day,
        reason: z.string(),
        state: z.enum(["open", "done", "dropped"]),
        inspectionId: z.string().nullable(),
      }),
    ),
    redFlags: z.array(z.object({ month: Day, rubricId: z.string() })),
    photographs: z.number().int(),
  })
  .openapi("RatingFile");
export type SubjectFile = z.infer<typeof SubjectFile>;

export const WarningsAnswer = z
  .object({
    districtId: z.string(),
    date: Day,
    rules: z.object({
      expiryDays: z.number(),
      openDefects: z.number(),
      complaints: z.number(),
      complaintsPerKm: z.number(),
      complaintDays: z.number(),
    }),
    counts: z.record(z.string(), z.number().int()).describe("Subjects by kind of warning"),
    subjects: z.array(SubjectWire).describe("With a star in force; most warnings first"),
  })
  .openapi("RatingWarnings");

export const ExpiriesQuery = z.object({
  from: Day.optional().describe("Left out: today"),
  to: Day.optional().describe("The last day; left out: a year on"),
  rubricId: z.string().max(40).optional(),
});
export const ExpiriesAnswer = z
  .object({
    districtId: z.string(),
    from: Day,
    to: Day,
    months: z.array(z.object({ month: Day, n: z.number().int() })),
    days: z.array(
      z.object({
        day: Day.describe("The first day on which the star is gone, unless another is given"),
        subjects: z.array(SubjectRef.extend({ stars, ratingId: z.string() })),
      }),
    ),
    withoutEnd: z.number().int().describe("Stars in force that have no end"),
  })
  .openapi("RatingExpiries");

const meeting = SubjectWire.extend({
  starsOf: z
    .enum(["official", "trial"])
    .describe("Whether they are in force or only what inspections give"),
  meetingStars: stars,
});
export const MeetingQuery = z.object({
  date: Day.optional(),
  rubricId: z.string().max(40).optional(),
});
export const MeetingAnswer = z
  .object({
    districtId: z.string(),
    date: Day,
    from: Day,
    to: Day,
    days: z.number().int(),
    nearMeters: z.number(),
    definition: title,
    rules: z.object({
      many: z
        .object({ stars, complaints: z.number().int(), perKm: z.number() })
        .describe("At least both; of a street also the complaints a kilometre"),
      quiet: z
        .object({ stars, complaints: z.number().int(), perKm: z.number() })
        .describe("At most both; of a street the complaints a kilometre in place of their number"),
    }),
    many: z.array(meeting).describe("Many stars and many complaints; the most first"),
    quiet: z.array(meeting).describe("Few stars and few complaints; the fewest stars first"),
  })
  .openapi("RatingsAndComplaints");
export type MeetingAnswer = z.infer<typeof MeetingAnswer>;
