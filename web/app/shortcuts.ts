import { useEffect } from "react";

/** Letters that act anywhere but where one types. */
export function useShortcuts(
  isOn: boolean,
  acts: { help: () => void; close: () => void; panel: () => void; theme: () => void },
) {
  const { help, close, panel, theme } = acts;
  useEffect(() => {
    if (!isOn) return;
    const heard = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      // a page covers the map, and so what most of them act on
      const isCovered = document.querySelector("body > .sheet") !== null;
      if (isCovered && (isTyping(event.target) || !["?", "d"].includes(event.key))) return;
      if (isTyping(event.target)) {
        // what was typed stays; the next Esc is for what is beneath
        if (event.key === "Escape") (event.target as HTMLElement).blur(); // it is one, or nobody typed in it
        return;
      }
      if (event.key === "Escape") return close();
      if (event.key === "/") {
        const input = document.querySelector<HTMLInputElement>(".search-place input");
        if (!input) return;
        event.preventDefault();
        input.focus();
        input.select();
      } else if (event.key === "?") help();
      else if (event.key === "[") panel();
      else if (event.key === "d") theme();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [isOn, help, close, panel, theme]);
}

function isTyping(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && !["checkbox", "radio", "range"].includes(target.type)))
  );
}
