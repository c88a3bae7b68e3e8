import type { components } from "../api/schema.gen.ts";

export type Categories = components["schemas"]["ComplaintCategorySettings"];
export type Group = Categories["groups"][number];
export type Category = Group["categories"][number];
/** What a district changed: its own ones, other titles, and those it uses no more. */
export type Own = Categories["own"];
export type OwnCategory = Own["added"][number];
export type Code = OwnCategory["codes"][number];
export type CategoryTitle = Category["title"];

/** The longest word that an id takes after its group. */
const WORD_CHARACTERS = 40;

/**
 * An id for a new category: its group and its English name in small letters, with a number where that is taken.
 *
 * @param group  id of the group it comes into.
 * @param en  its English name; without a Latin letter or digit in it the word is `own`.
 */
export function newCategoryId(own: Own, group: string, en: string): string {
  const word =
    en
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}+/gu, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-/, "")
      .slice(0, WORD_CHARACTERS - 4) // room for a number
      .replace(/-$/, "") || "own";
  const taken = new Set(own.added.map(({ id }) => id));
  let id = `${group}.${word}`;
  for (let n = 2; taken.has(id); n++) id = `${group}.${word}-${n}`;
  return id;
}

/** With one more category, or with one that was taken out put back where it stood. */
export const withCategory = (
  own: Own,
  category: OwnCategory,
  { at = own.added.length, isRetired = false } = {},
): Own => ({
  ...own,
  added: own.added.toSpliced(at, 0, category),
  retired: isRetired ? [...own.retired, category.id] : own.retired,
});

/** With one of the district's own changed. */
export const withOwn = (own: Own, category: OwnCategory): Own => ({
  ...own,
  added: own.added.map((one) => (one.id === category.id ? category : one)),
});

/** Without one of the district's own. */
export const withoutOwn = (own: Own, id: string): Own => ({
  ...own,
  added: own.added.filter((one) => one.id !== id),
  retired: own.retired.filter((one) => one !== id),
});

/** With a preset called otherwise; null calls it as the preset does. */
export const withTitle = (own: Own, id: string, title: CategoryTitle | null): Own => ({
  ...own,
  renamed: [
    ...own.renamed.filter((one) => one.id !== id),
    ...(title === null ? [] : [{ id, title }]),
  ],
});

/** With a category that is used no more, or used again. */
export const withRetired = (own: Own, id: string, isRetired: boolean): Own => ({
  ...own,
  retired: [...own.retired.filter((one) => one !== id), ...(isRetired ? [id] : [])],
});

export const isSameTitle = (one: CategoryTitle, other: CategoryTitle) =>
  one.zh === other.zh && one.en === other.en;

/** Languages in which another category is called like this one already. */
export const takenTitles = (
  groups: readonly Group[],
  id: string | null,
  title: CategoryTitle,
): (keyof CategoryTitle)[] =>
  (["zh", "en"] as const).filter((language) =>
    groups.some(({ categories }) =>
      categories.some((one) => one.id !== id && one.title[language] === title[language]),
    ),
  );

/** What a refusal says of one entry of `own`, by the field below it, e.g. `title.zh` or `codes.0.code`. */
export const faultsBelow = (
  faults: readonly { readonly field?: string | undefined; readonly remedy: string }[],
  path: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    faults.flatMap(({ field, remedy }) =>
      field?.startsWith(`${path}.`) ? [[field.slice(path.length + 1), remedy]] : [],
    ),
  );
