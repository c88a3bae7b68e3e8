import {
  type Capacity,
  COVERAGE_CAPACITIES,
  COVERAGE_LENSES,
  FIGURE_NAMES,
  type FigureName,
  figuresOf,
  LENS_FIGURES,
  type Lens,
  type Measure,
  type MeasureOf,
} from "../../data/coverage-lenses.ts";
import { DistrictLenses, type OwnRadius } from "../../data/district-lenses.ts";
import { FACILITY_KINDS, type FacilityKind } from "../../data/facility.ts";

/** Where a district keeps what it says of them. */
export const LENS_SETTING = "coverageLenses";

/** A figure of a lens: what holds here, and what the preset has; null where only the district has the lens. */
export type LensFigure = {
  readonly name: FigureName;
  readonly value: number;
  readonly preset: number | null;
};

/** A lens as it holds in a district. */
export type DistrictLens = Lens & {
  readonly figures: readonly LensFigure[];
  /** A value of it, or all of it, is the district's: then it is never law. */
  readonly isOwn: boolean;
  /** Why, where it is the district's own. */
  readonly reason: string | null;
  readonly isPreset: boolean;
};

/** What a district has set itself about lenses. */
export type OwnLenses = {
  /** null is nothing. */
  readonly own: DistrictLenses | null;
  /** What is kept and cannot be held to, as dotted paths: the presets hold in its place. */
  readonly notUnderstood: readonly string[];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The order in which what was kept is looked at: a default may be a radius of the district's own. */
const GROUPS = ["lenses", "own", "defaults", "capacities"] as const;

/** What was kept, entry by entry: an earlier version may have kept what this one does not know or allow. The rest holds. */
export function understoodLenses(kept: unknown): OwnLenses {
  if (kept === null) return { own: null, notUnderstood: [] };
  if (!isRecord(kept)) return { own: null, notUnderstood: [LENS_SETTING] };
  const whole = DistrictLenses.safeParse(kept);
  if (whole.success) return { own: whole.data, notUnderstood: [] };
  let held: DistrictLenses = {};
  const notUnderstood = Object.keys(kept).filter((name) => !GROUPS.some((group) => group === name));
  for (const group of GROUPS)
    for (const [name, entry] of entriesOf(kept[group])) {
      const tried = DistrictLenses.safeParse(withEntry(held, { group, name, entry }));
      if (tried.success) held = tried.data;
      else notUnderstood.push(`${group}.${name}`);
    }
  return { own: held, notUnderstood };
}

/** Entries by key, or by id where they are a list. */
function entriesOf(group: unknown): [name: string, entry: unknown][] {
  if (isRecord(group)) return Object.entries(group);
  if (!Array.isArray(group)) return [];
  return group.map((entry, at) => [
    isRecord(entry) && typeof entry.id === "string" ? entry.id : String(at),
    entry,
  ]);
}

function withEntry(
  held: DistrictLenses,
  { group, name, entry }: { group: (typeof GROUPS)[number]; name: string; entry: unknown },
) {
  if (group === "own") return { ...held, own: [...(held.own ?? []), entry] };
  return { ...held, [group]: { ...held[group], [name]: entry } };
}

/**
 * What the lenses of a district are: the presets with what it has set, then those that only it has. Those that are off
 * are among them, and say so.
 *
 * A lens whose values are the district's own is not law any more, and says its values in its title.
 */
export function lensesOf(own: DistrictLenses | null): readonly DistrictLens[] {
  const defaults = defaultsOf(own);
  const isDefault = ({ id, facilityKind }: Pick<Lens, "id" | "facilityKind">) =>
    defaults[facilityKind] === id;
  return [
    ...COVERAGE_LENSES.map((preset) => ({
      ...presetHere(preset, own?.lenses?.[preset.id]),
      isDefault: isDefault(preset),
    })),
    ...(own?.own ?? []).map((radius) => ({ ...ownHere(radius), isDefault: isDefault(radius) })),
  ];
}

/** The default of each kind: as chosen, else as the presets have it where that one is on. */
function defaultsOf(own: DistrictLenses | null): Partial<Record<FacilityKind, string>> {
  return Object.fromEntries(
    FACILITY_KINDS.flatMap((kind) => {
      const chosen = own?.defaults?.[kind];
      if (chosen !== undefined) return [[kind, chosen]];
      const preset = COVERAGE_LENSES.find(
        ({ facilityKind, isDefault }) => facilityKind === kind && isDefault,
      );
      return preset && own?.lenses?.[preset.id]?.isOn !== false ? [[kind, preset.id]] : [];
    }),
  );
}

type Change = NonNullable<DistrictLenses["lenses"]>[string];

function presetHere(preset: Lens, change: Change | undefined): DistrictLens {
  const presets = figuresOf(preset.measure);
  const set = Object.entries(change?.figures ?? {}).filter(
    // the record's keys are figures
    ([name, value]) => presets[name as FigureName] !== value,
  );
  const measure = withFigures(preset.measure, Object.fromEntries(set));
  const isOwn = set.length > 0;
  return {
    ...preset,
    measure,
    isOn: change?.isOn ?? preset.isOn,
    title: isOwn ? ownTitle(preset, measure) : preset.title,
    basis: isOwn ? { ...preset.basis, isLaw: false } : preset.basis,
    figures: told(measure, presets),
    isOwn,
    reason: isOwn ? (change?.reason ?? null) : null,
    isPreset: true,
  };
}

const told = (
  measure: Measure,
  presets: Partial<Record<FigureName, number>> | null,
): LensFigure[] => {
  const figures = figuresOf(measure);
  return FIGURE_NAMES.flatMap((name) => {
    const value = figures[name];
    return value === undefined ? [] : [{ name, value, preset: presets?.[name] ?? null }];
  });
};

/** The range is of the text, and holds no more where the district has another value. */
function withFigures(measure: Measure, figures: Partial<Record<FigureName, number>>): Measure {
  if (Object.keys(figures).length === 0) return measure;
  const { rangeMeters: _, ...rest } = { rangeMeters: undefined, ...measure };
  return { ...rest, ...figures } as Measure; // each figure was put in the place of one of its kind
}

const UNIT_WORDS = {
  meters: { zh: "米", en: "m" },
  per_square_kilometer: { zh: "座/平方公里", en: "per km²" },
  square_meters: { zh: "平方米", en: "m²" },
  people: { zh: "人", en: "people" },
  tonnes_per_day: { zh: "吨/日", en: "t/d" },
} as const;

/** The title names the preset's values, so that others are said behind it. */
function ownTitle({ title, measure: preset }: Lens, measure: Measure): Lens["title"] {
  const [before, now] = [figuresOf(preset), figuresOf(measure)];
  const changed = FIGURE_NAMES.filter((name) => now[name] !== before[name]);
  const say = (language: "zh" | "en") =>
    changed
      .map((name) => `${now[name]} ${UNIT_WORDS[LENS_FIGURES[name].unit][language]}`)
      .join(language === "zh" ? "、" : ", ");
  return { zh: `${title.zh}（本区：${say("zh")}）`, en: `${title.en} (here: ${say("en")})` };
}

function ownHere({ id, facilityKind, title, reason, ...radius }: OwnRadius): DistrictLens {
  const measure: MeasureOf<"radius"> = { type: "radius", way: "straight", ...radius };
  return {
    ...{ id, facilityKind, title, measure, reason, isDefault: false, isOn: true },
    basis: {
      standard: "the district's own",
      clause: reason,
      edition: "as set here",
      confidence: "PROPOSAL",
      source: "the district's settings",
      isLaw: false,
    },
    figures: told(measure, null),
    isOwn: true,
    isPreset: false,
  };
}

/** A capacity as it holds in a district. */
export type DistrictCapacity = Capacity & {
  readonly preset: number;
  readonly reason: string | null;
};

/** How much is served, and made, where the district says so or the presets do. */
export const capacitiesOf = (own: DistrictLenses | null): readonly DistrictCapacity[] =>
  COVERAGE_CAPACITIES.map((preset) => {
    const set = own?.capacities?.[preset.id];
    return {
      ...preset,
      value: set?.value ?? preset.value,
      preset: preset.value,
      reason: set?.reason ?? null,
    };
  });

/** How far a new facility has to be from what, by a lens. */
export type KeptDistance = {
  readonly lensId: string;
  readonly facilityKind: FacilityKind;
  readonly leastMeters: number;
  readonly from: MeasureOf<"exclusion">["from"];
  /** Only stations of this design throughput: from, and below. */
  readonly tonnesPerDay: readonly [from: number, below: number] | null;
};

/**
 * Every distance that a new facility has to keep, from the lenses that are on: those that say so, and the gap of
 * classes of stations to buildings of others.
 */
export const keptDistances = (lenses: readonly DistrictLens[]): KeptDistance[] =>
  lenses
    .filter(({ isOn }) => isOn)
    .flatMap(({ id: lensId, facilityKind, measure }): KeptDistance[] => {
      if (measure.type === "exclusion") {
        const { leastMeters, from } = measure;
        return [{ lensId, facilityKind, leastMeters, from, tonnesPerDay: null }];
      }
      if (measure.type !== "station" || measure.gapMeters === undefined) return [];
      return [
        {
          ...{ lensId, facilityKind, leastMeters: measure.gapMeters },
          from: [{ id: "building", checkedBy: ["ground:building"] }],
          tonnesPerDay: measure.tonnesPerDay,
        },
      ];
    });
