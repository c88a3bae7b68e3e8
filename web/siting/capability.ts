import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** Where the next facility does most. */
export const siting: Capability = {
  id: "siting",
  pages: [
    {
      path: "/siting",
      title: { zh: "选址", en: "Siting" },
      icon: "pin-plus",
      needs: "district.read",
      Panel: lazy(() => import("./panel.tsx").then((module) => ({ default: module.SitingPanel }))),
    },
  ],
  Drawing: lazy(() => import("./drawing.tsx").then((module) => ({ default: module.OnSiting }))),
};
