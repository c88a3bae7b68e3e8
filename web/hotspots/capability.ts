import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** Where complaints concentrate, whether it is chance, how it changes, why. */
export const hotspots: Capability = {
  id: "hotspots",
  pages: [
    {
      path: "/hotspots",
      title: { zh: "热点", en: "Hot spots" },
      icon: "hotspot",
      needs: "complaints.all",
      Panel: lazy(() =>
        import("./panel.tsx").then((module) => ({ default: module.HotspotsPanel })),
      ),
    },
  ],
  Drawing: lazy(() => import("./drawing.tsx").then((module) => ({ default: module.OnHotspots }))),
};
