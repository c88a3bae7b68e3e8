import { useEffect, useState } from "react";

/** Whether this page can be opened without a line, and if not, why. */
export type Openable = "insecure" | "unsupported" | "preparing" | "ready";

/** What the service worker serves: this page and nothing else. */
const WORKER = "/sw.js";
const SCOPE = "/inspect";

/** Lets the browser keep what this page needs; asks it not to throw away what was not sent. */
export function useOpenable(): Openable {
  const [state, setState] = useState<Openable>(() =>
    !isSecureContext
      ? "insecure"
      : import.meta.env.DEV || !("serviceWorker" in navigator)
        ? "unsupported"
        : "preparing",
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered once, when the page opens
  useEffect(() => {
    void navigator.storage?.persist?.().catch(() => {});
    if (state !== "preparing") return;
    let isHere = true;
    const say = (next: Openable) => isHere && setState(next);
    navigator.serviceWorker.register(WORKER, { scope: SCOPE }).then(
      (registration) => {
        if (registration.active) return say("ready");
        const coming = registration.installing ?? registration.waiting;
        coming?.addEventListener("statechange", () => {
          if (coming.state === "activated") say("ready");
          if (coming.state === "redundant") say("unsupported");
        });
      },
      () => say("unsupported"),
    );
    return () => {
      isHere = false;
    };
  }, []);
  return state;
}
