/** Where the wall is in its scenes. Times are `performance.now()`. */
export type Rotation = {
  readonly sceneId: string | null;
  readonly sinceMs: number;
  readonly isPaused: boolean;
};

/** What of a scene rotation needs to know. */
export type Turn = { readonly sceneId: string; readonly seconds: number };

/**
 * The rotation when the scenes are these: a scene that is no longer there gives way to the first.
 *
 * @param pinned  The scene this screen always shows; null where it shows all.
 */
export function settled(
  now: Rotation,
  scenes: readonly Turn[],
  pinned: string | null,
  atMs: number,
): Rotation {
  const wanted = scenes.find(({ sceneId }) => sceneId === (pinned ?? now.sceneId)) ?? scenes[0];
  const sceneId = wanted?.sceneId ?? null;
  return sceneId === now.sceneId ? now : { ...now, sceneId, sinceMs: atMs };
}

/** The next scene, or with -1 the one before; behind the last is the first. */
export function stepped(
  now: Rotation,
  scenes: readonly Turn[],
  by: 1 | -1,
  atMs: number,
): Rotation {
  if (scenes.length === 0) return now;
  const at = scenes.findIndex(({ sceneId }) => sceneId === now.sceneId);
  const next = at < 0 ? 0 : (at + by + scenes.length) % scenes.length;
  return { ...now, sceneId: scenes[next]!.sceneId, sinceMs: atMs };
}

/** Stops or goes on; whoever goes on sees the scene for its whole time. */
export const paused = (now: Rotation, atMs: number): Rotation => ({
  ...now,
  isPaused: !now.isPaused,
  sinceMs: atMs,
});

/**
 * The rotation as time goes by: the scene after this one when its seconds are over.
 *
 * @param isHeld  Whether something keeps the scene: an alarm that is looked at, or a screen with one scene.
 */
export function turned(
  now: Rotation,
  scenes: readonly Turn[],
  isHeld: boolean,
  atMs: number,
): Rotation {
  if (now.isPaused || isHeld || scenes.length < 2) return now;
  const turn = scenes.find(({ sceneId }) => sceneId === now.sceneId);
  if (turn && atMs - now.sinceMs < turn.seconds * 1000) return now;
  return stepped(now, scenes, 1, atMs);
}
