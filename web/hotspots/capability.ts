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
  sheets: [
    {
      path: "/hotspots/settings",
      title: { zh: "热点设置", en: "Hotspot settings" },
      icon: "hotspot",
      needs: "complaints.all",
      Page: lazy(() =>
        import("./settings-page.tsx").then((module) => ({ default: module.HotspotSettingsPage })),
      ),
    },
  ],
  Drawing: lazy(() => import("./drawing.tsx").then((module) => ({ default: module.OnHotspots }))),
};
