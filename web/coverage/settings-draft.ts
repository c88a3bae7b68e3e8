import type { components } from "../api/schema.gen.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { numberOf, type WrongNumber, wrongNumber } from "../ui/typed-number.ts";
import type { Capacity, Lens, LensSettings } from "./settings-words.ts";

export type OwnLenses = NonNullable<components["schemas"]["DistrictLenses"]>;
type Change = NonNullable<OwnLenses["lenses"]>[string];

/** Why a text cannot be saved. */
export type Wrong = WrongNumber | { readonly is: "crossed" } | { readonly is: "no-reason" };

/** Where each value stands among edits. */
export const pathOf = {
  figure: (lensId: string, name: string) => `lenses.${lensId}.figures.${name}`,
  reason: (lensId: string) => `lenses.${lensId}.reason`,
  isOn: (lensId: string) => `lenses.${lensId}.isOn`,
  default: (kind: string) => `defaults.${kind}`,
  capacity: (id: string) => `capacities.${id}.value`,
  capacityReason: (id: string) => `capacities.${id}.reason`,
};

/** Every value as it is saved, as text, by path. */
export function savedTexts({ lenses, capacities }: LensSettings): SettingEdits {
  const texts: Record<string, string> = {};
  for (const lens of lenses) {
    if (lens.isPreset) {
      texts[pathOf.isOn(lens.id)] = String(lens.isOn);
      texts[pathOf.reason(lens.id)] = lens.reason ?? "";
      for (const { name, value } of lens.figures)
        texts[pathOf.figure(lens.id, name)] = String(value);
    }
    texts[pathOf.default(lens.facilityKind)] ??= "";
    if (lens.isDefault) texts[pathOf.default(lens.facilityKind)] = lens.id;
  }
  for (const { id, value, reason } of capacities) {
    texts[pathOf.capacity(id)] = String(value);
    texts[pathOf.capacityReason(id)] = reason ?? "";
  }
  return texts;
}

/** One edit more; what is as it is saved, is none. */
export function withEdit(
  edits: SettingEdits,
  saved: SettingEdits,
  path: string,
  text: string,
): SettingEdits {
  const { [path]: _, ...others } = edits;
  return text === saved[path] ? others : { ...others, [path]: text };
}

/** Whether a text is another number than the preset; what is no number is. */
const isOther = (text: string, preset: number | null) => numberOf(text) !== preset;

/** Whether a value of a lens is the district's own once edits are saved: then it needs a reason. */
export const needsReason = (lens: Lens, texts: SettingEdits): boolean =>
  lens.isPreset &&
  lens.figures.some(({ name, preset }) =>
    isOther(texts[pathOf.figure(lens.id, name)] ?? "", preset),
  );

export const capacityNeedsReason = ({ id, preset }: Capacity, texts: SettingEdits): boolean =>
  isOther(texts[pathOf.capacity(id)] ?? "", preset);

/** What cannot be saved as it is typed, by path; of what is not touched, nothing. */
export function wrongOf(
  settings: LensSettings,
  saved: SettingEdits,
  edits: SettingEdits,
): Readonly<Record<string, Wrong>> {
  const texts = { ...saved, ...edits };
  const wrong: Record<string, Wrong> = {};
  const isTouched = (...paths: string[]) => paths.some((path) => edits[path] !== undefined);
  for (const lens of settings.lenses) {
    const reason = pathOf.reason(lens.id);
    const paths = lens.figures.map(({ name }) => pathOf.figure(lens.id, name));
    if (!isTouched(reason, ...paths)) continue;
    Object.assign(wrong, wrongFigures(lens, texts));
    if (needsReason(lens, texts) && !texts[reason]!.trim()) wrong[reason] = { is: "no-reason" };
  }
  for (const capacity of settings.capacities) {
    const [value, reason] = [pathOf.capacity(capacity.id), pathOf.capacityReason(capacity.id)];
    if (!isTouched(value, reason)) continue;
    const found = wrongNumber(texts[value]!, capacity);
    if (found) wrong[value] = found;
    if (capacityNeedsReason(capacity, texts) && !texts[reason]!.trim())
      wrong[reason] = { is: "no-reason" };
  }
  return wrong;
}

function wrongFigures(lens: Lens, texts: SettingEdits): Record<string, Wrong> {
  const wrong: Record<string, Wrong> = {};
  for (const figure of lens.figures) {
    const path = pathOf.figure(lens.id, figure.name);
    const found = wrongNumber(texts[path]!, figure);
    const least = texts[pathOf.figure(lens.id, figure.name.replace(/^most/, "least"))];
    if (found) wrong[path] = found;
    else if (
      figure.name.startsWith("most") &&
      least !== undefined &&
      numberOf(texts[path]!)! < (numberOf(least) ?? 0)
    )
      wrong[path] = { is: "crossed" };
  }
  return wrong;
}

/** What the district has of its own once edits are saved, none of which may be wrong. */
export function ownOf(settings: LensSettings, edits: SettingEdits): OwnLenses {
  const texts = { ...savedTexts(settings), ...edits };
  const lenses = entriesOf(
    settings.lenses.filter(({ isPreset }) => isPreset),
    (lens) => changeOf(lens, texts),
  );
  const isOn = (lens: Lens) => !lens.isPreset || texts[pathOf.isOn(lens.id)] === "true";
  const kinds = [...new Set(settings.lenses.map(({ facilityKind }) => facilityKind))];
  const defaults = Object.fromEntries(
    kinds.flatMap((kind) => {
      const chosen = settings.lenses.find(({ id }) => id === texts[pathOf.default(kind)]);
      // what is not in use any more is no default
      return chosen && isOn(chosen) && !chosen.isDefaultByPreset ? [[kind, chosen.id]] : [];
    }),
  );
  const capacities = entriesOf(settings.capacities, (capacity) =>
    capacityNeedsReason(capacity, texts)
      ? {
          value: numberOf(texts[pathOf.capacity(capacity.id)]!)!,
          reason: texts[pathOf.capacityReason(capacity.id)]!.trim(),
        }
      : null,
  );
  const own = settings.own?.own ?? [];
  return {
    ...(Object.keys(lenses).length > 0 ? { lenses } : {}),
    ...(own.length > 0 ? { own } : {}),
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...(Object.keys(capacities).length > 0 ? { capacities } : {}),
  };
}

function entriesOf<T extends { readonly id: string }, V>(
  all: readonly T[],
  toValue: (one: T) => V | null,
): Record<string, V> {
  return Object.fromEntries(
    all.flatMap((one) => {
      const value = toValue(one);
      return value === null ? [] : [[one.id, value]];
    }),
  );
}

/** What the district says of a lens of the presets; null is nothing. */
function changeOf(lens: Lens, texts: SettingEdits): Change | null {
  const isOn = texts[pathOf.isOn(lens.id)] === "true";
  const figures = Object.fromEntries(
    lens.figures.flatMap(({ name, preset }) => {
      const value = numberOf(texts[pathOf.figure(lens.id, name)]!);
      return value === null || value === preset ? [] : [[name, value]];
    }),
  );
  const isOwn = Object.keys(figures).length > 0;
  if (isOn === lens.isOnByPreset && !isOwn) return null;
  return {
    ...(isOn === lens.isOnByPreset ? {} : { isOn }),
    ...(isOwn ? { figures, reason: texts[pathOf.reason(lens.id)]!.trim() } : {}),
  };
}

/** How many things the district has of its own, as it is saved. */
export const ownCount = ({ own }: LensSettings): number =>
  [own?.lenses, own?.defaults, own?.capacities].reduce(
    (total, group) => total + Object.keys(group ?? {}).length,
    own?.own?.length ?? 0,
  );

/** Whether what was edited is still as it was when one began. */
export function isSameSeen(seen: LensSettings, now: LensSettings, edits: SettingEdits): boolean {
  const [before, after] = [savedTexts(seen), savedTexts(now)];
  return Object.keys(edits).every((path) => before[path] === after[path]);
}
