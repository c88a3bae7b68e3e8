import { useCallback, useMemo } from "react";
import type { LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";
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
const steps = sharedValue<{ readonly past: readonly string[]; readonly future: readonly string[] }>(
  {
    past: [],
    future: [],
  },
);

/** Steps that are remembered. */
const MOST_STEPS = 100;

/** Changes what is tried out, and takes that back. */
export function useTries() {
  const { tries: text = "" } = useCoverageLink();
  const { tries } = useQuestion();
  const set = useSetCoverageLink();
  const canUndo = steps.usePart(({ past }) => past.length > 0);
  const canRedo = steps.usePart(({ future }) => future.length > 0);
  const change = useCallback(
    (next: Tries, more: { site?: string | undefined } = {}) => {
      steps.set({ past: [...steps.now().past, text].slice(-MOST_STEPS), future: [] });
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
        const { past, future } = steps.now();
        const last = past.at(-1);
        if (last === undefined) return;
        steps.set({ past: past.slice(0, -1), future: [text, ...future] });
        set({ tries: last || undefined, site: undefined });
      },
      redo() {
        const { past, future } = steps.now();
        const [next] = future;
        if (next === undefined) return;
        steps.set({ past: [...past, text], future: future.slice(1) });
        set({ tries: next || undefined, site: undefined });
      },
    }),
    [tries, text, change, set, canUndo, canRedo],
  );
}
