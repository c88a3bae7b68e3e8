import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { QUALITY_CHECK_IDS } from "../../data/quality.ts";
import { QUALITY_PRESETS } from "../../data/standards.ts";
import { DATUM_READINGS } from "../geo/datum-fit.ts";

const Title = z.object({ zh: z.string(), en: z.string() });
const LngLat = z
  .array(z.number())
  .length(2)
  .describe("[lng, lat], degrees as they are stored or would be");
const count = z.number().int().nonnegative();

const Unknown = z
  .enum(["no-boundary", "no-streets"])
  .nullable()
  .describe("Why it cannot be told; null where it can");

/** The figure of one check. */
const Figure = z.object({
  check: z.enum(QUALITY_CHECK_IDS),
  record: z.enum(["facility", "complaint"]),
  title: Title,
  definition: Title.describe("口径: what is counted, out of what"),
  remedy: Title,
  bulk: z
    .array(z.enum(["manager", "owner", "verify"]))
    .describe("What can be done to many of its rows at once"),
  count: count.nullable().describe("How many want mending; null where it cannot be told"),
  of: count.describe("Out of how many"),
  unknown: Unknown,
});

const Parameter = z.object({
  id: z.string(),
  title: Title,
  unit: Title,
  value: z.number().int().describe("What the district goes by"),
  preset: z.number().int(),
  least: z.number().int(),
  most: z.number().int(),
  source: z.string().describe("Where the preset comes from, and how sure that is"),
  reason: Title.describe("Why the preset is what it is"),
});

/** What is to be mended in a district's records. */
export const QualityReport = z
  .object({
    districtId: z.string(),
    date: z.string().describe("The local day it holds on"),
    checks: z.array(Figure).describe("The worst first"),
    parameters: z.array(Parameter),
  })
  .openapi("QualityReport");

const Origin = z.object({
  by: z.enum(["import", "source", "hand"]),
  name: z.string().nullable().describe("The file or source; null for what was entered by hand"),
});

/** Records whose positions came together, and what they say about their datum. */
const Group = z.object({
  groupId: z.string(),
  record: z.enum(["facility", "complaint"]),
  kind: z.enum(FACILITY_KINDS).nullable(),
  origin: Origin,
  count: count.describe("Records with a position"),
  points: count.describe("Of them, those that were looked at"),
  outcome: z
    .enum(["clear", "few", "unclear", "elsewhere"])
    .describe("`clear` names the reading; the others are all: cannot tell"),
  reading: z.enum(DATUM_READINGS).nullable(),
  isWrong: z.boolean(),
  canRepair: z.boolean().describe("Facilities are repaired here, complaints at their source"),
  fits: z.array(
    z.object({
      reading: z.enum(DATUM_READINGS),
      inside: count.describe("Of the points, those inside the district"),
      medianMeters: z.number().describe("To the nearest street, 200 at most"),
      score: z.number().describe("0 to 100, the mean nearness to streets"),
    }),
  ),
  margin: z
    .object({
      rival: z.enum(DATUM_READINGS),
      better: count,
      worse: count,
      chance: z.number(),
    })
    .nullable()
    .describe(
      "The narrowest comparison of the best: squares of ground where it, and where the rival, fits better",
    ),
});

/** The datum doctor's findings. */
export const DatumGroups = z
  .object({
    districtId: z.string(),
    unknown: Unknown,
    groups: z.array(Group).describe("Wrong ones first, then the largest"),
  })
  .openapi("DatumGroups");

/** Which rows of a check. */
export const RowsQuery = z.object({
  kind: z.enum(FACILITY_KINDS).optional(),
  area: z.string().min(1).max(100).optional().describe("Only in this sub-district"),
  sort: z
    .enum(["worst", "code", "name", "kind", "area", "-worst", "-code", "-name", "-kind", "-area"])
    .default("worst"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(300).optional().describe("`next` of the page before"),
  format: z.enum(["csv", "xlsx"]).optional().describe("A file of all rows instead"),
  lang: z.enum(["zh", "en"]).default("zh"),
});
export type RowsQuery = z.infer<typeof RowsQuery>;

const Row = z.object({
  record: z.enum(["facility", "complaint"]),
  id: z.string(),
  layerId: z.string(),
  kind: z.enum(FACILITY_KINDS).nullable(),
  code: z.string().describe("A facility's code, a complaint's number"),
  name: z.string(),
  nameEn: z.string().nullable(),
  area: z
    .object({ areaId: z.string(), name: z.string(), nameEn: z.string().nullable() })
    .nullable(),
  value: Title.nullable().describe("What is wrong; null where the check says it all"),
  position: LngLat.nullable().describe("Of a facility; a complaint's is not told"),
  revision: z.number().int().nullable(),
  link: z.string().describe("The page that opens the repair"),
});

/** The rows behind a figure. It names its question. */
export const QualityRows = z
  .object({
    districtId: z.string(),
    check: z.enum(QUALITY_CHECK_IDS),
    unknown: Unknown,
    total: count.describe("Of all pages, after kind and area"),
    kinds: z
      .array(z.object({ kind: z.enum(FACILITY_KINDS), count }))
      .describe("Of all rows of the check"),
    areas: z
      .array(
        z.object({ areaId: z.string(), name: z.string(), nameEn: z.string().nullable(), count }),
      )
      .describe("Of all rows of the check"),
    rows: z.array(Row),
    next: z.string().nullable(),
  })
  .openapi("QualityRows");

const reading = z.enum(DATUM_READINGS).exclude(["wgs84"]).describe("As what positions are read");
const groupId = z.string().min(1).max(64);

/** What would be repaired. */
export const RepairAsked = z.strictObject({ groupId, reading });

/** What is to be repaired, as its preview showed it. */
export const RepairWanted = z.strictObject({
  groupId,
  reading,
  fingerprint: z.string().min(1).max(100).describe("Of the preview"),
});

const beforeAfter = z.object({ before: count, after: count });

/** What a repair would do. It names its question. */
export const RepairPreview = z
  .object({
    groupId: z.string(),
    reading,
    fingerprint: z.string(),
    count,
    shiftMeters: z.object({ least: z.number(), median: z.number(), greatest: z.number() }),
    nearStreet: beforeAfter.extend({ withinMeters: z.number() }),
    inside: beforeAfter,
    examples: z.array(
      z.object({
        facilityId: z.string(),
        code: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        before: LngLat,
        after: LngLat,
        shiftMeters: z.number(),
        streetMeters: z.object({ before: z.number(), after: z.number() }),
      }),
    ),
    moves: z
      .array(z.object({ before: LngLat, after: LngLat }))
      .describe("For a drawing: at most 300, evenly chosen"),
    streets: z.array(z.array(LngLat)).describe("For a drawing: the longest near the records"),
  })
  .openapi("RepairPreview");

const Repair = z.object({
  repairId: z.string(),
  at: z.iso.datetime(),
  actorName: z.string(),
  kind: z.enum(FACILITY_KINDS),
  origin: z.string().describe("Empty for what was entered by hand"),
  reading,
  count,
  undoneAt: z.iso.datetime().nullable(),
  undoneBy: z.string().nullable(),
  kept: count.describe("Left as they were when it was taken back: somebody had changed them"),
});
export const DatumRepair = Repair.openapi("DatumRepair");

/** Repairs, newest first. */
export const DatumRepairs = z
  .object({ districtId: z.string(), repairs: z.array(Repair) })
  .openapi("DatumRepairs");

/** What became of taking a repair back. */
export const RepairUndone = z
  .object({
    repair: Repair,
    restored: count.describe("Records that have exactly their old position again"),
    kept: z
      .array(
        z.object({
          facilityId: z.string(),
          code: z.string().nullable().describe("null for one that is gone"),
          name: z.string().nullable(),
        }),
      )
      .describe("Records that somebody changed since: they are as they were"),
  })
  .openapi("RepairUndone");

/** What a district goes by. */
export const QualitySettings = z
  .strictObject(
    Object.fromEntries(
      QUALITY_PRESETS.map(({ id, least, most }) => [
        id,
        z.number().int().min(least).max(most).nullable().optional(),
      ]),
    ),
  )
  .openapi("QualitySettings", {
    description: "What is left out stays; null goes back to the preset",
  });
