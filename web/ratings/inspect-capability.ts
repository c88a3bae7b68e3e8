import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** Where what was found on the spot is scored, also without a line. */
export const inspecting: Capability = {
  id: "inspecting",
  sheets: [
    {
      path: "/inspect",
      title: { zh: "检查", en: "Inspect" },
      icon: "check",
      needs: "ratings.inspect",
      isInRail: true,
      params: ["inspectDraft", "inspectPart", "inspectFind"],
      Page: lazy(async () => ({ default: (await import("./inspect-page.tsx")).InspectPage })),
    },
  ],
};
