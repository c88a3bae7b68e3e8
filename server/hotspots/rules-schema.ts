import { z } from "@hono/zod-openapi";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import { ROLE_PERMISSIONS, ROLES, type Role } from "../../data/roles.ts";
import { count, days, Listed, lngLat, Named, title } from "./parts-schema.ts";

/** Roles that read all complaints: nobody else is told where they are. */
const TOLD_ROLES = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes("complaints.all"));

const instant = z.iso.datetime({ offset: true });
const category = z.object({ value: z.string(), title });

const fields = {
  name: z
    .string()
    .trim()
    .min(1, "at least one character")
    .max(80, "at most 80 characters")
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters"),
  categories: z
    .array(z.string().min(1).max(200))
    .min(1, "at least one, or null for all")
    .max(50, "at most 50")
    .nullable()
    .describe("Of which complaints, by id; null: of all"),
  measure: z.enum(HOTSPOT_MEASURES),
  role: z.enum(TOLD_ROLES as [Role, ...Role[]]).describe("Who is told"), // there are some
};

/** A rule as it is written. */
export const RuleDraft = z
  .strictObject({ ...fields, isActive: z.boolean().default(true) })
  .openapi("HotspotRuleDraft");
export type RuleDraft = z.infer<typeof RuleDraft>;

/** A rule as it is read. */
export const Rule = z
  .object({
    ruleId: z.string(),
    revision: z.number().int(),
    ...fields,
    isActive: z.boolean(),
    categoryTitles: z.array(category).nullable(),
    createdBy: z.string(),
    createdAt: instant,
    evaluatedAt: instant
      .nullable()
      .describe("When it was looked at last; null: not yet, and the first time tells nothing"),
    resolution: z.number().int().nullable().describe("H3, kept from the first time"),
    hotSpots: count.nullable().describe("Hotspots then"),
    alarms: count.describe("Told so far"),
  })
  .openapi("HotspotRule");
export type Rule = z.infer<typeof Rule>;

/** What `/hotspots/rules` answers. */
export const RulesAnswer = z
  .object({
    districtId: z.string(),
    roles: z.array(z.object({ value: z.string(), title })).describe("Who can be told"),
    periodDays: z.number().int().describe("Days that are looked at, up to the day itself"),
    definition: title.describe("口径"),
    rules: z.array(Rule).describe("By name"),
  })
  .openapi("HotspotRules");
export type RulesAnswer = z.infer<typeof RulesAnswer>;

export const RuleAlarmsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** What `/hotspots/rules/alarms` answers. */
export const RuleAlarmsAnswer = z
  .object({
    districtId: z.string(),
    unseen: count.describe("No more than 999 are counted"),
    alarms: z
      .array(
        z.object({
          alarmId: z.string(),
          ruleId: z.string(),
          ruleName: z.string().describe("As the rule was called then"),
          role: z.string(),
          measure: z.enum(HOTSPOT_MEASURES),
          categories: z.array(category).nullable(),
          spotId: z.string().describe("Its peak cell, which names it in links"),
          cells: z.array(z.string()),
          center: lngLat,
          foundAt: instant,
          period: days.describe("The days that were looked at"),
          observed: count,
          expected: z.number(),
          complaints: count,
          category: category.nullable().describe("The most frequent"),
          street: Named,
          unit: Named,
          seenAt: instant.nullable(),
          ...Listed.shape,
        }),
      )
      .describe("Unseen first, then the newest"),
    isMore: z.boolean(),
  })
  .openapi("HotspotRuleAlarms");
export type RuleAlarmsAnswer = z.infer<typeof RuleAlarmsAnswer>;

export const AlarmSeenAnswer = z
  .object({ alarmId: z.string(), seenAt: instant })
  .openapi("HotspotAlarmSeen");
