/** What a wall keeps over its own reload, so that nobody sees it. */
export type Kept = { readonly sceneId: string | null; readonly isPaused: boolean };

const KEPT = "huanwei-atlas.wall";
const STARTED = "huanwei-atlas.wall.started";

export const keepWall = (kept: Kept) => sessionStorage.setItem(KEPT, JSON.stringify(kept));

/** What was kept; what cannot be read is nothing. */
export function keptWall(): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { sceneId, isPaused } = kept as Partial<Kept>; // whatever is in the storage: each is looked at
    return {
      sceneId: typeof sceneId === "string" ? sceneId : null,
      isPaused: isPaused === true,
    };
  } catch {
    return null;
  }
}

/** When this screen began, over its reloads, by `Date.now()`. */
export function startedMs(): number {
  const known = Number(sessionStorage.getItem(STARTED));
  if (known > 0) return known;
  const now = Date.now();
  sessionStorage.setItem(STARTED, String(now));
  return now;
}

/** Walls are spread over this many minutes: all at once would be a storm. */
const SPREAD_MINUTES = 5;

/**
 * Milliseconds until the wall loads itself anew.
 *
 * @param local  Hours and minutes of the district's day now.
 * @param at  `HH:MM` of the quiet time.
 * @param chance  From 0 up to 1: which minute after it.
 */
export function untilReload(
  local: { readonly hours: number; readonly minutes: number },
  at: string,
  chance: number,
): number {
  const [hours = 4, minutes = 0] = at.split(":").map(Number);
  const now = local.hours * 60 + local.minutes;
  const then = hours * 60 + minutes;
  const wait = (then - now + 24 * 60) % (24 * 60);
  // it is that minute: one that has just loaded waits for tomorrow's
  return ((wait === 0 ? 24 * 60 : wait) + chance * SPREAD_MINUTES) * 60_000;
}

/**
 * Where the picture stands, so that no edge burns in: a walk along the corners and sides of a small square.
 *
 * @param step  Whole number, one more each few minutes.
 * @returns pixels to the right and down, each from 0 to `most`.
 */
export function driftAt(step: number, most: number): readonly [right: number, down: number] {
  const half = most / 2;
  const way = [
    [half, half],
    [most, half],
    [most, most],
    [half, most],
    [0, most],
    [0, half],
    [0, 0],
    [half, 0],
    [most, 0],
  ] as const;
  return way[((step % way.length) + way.length) % way.length]!;
}
