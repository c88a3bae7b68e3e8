import { sharedValue } from "../ui/shared-value.ts";
import { waitAfter } from "./back-off.ts";

/** Whether the server answers. */
export type Line = {
  readonly isLost: boolean;
  /** Since when it has not answered, by `Date.now()`; null while it does. */
  readonly sinceMs: number | null;
};

const UP: Line = { isLost: false, sinceMs: null };
const line = sharedValue<Line>(UP);

/** Whether the server answers. */
export const useLine = () => line.use();

/** Asked this often, and given this long: that nobody answers is known within five seconds. */
const [EVERY_MS, PATIENCE_MS] = [1_500, 2_500];

async function isAnswered(signal: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  return fetch("/healthz", { signal: limit, cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * Watches whether the server answers until it is stopped. One that does not is asked less and less often.
 *
 * @param onBack  Called when it answers again.
 * @returns how to stop, and how to have it asked at once, where something else says that the server may be gone.
 */
export function watchLine(onBack: () => void) {
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let failures = 0;
  let lastHeardMs = Date.now();
  async function ask() {
    isAsking = true;
    const isUp = await isAnswered(stopped.signal);
    isAsking = false;
    if (stopped.signal.aborted) return;
    if (isUp) {
      lastHeardMs = Date.now();
      failures = 0;
      if (line.now().isLost) {
        line.set(UP);
        onBack();
      }
    } else {
      failures += 1;
      if (!line.now().isLost) line.set({ isLost: true, sinceMs: lastHeardMs });
    }
    timer = setTimeout(ask, failures === 0 ? EVERY_MS : waitAfter(failures, Math.random()));
  }
  void ask();
  return {
    doubt() {
      if (isAsking || failures > 0 || stopped.signal.aborted) return;
      clearTimeout(timer);
      void ask();
    },
    stop() {
      stopped.abort();
      clearTimeout(timer);
      line.set(UP);
    },
  };
}
