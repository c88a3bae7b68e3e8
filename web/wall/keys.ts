import { useEffect, useRef } from "react";

/** What keys of a wall do. */
export type WallActs = {
  readonly next: () => void;
  readonly previous: () => void;
  readonly pause: () => void;
  /** null: the oldest new one; else the one of this number, from 1. */
  readonly acknowledge: (number: number | null) => void;
  readonly full: () => void;
  readonly pin: () => void;
  readonly print: () => void;
  readonly help: () => void;
  readonly edit: () => void;
  readonly leave: () => void;
};

/** Which act a key stands for; null is none. */
export function actOf(key: string, acts: WallActs): (() => void) | null {
  if (/^[1-9]$/.test(key)) return () => acts.acknowledge(Number(key));
  const known: Readonly<Record<string, () => void>> = {
    ArrowRight: acts.next,
    ArrowLeft: acts.previous,
    " ": acts.pause,
    a: () => acts.acknowledge(null),
    f: acts.full,
    s: acts.pin,
    p: acts.print,
    e: acts.edit,
    "?": acts.help,
    Escape: acts.leave,
  };
  return known[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** Hears the keys of the wall while the component lives. */
export function useWallKeys(acts: WallActs) {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select"))
        return;
      const act = actOf(event.key, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, []);
}
