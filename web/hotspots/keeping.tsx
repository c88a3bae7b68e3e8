import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { useView } from "../map/view.ts";
import { useLanguage } from "../ui/language.ts";
import { useQuestion } from "./params.ts";
import { hotspotSheet } from "./picture.ts";
import { hotspotsQuery } from "./queries.ts";

/** The panel is not on the map, so it asks whoever is for a picture of it. */
const ASKED = "hotspot-picture";

/** Asks for the picture as a file. */
export const askForPicture = () => window.dispatchEvent(new Event(ASKED));

/** Draws the map for the printer, and for a file where one is asked for. */
export function Keeping() {
  const atlas = useAtlas();
  const flavor = useFlavor();
  const language = useLanguage();
  const { view } = useView();
  const hotspots = useQuery(hotspotsQuery(view.district.districtId, useQuestion())).data;
  useEffect(() => {
    if (!atlas || !hotspots) return;
    const before = () => {
      const place = document.querySelector(".hot-print-map");
      if (place instanceof HTMLImageElement) place.src = atlas.picture();
    };
    const keep = () =>
      hotspotSheet(atlas, view, hotspots, { flavor, language }).toBlob((blob) => {
        if (!blob) return;
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        const { districtId, isDemo } = view.district;
        link.download = `${districtId}-hotspots-${hotspots.period.to}${isDemo ? "-demo" : ""}.png`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      });
    addEventListener("beforeprint", before);
    addEventListener(ASKED, keep);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener(ASKED, keep);
    };
  }, [atlas, hotspots, view, flavor, language]);
  return null;
}
