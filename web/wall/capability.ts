import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** The wall of the duty room: what everybody sees, and what needs a person now. It is composed in `web/app/wall.tsx`. */
export const wall: Capability = {
  id: "wall",
  pages: [
    {
      path: "/wall",
      title: { zh: "大屏", en: "Wall" },
      icon: "monitor",
      needs: "wall.read",
      Panel: () => null, // it takes the whole screen
    },
  ],
  sheets: [
    {
      path: "/wall/scenes",
      title: { zh: "大屏场景", en: "Wall scenes" },
      icon: "monitor",
      needs: "wall.read",
      params: ["wallScene", "wallScreen"],
      Page: lazy(async () => (await pages()).loadScenes()),
    },
    {
      path: "/wall/alarms",
      title: { zh: "大屏告警", en: "Wall alarms" },
      icon: "warning",
      needs: "wall.read",
      Page: lazy(async () => (await pages()).loadAlarms()),
    },
    {
      path: "/wall/settings",
      title: { zh: "大屏设置", en: "Settings of the wall" },
      icon: "monitor",
      needs: "district.read",
      Page: lazy(async () => (await pages()).loadSettings()),
    },
  ],
};
