import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { COMPLIANCE_BY } from "./compliance.ts";
import {
  DefinitionWire,
  PassStateName,
  PassWire,
  Period,
  StatesWire,
  VerdictWire,
  WorkName,
} from "./schema.ts";

const filters = {
  work: WorkName.exclude(["collection"]).optional(),
  routeId: z.string().optional(),
  team: z.string().optional(),
  areaId: z.string().optional().describe("A sub-district, as it was on the day"),
  streetId: z.string().optional(),
};

export const ComplianceQuery = Period.extend({
  by: z.enum(COMPLIANCE_BY).default("day"),
  ...filters,
});
export type ComplianceQuery = z.infer<typeof ComplianceQuery>;

const Figures = z.object({
  states: StatesWire,
  byPositionsMeters: z.number().describe("Of what was done, by positions"),
  byWordsMeters: z.number().describe("Of what was done, only confirmed or entered"),
  tooFastMeters: z.number(),
  workloadMeters: z.number().describe("Meters due, weighed by grade"),
});

export const ComplianceAnswer = z
  .object({
    districtId: z.string(),
    query: ComplianceQuery,
    definition: DefinitionWire.describe("How it is counted (口径)"),
    asOf: z.iso.datetime({ offset: true }),
    total: Figures,
    groups: z.array(
      Figures.extend({
        key: z.string().nullable().describe("null: of none; as a filter it opens its records"),
        title: z.object({ zh: z.string().nullable(), en: z.string().nullable() }),
      }),
    ),
  })
  .openapi("CleaningCompliance");
export type ComplianceAnswer = z.infer<typeof ComplianceAnswer>;

/** The most sections one list holds. */
export const MOST_SECTIONS = 2_000;

export const SectionsQuery = Period.extend({
  ...filters,
  state: PassStateName.optional(),
  vehicleId: z.string().optional().describe("By whom it was done, or should have been"),
  grade: z.enum(["main", "1", "2", "3", "4"]).optional(),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type SectionsQuery = z.infer<typeof SectionsQuery>;

export const SectionsAnswer = z
  .object({
    districtId: z.string(),
    total: z.number().int(),
    greatestCount: z.number().int(),
    passes: z.array(PassWire).describe("Those that the sections are of"),
    sections: z.array(
      z.object({
        pass: z.number().int().describe("Place in `passes`"),
        day: Day,
        edgeId: z.string(),
        streetId: z.string().nullable(),
        lengthMeters: z.number(),
        verdict: VerdictWire,
      }),
    ),
  })
  .openapi("CleaningSections");
export type SectionsAnswer = z.infer<typeof SectionsAnswer>;
