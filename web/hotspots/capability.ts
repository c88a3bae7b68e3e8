import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** Where complaints concentrate, whether it is chance, how it changes, why. */
export const hotspots: Capability = {
  id: "hotspots",
  pages: [
    {
      path: "/hotspots",
      title: { zh: "热点", en: "Hot spots" },
      icon: "hotspot",
      needs: "complaints.all",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  sheets: [
    {
      path: "/hotspots/settings",
      title: { zh: "热点设置", en: "Hotspot settings" },
      icon: "hotspot",
      needs: "complaints.all",
      Page: lazy(async () => (await pages()).loadSettings()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
