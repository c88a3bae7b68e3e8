import type { Exceptions, PassStanding } from "./confirm-pass.ts";
import type { EntryDraft } from "./queries.ts";
import type { Round, RoundStop } from "./round-queries.ts";
import { DUE_STATES, type PassState } from "./titles.ts";

/** How many stops stand in each state. */
export type StopCounts = Readonly<Record<PassState, number>>;

/** The worst first: what was missed, then what nobody can know. */
export const BY_NEED: readonly PassState[] = [
  ...(["not_done", "not_recorded", "could_not", "open"] as const),
  ...(["upcoming", "suspended", "done"] as const),
];
const needOf = (state: PassState) => BY_NEED.indexOf(state);

/** Names a round among those of a day, whatever the day. */
export const keyOf = ({
  routeId,
  orderId,
  ordinal,
}: Pick<Round, "routeId" | "orderId" | "ordinal">) => `${routeId ?? orderId}:${ordinal}`;

/** The stops of some rounds together, by state. */
export function stopsIn(rounds: readonly Pick<Round, "counts">[]): StopCounts {
  const of = (state: PassState) => rounds.reduce((sum, { counts }) => sum + counts[state], 0);
  return {
    ...{ done: of("done"), could_not: of("could_not"), not_done: of("not_done") },
    ...{ not_recorded: of("not_recorded"), open: of("open") },
    ...{ upcoming: of("upcoming"), suspended: of("suspended") },
  };
}

/** Stops of which something is to be said by now: what was missed is told as a share of these. */
export const dueIn = (counts: StopCounts) =>
  DUE_STATES.reduce((sum, state) => sum + counts[state], 0);

/** All of them, whenever they are due. */
export const allIn = (counts: StopCounts) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Rounds as they are listed: those with most missed first, then those of which least is known, then by time and code. */
export function inNeed(rounds: readonly Round[]): Round[] {
  const nameOf = ({ fromAt, code, ordinal }: Round) => `${fromAt} ${code ?? ""} ${ordinal}`;
  return [...rounds].sort(
    (a, b) =>
      b.counts.not_done - a.counts.not_done ||
      b.counts.not_recorded - a.counts.not_recorded ||
      (nameOf(a) < nameOf(b) ? -1 : 1),
  );
}

/** A stop with its place in the order of its round, from 1. */
export type NumberedStop = { readonly stop: RoundStop; readonly number: number };

export type StopOrder = "round" | "need";

/** The stops of a round that are shown. @param shown  null is all. */
export function stopsShown(
  { stops }: Pick<Round, "stops">,
  shown: ReadonlySet<PassState> | null,
  order: StopOrder = "round",
): NumberedStop[] {
  const listed = stops
    .map((stop, i) => ({ stop, number: i + 1 }))
    .filter(({ stop }) => shown === null || shown.has(stop.state));
  if (order === "round") return listed;
  return listed.sort((a, b) => needOf(a.stop.state) - needOf(b.stop.state) || a.number - b.number);
}

/** How a round stands for whoever confirms it, counted in stops. */
export function roundStanding({
  counts,
  suspension,
  stops,
}: Pick<Round, "counts" | "suspension" | "stops">): PassStanding {
  const all = allIn(counts);
  const { done } = counts;
  const is =
    suspension !== null
      ? "suspended"
      : counts.upcoming + done === all && counts.upcoming > 0
        ? "upcoming"
        : done === all
          ? "done"
          : counts.open > 0
            ? "open"
            : "over";
  return { is, done, all, isElsewhere: !stops.some(({ mayEnter }) => mayEnter) };
}

/** Whether one may say anything of a stop: not before its time, nor of what is known to be emptied or lies elsewhere. */
export const isEnterable = ({ state, mayEnter }: Pick<RoundStop, "state" | "mayEnter">) =>
  mayEnter && !["upcoming", "done", "suspended"].includes(state);

/** The whole round as done, as far as it lies in one's areas, but for its exceptions. */
export function roundDraft({ passId, stops }: Round, exceptions: Exceptions): EntryDraft {
  const within = stops.filter(({ mayEnter }) => mayEnter);
  return {
    ...{ kind: "confirmed", passId, note: "" },
    ...(within.length === stops.length
      ? {}
      : { facilityIds: within.map(({ facilityId }) => facilityId) }),
    exceptions: within.flatMap(({ facilityId }): EntryDraft["exceptions"] => {
      const reason = exceptions[facilityId];
      return reason === undefined ? [] : [{ facilityId, reason }];
    }),
  };
}

/** The rounds of a route that somebody may confirm today: those of the day, and of yesterday those that ran into it. */
export const roundsOfRoute = (
  routeId: string,
  today: readonly Round[],
  yesterday: readonly Round[],
  dayOf: (instant: string) => string,
): Round[] => [
  ...yesterday.filter((one) => one.routeId === routeId && dayOf(one.toAt) > one.day),
  ...today.filter((one) => one.routeId === routeId),
];

/** The layer of the register that holds a kind of stop; null of one that is in the register no more. */
export const layerOfStop = (kind: string | null): string | null =>
  (kind &&
    { transfer_station: "transfer-stations", collection_point: "collection-points", bin: "bins" }[
      kind
    ]) ||
  null;
