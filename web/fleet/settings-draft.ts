import type { components } from "../api/schema.gen.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import {
  type FleetSetting,
  type FleetSettings,
  type FleetValues,
  isSet,
  SETTINGS,
  type Work,
} from "./settings-fields.ts";

type OwnFleet = NonNullable<components["schemas"]["DistrictFleet"]>;
type Named = Readonly<Record<string, unknown>>;

/** One value as it is typed; words that hold are joined by commas, in the order of the page. */
export function textAt(values: FleetValues, setting: FleetSetting): string {
  const [name = "", field = "", part = ""] = setting.path.split(".");
  if (name === "proves") {
    const works = values.proves.find(({ kind }) => kind === field)?.works ?? [];
    return isSet(setting)
      ? setting.options.filter((one) => works.includes(one as Work)).join()
      : "";
  }
  if (name === "speeds") {
    const speed = values.speeds.find(({ work }) => work === field);
    return speed ? String((speed as Named)[part]) : "";
  }
  return String(((values as Named)[name] as Named)[field]); // paths are those of the values
}

/** The values once edits are set; what is no number stays as it was. */
export function edited(values: FleetValues, edits: SettingEdits): FleetValues {
  const all: Record<string, unknown> = { ...values };
  for (const setting of SETTINGS) {
    const text = edits[setting.path];
    if (text === undefined) continue;
    const [name = "", field = "", part = ""] = setting.path.split(".");
    const number = numberOf(text);
    if (name === "proves") {
      const works = text.split(",").filter((work) => work !== "");
      const others = (all.proves as FleetValues["proves"]).filter(({ kind }) => kind !== field);
      const at = values.proves.findIndex(({ kind }) => kind === field);
      all.proves =
        at < 0
          ? [...others, { kind: field, works }]
          : others.toSpliced(at, 0, {
              ...{ kind: field as (typeof others)[number]["kind"], works: works as Work[] }, // the page's own words
            });
    } else if (number === null) continue;
    else if (name === "speeds")
      all.speeds = (all.speeds as FleetValues["speeds"]).map((speed) =>
        speed.work === field ? { ...speed, [part]: number } : speed,
      );
    else all[name] = { ...(all[name] as Named), [field]: number };
  }
  return all as FleetValues; // each value was put in the place of one of its kind
}

/** What cannot be set as it is typed, by path: a speed's least is not above its most. */
export function wrongOf(
  { merged }: FleetSettings,
  edits: SettingEdits,
): Readonly<Record<string, WrongNumber>> {
  const now = edited(merged, edits);
  return Object.fromEntries(
    SETTINGS.flatMap((setting): [string, WrongNumber][] => {
      if (isSet(setting) || Object.keys(edits).length === 0) return [];
      const text = edits[setting.path] ?? textAt(merged, setting);
      if (text === "") return []; // the district has no such speed
      const [name, work, part] = setting.path.split(".");
      const mostKmh =
        name === "speeds" && part === "leastKmh"
          ? now.speeds.find((speed) => speed.work === work)?.mostKmh
          : undefined;
      const most = mostKmh === undefined ? setting.most : Math.min(setting.most, mostKmh);
      const wrong = wrongNumber(text, { ...setting, most });
      return wrong ? [[setting.path, wrong]] : [];
    }),
  );
}

/** One edit more; what is typed as it already is, is none. */
export function withEdit(
  edits: SettingEdits,
  { merged }: FleetSettings,
  setting: FleetSetting,
  text: string,
): SettingEdits {
  const { [setting.path]: _, ...others } = edits;
  return text === textAt(merged, setting) ? others : { ...others, [setting.path]: text };
}

/** Whether the district has a value of its own; one that is as the preset is none. */
export const isOwn = ({ merged, presets }: FleetSettings, setting: FleetSetting) =>
  textAt(merged, setting) !== textAt(presets, setting);

/** Everything back to the presets, as edits. */
export const allPresets = (settings: FleetSettings): SettingEdits =>
  Object.fromEntries(
    SETTINGS.filter((setting) => isOwn(settings, setting)).map((setting) => [
      setting.path,
      textAt(settings.presets, setting),
    ]),
  );

/** What the district has of its own once edits are set, none of which may be wrong: groups that differ. */
export function ownOf({ merged, presets }: FleetSettings, edits: SettingEdits): OwnFleet {
  const values = edited(merged, edits);
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((presets as Named)[name]),
    ),
  );
}

/** Whether what was edited is still as it was when one began. */
export const isSameSeen = (seen: FleetSettings, now: FleetSettings, edits: SettingEdits) =>
  SETTINGS.every(
    (setting) =>
      edits[setting.path] === undefined ||
      textAt(seen.merged, setting) === textAt(now.merged, setting),
  );
