import { useLink, useSetLink } from "../ui/link.ts";
import type { SubjectsAsked } from "./queries.ts";
import { STANDINGS, type Standing } from "./signs.ts";

/** What this capability keeps in the link beside the view. */
const LINKED = [
  "starTab",
  "starRubric",
  "starShow",
  "starCount",
  "starWarning",
  "starArea",
  "starManager",
  "starCreated",
  "starModel",
  "starDue",
  "starText",
  "starBy",
  "starMonth",
  "starTasks",
  "starAppeals",
  "starLevel",
  "starInspection",
  "rubricVersion",
] as const;
export type RatingParam = (typeof LINKED)[number];
type Linked = { readonly [K in RatingParam]?: string };
/** A change of the link; undefined takes one out. */
export type LinkChange = { readonly [K in RatingParam]?: string | undefined };

/** This capability's parameters of the link. */
export const useRatingLink = () => useLink(LINKED);

/** Changes some of them. */
export const useSetRatingLink = useSetLink<RatingParam>;

/** Ways of looking at stars, in the order of the page. */
export const TABS = [
  "overview",
  "list",
  "warnings",
  "meeting",
  "plan",
  "inspections",
  "appeals",
  "flag",
] as const;
export type Tab = (typeof TABS)[number];

/** By what stars are distributed. */
export const GROUPINGS = ["areas", "managers"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const WARNINGS = [
  "expiring",
  "score",
  "needed",
  "veto",
  "defects",
  "overdue",
  "complaints",
] as const;
export type WarningKind = (typeof WARNINGS)[number];

/** How an inspection that is to be made stands. */
export const TASK_STATES = ["overdue", "due", "done", "dropped"] as const;
export type TaskState = (typeof TASK_STATES)[number];

const STAR_COUNTS = ["5", "4", "3", "2", "1", "0", "any", "none"] as const;

export const tabOf = ({ starTab }: Linked): Tab =>
  TABS.find((tab) => tab === starTab) ?? "overview";
export const groupingOf = ({ starBy }: Linked): Grouping =>
  GROUPINGS.find((by) => by === starBy) ?? "areas";

/** What narrows the subjects that are listed and drawn; whatever makes no sense is dropped. */
export function subjectsAsked(linked: Linked, date: string): SubjectsAsked {
  const stars = STAR_COUNTS.find((one) => one === linked.starCount);
  const warning = [...WARNINGS, "any" as const].find((one) => one === linked.starWarning);
  const year = Number(linked.starCreated);
  return {
    date,
    ...(linked.starRubric ? { rubricId: linked.starRubric } : {}),
    ...(linked.starArea ? { areaId: linked.starArea } : {}),
    // nobody is an empty text, which no link can hold
    ...(linked.starManager
      ? { manager: linked.starManager === NOBODY ? "" : linked.starManager }
      : {}),
    ...(stars ? { stars } : {}),
    ...(warning ? { warning } : {}),
    ...(Number.isInteger(year) && year > 1900 ? { createdIn: year } : {}),
    ...(linked.starModel === "true" ? { isModel: "true" as const } : {}),
    ...(linked.starDue === "true" ? { isDue: "true" as const } : {}),
    ...(linked.starText ? { q: linked.starText } : {}),
  };
}

/** In the link, a manager that nobody knows. */
export const NOBODY = "-";

/** How what is shown stands; null is all. */
export function shownOf({ starShow }: Linked): ReadonlySet<Standing> | null {
  const named = starShow?.split(",") ?? [];
  const shown = STANDINGS.filter((one) => named.includes(one));
  return shown.length > 0 ? new Set(shown) : null;
}

/** The list in the link after one of it was pressed: with or without it; none and all are no list. */
export function withStanding(now: ReadonlySet<Standing> | null, one: Standing): string | undefined {
  const next = new Set(now ?? []);
  if (!next.delete(one)) next.add(one);
  const chosen = STANDINGS.filter((each) => next.has(each));
  return chosen.length === 0 || chosen.length === STANDINGS.length ? undefined : chosen.join(",");
}

/** What narrows the list besides the rubric, all of it taken away. */
export const UNFILTERED: LinkChange = {
  ...{ starShow: undefined, starCount: undefined, starWarning: undefined, starArea: undefined },
  ...{ starManager: undefined, starCreated: undefined, starModel: undefined, starDue: undefined },
  starText: undefined,
};

/** What a figure counts, in the link: its records are listed, and nothing else. */
export const recordsOf = (of: LinkChange): LinkChange => ({
  ...UNFILTERED,
  starTab: "list",
  ...of,
});
