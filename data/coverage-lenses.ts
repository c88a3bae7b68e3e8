import { z } from "zod";
import { FACILITY_KINDS, STATION_CLASSES } from "./facility.ts";
import { LAND_USES } from "./plot.ts";
import lensTable from "./standards/coverage-lenses.json" with { type: "json" };
import { Basis } from "./standards.ts";

/** What a figure of a lens counts. */
export const FIGURE_UNITS = [
  "meters",
  "per_square_kilometer",
  "square_meters",
  "people",
  "tonnes_per_day",
] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

type FigureBounds = {
  readonly unit: FigureUnit;
  readonly least: number;
  readonly most: number;
  /** The figure beside it that may not be larger. */
  readonly notBelow?: string;
};
const meters = (most: number) => ({ unit: "meters", least: 1, most }) as const;
const squareMeters = { unit: "square_meters", least: 1, most: 1_000_000 } as const;
const perSquareKilometer = { unit: "per_square_kilometer", least: 0.001, most: 10_000 } as const;
const people = { unit: "people", least: 1, most: 10_000_000 } as const;

/** Every figure that a lens may have and a district may set itself, with what it may be. */
export const LENS_FIGURES = {
  radiusMeters: meters(20_000),
  leastMeters: meters(20_000),
  mostMeters: { ...meters(20_000), notBelow: "leastMeters" },
  leastPerSquareKilometer: perSquareKilometer,
  mostPerSquareKilometer: { ...perSquareKilometer, notBelow: "leastPerSquareKilometer" },
  leastSiteSquareMeters: squareMeters,
  mostSiteSquareMeters: { ...squareMeters, notBelow: "leastSiteSquareMeters" },
  leastBuildingSquareMeters: squareMeters,
  mostBuildingSquareMeters: { ...squareMeters, notBelow: "leastBuildingSquareMeters" },
  gapMeters: meters(1_000),
  greenBeltMeters: meters(1_000),
  leastPeople: people,
  mostPeople: { ...people, notBelow: "leastPeople" },
  leastSquareMeters: squareMeters,
  mostSquareMeters: { ...squareMeters, notBelow: "leastSquareMeters" },
} as const satisfies Readonly<Record<string, FigureBounds>>;
export type FigureName = keyof typeof LENS_FIGURES;

// Object.keys forgets what the object's type knows.
export const FIGURE_NAMES = Object.keys(LENS_FIGURES) as FigureName[];

/** What a figure may be on the wire and in files. */
export const figure = (name: FigureName) =>
  z.number().min(LENS_FIGURES[name].least).max(LENS_FIGURES[name].most);

/** Classes of streets along which facilities stand, as the register has them. */
export const LENS_STREET_CLASSES = ["arterial", "secondary", "branch", "lane"] as const;
const StreetClass = z.enum(LENS_STREET_CLASSES);

/** What of the register a distance can be checked against. */
export const CHECKED_FEATURES = [
  "ground:building",
  "ground:water",
  "ground:river",
  "place:school",
  "place:market",
  "place:hospital",
] as const;

/** What a new facility has to keep away from, and by what of the register that is checked. */
const KeptFrom = z.strictObject({
  id: z.enum([
    "building",
    "food_trade",
    "nursery",
    "water_intake",
    "water_source",
    "buried_water_tank",
  ]),
  checkedBy: z
    .array(z.enum(CHECKED_FEATURES))
    .describe("Features that stand for it; none: it cannot be checked, and is only noted"),
});

const landUse = z.array(z.enum(LAND_USES)).describe("Land of these uses; none is any land");
const streetClasses = z.array(StreetClass).min(1);

export const Radius = z.strictObject({
  type: z.literal("radius"),
  radiusMeters: figure("radiusMeters"),
  rangeMeters: z
    .tuple([figure("radiusMeters"), figure("radiusMeters")])
    .optional()
    .describe("As the text has it, where it is a range"),
  object: z
    .enum(["places", "residents", "squares", "collection_points", "workers"])
    .describe("What the clause counts; places are those of work and where crowds gather"),
  way: z.literal("straight").describe("How the clause measures"),
  profile: z
    .enum(["walk", "vehicle"])
    .describe("Who travels it, for the figure of management along streets"),
  stationClasses: z
    .array(z.enum(STATION_CLASSES))
    .min(1)
    .optional()
    .describe("Only stations of these classes serve"),
});
const Density = z.strictObject({
  type: z.literal("density"),
  leastPerSquareKilometer: figure("leastPerSquareKilometer"),
  mostPerSquareKilometer: figure("mostPerSquareKilometer").optional(),
  landUse,
});
const Spacing = z.strictObject({
  type: z.literal("spacing"),
  leastMeters: figure("leastMeters").optional(),
  mostMeters: figure("mostMeters"),
  streetClasses,
  sides: z.enum(["both", "any"]).describe("Both: each side of a street has its own row"),
  landUse: landUse.optional().describe("Only along land of these uses"),
});
const Station = z.strictObject({
  type: z.literal("station"),
  tonnesPerDay: z
    .tuple([z.number().nonnegative(), z.number().positive()])
    .describe("Stations of this design throughput: from, and below"),
  leastSiteSquareMeters: figure("leastSiteSquareMeters").optional(),
  mostSiteSquareMeters: figure("mostSiteSquareMeters").optional(),
  gapMeters: figure("gapMeters").optional().describe("To the nearest building of others"),
  greenBeltMeters: figure("greenBeltMeters").optional(),
});
const PerPeople = z.strictObject({
  type: z.literal("perPeople"),
  leastPeople: figure("leastPeople").optional(),
  mostPeople: figure("mostPeople").describe("One for no more people"),
});
const AreaPerPeople = z.strictObject({
  type: z.literal("areaPerPeople"),
  people: z.number().int().positive().describe("The area is for so many people"),
  leastSquareMeters: figure("leastSquareMeters"),
  mostSquareMeters: figure("mostSquareMeters").optional(),
});
const Site = z.strictObject({
  type: z.literal("site"),
  per: z.enum(["facility", "vehicle", "worker"]),
  leastSiteSquareMeters: figure("leastSiteSquareMeters").optional(),
  mostSiteSquareMeters: figure("mostSiteSquareMeters").optional(),
  leastBuildingSquareMeters: figure("leastBuildingSquareMeters").optional(),
  mostBuildingSquareMeters: figure("mostBuildingSquareMeters").optional(),
  landUse,
});
const Exclusion = z.strictObject({
  type: z.literal("exclusion"),
  leastMeters: figure("leastMeters"),
  from: z.array(KeptFrom).min(1),
});
const AtLeast = z.strictObject({
  type: z.literal("atLeast"),
  unit: z.enum(["closed_compound", "four_blocks"]).describe("One for each; not told from data"),
});
const ToiletClass = z.strictObject({
  type: z.literal("toiletClass"),
  atLeast: z.enum(["1", "2", "3"]),
  landUse: landUse.optional(),
  streetClasses: streetClasses.optional(),
});

/** What a lens measures. */
export const Measure = z.discriminatedUnion("type", [
  Radius,
  Density,
  Spacing,
  Station,
  PerPeople,
  AreaPerPeople,
  Site,
  Exclusion,
  AtLeast,
  ToiletClass,
]);
export type Measure = z.infer<typeof Measure>;
export type MeasureOf<T extends Measure["type"]> = Extract<Measure, { type: T }>;

const TitleText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export const lensId = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** The figures of a measure, by name, in the order they are told. */
export function figuresOf(measure: Measure): Partial<Record<FigureName, number>> {
  const all: Readonly<Record<string, unknown>> = measure;
  return Object.fromEntries(
    FIGURE_NAMES.flatMap((name) => {
      const value = all[name];
      return typeof value === "number" ? [[name, value]] : [];
    }),
  );
}

/** Figures of which the least is above the most, by the name of the most. */
export const crossedFigures = (figures: Partial<Record<FigureName, number>>): FigureName[] =>
  FIGURE_NAMES.filter((name) => {
    const bounds: FigureBounds = LENS_FIGURES[name];
    // a figure is named by another of the same table
    const least = bounds.notBelow && figures[bounds.notBelow as FigureName];
    const most = figures[name];
    return typeof least === "number" && most !== undefined && most < least;
  });

/** Whether a distance around facilities can be drawn of it: a radius, or half the greatest spacing. */
export const radiusOf = (measure: Measure): number | null => {
  if (measure.type === "radius") return measure.radiusMeters;
  return measure.type === "spacing" ? measure.mostMeters / 2 : null;
};

const Lens = z
  .strictObject({
    id: lensId,
    facilityKind: z.enum(FACILITY_KINDS),
    title: TitleText,
    measure: Measure,
    isDefault: z.boolean().default(false).describe("Shown of this kind until another is chosen"),
    isOn: z
      .boolean()
      .default(true)
      .describe(
        "Looked through until a district says otherwise: not what is superseded or of others",
      ),
    basis: Basis,
  })
  .refine(({ measure }) => crossedFigures(figuresOf(measure)).length === 0, {
    error: "a least not above the most",
  })
  .refine(({ isDefault, measure }) => !isDefault || radiusOf(measure) !== null, {
    error: "only what can be drawn around facilities is a default",
  });
export type Lens = z.infer<typeof Lens>;

/** What a capacity counts. */
export const CAPACITY_UNITS = [
  "people_per_stall_day",
  "liters",
  "tonnes_per_day",
  "kilograms_per_person_day",
  "times",
  "meters",
] as const;

const Capacity = z
  .strictObject({
    id: lensId,
    title: TitleText,
    unit: z.enum(CAPACITY_UNITS),
    value: z.number().positive(),
    range: z.tuple([z.number().positive(), z.number().positive()]).optional(),
    least: z.number().positive(),
    most: z.number().positive(),
    basis: Basis,
  })
  .refine(({ value, least, most }) => least <= value && value <= most)
  .refine(({ basis }) => !basis.isLaw, { error: "a capacity is a setting, never law" });
export type Capacity = z.infer<typeof Capacity>;

const LensTable = z.strictObject({ lenses: z.array(Lens), capacities: z.array(Capacity) });
const { lenses, capacities } = LensTable.parse(lensTable);

/** Everything standards ask of facilities: lenses to look through, each with what it stands on. */
export const COVERAGE_LENSES: readonly Lens[] = lenses;

/** How much a facility serves, and how much waste people make: settings to start from. */
export const COVERAGE_CAPACITIES: readonly Capacity[] = capacities;
