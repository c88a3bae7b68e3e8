import type { LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";
import type { CoverageQuestion } from "./params.ts";
import { askTrial, type CoverageTrialAnswer } from "./queries.ts";

/** A site under the hand: where it is, and what that changes as far as is known. */
export type Live = {
  readonly site: string;
  readonly position: LngLat;
  /** null until the first answer. It is the same object until the next one. */
  readonly answer: CoverageTrialAnswer | null;
  /** When the hand was where the answer is of, by `performance.now()`; null until the first answer. */
  readonly answerOf: number | null;
};

const live = sharedValue<Live | null>(null);

/** The site under the hand; null while none is. */
export const useLive = () => live.use();

/** The same, for what draws without React. @returns how to stop. */
export const onLive = (hear: (live: Live | null) => void) => live.on(() => hear(live.now()));

type Place = { districtId: string; question: CoverageQuestion; site: string; position: LngLat };
type Wish = Place & { movedAt: number };
let wish: Wish | null = null;
let isAsking = false;

/**
 * Follows a site that is dragged. One question is on its way at a time, and always of the last place: what comes in between
 * is passed over.
 */
export function follow(next: Place) {
  wish = { ...next, movedAt: performance.now() };
  const before = live.now();
  const known = before?.site === next.site ? before : null;
  live.set({
    site: next.site,
    position: next.position,
    answer: known?.answer ?? null,
    answerOf: known?.answerOf ?? null,
  });
  if (!isAsking) void ask();
}

async function ask() {
  isAsking = true;
  try {
    while (wish) {
      const { districtId, movedAt, ...asked }: Wish = wish;
      wish = null;
      // whoever lets go is told by the whole answer, also of a failure
      const answer = await askTrial(districtId, asked).catch(() => null);
      const now = live.now();
      if (now?.site === asked.site && answer) live.set({ ...now, answer, answerOf: movedAt });
    }
  } finally {
    isAsking = false;
  }
}

/** The hand is off: what was changed last stays until the whole answer is there. */
export function letGo() {
  wish = null;
}

/** Nothing is under the hand. */
export function clearLive() {
  wish = null;
  if (live.now()) live.set(null);
}
