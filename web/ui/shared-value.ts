import { useSyncExternalStore } from "react";

/**
 * A value that parts of the page far from each other show and change; it lives as long as the page.
 *
 * @param initial  What it is until somebody sets it.
 */
export function sharedValue<T>(initial: T) {
  let value = initial;
  const hearers = new Set<() => void>();
  /** Hears of each change, for what draws without React. @returns how to stop. */
  const on = (hear: () => void) => {
    hearers.add(hear);
    return () => void hearers.delete(hear);
  };
  const now = () => value;
  return {
    on,
    now,
    set(next: T) {
      value = next;
      for (const hear of hearers) hear();
    },
    /** The value in a component, which is drawn anew with each change. */
    use: () => useSyncExternalStore(on, now),
    /** What is taken of the value; the component is drawn anew when that is another. */
    usePart: <Part>(part: (value: T) => Part) => useSyncExternalStore(on, () => part(value)),
  };
}
