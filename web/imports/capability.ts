import { lazy } from "react";
import type { Capability } from "../map/capability.ts";
import { LINKED } from "./params.ts";

/** What came into the register, and whether it is in order. */
export const imports: Capability = {
  id: "imports",
  sheets: [
    {
      path: "/quality",
      title: { zh: "质量", en: "Quality" },
      icon: "pulse",
      needs: "district.read",
      isInRail: true,
      params: LINKED,
      Page: lazy(() => import("./quality.tsx").then((module) => ({ default: module.QualityPage }))),
    },
  ],
};
