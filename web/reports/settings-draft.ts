import type { components } from "../api/schema.gen.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import {
  isWeekday,
  type ReportSetting,
  type ReportSettings,
  type ReportValues,
  SETTINGS,
} from "./settings-fields.ts";

type OwnReports = components["schemas"]["DistrictReports"];
/** Values as they are named on the way: any of them, by name. */
type Named = Readonly<Record<string, unknown>>;

/** One value as it is typed. */
export const textAt = (values: ReportValues, { path }: ReportSetting): string =>
  String(path.split(".").reduce<unknown>((value, name) => (value as Named)[name], values)); // paths are those of the values

/** A value with another in one of its places; it is not changed itself. */
function withAt(whole: unknown, [name, ...names]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const named = whole as Named; // paths are those of the values
  return { ...named, [name]: withAt(named[name], names, value) };
}

/** The values as they are once edits are set; what is no number stays as it was. */
function edited(values: ReportValues, edits: SettingEdits): ReportValues {
  let all: unknown = values;
  for (const { path } of SETTINGS) {
    const value = numberOf(edits[path] ?? "");
    if (value !== null) all = withAt(all, path.split("."), value);
  }
  return all as ReportValues; // each value was put in the place of one of its kind
}

/** What cannot be set as it is typed, by path. */
export function wrongOf(edits: SettingEdits): Readonly<Record<string, WrongNumber>> {
  return Object.fromEntries(
    SETTINGS.flatMap((setting): [string, WrongNumber][] => {
      const text = edits[setting.path];
      if (text === undefined || isWeekday(setting)) return [];
      const wrong = wrongNumber(text, setting);
      return wrong ? [[setting.path, wrong]] : [];
    }),
  );
}

/** One edit more; what is typed as it already is, is none. */
export function withEdit(
  edits: SettingEdits,
  { merged }: ReportSettings,
  setting: ReportSetting,
  text: string,
): SettingEdits {
  const { [setting.path]: _, ...others } = edits;
  return text === textAt(merged, setting) ? others : { ...others, [setting.path]: text };
}

/** Whether the district has a value of its own; one that is as the preset is none. */
export const isOwn = ({ merged, presets }: ReportSettings, setting: ReportSetting) =>
  textAt(merged, setting) !== textAt(presets, setting);

/** Everything back to the presets, as edits. */
export const allPresets = (settings: ReportSettings): SettingEdits =>
  Object.fromEntries(
    SETTINGS.filter((setting) => isOwn(settings, setting)).map((setting) => [
      setting.path,
      textAt(settings.presets, setting),
    ]),
  );

/** What the district has of its own once edits are set, none of which may be wrong: values, and whole groups, that differ. */
export function ownOf({ merged, presets }: ReportSettings, edits: SettingEdits): OwnReports {
  return Object.fromEntries(
    Object.entries(edited(merged, edits)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((presets as Named)[name]),
    ),
  );
}

/** Whether what was edited is still as it was when one began. */
export const isSameSeen = (seen: ReportSettings, now: ReportSettings, edits: SettingEdits) =>
  SETTINGS.every(
    (setting) =>
      edits[setting.path] === undefined ||
      textAt(seen.merged, setting) === textAt(now.merged, setting),
  );
