import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import "./print.css";
import { useSheet } from "./use-sheet.ts";

/**
 * What the printer gets instead of the screen: the map as a sheet, drawn when printing begins.
 *
 * The map's own canvas prints empty, its buffer being gone by then.
 */
export function PrintSheet() {
  const sheet = useSheet(true);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!sheet) return;
    const before = () => {
      // the whole page of a record prints itself, and so does a page that says so
      if (!document.querySelector(".whole-page, .prints-itself"))
        place.current?.replaceChildren(sheet());
    };
    const after = () => place.current?.replaceChildren();
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [sheet]);
  return createPortal(<div className="print-sheet" ref={place} />, document.body);
}
