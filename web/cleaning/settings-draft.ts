import type { components } from "../api/schema.gen.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import {
  type CleaningSetting,
  type CleaningSettings,
  type CleaningValues,
  isChoice,
  isMonths,
  SETTINGS,
} from "./settings-fields.ts";

type OwnCleaning = components["schemas"]["DistrictCleaning"];

/** Values as they are named on the way: any of them, by name. */
type Named = Readonly<Record<string, unknown>>;

const valueAt = (values: CleaningValues, { path }: CleaningSetting): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Named)[name], values); // paths are those of the values

/** A share is told in percent without what binary fractions add. */
const inPercent = (value: number) => Number((value * 100).toPrecision(12));
const ofPercent = (value: number) => Number((value / 100).toPrecision(12));

const isPercent = (setting: CleaningSetting) => "isShare" in setting && setting.isShare === true;

/** One value as it is typed; months as their numbers with commas. */
export function textAt(values: CleaningValues, setting: CleaningSetting): string {
  const value = valueAt(values, setting);
  return String(isPercent(setting) ? inPercent(Number(value)) : value);
}

function typedAs(setting: CleaningSetting, text: string): unknown {
  if (isMonths(setting)) return text === "" ? [] : text.split(",").map(Number);
  if (isChoice(setting)) return text === "true";
  const number = numberOf(text);
  if (number === null) return undefined;
  return isPercent(setting) ? ofPercent(number) : number;
}

/** A value with another in one of its places; it is not changed itself. */
function withAt(whole: unknown, [name, ...names]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((one, i) => (String(i) === name ? withAt(one, names, value) : one));
  const named = whole as Named; // paths are those of the values
  return { ...named, [name]: withAt(named[name], names, value) };
}

/** The values as they are once edits are set; what is no number stays as it was. */
function edited(values: CleaningValues, edits: SettingEdits): CleaningValues {
  let all: unknown = values;
  for (const setting of SETTINGS) {
    const text = edits[setting.path];
    const value = text === undefined ? undefined : typedAs(setting, text);
    if (value !== undefined) all = withAt(all, setting.path.split("."), value);
  }
  return all as CleaningValues; // each value was put in the place of one of its kind
}

/** What cannot be set as it is typed, by path. */
export function wrongOf(edits: SettingEdits): Readonly<Record<string, WrongNumber>> {
  return Object.fromEntries(
    SETTINGS.flatMap((setting): [string, WrongNumber][] => {
      const text = edits[setting.path];
      if (text === undefined || isChoice(setting) || isMonths(setting)) return [];
      const wrong = wrongNumber(text, setting);
      return wrong ? [[setting.path, wrong]] : [];
    }),
  );
}

/** One edit more; what is typed as it already is, is none. */
export function withEdit(
  edits: SettingEdits,
  { merged }: CleaningSettings,
  setting: CleaningSetting,
  text: string,
): SettingEdits {
  const { [setting.path]: _, ...others } = edits;
  return text === textAt(merged, setting) ? others : { ...others, [setting.path]: text };
}

/** Whether the district has a value of its own; one that is as the preset is none. */
export const isOwn = ({ merged, presets }: CleaningSettings, setting: CleaningSetting) =>
  textAt(merged, setting) !== textAt(presets, setting);

/** Everything back to the presets, as edits. */
export const allPresets = (settings: CleaningSettings): SettingEdits =>
  Object.fromEntries(
    SETTINGS.filter((setting) => isOwn(settings, setting)).map((setting) => [
      setting.path,
      textAt(settings.presets, setting),
    ]),
  );

/** What the district has of its own once edits are set, none of which may be wrong: values, and whole groups, that differ. */
export function ownOf({ merged, presets }: CleaningSettings, edits: SettingEdits): OwnCleaning {
  const values = edited(merged, edits);
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((presets as Named)[name]),
    ),
  );
}

/** Whether what was edited is still as it was when one began. */
export const isSameSeen = (seen: CleaningSettings, now: CleaningSettings, edits: SettingEdits) =>
  SETTINGS.every(
    (setting) =>
      edits[setting.path] === undefined ||
      textAt(seen.merged, setting) === textAt(now.merged, setting),
  );
