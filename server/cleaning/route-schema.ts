import { z } from "@hono/zod-openapi";
import { WORKS } from "../../data/cleaning.ts";
import { VEHICLE_KINDS } from "../../data/vehicle.ts";
import { Day } from "../http/day.ts";

/** The most edges one route goes along. */
export const MOST_EDGES = 3_000;

const words = (most: number) => z.string().trim().min(1).max(most);
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a local time as HH:MM")
  .openapi({ example: "04:30" });
const meters = z.number().nonnegative();
const names = { name: z.string(), nameEn: z.string().nullable() };

const WorkName = z.enum(WORKS); // the named one is null where another answer says so
const Part = z.enum(["whole", "fast_lane", "slow_lane", "planter"]);
const Season = z.enum(["all", "summer", "other"]);
const Shift = z.object({ from: time, to: time });

/** What a version of a route says, but for its code, which all versions share. */
const said = {
  name: words(80),
  nameEn: words(120).nullable().default(null),
  work: WorkName,
  part: Part.default("whole"),
  season: Season.default("all"),
  proof: z
    .enum(["positions", "confirmation", "stops"])
    .describe("What proves a pass: positions of vehicles, the team leader's word, or stops"),
  turn: z
    .enum(["none", "street"])
    .default("none")
    .describe("street: of its streets one is due a day, in turn"),
  team: words(60).nullable().default(null),
  vehicleKind: z.enum(VEHICLE_KINDS).nullable().default(null),
  vehicleIds: z.array(z.string().min(1)).max(50).default([]),
  shifts: z
    .array(Shift)
    .max(12)
    .describe("Local times; one that ends no later than it begins ends on the next day"),
  passes: z.number().positive().max(48).describe("Due in each period; may be a fraction"),
  period: z.enum(["day", "week", "month"]).default("day"),
  validFrom: Day.describe("The first day on which it holds"),
  note: z.string().trim().max(500).default(""),
  edgeIds: z
    .array(z.string().min(1))
    .max(MOST_EDGES)
    .default([])
    .describe("Street edges in the order in which they are gone along"),
  stopIds: z
    .array(z.string().min(1))
    .max(500)
    .default([])
    .describe("Facilities that a collection round empties, in order"),
};

export const RouteChange = z.strictObject(said).openapi("CleaningRouteChange");
export type RouteChange = z.infer<typeof RouteChange>;

export const RouteDraft = z
  .strictObject({
    code: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}._-]{1,40}$/u, "1 to 40 letters, digits, dots and dashes"),
    ...said,
  })
  .openapi("CleaningRouteDraft");
export type RouteDraft = z.infer<typeof RouteDraft>;

export const RouteEnd = z
  .strictObject({
    validTo: Day.nullable().describe(
      "The first day on which it no longer holds; null takes an end back",
    ),
  })
  .openapi("CleaningRouteEnd");

const load = {
  lengthMeters: meters.describe("Of one pass along all of it"),
  weightedKilometers: meters.describe("Workload of one pass: kilometres × the weight of the grade"),
  passesADay: meters.describe("Whole passes a day on average; a month is counted as 30 days"),
};

export const RouteWire = z
  .object({
    routeId: z.string().describe("Of this version"),
    code: z.string().describe("Of all versions of the route"),
    ...names,
    work: WorkName,
    part: Part,
    season: Season,
    proof: z.enum(["positions", "confirmation", "stops"]),
    turn: z.enum(["none", "street"]),
    team: z.string().nullable(),
    vehicleKind: z.string().nullable(),
    vehicles: z.array(z.object({ vehicleId: z.string(), plate: z.string() })),
    shifts: z.array(Shift),
    passes: z.number(),
    period: z.enum(["day", "week", "month"]),
    validFrom: Day,
    validTo: Day.nullable().describe("The first day on which it no longer holds"),
    note: z.string(),
    revision: z.number().int(),
    ...load,
    edgeIds: z.array(z.string()),
    stopIds: z.array(z.string()),
  })
  .openapi("CleaningRoute");
export type RouteWire = z.infer<typeof RouteWire>;

export const RoutesQuery = z.object({
  day: Day.optional().describe("Versions in force on a day; left out: today"),
  code: z.string().min(1).max(40).optional().describe("All versions of this code instead"),
});

export const RoutesAnswer = z
  .object({
    districtId: z.string(),
    day: Day.describe("On which the versions hold; of the versions of a code, today"),
    code: z.string().nullable(),
    upcoming: z.number().int().describe("Versions that begin after the day"),
    routes: z.array(RouteWire).describe("By code, the oldest version first"),
  })
  .openapi("CleaningRoutes");
export type RoutesAnswer = z.infer<typeof RoutesAnswer>;

const StreetName = z.object({ streetId: z.string().nullable(), ...names });

export const RunWire = z
  .object({
    streetId: z.string().nullable(),
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
    first: z.number().int().describe("Place of its first edge in the order, from 0"),
    last: z.number().int(),
    lengthMeters: meters,
    weightedKilometers: meters,
    grades: z.array(z.number().int()).describe("Cleaning grades of its edges, each once"),
    isMain: z.boolean(),
    from: z.array(StreetName).describe("Streets that meet it where it is entered"),
    to: z.array(StreetName).describe("Streets that meet it where it is left"),
    isBreak: z.boolean().describe("It does not go on from where the one before ended"),
  })
  .openapi("CleaningRouteRun");
export type RunWire = z.infer<typeof RunWire>;

export const StopWire = z.object({
  facilityId: z.string(),
  kind: z.string(),
  code: z.string().nullable(),
  ...names,
  position: z.array(z.number()).length(2).describe("[lng, lat], WGS 84"),
});
export type StopWire = z.infer<typeof StopWire>;

export const StopsAnswer = z
  .object({
    districtId: z.string(),
    stops: z.array(StopWire).describe("Stations, collection points and bins that are not closed"),
  })
  .openapi("CleaningStops");

export const RoutePage = RouteWire.extend({
  districtId: z.string(),
  today: Day,
  runs: z.array(RunWire).describe("Its streets in order"),
  stops: z.array(StopWire),
  versions: z
    .array(
      z.object({
        routeId: z.string(),
        ...{ name: z.string(), validFrom: Day, validTo: Day.nullable() },
        madeOn: Day.nullable().describe("Local day; null where nothing says so"),
        madeBy: z.string().nullable(),
      }),
    )
    .describe("Of the same code, the oldest first"),
  canTakeBack: z.boolean().describe("The youngest, which has not begun or was made today"),
}).openapi("CleaningRoutePage");
export type RoutePage = z.infer<typeof RoutePage>;

export const TakenBack = z
  .object({
    removed: z.string().describe("The version that is no more"),
    restored: z.string().nullable().describe("The version before, which goes on; null: none"),
  })
  .openapi("CleaningRouteTakenBack");

export const PathQuestion = z
  .strictObject({
    going: z
      .enum(["vehicle", "foot"])
      .describe("vehicle: drivable streets, one-way as they are; foot: any street, both ways"),
    after: z
      .array(z.string().min(1))
      .max(MOST_EDGES)
      .default([])
      .describe("Edges of the course so far; it goes on from where they end"),
    through: z
      .array(
        z.union([
          z.strictObject({ edgeId: z.string().min(1) }),
          z.strictObject({ streetId: z.string().min(1) }),
          z.strictObject({ position: z.tuple([z.number(), z.number()]) }),
        ]),
      )
      .min(1)
      .max(100)
      .describe("What is clicked, in order: an edge, a whole street, or [lng, lat] near a street"),
  })
  .openapi("CleaningPathQuestion");
export type PathQuestion = z.infer<typeof PathQuestion>;

export const PathAnswer = z
  .object({
    districtId: z.string(),
    edgeIds: z.array(z.string()).describe("What comes after `after`, along the network"),
    lengthMeters: meters,
    streets: z.array(StreetName).describe("In the order in which they are come to"),
    breaks: z
      .array(z.number().int())
      .describe("Places in `edgeIds` that cannot be come to from the edge before"),
  })
  .openapi("CleaningPath");
export type PathAnswer = z.infer<typeof PathAnswer>;

export const NetworkAnswer = z
  .object({
    districtId: z.string(),
    edges: z.array(
      z.object({
        edgeId: z.string(),
        streetId: z.string().nullable(),
        lengthMeters: meters,
        weight: z.number().describe("What a metre of it weighs in a workload"),
        grade: z.number().int().nullable(),
        isMain: z.boolean(),
        isDrivable: z.boolean(),
        isWalkable: z.boolean(),
        oneway: z.enum(["no", "forward", "backward"]),
        nodes: z.array(z.number().int()).length(2).describe("It meets others that name the same"),
        path: z.array(z.array(z.number()).length(2)).describe("[lng, lat] to the decimeter"),
      }),
    ),
    streets: z.array(z.object({ streetId: z.string(), ...names })),
  })
  .openapi("CleaningNetwork");
export type NetworkAnswer = z.infer<typeof NetworkAnswer>;

export const OverviewAnswer = z
  .object({
    districtId: z.string(),
    day: Day,
    overlaps: z
      .array(
        z.object({
          work: WorkName,
          part: Part,
          routes: z.array(z.object({ routeId: z.string(), code: z.string(), ...names })),
          edgeIds: z.array(z.string()),
          lengthMeters: meters,
        }),
      )
      .describe("Edges that routes of the same work and part serve on the day, by these routes"),
    uncovered: z
      .array(
        z.object({ grade: z.number().int(), edgeIds: z.array(z.string()), lengthMeters: meters }),
      )
      .describe("Graded edges that no sweeping route covers on the day, by grade"),
    gradedMeters: meters.describe("Of all graded edges"),
    teams: z
      .array(
        z.object({
          team: z.string().nullable(),
          routes: z.number().int(),
          kilometersADay: meters,
          weightedKilometersADay: meters,
        }),
      )
      .describe("What each team has to do a day, the most first"),
  })
  .openapi("CleaningRoutesOverview");
export type OverviewAnswer = z.infer<typeof OverviewAnswer>;
