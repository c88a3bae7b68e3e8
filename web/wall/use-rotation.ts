import { useCallback, useEffect, useState } from "react";
import { paused, type Rotation, settled, stepped, type Turn, turned } from "./rotation.ts";
import { keepWall, keptWall } from "./upkeep.ts";

const LOOK_MS = 500;

/**
 * The scenes one after the other.
 *
 * @param isHeld  Whether the scene stays though its time is over.
 */
export function useRotation(scenes: readonly Turn[], pinned: string | null, isHeld: boolean) {
  const [kept] = useState(keptWall);
  const [rotation, setRotation] = useState<Rotation>(() => ({
    sceneId: kept?.sceneId ?? null,
    isPaused: kept?.isPaused ?? false,
    sinceMs: performance.now(),
  }));
  const { sceneId, isPaused } = rotation;
  useEffect(() => {
    const look = () =>
      setRotation((now) => {
        const atMs = performance.now();
        // before the scenes are known, the one that was kept waits
        if (scenes.length === 0) return now;
        return turned(settled(now, scenes, pinned, atMs), scenes, isHeld || pinned !== null, atMs);
      });
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [scenes, pinned, isHeld]);
  useEffect(() => keepWall({ sceneId, isPaused }), [sceneId, isPaused]);
  const step = useCallback(
    (by: 1 | -1) => setRotation((now) => stepped(now, scenes, by, performance.now())),
    [scenes],
  );
  const pause = useCallback(() => setRotation((now) => paused(now, performance.now())), []);
  return { sceneId, isPaused, step, pause };
}
