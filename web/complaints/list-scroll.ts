import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

type Line = { readonly complaintId: string };
/** A line and how far below the top of what scrolls it stands, in pixels. */
type Anchor = { readonly id: string; readonly top: number };

/** Where one was in a list one left, to be there again when one comes back. */
let left: { question: string; top: number; activeId: string | null } | null = null;

/** What scrolls the lines: themselves, or on a telephone the page around them. */
function scrolling(element: HTMLElement): HTMLElement {
  const isOwn = getComputedStyle(element).overflowY === "auto";
  return isOwn ? element : (element.closest<HTMLElement>(".sheet-body") ?? element);
}

const rowOf = (element: HTMLElement, id: string) =>
  element.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);

function anchorOf(element: HTMLElement, activeId: string | null): Anchor | null {
  const box = scrolling(element);
  const { top, bottom } = box.getBoundingClientRect();
  const rows = [...element.querySelectorAll<HTMLElement>("[data-id]")];
  const isSeen = (row: HTMLElement) => {
    const its = row.getBoundingClientRect();
    return its.bottom > top + 32 && its.top < bottom;
  };
  const isHeld = element.matches(":hover, :focus-within");
  if (box.scrollTop <= 1 && !isHeld) return null; // at the top, nobody there: news come into sight
  const active = activeId !== null && element.matches(":focus-within") && rowOf(element, activeId);
  const row = active && isSeen(active) ? active : rows.find(isSeen);
  if (!row) return null;
  return { id: row.dataset.id!, top: row.getBoundingClientRect().top - top };
}

/**
 * Keeps what one reads where it is while lines come in above it, begins another question at its top, and comes back to
 * where one left a list. Which line is the active one is kept by its id.
 *
 * @param question  What was asked; another one is another list.
 * @param isSettled  Whether `lines` answer it, and not the one before.
 */
export function useSteadyScroll(
  scroller: RefObject<HTMLElement | null>,
  lines: readonly Line[],
  question: string,
  isSettled: boolean,
) {
  const back = useRef(left?.question === question ? left : null);
  const [activeId, setActiveId] = useState<string | null>(back.current?.activeId ?? null);
  const [news, setNews] = useState(0);
  const held = useRef<{ question: string; anchor: Anchor | null; firstId: string | undefined }>({
    question,
    anchor: null,
    firstId: undefined,
  });
  const active = useRef(activeId);
  active.current = activeId;

  // before anything else is seen of the new lines
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isSettled) return;
    const box = scrolling(element);
    const { anchor, firstId } = held.current;
    if (back.current) {
      box.scrollTop = back.current.top;
      back.current = null;
    } else if (held.current.question !== question) {
      box.scrollTop = Math.min(box.scrollTop, element === box ? 0 : box.scrollTop);
      setNews(0);
      setActiveId(null);
    } else if (anchor) {
      const row = rowOf(element, anchor.id);
      if (row) {
        const top = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
        box.scrollTop += top - anchor.top;
      }
      const above = lines.findIndex(({ complaintId }) => complaintId === firstId);
      if (above > 0) setNews((now) => now + above);
    }
    held.current = {
      question,
      firstId: lines[0]?.complaintId,
      anchor: anchorOf(element, active.current),
    };
  }, [lines, question, isSettled, scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const box = scrolling(element);
    let frame = 0;
    const note = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        held.current = { ...held.current, anchor: anchorOf(element, active.current) };
        if (box.scrollTop <= 1) setNews(0);
        left = {
          question: held.current.question,
          top: box.scrollTop,
          activeId: active.current,
        };
      });
    };
    const heard = ["pointermove", "focusin", "focusout", "keyup"] as const;
    box.addEventListener("scroll", note, { passive: true });
    for (const name of heard) element.addEventListener(name, note, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      box.removeEventListener("scroll", note);
      for (const name of heard) element.removeEventListener(name, note);
    };
  }, [scroller]);

  return {
    activeId,
    setActiveId,
    /** Lines that came in above what one reads. */
    news,
    toTop: () => {
      if (scroller.current) scrolling(scroller.current).scrollTop = 0;
      setNews(0);
    },
  };
}
