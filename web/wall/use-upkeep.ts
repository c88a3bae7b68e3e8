import { useEffect, useState } from "react";
import { serverNow } from "./clock.ts";
import { localTime } from "./times.ts";
import { driftAt, untilReload } from "./upkeep.ts";

const AGAIN_MS = 60_000;

/** Loads the page anew at the quiet time; the scene it comes back with is kept already. */
export function useQuietReload(at: string | undefined, timeZone: string) {
  useEffect(() => {
    if (at === undefined) return;
    const now = serverNow() ?? Date.now();
    const wait = untilReload(localTime(now, timeZone), at, Math.random());
    let timer = setTimeout(reload, wait);
    async function reload() {
      // a page that is not there cannot come back by itself
      const isUp = await fetch("/healthz", { cache: "no-store" }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) location.reload();
      else timer = setTimeout(reload, AGAIN_MS);
    }
    return () => clearTimeout(timer);
  }, [at, timeZone]);
}

/** Where the panels stand now, in pixels of the design. */
export function useDrift(mostPixels: number, everyMinutes: number) {
  const [step, setStep] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setStep((last) => last + 1), everyMinutes * 60_000);
    return () => clearInterval(timer);
  }, [everyMinutes]);
  return driftAt(step, mostPixels);
}

const HIDDEN_AFTER_MS = 3000;

/** Hides the pointer while nobody moves it. */
export function useHiddenPointer() {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let timer: ReturnType<typeof setTimeout>;
    const moved = () => {
      delete dataset.pointer;
      clearTimeout(timer);
      timer = setTimeout(() => {
        dataset.pointer = "hidden";
      }, HIDDEN_AFTER_MS);
    };
    moved();
    addEventListener("pointermove", moved);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", moved);
      delete dataset.pointer;
    };
  }, []);
}

/** Keeps the screen awake where the browser can. */
export function useAwake() {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // without HTTPS there is none, and the screen's own settings hold
      void navigator.wakeLock?.request("screen").then(
        (got) => {
          lock = got;
        },
        () => {},
      );
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
