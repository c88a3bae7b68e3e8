import { isDay } from "../ui/format.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { statesNamed } from "./params.ts";
import type { StopOrder } from "./rounds.ts";
import { PASS_STATES, type PassState } from "./titles.ts";

/** What the page of collection rounds keeps in the link. */
const LINKED = ["round", "roundDay", "roundShow", "roundOrder"] as const;
export type RoundParam = (typeof LINKED)[number];

export const useSetRoundLink = useSetLink<RoundParam>;

export type RoundsAsked = {
  /** undefined is today. */
  readonly day: string | undefined;
  /** The round that is open, by `keyOf`: it is the same one on another day. */
  readonly open: string | null;
  /** The states that are shown; null is all. */
  readonly shown: ReadonlySet<PassState> | null;
  readonly order: StopOrder;
};

/** What the link asks; what makes no sense is dropped. */
export const roundsAsked = (linked: { readonly [K in RoundParam]?: string }): RoundsAsked => ({
  day: linked.roundDay !== undefined && isDay(linked.roundDay) ? linked.roundDay : undefined,
  open: linked.round ?? null,
  shown: statesNamed(PASS_STATES, linked.roundShow),
  order: linked.roundOrder === "need" ? "need" : "round",
});

export const useRoundsAsked = () => roundsAsked(useLink(LINKED));
