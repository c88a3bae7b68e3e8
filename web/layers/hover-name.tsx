import { useState } from "react";
import { createPortal } from "react-dom";
import type { Hit } from "../map/atlas.ts";
import { useAtlas, usePointed } from "../map/atlas-context.ts";
import { nameIn, useLanguage } from "../ui/language.ts";

/** The name of what the pointer is on, beside it; a finger taps instead. */
export function HoverName() {
  const atlas = useAtlas();
  const language = useLanguage();
  const [hit, setHit] = useState<Hit | null>(null);
  usePointed(setHit);
  const { name, nameEn } = hit?.properties ?? {};
  if (!atlas || !hit || typeof name !== "string" || name === "") return null;
  const { x, y } = atlas.project(hit.position);
  const title = nameIn(language, { name, nameEn: typeof nameEn === "string" ? nameEn : null });
  return createPortal(
    <div className="hover-name" style={{ transform: `translate(${x + 12}px, ${y - 34}px)` }}>
      {title}
    </div>,
    atlas.map.getContainer(),
  );
}
