import { COMPLAINT_CATEGORIES, COMPLAINT_GROUPS } from "../../data/standards.ts";
import type { Title } from "../store/layer.ts";

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

/** Everything citizens can report: no petitions, and nothing that is confidential from the start. */
export const PUBLIC_SERVICES: readonly PublicService[] = [
  ...COMPLAINT_GROUPS.filter(
    ({ kind, isConfidential }) => kind === undefined && !isConfidential,
  ).flatMap(({ id, title, categories }) =>
    categories.map((category) => ({
      code: category.id,
      category: category.id,
      title: category.title,
      group: { id, title },
    })),
  ),
  {
    code: OTHER_SERVICE,
    category: null,
    title: { zh: "其他环卫问题", en: "Something else" },
    group: { id: OTHER_SERVICE, title: { zh: "其他", en: "Other" } },
  },
];

/** The service with a code; undefined when there is none. */
export const publicServiceOf = (code: string) =>
  PUBLIC_SERVICES.find((service) => service.code === code);

/** The code that a complaint of a category is published under: its own, also where only an import knows it. */
export const serviceCodeOf = (category: string | null) => category ?? OTHER_SERVICE;

/** What a service code is called; one that only an import knows is shown as it came. */
export function serviceTitleOf(code: string): Title {
  const known =
    publicServiceOf(code)?.title ?? COMPLAINT_CATEGORIES.find(({ id }) => id === code)?.title;
  return known ?? { zh: code, en: code };
}
