import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { type Replay, useReplay } from "./params.ts";
import { tracksQuery } from "./queries.ts";
import type { Span } from "./replay-clock.ts";
import type { Track } from "./replay-track.ts";

/** Up to so many vehicles are asked for alone; of more, one asks for all and chooses here. */
const FEW = 5;

/** Whose tracks are asked for; null is everybody's. */
export const askedOf = (vehicleIds: readonly string[] | null) =>
  vehicleIds && vehicleIds.length <= FEW && vehicleIds.length > 0 ? [...vehicleIds].sort() : null;

/** The period in which the clock runs: until the last position, as the rest of today is not there yet. */
export function playedSpan({ fromMs, toMs }: Span, tracks: readonly Track[]): Span {
  const last = Math.max(fromMs, ...tracks.map(({ atMs, length }) => atMs[length - 1] ?? fromMs));
  return { fromMs, toMs: Math.min(toMs, Math.ceil(last / 60_000) * 60_000) };
}

/** The first position of all; null where there is none. */
export function firstOf(tracks: readonly Track[]): number | null {
  const firsts = tracks.flatMap(({ atMs, length }) => (length > 0 ? [atMs[0]!] : []));
  return firsts.length > 0 ? Math.min(...firsts) : null;
}

const NOTHING = { fromMs: 0, toMs: 1 };

/** What is replayed: the tracks of the vehicles that are chosen, and when the clock runs. */
export function useReplayTracks() {
  const asked = useReplay();
  const { districtId } = useView().view.district;
  const span = asked?.span ?? NOTHING;
  const vehicleIds = asked?.replay.vehicleIds ?? null;
  const answer = useQuery({
    ...tracksQuery(districtId, span, askedOf(vehicleIds)),
    enabled: asked !== null && vehicleIds?.length !== 0,
  });
  const all = answer.data?.tracks;
  const tracks = useMemo(
    () => all?.filter(({ vehicleId }) => vehicleIds === null || vehicleIds.includes(vehicleId)),
    [all, vehicleIds],
  );
  const played = useMemo(() => playedSpan(span, all ?? []), [span, all]);
  return { answer, tracks, span: played, replay: asked?.replay ?? null };
}

/** Where the clock begins: where the link says it was stopped, else with the first position. */
export function beginOf(
  { at }: Replay,
  instantOf: (time: string) => number,
  span: Span,
  first: number | null,
): number {
  const ms = at === null ? (first ?? span.fromMs) : instantOf(at);
  return Math.min(span.toMs, Math.max(span.fromMs, ms));
}
