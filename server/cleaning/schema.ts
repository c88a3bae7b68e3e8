import { z } from "@hono/zod-openapi";
import { EVIDENCES, PASS_REASONS, PASS_STATES, STREET_STATES, WORKS } from "../../data/cleaning.ts";
import { Day } from "../http/day.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";

export const instant = z.iso.datetime({ offset: true });
const share = z.number().min(0).max(1);

export const WorkName = z.enum(WORKS).openapi("CleaningWork");
export const PassStateName = z.enum(PASS_STATES).openapi("CleaningPassState");
export const StreetStateName = z.enum(STREET_STATES).openapi("CleaningStreetState");
export const EvidenceName = z.enum(EVIDENCES).openapi("CleaningEvidence");

/** A period of local days, both with. */
export const Period = z.object({ from: Day, to: Day });

/** What a file is asked beside the question of its answer. */
export const inFormat = {
  format: z.enum(EXPORT_FORMATS).default("csv"),
  lang: z.enum(["zh", "en"]).default("zh"),
};

export const PassWire = z
  .object({
    passId: z.string().describe("Names it when it is confirmed"),
    routeId: z.string().nullable().describe("null of an order"),
    orderId: z.string().nullable(),
    code: z.string().nullable(),
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
    work: WorkName,
    part: z.enum(["whole", "fast_lane", "slow_lane", "planter"]),
    proof: z.enum(["positions", "confirmation", "stops"]),
    team: z.string().nullable(),
    day: Day.describe("The local day on which it counts"),
    ordinal: z.number().int().describe("Which of the passes due in the day or period it is"),
    of: z.number().int(),
    fromAt: instant,
    toAt: instant.describe("Without the grace"),
    suspension: z.object({ suspensionId: z.string(), reason: z.string() }).nullable(),
  })
  .openapi("CleaningPass");
export type PassWire = z.infer<typeof PassWire>;

export const VerdictWire = z
  .object({
    state: PassStateName,
    reason: z.enum(PASS_REASONS).nullable().describe("Why what is over is not done"),
    evidence: z.array(EvidenceName).describe("By what one knows that it was done"),
    coveredShare: share.describe("Share of its length that passes which count covered"),
    servicedAt: instant.nullable(),
    vehicleId: z.string().nullable(),
    plate: z.string().nullable(),
    isTooFast: z.boolean().describe("Some pass was faster than its work allows"),
    isTooSlow: z.boolean(),
    isWorkingUnknown: z.boolean().describe("Some terminal does not say whether it worked"),
    entryId: z.string().nullable().describe("The entry of somebody that bears on it"),
    words: z.string().nullable().describe("Why it could not be done"),
  })
  .openapi("CleaningVerdict");
export type VerdictWire = z.infer<typeof VerdictWire>;

export const TallyWire = z.object({
  meters: z.number().nonnegative(),
  sections: z.number().int().nonnegative().describe("One edge in one pass"),
  passes: z.number().int().nonnegative(),
});
export const StatesWire = z.object({
  done: TallyWire,
  could_not: TallyWire,
  not_done: TallyWire,
  not_recorded: TallyWire,
  open: TallyWire,
  upcoming: TallyWire,
  suspended: TallyWire,
});

export const DefinitionWire = z.object({ zh: z.string(), en: z.string() });
