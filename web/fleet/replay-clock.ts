import { sharedValue } from "../ui/shared-value.ts";

/** Seconds of the day that pass in one of ours. */
export const SPEEDS = [1, 10, 30, 60, 120, 300] as const;

/** A period of a replay, in epoch milliseconds. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** Where the one clock of all vehicles stands. */
export type ReplayClock = {
  readonly atMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
};

/** The instant within the period that is nearest. */
export const within = ({ fromMs, toMs }: Span, ms: number) => Math.min(toMs, Math.max(fromMs, ms));

/** The clock after some of our time has passed; at the end of the period it stops. */
export function ticked(clock: ReplayClock, elapsedMs: number, span: Span): ReplayClock {
  if (!clock.isPlaying) return clock;
  const atMs = within(span, clock.atMs + elapsedMs * clock.speed);
  return { ...clock, atMs, isPlaying: atMs < span.toMs };
}

/** The clock once play or pause was pressed; at the end it begins anew. */
export const toggled = (clock: ReplayClock, span: Span): ReplayClock =>
  clock.isPlaying
    ? { ...clock, isPlaying: false }
    : { ...clock, isPlaying: true, atMs: clock.atMs >= span.toMs ? span.fromMs : clock.atMs };

/** The clock set to an instant of the period. */
export const setTo = (clock: ReplayClock, ms: number, span: Span): ReplayClock => ({
  ...clock,
  atMs: within(span, ms),
});

/** The clock of the page, the same for map, list and slider; the link keeps where it was stopped. */
export const replayClock = sharedValue<ReplayClock>({ atMs: 0, isPlaying: false, speed: 60 });
