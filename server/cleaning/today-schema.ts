import { z } from "@hono/zod-openapi";
import { STOP_REASONS } from "../../data/cleaning.ts";
import { Day } from "../http/day.ts";
import { instant, PassStateName, PassWire, VerdictWire, WorkName } from "./schema.ts";

export const TodayQuery = z.object({ day: Day.optional().describe("Left out, today") });

const StreetOf = z.object({
  streetId: z.string().nullable(),
  name: z.string().nullable(),
  nameEn: z.string().nullable(),
});

export const TodayAnswer = z
  .object({
    districtId: z.string(),
    routeId: z.string(),
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    team: z.string().nullable(),
    work: WorkName,
    day: Day,
    asOf: instant,
    passes: z.array(
      PassWire.extend({
        streets: z
          .array(
            StreetOf.extend({
              meters: z.number(),
              doneMeters: z.number(),
              edges: z.array(
                VerdictWire.extend({
                  edgeId: z.string(),
                  lengthMeters: z.number(),
                  mayEnter: z
                    .boolean()
                    .describe(
                      "Whether whoever asks may enter something for it: it lies in their areas",
                    ),
                }),
              ),
            }),
          )
          .describe("In the order of the route"),
      }),
    ),
  })
  .openapi("CleaningToday");
export type TodayAnswer = z.infer<typeof TodayAnswer>;

export const RoundsQuery = z.object({ day: Day.optional().describe("Left out, today") });

export const RoundsAnswer = z
  .object({
    districtId: z.string(),
    day: Day,
    asOf: instant,
    stand: z.object({ meters: z.number(), seconds: z.number().int() }),
    definition: z.object({ zh: z.string(), en: z.string() }),
    rounds: z.array(
      PassWire.extend({
        heardShare: z
          .number()
          .nullable()
          .describe(
            "Of its time so far, the share for which the least heard of its vehicles was heard; null: it has not begun, or no vehicle is known that should have come",
          ),
        vehicles: z.array(z.object({ vehicleId: z.string(), plate: z.string() })),
        counts: z.object({
          done: z.number().int(),
          could_not: z.number().int(),
          not_done: z.number().int().describe("Missed"),
          not_recorded: z.number().int(),
          open: z.number().int(),
          upcoming: z.number().int(),
          suspended: z.number().int(),
        }),
        stops: z
          .array(
            z.object({
              facilityId: z.string(),
              kind: z.string().nullable().describe("null: it is in the register no more"),
              name: z.string().nullable(),
              nameEn: z.string().nullable(),
              code: z.string().nullable(),
              position: z.tuple([z.number(), z.number()]).nullable(),
              state: PassStateName,
              mayEnter: z
                .boolean()
                .describe(
                  "Whether whoever asks may enter something for it: it lies in their areas",
                ),
              reason: z
                .enum(STOP_REASONS)
                .nullable()
                .describe("Why it was missed or is not recorded"),
              evidence: VerdictWire.shape.evidence,
              emptiedAt: instant.nullable(),
              vehicleId: z.string().nullable(),
              plate: z.string().nullable(),
              entryId: z.string().nullable(),
              words: z.string().nullable().describe("Why it could not be emptied"),
            }),
          )
          .describe("In the order of the round"),
      }),
    ),
  })
  .openapi("CollectionRounds");
export type RoundsAnswer = z.infer<typeof RoundsAnswer>;

export const BeforeQuery = z
  .object({
    at: instant,
    streetId: z.string().optional(),
    lng: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
  })
  .refine(
    ({ streetId, lng, lat }) => streetId !== undefined || (lng !== undefined && lat !== undefined),
    { error: "a street, or lng and lat", path: ["streetId"] },
  );
export type BeforeQuery = z.infer<typeof BeforeQuery>;

const ServiceWire = z.object({
  at: instant,
  hoursBefore: z.number(),
  evidence: z.enum(["positions", "confirmed", "completed"]),
  vehicleId: z.string().nullable(),
  plate: z.string().nullable(),
  entryId: z.string().nullable(),
});

export const BeforeAnswer = z
  .object({
    districtId: z.string(),
    at: instant,
    street: StreetOf.nullable().describe("null: no street is near the place"),
    edgeId: z.string().nullable().describe("The stretch beside the place, where one was given"),
    distanceMeters: z.number().nullable(),
    lookBackDays: z.number().int(),
    definition: z.object({ zh: z.string(), en: z.string() }),
    works: z.array(
      z.object({
        work: WorkName,
        latest: ServiceWire.nullable().describe("The last service before it"),
        oldest: ServiceWire.nullable().describe("Of the stretches, the one longest ago"),
        servicedMeters: z.number().describe("Of these metres a service is recorded"),
        meters: z.number(),
        due: z
          .object({
            pass: PassWire,
            state: PassStateName.describe("As it stood at the instant, with what is known today"),
            doneMeters: z.number(),
            isOver: z.boolean().describe("Whether its time was over at the instant"),
          })
          .nullable()
          .describe("The last pass that had begun; null: none was due"),
        isKnown: z.boolean().describe("false: nothing was recorded, so nobody can say"),
      }),
    ),
  })
  .openapi("CleanedBefore");
export type BeforeAnswer = z.infer<typeof BeforeAnswer>;
