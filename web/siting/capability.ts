import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** Where the next facility does most. */
export const siting: Capability = {
  id: "siting",
  pages: [
    {
      path: "/siting",
      title: { zh: "选址", en: "Siting" },
      icon: "pin-plus",
      needs: "district.read",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
