import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS, FACILITY_STATUSES } from "../../data/facility.ts";
import { TRAVEL_PROFILES } from "./network.ts";

/** What demand is made of. */
export const DEMAND_KINDS = ["residents", "daytime", "complaints"] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];

const lngLat = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .describe("WGS 84, [lng, lat]");
const id = z.string().min(1).max(100);
const MOST_EDITS = 500;

/** A facility that is not there yet. */
export const AddedSite = z
  .strictObject({
    id: z
      .string()
      .regex(/^new-[A-Za-z0-9-]{1,60}$/)
      .describe("Begins with new-, so that it is no facility's"),
    position: lngLat,
    capacity: z
      .number()
      .positive()
      .max(1e9)
      .optional()
      .describe("How much demand it has room for; left out, for everybody"),
  })
  .openapi("AddedSite");

/** What is tried out beside the register: nothing of it is written. */
export const SiteEdits = z
  .strictObject({
    added: z.array(AddedSite).max(MOST_EDITS).default([]),
    moved: z
      .array(z.strictObject({ facilityId: id, position: lngLat }))
      .max(MOST_EDITS)
      .default([]),
    closed: z.array(id).max(MOST_EDITS).default([]).describe("Facilities, by id"),
    barriers: z
      .array(z.array(lngLat).min(2).max(500))
      .max(50)
      .default([])
      .describe("Lines that nobody crosses: streets they cross are closed there"),
  })
  .openapi("SiteEdits");
export type SiteEdits = z.infer<typeof SiteEdits>;

const question = {
  kind: z.enum(FACILITY_KINDS).default("toilet"),
  lensId: z
    .string()
    .max(60)
    .optional()
    .describe("A lens of the kind that measures a radius; left out, the kind's default"),
  radiusMeters: z
    .number()
    .min(1)
    .max(20_000)
    .optional()
    .describe("Another radius than the lens's: then no clause stands beside the figures"),
  profile: z
    .enum(TRAVEL_PROFILES)
    .optional()
    .describe("Who travels, where it is not whom the lens says"),
  demand: z
    .enum(DEMAND_KINDS)
    .default("residents")
    .describe(
      "Complaints are of the last 365 days; whoever reports often counts once a cell and month",
    ),
  statuses: z
    .array(z.enum(FACILITY_STATUSES))
    .min(1)
    .default(["open"])
    .describe("Which facilities count as there"),
  minStars: z
    .number()
    .int()
    .min(1)
    .max(5)
    .optional()
    .describe("Only facilities with a rating in force of so many stars"),
  isAccessible: z.boolean().optional().describe("Only facilities a wheelchair user can use"),
  openAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional()
    .describe("Only facilities known to be open at this local time"),
  hasCapacity: z
    .boolean()
    .default(false)
    .describe("Whether facilities have only so much room; nearest come first"),
  edits: SiteEdits.prefault({}),
};

/** What coverage is asked for. */
export const CoverageQuestion = z.strictObject(question).openapi("CoverageQuestion");
export type CoverageQuestion = z.infer<typeof CoverageQuestion>;

/** One facility or new site, somewhere else: what becomes of demand while it is dragged. */
export const CoverageTrial = z
  .strictObject({
    question: CoverageQuestion,
    site: id.describe("A facility, or a new site; one that is none yet is added"),
    position: lngLat.nullable().describe("null: closed"),
  })
  .openapi("CoverageTrial");
export type CoverageTrial = z.infer<typeof CoverageTrial>;
