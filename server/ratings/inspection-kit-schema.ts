import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { Day } from "../http/day.ts";
import { Level, SubjectKind, Title } from "./inspection-schema.ts";
import { TaskWire } from "./plan-schema.ts";

const Item = z.object({
  itemId: z.string(),
  title: Title,
  points: z.number(),
  weight: z.number(),
  neededFrom: z.number().int().nullable(),
  mayNotApply: z.boolean(),
  basis: z.string(),
});

/** A rubric as one scores by it today. */
const KitRubric = z
  .object({
    rubricId: z.string(),
    version: z.number().int(),
    isTrial: z.boolean().describe("Nobody has approved it: 试评"),
    title: Title,
    subject: z.object({ kind: SubjectKind, facilityKind: z.enum(FACILITY_KINDS).optional() }),
    groups: z.array(
      z.object({
        groupId: z.string(),
        title: Title,
        note: Title.nullable(),
        items: z.array(Item),
      }),
    ),
    vetoes: z.array(z.object({ vetoId: z.string(), title: Title, basis: z.string() })),
    stars: z.array(z.object({ stars: z.number().int(), atLeast: z.number() })),
    intervalDays: z.number().int(),
  })
  .openapi("InspectionKitRubric");

const KitSubject = z
  .object({
    kind: SubjectKind,
    id: z.string(),
    code: z.string().nullable(),
    name: z.string(),
    nameEn: z.string().nullable(),
    facilityKind: z.enum(FACILITY_KINDS).nullable(),
    points: z
      .array(z.array(z.number()))
      .describe("[lng, lat]: a facility's place; of a street, the middles of its stretches"),
    last: z
      .object({
        inspectionId: z.string(),
        rubricId: z.string(),
        day: Day,
        score: z.number().nullable(),
      })
      .nullable()
      .describe("The last inspection that counts, of three years"),
  })
  .openapi("InspectionKitSubject");

/** What is needed where there is no line. */
export const InspectionKit = z
  .object({
    districtId: z.string(),
    asOf: z.iso.datetime(),
    today: Day,
    levels: z.array(Level).describe("At which whoever asks inspects"),
    rubrics: z.array(KitRubric),
    subjects: z.array(KitSubject).describe("Within the areas of the grant, and in use"),
    tasks: z.array(TaskWire).describe("Open ones, the most urgent first"),
    limits: z.object({
      positionMeters: z.number(),
      oldestDays: z.number().int(),
      photographs: z.number().int(),
    }),
  })
  .openapi("InspectionKit");
