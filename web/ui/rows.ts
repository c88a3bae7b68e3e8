import type { KeyboardEvent } from "react";

/**
 * Arrow keys go from row to row of a list; for its `onKeyDown`.
 *
 * @param selector  What of the list is a row that can be focused.
 */
export const throughRows = (selector: string) => (event: KeyboardEvent<HTMLElement>) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = rows.indexOf(document.activeElement as HTMLElement); // -1 where it is none of them
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
};
