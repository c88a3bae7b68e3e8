import { useSyncExternalStore } from "react";
import type { LngLat } from "../map/geometry.ts";
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

let live: Live | null = null;
const hearers = new Set<() => void>();

function publish(next: Live | null) {
  live = next;
  for (const hear of hearers) hear();
}

const subscribe = (hear: () => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

/** The site under the hand; null while none is. */
export const useLive = () => useSyncExternalStore(subscribe, () => live);

/** The same, for what draws without React. @returns how to stop. */
export function onLive(hear: (live: Live | null) => void): () => void {
  return subscribe(() => hear(live));
}

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
  const known = live?.site === next.site ? live : null;
  publish({
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
      if (live?.site === asked.site && answer) publish({ ...live, answer, answerOf: movedAt });
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
  if (live) publish(null);
}
