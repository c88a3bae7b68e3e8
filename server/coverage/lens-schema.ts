import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS, FACILITY_STATUSES } from "../../data/facility.ts";
import { LensMeasure, Stands } from "./schema.ts";

const lngLat = z.tuple([z.number(), z.number()]).describe("WGS 84, [lng, lat]");
const line = z.array(lngLat);
const meters = z.number().nonnegative();
const count = z.number().int().nonnegative();
const named = { name: z.string().nullable(), nameEn: z.string().nullable() };

/** Looks through one lens that is no radius. */
export const LensQuestion = z
  .strictObject({
    lensId: z.string().max(60).describe("A lens that is on and measures no radius"),
    statuses: z
      .array(z.enum(FACILITY_STATUSES))
      .min(1)
      .max(FACILITY_STATUSES.length)
      .default(["open"])
      .describe("Which facilities count as there"),
  })
  .openapi("CoverageLensQuestion");
export type LensQuestion = z.infer<typeof LensQuestion>;

const SpacingResult = z
  .object({
    type: z.literal("spacing"),
    noData: z
      .enum(["plots", "streets"])
      .nullable()
      .describe("What the register has none of, so that nothing can be told"),
    totals: z
      .object({
        meters: meters.describe("Of streets that are asked of; both sides count where each is"),
        servedMeters: meters.describe("With the next facility within half the greatest interval"),
        unreachedMeters: meters.describe("From where no facility is reached along streets at all"),
        greatestIntervalMeters: meters
          .nullable()
          .describe("Twice the longest way to the next; null where none is reached"),
        missing: count.describe("So many more, and no gap is left"),
      })
      .describe("Served and gaps add up to what is asked of"),
    landUnknown: z
      .object({ meters, lines: z.array(line) })
      .describe("Streets of the classes beside land of which no use is known: no data"),
    streets: z
      .array(
        z.object({
          streetId: z.string().nullable().describe("null: all without a name together"),
          ...named,
          meters,
          servedMeters: meters,
          missing: count,
          position: lngLat.nullable().describe("The middle of its longest gap"),
        }),
      )
      .describe("Those that miss most first"),
    streetsLeftOut: count,
    gaps: z
      .array(
        z.object({
          id: z.string(),
          streetId: z.string().nullable(),
          ...named,
          side: z.enum(["left", "right", "any"]).describe("Of the line, in its direction"),
          meters,
          line,
        }),
      )
      .describe("Parts of an edge without a facility near enough, the longest first"),
    gapsLeftOut: z.object({ count, meters }),
    rejected: z
      .object({ noStreet: count, otherStreet: count, landUnknown: count })
      .describe("Facilities that stand along no street that is asked of"),
    rejects: z.array(
      z.object({
        id: z.string(),
        ...named,
        position: lngLat,
        reason: z.enum(["no-street", "other-street", "land-unknown"]),
      }),
    ),
  })
  .openapi("CoverageLensSpacing");
export type SpacingResult = z.infer<typeof SpacingResult>;

const areaFigures = {
  count: count.describe("Facilities, on land of these uses where the clause is about land"),
  squareKilometers: z.number().nonnegative().nullable().describe("Of that land"),
  perSquareKilometer: z.number().nonnegative().nullable(),
  people: z.number().nonnegative().nullable().describe("Residents"),
  peoplePerFacility: z.number().nonnegative().nullable(),
  verdict: z
    .enum(["below", "within", "above", "no-data"])
    .describe("Fewer facilities than asked, as many, more; or it cannot be told"),
  missing: count.describe("So many more reach the least"),
};

const AreasResult = z
  .object({
    type: z.enum(["density", "perPeople"]),
    noData: z.enum(["plots", "areas", "people"]).nullable(),
    district: z.object(areaFigures).describe("All sub-districts together"),
    areas: z
      .array(
        z.object({
          areaId: z.string(),
          ...named,
          name: z.string(),
          position: lngLat,
          ...areaFigures,
        }),
      )
      .describe("Sub-districts, those that miss most first"),
    elsewhere: z.object({
      otherLand: count.describe("Facilities in a sub-district on land of other or unknown use"),
      outside: count.describe("Facilities in no sub-district"),
      people: z.number().nonnegative().describe("Who lives in no sub-district"),
    }),
  })
  .openapi("CoverageLensAreas");
export type AreasResult = z.infer<typeof AreasResult>;

const verdict = z
  .enum(["fails", "above", "ok", "no-data"])
  .describe("Short of it; over its range; within; or it cannot be told");

const Check = z.object({
  id: z.enum(["site", "building", "gap", "greenBelt", "class", "distance"]),
  state: verdict,
  value: z.number().nullable(),
  unit: z.enum(["square_meters", "meters", "class"]),
  least: z.number().nullable(),
  most: z.number().nullable(),
  reason: z.string().nullable().describe("Why it cannot be told"),
  from: z.string().nullable().describe("What the distance is kept from, of an exclusion"),
  near: z
    .object({ id: z.string(), kind: z.string(), ...named })
    .nullable()
    .describe("What the distance is to"),
});
export type LensCheck = z.infer<typeof Check>;

const FacilitiesResult = z
  .object({
    type: z.enum(["station", "site", "toiletClass", "exclusion"]),
    noData: z.enum(["plots"]).nullable(),
    counts: z
      .object({
        asked: count.describe("Of whom the clause asks, and of whom nobody knows whether it does"),
        fails: count,
        above: count,
        ok: count,
        noData: count,
        others: count.describe("Of whom it does not ask: another tonnage, land or street"),
      })
      .describe("Failing, over, within and without data add up to those asked"),
    facilities: z
      .array(
        z.object({
          id: z.string(),
          ...named,
          position: lngLat,
          state: verdict.describe("The worst of its checks"),
          tonnesPerDay: z.number().nullable(),
          landUse: z.string().nullable().describe("Where it stands"),
          streetClass: z.string().nullable(),
          checks: z.array(Check),
        }),
      )
      .describe("Failing ones first; those of whom it does not ask are not among them"),
    leftOut: count.describe("Beyond what one answer holds"),
    unchecked: z
      .array(z.object({ id: z.string(), reason: z.string() }))
      .describe("Parts of the clause that the register cannot tell of any facility"),
    isFromPosition: z
      .boolean()
      .describe("Distances are from the facility's position: its borders are not in the register"),
  })
  .openapi("CoverageLensFacilities");
export type FacilitiesResult = z.infer<typeof FacilitiesResult>;

const CannotTell = z
  .object({
    type: z.literal("cannotTell"),
    measure: z.string(),
    reason: z.string().describe("What the register does not have"),
  })
  .openapi("CoverageLensCannotTell");

export const LensAnswer = z
  .object({
    districtId: z.string(),
    at: z.iso.datetime().describe("When it was worked out"),
    today: z.iso.date().describe("The local day that facilities and areas hold on"),
    asked: z.object({
      kind: z.enum(FACILITY_KINDS),
      lensId: z.string(),
      lensTitle: z.object({ zh: z.string(), en: z.string() }),
      basis: Stands,
      isOwn: z.boolean().describe("A value of it is the district's own: then it is never law"),
      measure: LensMeasure,
      statuses: z.array(z.enum(FACILITY_STATUSES)),
    }),
    n: count.describe("Facilities that count"),
    leftOut: z.record(z.string(), count).describe("Those that do not, by reason"),
    sites: z
      .object({ id: z.array(z.string()), position: z.array(lngLat) })
      .describe("Where those that count are, the first 20,000"),
    result: z.discriminatedUnion("type", [
      SpacingResult,
      AreasResult,
      FacilitiesResult,
      CannotTell,
    ]),
  })
  .openapi("CoverageLensAnswer");
export type LensAnswer = z.infer<typeof LensAnswer>;
