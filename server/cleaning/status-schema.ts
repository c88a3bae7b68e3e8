import { z } from "@hono/zod-openapi";
import { WORKS } from "../../data/cleaning.ts";
import { EvidenceName, instant, StreetStateName, WorkName } from "./schema.ts";

export const StatusQuery = z.object({
  work: WorkName.exclude(["collection"]).optional().describe("Of one work only"),
  at: instant.optional().describe("As it was known then; left out, now"),
});
export type StatusQuery = z.infer<typeof StatusQuery>;

const seconds = z.number().int().nullable();

const Count = z.object({ meters: z.number(), edges: z.number().int(), streets: z.number().int() });

export const StatusAnswer = z
  .object({
    districtId: z.string(),
    work: z.enum(WORKS).nullable(),
    at: instant,
    day: z.iso.date(),
    isNow: z.boolean(),
    latestServiceAt: instant
      .nullable()
      .describe("When anything of any work was last done; null: nothing within `lookBackDays`"),
    lookBackDays: z.number().int().describe("A service longer ago is not looked for"),
    states: z
      .array(StreetStateName)
      .describe("What the numbers in `edges.state` and `streets.state` stand for"),
    works: z.array(WorkName).describe("What the numbers in `edges.work` stand for"),
    evidences: z.array(EvidenceName).describe("What the numbers in `edges.evidence` stand for"),
    routes: z.array(
      z.object({
        routeId: z.string(),
        code: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        team: z.string().nullable(),
      }),
    ),
    vehicles: z.array(z.object({ vehicleId: z.string(), plate: z.string() })),
    areas: z
      .array(z.object({ areaId: z.string(), name: z.string(), nameEn: z.string().nullable() }))
      .describe("Sub-districts"),
    edges: z
      .object({
        edgeId: z.array(z.string()),
        street: z.array(z.number().int()).describe("Place in `streets`; -1 is none"),
        state: z.array(z.number().int()),
        work: z
          .array(z.number().int())
          .describe("The work that decides: the one that stands worst; -1 is none"),
        servicedAtSeconds: z
          .array(seconds)
          .describe("Last service of that work, in epoch seconds; null: none was recorded"),
        requiredHours: z
          .array(z.number().nullable())
          .describe("Hours that may lie between two services of it"),
        dueUntilSeconds: z.array(seconds).describe("Until when the open pass must be done"),
        nextFromSeconds: z.array(seconds).describe("When the next pass begins"),
        lengthMeters: z.array(z.number()),
        grade: z.array(z.number().int()).describe("1 to 4; 0: of a main or model road; -1: none"),
        area: z.array(z.number().int()).describe("Place in `areas`; -1 is none"),
        route: z
          .array(z.number().int())
          .describe("Place in `routes` of the route whose pass decides; -1: an order, or none"),
        vehicle: z
          .array(z.number().int())
          .describe("Place in `vehicles` of the one that did the pass, or alone should; -1: none"),
        evidence: z
          .array(z.number().int())
          .describe("By what one knows of the last service; -1: none was recorded"),
        servicedBy: z
          .array(z.number().int())
          .describe(
            "Place in `vehicles` of the one that did the last service; -1: a person said so",
          ),
      })
      .describe("One value an edge of which something is due, in each column"),
    streets: z.array(
      z.object({
        streetId: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        state: z.number().int().describe("That of its worst edge"),
        meters: z.number(),
        metersByState: z.array(z.number()).describe("One value a state"),
        oldestSeconds: seconds.describe("Of its edges, the service that is longest ago"),
      }),
    ),
    counts: z.array(Count).describe("One value a state"),
    definition: z.object({ zh: z.string(), en: z.string() }),
  })
  .openapi("CleaningStatus");
export type StatusAnswer = z.infer<typeof StatusAnswer>;
