import type { CategoryGroup } from "../../data/complaint-categories.ts";
import type { Queryable } from "../store/database.ts";
import type { Title } from "../store/layer.ts";
import { readCategoryGroups } from "./category-settings.ts";

/** Something citizens can report. */
export type PublicService = {
  /** The category's id; `other` is none of them. */
  readonly code: string;
  readonly category: string | null;
  readonly title: Title;
  readonly group: { readonly id: string; readonly title: Title };
};

/** What has no category of its own. */
export const OTHER_SERVICE = "other";
const OTHER: PublicService = {
  code: OTHER_SERVICE,
  category: null,
  title: { zh: "其他环卫问题", en: "Something else" },
  group: { id: OTHER_SERVICE, title: { zh: "其他", en: "Other" } },
};

/** The code that a complaint of a category is published under: its own, also where only an import knows it. */
export const serviceCodeOf = (category: string | null) => category ?? OTHER_SERVICE;

/** What citizens of a district can report, and what it is called. */
export type PublicServices = {
  /** No petitions, nothing that is confidential from the start, and no category that is used no more. */
  readonly all: readonly PublicService[];
  /** The service with a code; undefined when there is none. */
  serviceOf(code: string): PublicService | undefined;
  /** What a code is called, also of what cannot be reported any more; one that only an import knows as it came. */
  titleOf(code: string): Title;
};

/** The services that categories make. */
export function publicServices(groups: readonly CategoryGroup[]): PublicServices {
  const isPublic = ({ kind, isConfidential }: CategoryGroup) =>
    kind === undefined && !isConfidential;
  const offered = groups.filter(isPublic).flatMap(({ id, title, categories }) =>
    categories
      .filter(({ isRetired }) => !isRetired)
      .map((category) => ({
        code: category.id,
        category: category.id,
        title: category.title,
        group: { id, title },
      })),
  );
  const all = [...offered, OTHER];
  const titles = new Map(
    groups.flatMap(({ categories }) => categories.map(({ id, title }) => [id, title] as const)),
  );
  titles.set(OTHER_SERVICE, OTHER.title);
  return {
    all,
    serviceOf: (code) => all.find((service) => service.code === code),
    titleOf: (code) => titles.get(code) ?? { zh: code, en: code },
  };
}

/** The services of a district. */
export const readPublicServices = async (tx: Queryable, districtId: string) =>
  publicServices(await readCategoryGroups(tx, districtId));
