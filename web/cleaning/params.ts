import { useLink, useSetLink } from "../ui/link.ts";
import { STANDING_BY, type StandingBy } from "./standing.ts";
import { STREET_STATES, type StreetState, WORKS, type Work } from "./titles.ts";

/** What this capability keeps in the link beside the view. */
const LINKED = [
  "cleanWork",
  "cleanBy",
  "cleanOf",
  "cleanShow",
  "cleanStreet",
  "proofFrom",
  "proofTo",
  "proofWork",
  "dueFrom",
  "dueTo",
  "dueBy",
  "dueWork",
  "dueKey",
  "dueState",
  "confirmTeam",
  "confirmRoute",
  "confirmPass",
] as const;
export type CleaningParam = (typeof LINKED)[number];

/** This capability's parameters of the link. */
export const useCleaningLink = () => useLink(LINKED);

/** Changes some of them. */
export const useSetCleaningLink = useSetLink<CleaningParam>;

type Linked = { readonly [K in CleaningParam]?: string };

/** What the link asks of the page of how streets stand; what makes no sense is dropped. */
export type StandingAsked = {
  /** null is every work. */
  readonly work: Work | null;
  readonly by: StandingBy;
  /** The one of them that is looked at alone; null is all. */
  readonly of: string | null;
  /** The states that are shown; null is all. */
  readonly shown: ReadonlySet<StreetState> | null;
  readonly streetId: string | null;
};

export function standingAsked(linked: Linked): StandingAsked {
  return {
    work: workOf(linked.cleanWork),
    by: STANDING_BY.find((by) => by === linked.cleanBy) ?? "route",
    of: linked.cleanOf ?? null,
    shown: statesNamed(STREET_STATES, linked.cleanShow),
    streetId: linked.cleanStreet ?? null,
  };
}

/** A work that is swept or washed; collection has rounds of its own. */
export const workOf = (text: string | undefined): Work | null =>
  WORKS.find((work) => work === text && work !== "collection") ?? null;

/** The states in a link after one was pressed: alone at first, then with and without others; all of them are none. */
export function withState<State extends string>(
  states: readonly State[],
  shown: ReadonlySet<State> | null,
  state: State,
): string | undefined {
  const next = new Set(shown ?? []);
  if (!next.delete(state)) next.add(state);
  const all = states.filter((one) => next.has(one));
  return all.length === 0 || all.length === states.length ? undefined : all.join(",");
}

/** The states that a link names; null is all. */
export function statesNamed<State extends string>(
  states: readonly State[],
  text: string | undefined,
): ReadonlySet<State> | null {
  const named = text?.split(",") ?? [];
  const shown = states.filter((state) => named.includes(state));
  return shown.length > 0 ? new Set(shown) : null;
}

/** What the link asks of the page of how streets stand. */
export const useStandingAsked = () => standingAsked(useCleaningLink());
