import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** Who is not served by the facilities there are, and by which standard. */
export const coverage: Capability = {
  id: "coverage",
  pages: [
    {
      path: "/coverage",
      title: { zh: "覆盖", en: "Coverage" },
      icon: "compass",
      needs: "district.read",
      Panel: lazy(() =>
        import("./panel.tsx").then((module) => ({ default: module.CoveragePanel })),
      ),
    },
  ],
  sheets: [
    {
      path: "/coverage/settings",
      title: { zh: "覆盖标准", en: "Standards of coverage" },
      icon: "compass",
      Page: lazy(() =>
        import("./settings-page.tsx").then((module) => ({ default: module.LensSettingsPage })),
      ),
    },
    {
      path: "/coverage/scenarios",
      title: { zh: "覆盖方案与建设目标", en: "Scenarios and targets" },
      icon: "compass",
      needs: "district.read",
      params: ["compare"],
      Page: lazy(() =>
        import("./scenario-page.tsx").then((module) => ({ default: module.ScenarioPage })),
      ),
    },
  ],
  Drawing: lazy(() => import("./drawing.tsx").then((module) => ({ default: module.OnCoverage }))),
};
