import { useEffect, useRef, useState } from "react";

/** A typist's pause before the link, and with it the list, follows. */
const PAUSE_MILLISECONDS = 250;

/**
 * The text of a filter that is in the link: what is typed is there after a pause, without a step for each letter, and
 * what the link comes to say by itself, as after a step back, stands in the field.
 *
 * @param linked  What the link says; "" is no filter.
 * @param onSettled  Gets what was typed, trimmed, once it is another.
 * @returns the text to show, and what to call as one types.
 */
export function useTypedText(linked: string, onSettled: (text: string) => void) {
  const [typed, setTyped] = useState(linked);
  const settled = useRef(linked);
  const settle = useRef(onSettled);
  useEffect(() => {
    settle.current = onSettled;
  });
  useEffect(() => {
    if (linked === settled.current) return; // it says what was typed here
    settled.current = linked;
    setTyped(linked);
  }, [linked]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === settled.current) return;
    const timer = setTimeout(() => {
      settled.current = wanted;
      settle.current(wanted);
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}
