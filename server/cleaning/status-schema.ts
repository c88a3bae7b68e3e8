import { z } from "@hono/zod-openapi";
import { instant, StreetStateName, WorkName } from "./schema.ts";

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
    work: WorkName.nullable(),
    at: instant,
    day: z.iso.date(),
    isNow: z.boolean(),
    lookBackDays: z.number().int().describe("A service longer ago is not looked for"),
    states: z
      .array(StreetStateName)
      .describe("What the numbers in `edges.state` and `streets.state` stand for"),
    works: z.array(WorkName).describe("What the numbers in `edges.work` stand for"),
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
