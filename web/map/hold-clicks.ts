/**
 * Keeps clicks from the map's own listeners, so that no record is selected while something else is chosen.
 *
 * @param hear  Gets each click instead.
 * @returns How to let clicks through again.
 */
export function holdClicks(container: HTMLElement, hear?: (event: MouseEvent) => void) {
  const hold = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.type === "click") hear?.(event);
  };
  const types = ["click", "dblclick"] as const;
  for (const type of types) container.addEventListener(type, hold, true);
  return () => {
    for (const type of types) container.removeEventListener(type, hold, true);
  };
}
