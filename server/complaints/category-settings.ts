import {
  type Category,
  type CategoryGroup,
  categoriesIn,
  categoryGroups,
  DistrictCategories,
} from "../../data/complaint-categories.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import type { Title } from "../store/layer.ts";
import { readSetting } from "../store/setting.ts";

/** Where a district keeps what it changed of the categories. */
export const CATEGORIES_SETTING = "complaintCategories";

/** What a district changed of the categories; null is nothing. */
export async function readOwnCategories(
  tx: Queryable,
  districtId: string,
): Promise<DistrictCategories | null> {
  const kept = await readSetting(tx, districtId, CATEGORIES_SETTING);
  const own = DistrictCategories.safeParse(kept);
  return own.success ? own.data : null;
}

/** The groups of categories as a district has them, with those it uses no more. */
export async function readCategoryGroups(
  tx: Queryable,
  districtId: string,
): Promise<CategoryGroup[]> {
  return categoryGroups(await readOwnCategories(tx, districtId));
}

/** The categories of a district, with those it uses no more. */
export const readCategories = async (tx: Queryable, districtId: string): Promise<Category[]> =>
  categoriesIn(await readOwnCategories(tx, districtId));

/** What the categories of a district are called, by id. */
export async function readCategoryTitles(
  tx: Queryable,
  districtId: string,
): Promise<Record<string, Title>> {
  const categories = await readCategories(tx, districtId);
  return Object.fromEntries(categories.map(({ id, title }) => [id, title]));
}

/**
 * Holds a new complaint, or a corrected one, to the categories that the district uses.
 *
 * @throws {DomainError} `body-invalid` with what is wrong with it.
 */
export async function requireCategory(
  tx: Queryable,
  districtId: string,
  category: string | null,
): Promise<void> {
  if (category === null) return;
  const known = (await readCategories(tx, districtId)).find(({ id }) => id === category);
  if (known && !known.isRetired) return;
  const [rule, remedy] = known
    ? ["category-retired", `${known.title.zh} is not used any more: choose another category`]
    : ["category-unknown", "choose one of the district's categories"];
  throw new DomainError("body-invalid", `category: ${remedy}`, [
    { field: "category", value: category, remedy, rule },
  ]);
}
