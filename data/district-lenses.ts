import { z } from "zod";
import {
  COVERAGE_CAPACITIES,
  COVERAGE_LENSES,
  crossedFigures,
  FIGURE_NAMES,
  type FigureName,
  figure,
  figuresOf,
  LENS_FIGURES,
  lensId,
  Radius,
  radiusOf,
} from "./coverage-lenses.ts";
import { FACILITY_KINDS } from "./facility.ts";

const lensById = new Map(COVERAGE_LENSES.map((lens) => [lens.id, lens]));
const capacityById = new Map(COVERAGE_CAPACITIES.map((one) => [one.id, one]));

const reason = z.string().trim().min(1).max(300).describe("Why, in the district's words");

/** What a district says of a lens that the presets have. */
export const LensChange = z
  .strictObject({
    isOn: z.boolean().optional().describe("Whether it is looked through here"),
    figures: z
      .partialRecord(z.enum(FIGURE_NAMES), z.number())
      .optional()
      .describe("Its own values: the lens is the district's then, and not law"),
    reason: reason.optional().describe("Why the values are others; they need one"),
  })
  .refine(({ figures, reason }) => !figures || Object.keys(figures).length === 0 || reason, {
    error: "a reason for other values",
    path: ["reason"],
  });
export type LensChange = z.infer<typeof LensChange>;

/** A radius that only this district asks. */
export const OwnRadius = z.strictObject({
  id: z
    .string()
    .regex(/^own-[a-z0-9-]{1,40}$/)
    .describe("Begins with own-"),
  facilityKind: z.enum(FACILITY_KINDS),
  title: z.strictObject({
    zh: z.string().trim().min(1).max(60),
    en: z.string().trim().min(1).max(80),
  }),
  radiusMeters: figure("radiusMeters"),
  object: Radius.shape.object,
  profile: Radius.shape.profile,
  reason,
});
export type OwnRadius = z.infer<typeof OwnRadius>;

/** A capacity as the district sets it. */
export const CapacityChange = z.strictObject({ value: z.number().positive(), reason });

/** What a district sets itself (`district_setting`, key `coverageLenses`); what is left out is as the presets have it. */
const Settings = z.strictObject({
  lenses: z.record(lensId, LensChange).optional().describe("By id of a preset"),
  own: z.array(OwnRadius).max(40).optional(),
  defaults: z
    .partialRecord(z.enum(FACILITY_KINDS), lensId)
    .optional()
    .describe("The lens shown of a kind until another is chosen"),
  capacities: z.record(lensId, CapacityChange).optional().describe("By id of a preset"),
});
export type DistrictLenses = z.infer<typeof Settings>;

/** Says what of it does not go with the presets, or with another of its values. */
export function checkDistrictLenses(settings: DistrictLenses, context: z.RefinementCtx) {
  for (const [path, error] of faultsOf(settings))
    context.addIssue({ code: "custom", message: error, path: [...path] });
}
export const DistrictLenses = Settings.superRefine(checkDistrictLenses);

type Fault = readonly [path: readonly (string | number)[], error: string];

function* faultsOf({ lenses: changes, own, defaults, capacities: set }: DistrictLenses) {
  for (const [id, change] of Object.entries(changes ?? {}))
    for (const [path, error] of lensFaults(id, change))
      yield [["lenses", id, ...path], error] satisfies Fault;
  const ownIds = (own ?? []).map(({ id }) => id);
  for (const [at, id] of ownIds.entries())
    if (ownIds.indexOf(id) < at) yield [["own", at, "id"], "an id of its own"] satisfies Fault;
  for (const [kind, id] of Object.entries(defaults ?? {}))
    if (!canBeDefault(kind, id, { lenses: changes, own }))
      yield [
        ["defaults", kind],
        "a lens of this kind with a distance, which is not off",
      ] satisfies Fault;
  for (const [id, { value }] of Object.entries(set ?? {})) {
    const preset = capacityById.get(id);
    if (!preset) yield [["capacities", id], "a capacity of the presets"] satisfies Fault;
    else if (value < preset.least || value > preset.most)
      yield [["capacities", id, "value"], `from ${preset.least} to ${preset.most}`] satisfies Fault;
  }
}

function* lensFaults(id: string, { figures }: LensChange): Generator<Fault> {
  const preset = lensById.get(id);
  if (!preset) {
    yield [[], "a lens of the presets"];
    return;
  }
  const known = figuresOf(preset.measure);
  for (const [name, value] of Object.entries(figures ?? {})) {
    const { least, most } = LENS_FIGURES[name as FigureName]; // the record's keys are figures
    if (!(name in known)) yield [["figures", name], "a figure that the lens has"];
    else if (value < least || value > most) yield [["figures", name], `from ${least} to ${most}`];
  }
  for (const name of crossedFigures({ ...known, ...figures }))
    yield [["figures", name], "not below the least"];
}

function canBeDefault(
  kind: string,
  id: string,
  { lenses: changes, own }: Pick<DistrictLenses, "lenses" | "own">,
) {
  const preset = lensById.get(id);
  if (!preset) return (own ?? []).some((each) => each.id === id && each.facilityKind === kind);
  const isOn = changes?.[id]?.isOn ?? preset.isOn;
  return preset.facilityKind === kind && radiusOf(preset.measure) !== null && isOn;
}
