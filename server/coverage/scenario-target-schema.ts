import { z } from "@hono/zod-openapi";
import { TARGET_STATES } from "../../data/construction.ts";
import { FACILITY_KINDS, FACILITY_STATUSES } from "../../data/facility.ts";
import { nameOnOneLine, noteOrNone, yuan } from "./scenario-schema.ts";

const lngLat = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .describe("WGS 84, [lng, lat]");
const instant = z.iso.datetime({ offset: true });
const count = z.number().int().nonnegative();
const id = z.string().min(1).max(200);

/** A construction target as it is written. */
export const TargetDraft = z
  .strictObject({
    kind: z.enum(FACILITY_KINDS),
    name: nameOnOneLine,
    position: lngLat.nullable().default(null).describe("null: not chosen yet"),
    plannedFor: z.iso.date().nullable().default(null).describe("The local day it is to be done"),
    state: z.enum(TARGET_STATES).default("planned"),
    facilityId: id
      .nullable()
      .default(null)
      .describe(
        "The facility of the register it has become; of the same kind, and of no other target",
      ),
    costYuan: yuan.nullable().default(null),
    note: noteOrNone,
  })
  .openapi("ConstructionTargetDraft");
export type TargetDraft = z.infer<typeof TargetDraft>;

/** A construction target as it is read. */
export const Target = z
  .object({
    targetId: z.string(),
    revision: z.number().int(),
    kind: z.enum(FACILITY_KINDS),
    name: z.string(),
    position: z.tuple([z.number(), z.number()]).nullable(),
    plannedFor: z.string().nullable(),
    state: z
      .enum(TARGET_STATES)
      .describe(
        "Of the linked facility where it is open, under repair or being built; else as set",
      ),
    statedState: z.enum(TARGET_STATES).describe("As somebody set it"),
    facility: z
      .object({
        facilityId: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        status: z.enum(FACILITY_STATUSES),
      })
      .nullable(),
    costYuan: z.number().nullable(),
    note: z.string().nullable(),
    scenario: z.object({ scenarioId: z.string(), name: z.string() }).nullable(),
    isLate: z.boolean().describe("Its day is past, and it is neither done nor dropped"),
    updatedBy: z.string(),
    updatedAt: instant,
  })
  .openapi("ConstructionTarget");
export type Target = z.infer<typeof Target>;

const stateCounts = z.object({
  planned: count,
  approved: count,
  building: count,
  done: count,
  dropped: count,
});

export const TargetsAnswer = z
  .object({
    districtId: z.string(),
    progress: z
      .array(
        z.object({
          kind: z.enum(FACILITY_KINDS),
          all: count.describe("Without those that were dropped"),
          ...stateCounts.shape,
          late: count,
          costYuan: z.number().describe("Of those whose cost is known, without the dropped"),
          costKnown: count,
        }),
      )
      .describe("By kind, in the order of kinds; those without targets are left out"),
    targets: z.array(Target).describe("By day, those without one last; then by name"),
  })
  .openapi("ConstructionTargets");
export type TargetsAnswer = z.infer<typeof TargetsAnswer>;

/** What targets are made of a scenario with. */
export const TargetsOfScenario = z
  .strictObject({ plannedFor: z.iso.date().nullable().default(null) })
  .openapi("TargetsOfScenario");
