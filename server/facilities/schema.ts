import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS, FACILITY_STATUSES } from "../../data/facility.ts";
import { Day } from "../http/day.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";

/** The most facilities one page of the register holds. */
export const REGISTER_MAX_LIMIT = 1_000;

/** A name in both languages. */
export const TitleText = z.object({ zh: z.string(), en: z.string() }).openapi("TitleText");

const Position = z
  .tuple([z.number(), z.number()])
  .describe("lng, lat in degrees (WGS 84)")
  .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 });

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const statuses = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(FACILITY_STATUSES)))
  .openapi({ type: "string", example: "open,repair" });

/** What of the register is asked for. */
export const RegisterQuery = z.object({
  kind: z.enum(FACILITY_KINDS).optional().describe("One kind; all when left out"),
  status: statuses.optional().describe(`Some of ${FACILITY_STATUSES.join(", ")}, with commas`),
  q: z.string().max(100).optional().describe("A piece of the code, a name or the address"),
  area: z.string().optional().describe("Id of an area the facilities stand in"),
  date: Day.optional().describe("Local day they were open or planned on; today if absent"),
  limit: z.coerce.number().int().min(1).max(REGISTER_MAX_LIMIT).default(100),
  cursor: z.string().optional().describe("Where the page begins, from `next` of the one before"),
  format: z
    .enum(EXPORT_FORMATS)
    .optional()
    .describe("A file of all that is chosen instead of a page, at most 100,000 rows"),
  lang: z.enum(["zh", "en"]).default("zh").describe("Language of titles in files"),
});

/** One line of the register. */
export const RegisterItem = z
  .object({
    facilityId: z.string(),
    layerId: z.string(),
    kind: z.enum(FACILITY_KINDS),
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    status: z.enum(FACILITY_STATUSES),
    stars: z.number().int().nullable().describe("Stars in force today, 0 to 5; null: not rated"),
    address: z.string().nullable(),
    owner: z.string().nullable(),
    manager: z.string().nullable().describe("Empty: known to be nobody (无人管理)"),
    openedOn: z.string().nullable(),
    verifiedOn: z.string().nullable(),
    position: z.union([Position, z.null()]).describe("null: to be found on site"),
    attributes: z
      .record(z.string(), Scalar)
      .nullable()
      .describe("What is recorded of its kind; null where more than one kind is asked for"),
  })
  .openapi("RegisterItem");

/** A page of the register. It names its question. */
export const RegisterPage = z
  .object({
    districtId: z.string(),
    date: z.string(),
    query: z.object({
      kind: z.enum(FACILITY_KINDS).nullable(),
      status: z.array(z.enum(FACILITY_STATUSES)).nullable(),
      q: z.string().nullable(),
      area: z.string().nullable(),
    }),
    total: z.number().int().describe("Facilities chosen, over all pages"),
    counts: z
      .array(z.object({ kind: z.enum(FACILITY_KINDS), count: z.number().int() }))
      .describe("Of them, how many of each kind"),
    withoutPosition: z.number().int().describe("Of them, how many have no known position"),
    items: z.array(RegisterItem),
    next: z.string().nullable(),
  })
  .openapi("RegisterPage");

/** What a page of a facility or street is made of, beside its own facts. */
export const Section = z
  .object({
    id: z.string(),
    title: TitleText,
    figures: z
      .array(
        z.object({
          label: TitleText,
          value: z.number(),
          unit: z.union([TitleText, z.null()]),
          definition: TitleText.describe("What was counted, over which period (口径)"),
        }),
      )
      .describe("Numbers to show large"),
    facts: z
      .array(z.object({ label: TitleText, value: Scalar, shown: z.union([TitleText, z.null()]) }))
      .describe("Label and value; `shown` is the title of a coded value"),
    table: z
      .object({
        columns: z.array(
          z.object({
            name: z.string(),
            title: TitleText,
            values: z.record(z.string(), TitleText).optional().describe("Titles of coded values"),
          }),
        ),
        rows: z.array(z.record(z.string(), Scalar)),
        total: z.number().int().describe("Rows there are; the table may hold fewer"),
      })
      .nullable(),
    links: z
      .array(z.object({ label: TitleText, path: z.string() }))
      .describe("Pages of the application that say more"),
  })
  .openapi("Section");

/** One facility has one page: 一厕一档, 一站一档. */
export const FacilityPage = z
  .object({
    districtId: z.string(),
    facility: RegisterItem.extend({
      closedOn: z.string().nullable(),
      verifiedBy: z.string().nullable().describe("null for who may not read what is not public"),
      starsValidTo: z.string().nullable(),
      attributes: z.record(z.string(), Scalar).describe("What is recorded of its kind"),
    }),
    street: z
      .object({ streetId: z.string(), name: z.string(), distanceMeters: z.number() })
      .nullable()
      .describe("The nearest named street within 200 m, in a straight line"),
    sections: z.array(Section),
  })
  .openapi("FacilityPage");

/** One street has one page: 一路一档. */
export const StreetPage = z
  .object({
    districtId: z.string(),
    street: z.object({
      streetId: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      isMain: z.boolean(),
      isModel: z.boolean().describe("文明样板路"),
      stars: z.number().int().nullable().describe("Stars in force today; null: not rated"),
      edges: z.number().int(),
      lengthMeters: z.number(),
      bbox: z.array(z.number()).length(4).nullable().describe("west, south, east, north"),
    }),
    sections: z.array(Section),
  })
  .openapi("StreetPage");

/** What is searched for. */
export const SearchQuery = z.object({
  q: z
    .string()
    .min(1)
    .max(100)
    .describe("A code, a name, or a piece of one; several words must all fit"),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** What was found, best first. */
export const SearchResult = z
  .object({
    districtId: z.string(),
    q: z.string(),
    hits: z.array(
      z.object({
        layerId: z.string(),
        id: z.string().describe("Of a street, the street's id"),
        code: z.string().nullable(),
        name: z.string().nullable(),
        nameEn: z.string().nullable(),
        kind: TitleText.describe("What it is"),
        position: z.union([Position, z.null()]),
        rank: z.number().int().describe("0 exact code, 1 exact name, 2–3 begins so, 4–6 holds it"),
      }),
    ),
  })
  .openapi("SearchResult");
