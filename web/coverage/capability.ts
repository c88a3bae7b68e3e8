import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** Who is not served by the facilities there are, and by which standard. */
export const coverage: Capability = {
  id: "coverage",
  pages: [
    {
      path: "/coverage",
      title: { zh: "覆盖", en: "Coverage" },
      icon: "compass",
      needs: "district.read",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  sheets: [
    {
      path: "/coverage/settings",
      title: { zh: "覆盖标准", en: "Standards of coverage" },
      icon: "compass",
      Page: lazy(async () => (await pages()).loadSettings()),
    },
    {
      path: "/coverage/scenarios",
      title: { zh: "覆盖方案与建设目标", en: "Scenarios and construction targets" },
      icon: "compass",
      needs: "district.read",
      params: ["compare"],
      Page: lazy(async () => (await pages()).loadScenarios()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
