import { z } from "zod";
import { FACILITY_KINDS, STATION_CLASSES } from "./facility.ts";
import frequencyTable from "./standards/cleaning-frequencies.json" with { type: "json" };
import categoryTable from "./standards/complaint-categories.json" with { type: "json" };
import duplicateTable from "./standards/complaint-duplicates.json" with { type: "json" };
import codeTable from "./standards/facility-codes.json" with { type: "json" };
import qualityTable from "./standards/quality.json" with { type: "json" };
import limitTable from "./standards/register-limits.json" with { type: "json" };

/**
 * How sure a value is: READ was seen in a copy of the standard, READ* in a weak copy, RECALLED was not seen (H near
 * certain, M probable, L not to be relied on), DERIVED is arithmetic on others, PROPOSAL is ours.
 */
export const Confidence = z.enum([
  "READ",
  "READ*",
  "RECALLED-H",
  "RECALLED-M",
  "RECALLED-L",
  "DERIVED",
  "PROPOSAL",
]);

/** What a value stands on. Only a value that was read may be called law. */
export const Basis = z
  .strictObject({
    standard: z.string().min(1),
    clause: z.string().min(1),
    edition: z.string().min(1),
    confidence: Confidence,
    source: z.string().min(1).describe("Key of the copy in which it was seen"),
    isLaw: z.boolean().describe("Mandatory text in force"),
    note: z.string().optional(),
  })
  .refine(({ isLaw, confidence }) => !isLaw || confidence === "READ", {
    error: "only a value that was READ may be marked as law",
  });

const TitleText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const meters = z.number().positive().max(20_000);

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const FrequencyTable = z.strictObject({
  presets: z.array(
    z.strictObject({
      grade: z.union([z.literal("main"), z.literal([1, 2, 3, 4])]),
      title: TitleText,
      fullSweepsPerDay: z.number().int().nonnegative(),
      fineSweepsPerDay: z.number().int().nonnegative(),
      patrol: z.strictObject({ from: localTime, to: localTime }).nullable(),
      washesPerWeek: z.number().positive().nullable().describe("null: in turn, or as needed"),
      basis: Basis,
    }),
  ),
  slogans: z
    .record(z.string(), z.array(z.string()))
    .describe("Lists the sources do not give: a district enters them"),
});

const Code = z.strictObject({
  standard: z.string().min(1),
  kind: z.enum(["event", "component"]).describe("The same number can be both"),
  code: z.string().regex(/^[0-9-]+$/),
  confidence: Confidence,
  source: z.string().min(1),
});
const CategoryTable = z.strictObject({
  groups: z.array(
    z.strictObject({
      id: z.string(),
      title: TitleText,
      kind: z
        .literal("petition")
        .optional()
        .describe("The life its complaints have, however they come; otherwise the channel says"),
      isConfidential: z
        .boolean()
        .default(false)
        .describe("Read by named persons only, and on no map"),
      categories: z.array(
        z.strictObject({ id: z.string(), title: TitleText, codes: z.array(Code) }),
      ),
    }),
  ),
  channels: z.array(z.strictObject({ id: z.string(), title: TitleText })),
});
const CodeTable = z.strictObject({
  kinds: z.array(
    z.strictObject({
      facilityKind: z.enum(FACILITY_KINDS),
      title: TitleText.describe("The word of the standards, not of the screen"),
      codes: z.array(Code),
    }),
  ),
});

const QualityTable = z.strictObject({
  presets: z.array(
    z
      .strictObject({
        id: z.enum(["unverifiedMonths", "duplicateMeters", "sameNameMeters", "borderMeters"]),
        title: TitleText,
        unit: TitleText,
        value: z.number().int(),
        least: z.number().int().nonnegative(),
        most: z.number().int().positive(),
        reason: TitleText.describe("Why this value"),
        basis: Basis,
      })
      .refine(({ value, least, most }) => least <= value && value <= most),
  ),
  required: z
    .partialRecord(z.enum(FACILITY_KINDS), z.array(z.string()))
    .describe("Attributes without which a record of the kind is of little use"),
});

const LimitTable = z.strictObject({
  limits: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-zA-Z0-9-]+$/),
      facilityKind: z.enum(FACILITY_KINDS),
      stationClass: z.enum(STATION_CLASSES).optional().describe("Of these stations only"),
      field: z.string().describe("An attribute of the kind"),
      per: z.string().optional().describe("The attribute it is divided by"),
      atLeast: z.number().positive(),
      words: TitleText,
      basis: Basis,
    }),
  ),
  spacing: z.array(
    z.strictObject({
      id: z.string(),
      facilityKind: z.enum(FACILITY_KINDS),
      atMostMeters: meters.describe("To the nearest other one of the kind that is open"),
      words: TitleText,
      basis: Basis,
    }),
  ),
  sameWithinMeters: z.strictObject({
    value: z.number().positive().max(100),
    words: TitleText,
    basis: Basis,
  }),
});

const Reach = z.strictObject({
  radiusMeters: z.strictObject({ value: z.number().positive().max(2_000), basis: Basis }),
  days: z.strictObject({ value: z.number().int().nonnegative().max(365), basis: Basis }),
});
const DUPLICATE_WEIGHTS = [
  "place",
  "time",
  "open",
  "category",
  "street",
  "reporter",
  "wording",
] as const;
const DuplicateTable = z.strictObject({
  shown: z.strictObject({ value: z.number().int().positive().max(50), basis: Basis }),
  reach: z.strictObject({
    default: Reach,
    categories: z.array(Reach.extend({ category: z.string().min(1) })),
  }),
  weights: z
    .array(
      z.strictObject({
        id: z.enum(DUPLICATE_WEIGHTS),
        title: TitleText,
        value: z.number().nonnegative().max(100),
        basis: Basis,
      }),
    )
    .refine(
      (weights) =>
        DUPLICATE_WEIGHTS.every((id) => weights.filter((row) => row.id === id).length === 1) &&
        weights.some(({ value }) => value > 0),
      { error: "each weight once, and one above zero" },
    ),
});

export type Basis = z.infer<typeof Basis>;
export type CleaningFrequency = z.infer<typeof FrequencyTable>["presets"][number];
export type ComplaintGroup = z.infer<typeof CategoryTable>["groups"][number];
export type ComplaintCategory = ComplaintGroup["categories"][number];

/** How often streets are cleaned, by grade, until a district says otherwise. */
export const CLEANING_FREQUENCIES: readonly CleaningFrequency[] =
  FrequencyTable.parse(frequencyTable).presets;

/** What complaints are about, in groups, with the codes of digital urban management (数字城管) where they are known. */
export const COMPLAINT_GROUPS: readonly ComplaintGroup[] =
  CategoryTable.parse(categoryTable).groups;

/** All categories of complaints, in the order of their groups. */
export const COMPLAINT_CATEGORIES: readonly ComplaintCategory[] = COMPLAINT_GROUPS.flatMap(
  ({ categories }) => categories,
);

/** How a complaint comes in. */
export const COMPLAINT_CHANNELS = CategoryTable.parse(categoryTable).channels;

/** What the standards call each kind of facility, and its component codes. */
export const FACILITY_CODES = CodeTable.parse(codeTable).kinds;

/** What the checks of a district's data go by, until the district says otherwise. */
export const QUALITY_PRESETS = QualityTable.parse(qualityTable).presets;
export type QualityPreset = (typeof QUALITY_PRESETS)[number];

/** Attributes that a facility of each kind ought to have. */
export const REQUIRED_ATTRIBUTES = QualityTable.parse(qualityTable).required;

/** What standards and plain sense ask of one facility: an editor is warned, and never refused. */
export const REGISTER_LIMITS = LimitTable.parse(limitTable);

/** What makes a new complaint look like one that is there already, and how far around and back to look. */
export const COMPLAINT_DUPLICATES = DuplicateTable.parse(duplicateTable);
export type DuplicateSettings = typeof COMPLAINT_DUPLICATES;
