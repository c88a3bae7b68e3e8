import { useEffect } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { useView } from "../map/view.ts";
import { saveFile } from "../ui/download.ts";
import { useLanguage } from "../ui/language.ts";
import { hotspotSheet } from "./picture.ts";
import type { HotSheet } from "./sheet.ts";

/** The panel is not on the map, so it asks whoever is for a picture of it. */
const ASKED = "hotspot-picture";

/** Asks for the picture as a file, with what is to be said beside the map. */
export const askForPicture = (sheet: HotSheet) =>
  window.dispatchEvent(new CustomEvent(ASKED, { detail: sheet }));

/** Draws the map for the printer, and for a file where one is asked for. */
export function Keeping() {
  const atlas = useAtlas();
  const flavor = useFlavor();
  const language = useLanguage();
  const { view } = useView();
  useEffect(() => {
    if (!atlas) return;
    const before = () => {
      const place = document.querySelector(".hot-print-map");
      if (place instanceof HTMLImageElement) place.src = atlas.picture();
    };
    const keep = (event: Event) => {
      const sheet = (event as CustomEvent<HotSheet>).detail; // nobody else asks under this name
      hotspotSheet(atlas, view, sheet, { flavor, language }).toBlob((blob) => {
        if (!blob) return;
        const { districtId, isDemo } = view.district;
        saveFile(blob, `${districtId}-${sheet.id}-${sheet.date}${isDemo ? "-demo" : ""}.png`);
      });
    };
    addEventListener("beforeprint", before);
    addEventListener(ASKED, keep);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener(ASKED, keep);
    };
  }, [atlas, view, flavor, language]);
  return null;
}
