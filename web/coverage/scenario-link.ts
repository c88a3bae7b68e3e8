import { useLink, useSetLink } from "../ui/link.ts";
import type { CoverageParam, CoverageQuestion } from "./params.ts";
import type { Scenario } from "./scenario-queries.ts";
import { type Tries, writeTries } from "./tries.ts";

/** What scenarios keep in the link: the one that is open, and those that are compared. */
const LINKED = ["scenario", "compare"] as const;
type ScenarioParam = (typeof LINKED)[number];

export const useScenarioLink = () => useLink(LINKED);
export const useSetScenarioLink = useSetLink<CoverageParam | ScenarioParam>;

type Link = { readonly [K in CoverageParam]?: string | undefined };
type Position = readonly number[];
/** A question of this page, or one as it arrives. */
type Question = CoverageQuestion | NonNullable<Scenario["question"]>;

const pair = ([lng = 0, lat = 0]: Position): [number, number] => [lng, lat];

/** What a question tries out. */
export const triesIn = ({ edits }: Pick<Question, "edits">): Tries => ({
  added: (edits?.added ?? []).map(({ position, ...site }) => ({
    ...site,
    position: pair(position),
  })),
  moved: (edits?.moved ?? []).map(({ facilityId, position }) => ({
    facilityId,
    position: pair(position),
  })),
  closed: edits?.closed ?? [],
  barriers: (edits?.barriers ?? []).map((line) => line.map(pair)),
});

/** The link that asks a question: what it does not name is as the page has it first. */
export function linkOf(question: Question): Link {
  const statuses = question.statuses.join(",");
  return {
    serves: question.kind === "toilet" ? undefined : question.kind,
    lens: question.lensId,
    reach: question.radiusMeters === undefined ? undefined : String(question.radiusMeters),
    travel: question.profile,
    demand: question.demand === "residents" ? undefined : question.demand,
    statuses: statuses === "open" ? undefined : statuses,
    minStars: question.minStars === undefined ? undefined : String(question.minStars),
    accessible: question.isAccessible ? "on" : undefined,
    openAt: question.openAt,
    capacity: question.hasCapacity ? "on" : undefined,
    tries: writeTries(triesIn(question)),
  };
}

/** Whether two questions ask the same and try out the same. */
export const isSame = (one: Question, other: Question) =>
  JSON.stringify(linkOf(one)) === JSON.stringify(linkOf(other));

/** Ids of a link. */
export const idsIn = (text: string | undefined): string[] => [
  ...new Set((text ?? "").split(",").filter((id) => id !== "")),
];

/** The most that are compared at once; the server's own limit. */
export const MOST_COMPARED = 6;

/** Ids with one put in or taken out; undefined for none. */
export function withId(ids: readonly string[], id: string, isIn: boolean): string | undefined {
  const others = ids.filter((other) => other !== id);
  const next = isIn ? [...others, id] : others;
  return next.length > 0 ? next.join(",") : undefined;
}
