import type { components } from "../api/schema.gen.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import {
  type HotspotField,
  type HotspotSetting,
  type HotspotSettings,
  type HotspotValues,
  isChoice,
  SETTINGS,
} from "./settings-fields.ts";

type OwnHotspots = NonNullable<components["schemas"]["DistrictHotspots"]>;

/** Values as they are named on the way: any of them, by name. */
type Named = Readonly<Record<string, unknown>>;

/** One value, as it is kept. */
function valueAt(values: HotspotValues, { path }: HotspotSetting): unknown {
  const [name = "", field] = path.split(".");
  const value = (values as Named)[name]; // paths are those of the values
  return field === undefined ? value : (value as Named)[field];
}

/** A share is told in percent without what binary fractions add. */
const inPercent = (value: number) => Number((value * 100).toPrecision(12));
const ofPercent = (value: number) => Number((value / 100).toPrecision(12));

/** One value as it is typed. */
export function textAt(values: HotspotValues, setting: HotspotSetting): string {
  const value = valueAt(values, setting);
  const isPercent = !isChoice(setting) && setting.isShare;
  return String(isPercent ? inPercent(Number(value)) : value);
}

/** The bounds of a value where the others are as they are. */
export function boundsOf(field: HotspotField, values: HotspotValues) {
  const { least = field.least, most = field.most } = field.within?.(values) ?? {};
  return { least: Math.max(least, field.least), most: Math.min(most, field.most) };
}

const wrongIn = (field: HotspotField, text: string, values: HotspotValues) =>
  wrongNumber(text, { ...field, ...boundsOf(field, values) });

/** The values as they are once edits are set; what is no number stays as it was. */
function edited(values: HotspotValues, edits: SettingEdits): HotspotValues {
  const all: Record<string, unknown> = { ...values };
  for (const setting of SETTINGS) {
    const text = edits[setting.path];
    if (text === undefined) continue;
    const number = isChoice(setting) ? text : numberOf(text);
    if (number === null) continue;
    const isPercent = !isChoice(setting) && setting.isShare;
    const value = isPercent ? ofPercent(Number(number)) : number;
    const [name = "", field] = setting.path.split(".");
    all[name] = field === undefined ? value : { ...(all[name] as Named), [field]: value };
  }
  return all as HotspotValues; // each value was put in the place of one of its kind
}

/** What of all values cannot be set as it is typed, by path: a value may go ill with another that was edited. */
export function wrongOf(
  { merged }: HotspotSettings,
  edits: SettingEdits,
): Readonly<Record<string, WrongNumber>> {
  const values = edited(merged, edits);
  return Object.fromEntries(
    SETTINGS.flatMap((setting): [string, WrongNumber][] => {
      if (isChoice(setting) || Object.keys(edits).length === 0) return [];
      const text = edits[setting.path] ?? textAt(merged, setting);
      const wrong = wrongIn(setting, text, values);
      return wrong ? [[setting.path, wrong]] : [];
    }),
  );
}

/** One edit more; what is typed as it already is, is none. */
export function withEdit(
  edits: SettingEdits,
  { merged }: HotspotSettings,
  setting: HotspotSetting,
  text: string,
): SettingEdits {
  const { [setting.path]: _, ...others } = edits;
  return text === textAt(merged, setting) ? others : { ...others, [setting.path]: text };
}

/** Whether the district has a value of its own; one that is as the preset is none. */
export const isOwn = ({ merged, presets }: HotspotSettings, setting: HotspotSetting) =>
  textAt(merged, setting) !== textAt(presets, setting);

/** Everything back to the presets, as edits. */
export const allPresets = (settings: HotspotSettings): SettingEdits =>
  Object.fromEntries(
    SETTINGS.filter((setting) => isOwn(settings, setting)).map((setting) => [
      setting.path,
      textAt(settings.presets, setting),
    ]),
  );

/** What the district has of its own once edits are set, none of which may be wrong: values, and whole groups, that differ. */
export function ownOf({ merged, presets }: HotspotSettings, edits: SettingEdits): OwnHotspots {
  const values = edited(merged, edits);
  const differing = Object.entries(values).filter(
    ([name, value]) => !isSame(value, (presets as Named)[name]),
  );
  return Object.fromEntries(differing);
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  return Object.entries(a).every(([name, value]) => value === (b as Named)[name]);
}

/** Whether what was edited is still as it was when one began. */
export const isSameSeen = (seen: HotspotSettings, now: HotspotSettings, edits: SettingEdits) =>
  SETTINGS.every(
    (setting) =>
      edits[setting.path] === undefined ||
      textAt(seen.merged, setting) === textAt(now.merged, setting),
  );
