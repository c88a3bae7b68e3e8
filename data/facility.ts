import { z } from "zod";

/** Kinds of facility, in the order lists and legends show them. */
export const FACILITY_KINDS = [
  "transfer_station",
  "toilet",
  "bin",
  "collection_point",
  "rest_stop",
  "depot",
] as const;
export type FacilityKind = (typeof FACILITY_KINDS)[number];

/** What state a facility is in, in the order lists and legends show them. */
export const FACILITY_STATUSES = ["open", "repair", "building", "planned", "closed"] as const;
export type FacilityStatus = (typeof FACILITY_STATUSES)[number];

/** Titles of the kinds. 果皮箱 is the word on screen; a standard's lens may say 废物箱. */
export const FACILITY_KIND_TITLES: Record<FacilityKind, { zh: string; en: string }> = {
  transfer_station: { zh: "垃圾中转站", en: "Transfer station" },
  toilet: { zh: "公厕", en: "Public toilet" },
  bin: { zh: "果皮箱", en: "Litter bin" },
  collection_point: { zh: "垃圾收集点", en: "Collection point" },
  rest_stop: { zh: "环卫工人休息点", en: "Rest stop" },
  depot: { zh: "环卫停保场", en: "Depot" },
};

/** Titles of the states. */
export const FACILITY_STATUS_TITLES: Record<FacilityStatus, { zh: string; en: string }> = {
  open: { zh: "开放", en: "Open" },
  repair: { zh: "维修", en: "Under repair" },
  building: { zh: "在建", en: "Being built" },
  planned: { zh: "规划", en: "Planned" },
  closed: { zh: "关闭", en: "Closed" },
};

/** The layer each kind is shown in. */
export const FACILITY_LAYERS: Record<FacilityKind, string> = {
  transfer_station: "transfer-stations",
  toilet: "toilets",
  bin: "bins",
  collection_point: "collection-points",
  rest_stop: "rest-stops",
  depot: "depots",
};

const count = z.number().int().nonnegative();
const hours = z
  .string()
  .max(100)
  .describe('When it is open: "00:00-24:00", "06:00-22:00", or words where hours vary');

/** What is recorded of a public toilet besides its place. An absent value is unknown. */
export const ToiletAttributes = z.strictObject({
  toiletClass: z
    .enum(["1", "2", "3"])
    .optional()
    .describe("Class of CJJ 14: 1 is 一类, 2 is 二类, 3 is 三类"),
  stallsMale: count.optional().describe("Stalls and urinals for men, places"),
  stallsFemale: count.optional().describe("Stalls for women, places"),
  isAccessible: z.boolean().optional().describe("A wheelchair user can use it"),
  hasThirdBathroom: z.boolean().optional().describe("第三卫生间: a family and care room"),
  hasFee: z.boolean().optional().describe("Using it costs money"),
  hours: hours.optional(),
});

/** Classes of a station by design throughput: 收集站 below 30 t/d, else 转运站 Ⅰ–Ⅴ of CJJ/T 47-2016. */
export const STATION_CLASSES = ["collection", "V", "IV", "III", "II", "I"] as const;
export type StationClass = (typeof STATION_CLASSES)[number];

/** What is recorded of a transfer station. Its local name is 垃圾中转站 whatever its class. */
export const StationAttributes = z.strictObject({
  tonnesPerDay: z.number().positive().max(10_000).optional().describe("Design throughput, t/d"),
  hasCompaction: z.boolean().optional().describe("Waste is compacted there"),
  siteSquareMeters: z.number().positive().optional(),
  hours: hours.optional(),
});

/** What is recorded of a litter bin. */
export const BinAttributes = z.strictObject({
  volumeLiters: z.number().positive().max(100_000).optional(),
  isSorted: z.boolean().optional().describe("Separate openings for sorted waste"),
  material: z.string().max(100).optional(),
});

/** What is recorded of a collection point. */
export const CollectionPointAttributes = z.strictObject({
  containers: count.optional().describe("Containers standing there"),
  volumeLiters: z.number().positive().max(1_000_000).optional().describe("All containers together"),
  isSorted: z.boolean().optional(),
});

/** What is recorded of a rest stop of cleaners. */
export const RestStopAttributes = z.strictObject({
  seats: count.optional(),
  hasWater: z.boolean().optional().describe("Drinking water"),
  hasToilet: z.boolean().optional(),
  hours: hours.optional(),
});

/** What is recorded of a depot. */
export const DepotAttributes = z.strictObject({
  vehiclePlaces: count.optional(),
  siteSquareMeters: z.number().positive().optional(),
});

/**
 * The attributes of a facility, by its kind. The column `facility.attributes` holds them without `kind`, which is a
 * column of its own: parse `{ ...attributes, kind }`.
 */
export const FacilityAttributes = z.discriminatedUnion("kind", [
  ToiletAttributes.extend({ kind: z.literal("toilet") }),
  StationAttributes.extend({ kind: z.literal("transfer_station") }),
  BinAttributes.extend({ kind: z.literal("bin") }),
  CollectionPointAttributes.extend({ kind: z.literal("collection_point") }),
  RestStopAttributes.extend({ kind: z.literal("rest_stop") }),
  DepotAttributes.extend({ kind: z.literal("depot") }),
]);
export type FacilityAttributes = z.infer<typeof FacilityAttributes>;

/**
 * Which class a station of this design throughput is.
 *
 * @param tonnesPerDay  Greater than 0. A value on a boundary belongs to the larger class; over 3,000 is still Ⅰ.
 * @see CJJ/T 47-2016 table of classes; GB 55013-2021 explanation of 4.0.3 (below 30 t/d is a collection station).
 */
export function stationClassOf(tonnesPerDay: number): StationClass {
  if (!(tonnesPerDay > 0))
    throw new RangeError(`tonnesPerDay must be positive, got ${tonnesPerDay}`);
  if (tonnesPerDay < 30) return "collection";
  if (tonnesPerDay < 50) return "V";
  if (tonnesPerDay < 150) return "IV";
  if (tonnesPerDay < 450) return "III";
  return tonnesPerDay < 1000 ? "II" : "I";
}
