import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { LngLat } from "../map/geometry.ts";
import { useCoverageLink, useQuestion, useSetCoverageLink } from "./params.ts";
import {
  NO_TRIES,
  type Tries,
  withClosed,
  withFence,
  withMoved,
  withNew,
  withoutBarrier,
  withoutTry,
  writeTries,
} from "./tries.ts";

/** What was tried before, and what was taken back: for as long as the page lives. Each is the text of a link, "" for nothing. */
let past: readonly string[] = [];
let future: readonly string[] = [];
const hearers = new Set<() => void>();

function remember(next: { past: readonly string[]; future: readonly string[] }) {
  past = next.past;
  future = next.future;
  for (const hear of hearers) hear();
}

const subscribe = (hear: () => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

/** Steps that are remembered. */
const MOST_STEPS = 100;

/** Changes what is tried out, and takes that back. */
export function useTries() {
  const { tries: text = "" } = useCoverageLink();
  const { tries } = useQuestion();
  const set = useSetCoverageLink();
  const canUndo = useSyncExternalStore(subscribe, () => past.length > 0);
  const canRedo = useSyncExternalStore(subscribe, () => future.length > 0);
  const change = useCallback(
    (next: Tries, more: { site?: string | undefined } = {}) => {
      remember({ past: [...past, text].slice(-MOST_STEPS), future: [] });
      set({ tries: writeTries(next), ...more });
    },
    [text, set],
  );
  return useMemo(
    () => ({
      tries,
      canUndo,
      canRedo,
      add(position: LngLat) {
        const { tries: next, id } = withNew(tries, position);
        change(next, { site: id });
      },
      move: (id: string, position: LngLat) => change(withMoved(tries, id, position)),
      close: (id: string) => change(withClosed(tries, id), { site: undefined }),
      reset: (id: string) => change(withoutTry(tries, id)),
      fence: (ring: readonly LngLat[]) => change(withFence(tries, ring)),
      unfence: (at: number) => change(withoutBarrier(tries, at)),
      clear: () => change(NO_TRIES, { site: undefined }),
      undo() {
        const last = past.at(-1);
        if (last === undefined) return;
        remember({ past: past.slice(0, -1), future: [text, ...future] });
        set({ tries: last || undefined, site: undefined });
      },
      redo() {
        const [next] = future;
        if (next === undefined) return;
        remember({ past: [...past, text], future: future.slice(1) });
        set({ tries: next || undefined, site: undefined });
      },
    }),
    [tries, text, change, set, canUndo, canRedo],
  );
}
