import { useEffect, useRef } from "react";
import { openVoice, type SoundName, soundNow } from "./sound.ts";

/** Lets one hear a sound on a page that makes none by itself; the first makes the voice, leaving ends it. */
export function useListening(): (name: SoundName) => void {
  const close = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      close.current?.();
      close.current = null;
    },
    [],
  );
  return (name) => {
    close.current ??= openVoice();
    void soundNow(name);
  };
}
