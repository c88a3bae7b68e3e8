import { type ReactNode, useEffect, useRef } from "react";
import "./selecting.css";

/** What to do next while something is being selected or moved on the map, with its buttons. */
export function StepBar(props: {
  title: string;
  hint: string;
  problem?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="step-bar" aria-label={props.title} data-print="hide">
      <p role="status">
        <strong>{props.title}</strong>
        <small>{props.hint}</small>
      </p>
      {props.problem && (
        <div className="step-problem" role="alert">
          {props.problem}
        </div>
      )}
      <div className="step-buttons">{props.children}</div>
    </section>
  );
}

/** Hears keys before the page's own shortcuts do; a key that is heard goes no further. */
export function useKeysFirst(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
      const act = latest.current[isUndo ? "undo" : event.key];
      if (!act || isTypingIn(event.target, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      act(event);
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, []);
}

/** In a text field only Esc is ours; on a button Enter presses it. */
const isTypingIn = (target: EventTarget | null, key: string) =>
  key !== "Escape" &&
  target instanceof HTMLElement &&
  (target instanceof HTMLInputElement || (target instanceof HTMLButtonElement && key === "Enter"));
