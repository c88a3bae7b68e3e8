import { z } from "@hono/zod-openapi";
import { VEHICLE_KINDS, VEHICLE_STATUSES } from "../../data/vehicle.ts";
import { Day } from "../http/day.ts";
import { REJECT_REASONS } from "./fix.ts";

const instant = z.iso.datetime();
const words = (most: number) => z.string().trim().min(1).max(most);
const LngLat = z.tuple([z.number(), z.number()]).describe("[lng, lat], WGS 84");

/** Where a vehicle was last, and how. */
export const LastPosition = z
  .object({
    at: instant,
    receivedAt: instant,
    position: LngLat,
    speedKmh: z.number().nullable(),
    headingDegrees: z.number().nullable(),
    isWorking: z.boolean().nullable().describe("null: the terminal does not say"),
    source: z.string(),
  })
  .openapi("LastPosition");
export type LastPosition = z.infer<typeof LastPosition>;

/** Where a terminal of JT/T 808 says that brush or pump is on. */
export const WorkingSignal = z
  .strictObject({
    field: z
      .union([z.literal("status"), z.number().int().min(1).max(255)])
      .describe("The word of states, or the id of an extra item"),
    bit: z.number().int().min(0).max(31).describe("From 0, the lowest"),
    isWorkingWhen: z.union([z.literal(0), z.literal(1)]),
  })
  .openapi("WorkingSignal");

export const TerminalInfo = z
  .object({
    terminalId: z.string(),
    isEnabled: z.boolean(),
    keyHint: z.string().nullable().describe("Last characters of its key; null has none"),
    workingSignal: WorkingSignal.nullable().describe("null: nobody knows whether it works"),
    registeredAt: instant.nullable().describe("Last registration by JT/T 808"),
    lastSeenAt: instant.nullable(),
  })
  .openapi("TerminalInfo");

const fields = {
  plate: words(20).describe("号牌, or the number painted on it"),
  name: words(60).nullable(),
  kind: z.enum(VEHICLE_KINDS),
  team: words(60).nullable(),
  boughtOn: Day.nullable(),
  overhaulDueOn: Day.nullable().describe("大修"),
  safetyCheckDueOn: Day.nullable().describe("年检、安全检查"),
  note: z.string().max(500),
};

/** A vehicle of the register. */
export const Vehicle = z
  .object({
    vehicleId: z.string(),
    ...fields,
    status: z.enum(VEHICLE_STATUSES),
    statusReason: z.string().nullable(),
    statusSince: instant.nullable(),
    ageYears: z.number().nullable().describe("Since it was bought; null: not known"),
    dueSoon: z
      .array(z.enum(["overhaul", "safety_check"]))
      .describe("Due within the days that are set, or overdue"),
    terminal: TerminalInfo.nullable(),
    last: LastPosition.nullable(),
    revision: z.number().int(),
  })
  .openapi("Vehicle");
export type Vehicle = z.infer<typeof Vehicle>;

export const Vehicles = z
  .object({
    districtId: z.string(),
    at: instant.describe("When it was asked"),
    vehicles: z.array(Vehicle).describe("By plate"),
  })
  .openapi("Vehicles");

export const VehicleDraft = z
  .strictObject({
    plate: fields.plate,
    kind: fields.kind,
    name: fields.name.optional(),
    team: fields.team.optional(),
    boughtOn: fields.boughtOn.optional(),
    overhaulDueOn: fields.overhaulDueOn.optional(),
    safetyCheckDueOn: fields.safetyCheckDueOn.optional(),
    note: fields.note.optional(),
  })
  .openapi("VehicleDraft");
export type VehicleDraft = z.infer<typeof VehicleDraft>;

export const VehiclePatch = VehicleDraft.partial()
  .extend({
    status: z.enum(VEHICLE_STATUSES).optional(),
    statusReason: words(200).nullable().optional().describe("Needed where it is not in service"),
  })
  .openapi("VehiclePatch");
export type VehiclePatch = z.infer<typeof VehiclePatch>;

export const TerminalDraft = z
  .strictObject({
    terminalId: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z_.-]{1,40}$/, "letters, digits, and . _ -, at most 40")
      .describe("JT/T 808: the terminal's number; leading zeros do not count"),
    isEnabled: z.boolean().default(true),
    workingSignal: WorkingSignal.nullable().default(null),
  })
  .openapi("TerminalDraft");

export const TerminalKey = z
  .object({ key: z.string().describe("Shown this once"), terminal: TerminalInfo })
  .openapi("TerminalKey");

/** What was not taken of a vehicle. */
export const Rejections = z
  .object({
    vehicleId: z.string(),
    from: Day,
    to: Day,
    days: z
      .array(
        z.object({
          day: Day,
          reason: z.enum(REJECT_REASONS),
          rejected: z.number().int(),
          samples: z
            .array(
              z.object({
                receivedAt: instant,
                at: instant.nullable(),
                position: LngLat.nullable(),
                speedKmh: z.number().nullable(),
                isFixed: z.boolean(),
              }),
            )
            .describe("The first of that day, 20 at most"),
        }),
      )
      .describe("Youngest day first"),
  })
  .openapi("PositionRejections");

/** What a file of vehicles did. */
export const VehiclesImported = z
  .object({
    added: z.number().int(),
    changed: z.number().int(),
    same: z.number().int().describe("As they were already"),
    isTrial: z.boolean().describe("Nothing was written"),
  })
  .openapi("VehiclesImported");
