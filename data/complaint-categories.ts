import { z } from "zod";
import { COMPLAINT_CATEGORIES, COMPLAINT_GROUPS, type ComplaintGroup } from "./standards.ts";

/** The id of a district's own category: its group's, a point, and a word. So its group is known wherever its id is. */
const OWN_ID = /^([a-z][a-z0-9-]*)\.([a-z0-9][a-z0-9-]{0,39})$/;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "at least one character")
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");
const Title = z.strictObject({ zh: line(40), en: line(80) });

const isPreset = (id: string) => COMPLAINT_CATEGORIES.some((category) => category.id === id);

/** The group of a category, a district's own among them; undefined for a word that only an import knows. */
export function categoryGroup(category: string | null): ComplaintGroup | undefined {
  if (category === null) return undefined;
  const own = OWN_ID.exec(category)?.[1];
  return COMPLAINT_GROUPS.find(
    ({ id, categories }) => id === own || categories.some((one) => one.id === category),
  );
}

/** Whether a category can be one here: of the presets, or a district's own of a group there is. */
export const isCategoryId = (id: string) => isPreset(id) || categoryGroup(id) !== undefined;

const OwnCategory = z.strictObject({
  id: z.string().refine((id) => OWN_ID.test(id) && categoryGroup(id) !== undefined, {
    error: `a group, a point and a word, such as ${COMPLAINT_GROUPS[0]!.id}.snow`,
  }),
  title: Title,
  codes: z
    .array(
      z.strictObject({
        standard: line(60).describe("Whose code it is: a standard, a city's list"),
        kind: z.enum(["event", "component"]).describe("事件, 部件"),
        code: z.string().regex(/^[0-9-]{1,20}$/, "digits and hyphens"),
      }),
    )
    .max(10, "at most 10")
    .default([]),
});

const Changes = z.strictObject({
  added: z.array(OwnCategory).max(200, "at most 200").default([]),
  renamed: z
    .array(z.strictObject({ id: z.string().refine(isPreset, "a preset's id"), title: Title }))
    .max(200, "at most 200")
    .default([]),
  retired: z
    .array(z.string().refine(isCategoryId, "a category's id"))
    .max(400, "at most 400")
    .default([])
    .describe("Not offered any more; complaints that have them keep them"),
});
export type DistrictCategories = z.infer<typeof Changes>;

/** What a district changes of the categories: its own ones, other titles, and those it uses no more. */
export const DistrictCategories = Changes.refine(
  ({ added, renamed, retired }) =>
    [added.map(({ id }) => id), renamed.map(({ id }) => id), retired].every(
      (ids) => new Set(ids).size === ids.length,
    ),
  { error: "each category once" },
)
  .refine(
    ({ added, retired }) =>
      retired.every((id) => isPreset(id) || added.some((own) => own.id === id)),
    { path: ["retired"], error: "categories there are" },
  )
  .refine(
    (own) => {
      const titles = categoriesIn(own).flatMap(({ title }) => [`zh ${title.zh}`, `en ${title.en}`]);
      return new Set(titles).size === titles.length;
    },
    { error: "two categories are called the same" },
  );

/** A category as a district has it. */
export type Category = {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly codes: readonly {
    readonly standard: string;
    readonly kind: "event" | "component";
    readonly code: string;
  }[];
  /** Not offered any more; complaints that have it keep it. */
  readonly isRetired: boolean;
  /** The district's own, and no preset. */
  readonly isOwn: boolean;
};

/** A group with the categories that a district has in it. */
export type CategoryGroup = Omit<ComplaintGroup, "categories"> & {
  readonly categories: readonly Category[];
};

/** The groups as a district has them: presets in their order, its own ones after them. */
export function categoryGroups(own: DistrictCategories | null): CategoryGroup[] {
  const titles = new Map(own?.renamed.map(({ id, title }) => [id, title]));
  const retired = new Set(own?.retired);
  return COMPLAINT_GROUPS.map((group) => ({
    ...group,
    categories: [
      ...group.categories.map((category) => ({
        ...category,
        title: titles.get(category.id) ?? category.title,
        ...{ isRetired: retired.has(category.id), isOwn: false },
      })),
      ...(own?.added ?? [])
        .filter(({ id }) => categoryGroup(id)?.id === group.id)
        .map((category) => ({ ...category, isRetired: retired.has(category.id), isOwn: true })),
    ],
  }));
}

/** All categories of a district, in the order of their groups. */
export const categoriesIn = (own: DistrictCategories | null): Category[] =>
  categoryGroups(own).flatMap(({ categories }) => categories);
