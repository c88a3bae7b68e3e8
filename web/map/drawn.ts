import type { Atlas } from "./atlas.ts";

/**
 * Waits until the map shows what it was last given.
 *
 * @param mostMs  No longer than this: a map in a window nobody sees draws nothing.
 */
export function drawn(atlas: Atlas | null, mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, mostMs);
    function done() {
      clearTimeout(timer);
      atlas?.map.off("idle", done);
      resolve();
    }
    // a drawing becomes a style in a microtask, and that is seen in a frame
    requestAnimationFrame(() => {
      if (!atlas || (atlas.map.loaded() && !atlas.map.isMoving())) done();
      else atlas.map.once("idle", done);
    });
  });
}
