import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** What is there: the map page with its layer tree, what is drawn, and the time slider. */
export const layers: Capability = {
  id: "layers",
  pages: [
    {
      path: "/",
      title: { zh: "地图", en: "Map" },
      icon: "map",
      // fetched after the base map, which needs none of it
      Panel: lazy(() => import("./panel.tsx").then((module) => ({ default: module.LayersPanel }))),
    },
  ],

  Foot: lazy(() => import("./timeline.tsx").then((module) => ({ default: module.Timeline }))),
  Drawing: lazy(() =>
    import("./drawing.tsx").then((module) => ({ default: module.LayersDrawing })),
  ),
};
