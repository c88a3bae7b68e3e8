import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./route-pages.ts");

/** What cleaning routes go along, who does them and when: on the map, and on paper. */
export const cleaningRoutes: Capability = {
  id: "cleaning-routes",
  pages: [
    {
      path: "/cleaning/routes",
      title: { zh: "路线", en: "Routes" },
      icon: "route",
      needs: "district.read",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  sheets: [
    {
      path: "/cleaning/routes/sheet",
      title: { zh: "作业路线单", en: "Route sheet" },
      icon: "route",
      needs: "district.read",
      Page: lazy(async () => (await pages()).loadSheet()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
