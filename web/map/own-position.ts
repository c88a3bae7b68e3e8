import { useEffect, useRef, useState } from "react";
import type { LngLat } from "./geometry.ts";

/** Longer than this nobody waits in the street. */
const PATIENCE_MILLISECONDS = 15_000;

/**
 * Where the device is, asked when somebody presses a button.
 *
 * @param onFound  Gets the position in WGS 84, and within how many meters it is true.
 */
export function useOwnPosition(onFound: (position: LngLat, accuracyMeters: number) => void) {
  const mayLocate = useMayLocate();
  const [state, setState] = useState<"idle" | "looking" | "failed">("idle");
  const latest = useRef(onFound);
  latest.current = onFound;
  function locate() {
    setState("looking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        latest.current([coords.longitude, coords.latitude], coords.accuracy);
      },
      () => setState("failed"),
      { enableHighAccuracy: true, timeout: PATIENCE_MILLISECONDS },
    );
  }
  return { mayLocate, state, locate };
}

/** Whether the browser may be asked where it is: not without HTTPS, and not once it was refused. */
function useMayLocate(): boolean {
  const [may, setMay] = useState(false);
  useEffect(() => {
    if (!isSecureContext || !("geolocation" in navigator)) return;
    let isHere = true;
    const asked = navigator.permissions?.query({ name: "geolocation" });
    if (!asked) return setMay(true);
    asked.then(
      ({ state }) => isHere && setMay(state !== "denied"),
      () => isHere && setMay(true),
    );
    return () => {
      isHere = false;
    };
  }, []);
  return may;
}
