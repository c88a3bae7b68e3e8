import { useSyncExternalStore } from "react";

/** What the server said of its time, and how long it took to say so. */
type Sample = { readonly aheadMs: number; readonly tripMs: number; readonly atMs: number };

/** So long a quick answer is believed rather than a slower one after it: the page's own clock runs away by seconds a day. */
const KEPT_MS = 10 * 60_000;

let held: Sample | null = null;

/**
 * Takes the server's time from an answer. The middle of asking and being answered is when it was said; of several answers
 * the quickest says it best.
 *
 * @param sentMs  When it was asked and when it was answered, by `performance.now()`: the browser's own date may be set to anything.
 */
export function noteServerTime(serverTime: string, sentMs: number, heardMs: number) {
  const said = Date.parse(serverTime);
  if (Number.isNaN(said)) return;
  const tripMs = heardMs - sentMs;
  const sample = { aheadMs: said - (sentMs + heardMs) / 2, tripMs, atMs: heardMs };
  if (held && tripMs > held.tripMs && heardMs - held.atMs < KEPT_MS) return;
  held = sample;
}

/** Now, by the server's clock; null until it has said a time. */
export const serverNow = (): number | null => held && performance.now() + held.aheadMs;

const hearers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let second: number | null = null;

function tick() {
  const now = serverNow();
  second = now === null ? null : Math.floor(now / 1000) * 1000;
  for (const hear of hearers) hear();
}

/** One clock for the whole wall, told anew each second while somebody looks at it. */
function subscribe(hear: () => void) {
  if (hearers.size === 0) {
    timer = setInterval(tick, 1000);
    tick();
  }
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
    if (hearers.size === 0) clearInterval(timer);
  };
}

/** The server's time in whole steps; a component is drawn anew with each step. */
export const useServerTime = (stepMs = 1000): number | null =>
  useSyncExternalStore(subscribe, () =>
    second === null ? null : Math.floor(second / stepMs) * stepMs,
  );

/** Forgets what was heard, for tests. */
export const forgetServerTime = () => {
  held = null;
};
