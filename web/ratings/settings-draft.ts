import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import {
  type OwnRatings,
  type RatingField,
  type RatingSettings,
  type RatingValues,
  SETTINGS,
  TARGETS,
  type Target,
} from "./settings-fields.ts";

/** Values as they are named on the way: any of them, by name. */
type Named = Readonly<Record<string, unknown>>;

const valueAt = (values: Named, { path }: RatingField): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Named)[name], values); // paths are those of the values

/** One value as it is typed; "" where it does not matter. */
export const textAt = (values: Named, setting: RatingField): string =>
  String(valueAt(values, setting) ?? "");

/** A value with another in one of its places; it is not changed itself. */
function withAt(whole: unknown, [name, ...names]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const named = whole as Named; // paths are those of the values
  return { ...named, [name]: withAt(named[name], names, value) };
}

/** The values as they are once edits are set; what is no number stays as it was. */
function edited(values: RatingValues, edits: SettingEdits): RatingValues {
  let all: unknown = values;
  for (const setting of SETTINGS) {
    const text = edits[setting.path];
    if (text === undefined) continue;
    const value = numberOf(text);
    if (value !== null || (setting.isOptional && text.trim() === ""))
      all = withAt(all, setting.path.split("."), value);
  }
  return all as RatingValues; // each value was put in the place of one of its kind
}

/** What cannot be set as it is typed, by path. */
export function wrongOf(edits: SettingEdits): Readonly<Record<string, WrongNumber>> {
  return Object.fromEntries(
    SETTINGS.flatMap((setting): [string, WrongNumber][] => {
      const text = edits[setting.path];
      if (text === undefined || (setting.isOptional && text.trim() === "")) return [];
      const wrong = wrongNumber(text, setting);
      return wrong ? [[setting.path, wrong]] : [];
    }),
  );
}

const withText = (edits: SettingEdits, path: string, before: string, text: string) => {
  const { [path]: _, ...others } = edits;
  return text === before ? others : { ...others, [path]: text };
};

/** One edit more; what is typed as it already is, is none. */
export const withEdit = (
  edits: SettingEdits,
  { merged }: RatingSettings,
  setting: RatingField,
  text: string,
): SettingEdits => withText(edits, setting.path, textAt(merged, setting), text);

/** Whether the district has a value of its own; one that is as the preset is none. */
export const isOwn = ({ merged, presets }: RatingSettings, setting: RatingField) =>
  textAt(merged, setting) !== textAt(presets, setting);

/** Everything back to the presets, as edits; targets are the district's own and stay. */
export const allPresets = (settings: RatingSettings): SettingEdits =>
  Object.fromEntries(
    SETTINGS.filter((setting) => isOwn(settings, setting)).map((setting) => [
      setting.path,
      textAt(settings.presets, setting),
    ]),
  );

const inOrder = (targets: readonly Target[]) =>
  [...targets].sort((a, b) =>
    a.year === b.year ? (a.rubricId < b.rubricId ? -1 : 1) : b.year - a.year,
  );

const targetText = (targets: readonly Target[]) =>
  JSON.stringify(
    inOrder(targets).map(({ year, rubricId, created }) => ({ year, rubricId, created })),
  );

/** The targets as they are, or as they were edited. */
export const targetsOf = ({ own }: RatingSettings, edits: SettingEdits): readonly Target[] =>
  edits[TARGETS] === undefined
    ? inOrder(own?.targets ?? [])
    : (JSON.parse(edits[TARGETS]) as Target[]); // written just below

/** The edits with other targets. */
export const withTargets = (
  edits: SettingEdits,
  { own }: RatingSettings,
  targets: readonly Target[],
): SettingEdits => withText(edits, TARGETS, targetText(own?.targets ?? []), targetText(targets));

/** One target more, in place of the one of its year and rubric. */
export const withTarget = (targets: readonly Target[], target: Target): readonly Target[] => [
  ...targets.filter(({ year, rubricId }) => year !== target.year || rubricId !== target.rubricId),
  target,
];

/** What the district has of its own once edits are set, none of which may be wrong: values, and whole groups, that differ. */
export function ownOf(settings: RatingSettings, edits: SettingEdits): OwnRatings {
  const { merged, presets } = settings;
  const values = edited(merged, edits);
  const targets = targetsOf(settings, edits);
  return {
    ...Object.fromEntries(
      Object.entries(values).filter(
        ([name, value]) =>
          name in presets && JSON.stringify(value) !== JSON.stringify((presets as Named)[name]),
      ),
    ),
    ...(targets.length > 0 ? { targets: [...targets] } : {}),
  };
}

/** Whether what was edited is still as it was when one began. */
export const isSameSeen = (seen: RatingSettings, now: RatingSettings, edits: SettingEdits) =>
  SETTINGS.every(
    (setting) =>
      edits[setting.path] === undefined ||
      textAt(seen.merged, setting) === textAt(now.merged, setting),
  ) &&
  (edits[TARGETS] === undefined ||
    targetText(seen.own?.targets ?? []) === targetText(now.own?.targets ?? []));
