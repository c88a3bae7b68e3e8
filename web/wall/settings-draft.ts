import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import {
  isChoice,
  isSet,
  isTime,
  type OwnWall,
  SETTINGS,
  type WallSetting,
  type WallSettings,
  type WallValues,
} from "./settings-fields.ts";

/** Values as they are named on the way: any of them, by name. */
type Named = Readonly<Record<string, unknown>>;
/** Why a text cannot be set. */
export type WrongSetting = WrongNumber | { readonly is: "no-time" };

const valueAt = (values: WallValues, { path }: WallSetting): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Named)[name], values); // paths are those of the values

/** Some of a few as one text, in the order of the page. */
export const setText = (anyOf: readonly string[], chosen: ReadonlySet<string>) =>
  anyOf.filter((one) => chosen.has(one)).join(",");

export const setOf = (text: string): ReadonlySet<string> =>
  new Set(text === "" ? [] : text.split(","));

/** One value as it is typed. */
export function textAt(values: WallValues, setting: WallSetting): string {
  const value = valueAt(values, setting);
  // the value of a set is a list of names
  return isSet(setting) ? setText(setting.anyOf, new Set(value as string[])) : String(value);
}

/** A time of day as people write one, `HH:MM`; null when it is none. */
export function timeOf(text: string): string | null {
  const [, hours, minutes] = /^(\d{1,2}):?(\d{2})$/.exec(text.normalize("NFKC").trim()) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  return Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, "0")}:${minutes}` : null;
}

/** The value of a text; null where it is none. */
function typedAs(setting: WallSetting, text: string): unknown {
  if (isSet(setting)) return [...setOf(text)];
  if (isChoice(setting)) return text;
  return isTime(setting) ? timeOf(text) : numberOf(text);
}

/** A value with another in one of its places; it is not changed itself. */
function withAt(whole: unknown, [name, ...names]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const named = whole as Named; // paths are those of the values
  return { ...named, [name]: withAt(named[name], names, value) };
}

/** The values as they are once edits are set; what cannot be set stays as it was. */
function edited(values: WallValues, edits: SettingEdits): WallValues {
  let all: unknown = values;
  for (const setting of SETTINGS) {
    const text = edits[setting.path];
    const value = text === undefined ? null : typedAs(setting, text);
    if (value !== null) all = withAt(all, setting.path.split("."), value);
  }
  return all as WallValues; // each value was put in the place of one of its kind
}

function wrongText(setting: WallSetting, text: string): WrongSetting | null {
  if (isChoice(setting) || isSet(setting)) return null;
  if (isTime(setting)) return timeOf(text) === null ? { is: "no-time" } : null;
  return wrongNumber(text, setting);
}

/** What cannot be set as it is typed, by path. */
export function wrongOf(edits: SettingEdits): Readonly<Record<string, WrongSetting>> {
  return Object.fromEntries(
    SETTINGS.flatMap((setting): [string, WrongSetting][] => {
      const text = edits[setting.path];
      const wrong = text === undefined ? null : wrongText(setting, text);
      return wrong ? [[setting.path, wrong]] : [];
    }),
  );
}

/** One edit more; what is typed as it already is, is none. */
export function withEdit(
  edits: SettingEdits,
  { merged }: WallSettings,
  setting: WallSetting,
  text: string,
): SettingEdits {
  const { [setting.path]: _, ...others } = edits;
  return text === textAt(merged, setting) ? others : { ...others, [setting.path]: text };
}

/** Whether the district has a value of its own; one that is as the preset is none. */
export const isOwn = ({ merged, presets }: WallSettings, setting: WallSetting) =>
  textAt(merged, setting) !== textAt(presets, setting);

/** Everything back to the presets, as edits. */
export const allPresets = (settings: WallSettings): SettingEdits =>
  Object.fromEntries(
    SETTINGS.filter((setting) => isOwn(settings, setting)).map((setting) => [
      setting.path,
      textAt(settings.presets, setting),
    ]),
  );

/** What the district has of its own once edits are set, none of which may be wrong: values, and whole groups, that differ. */
export function ownOf({ merged, presets }: WallSettings, edits: SettingEdits): OwnWall {
  const values = edited(merged, edits);
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((presets as Named)[name]),
    ),
  );
}

/** Whether what was edited is still as it was when one began. */
export const isSameSeen = (seen: WallSettings, now: WallSettings, edits: SettingEdits) =>
  SETTINGS.every(
    (setting) =>
      edits[setting.path] === undefined ||
      textAt(seen.merged, setting) === textAt(now.merged, setting),
  );
