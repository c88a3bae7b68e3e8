import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const Page = lazy(() =>
  import("./open-outside.tsx").then((module) => ({ default: module.OutsidePage })),
);

/** What comes from outside: citizens report and follow without signing in, programs send with a key. */
export const publicReports: Capability = {
  id: "public-reports",
  sheets: [
    {
      path: "/open/report",
      title: { zh: "环卫问题上报", en: "Report a problem" },
      icon: "pin",
      isInRail: "signed-out",
      Page,
    },
    {
      path: "/open/follow",
      title: { zh: "查询办理进度", en: "Follow a report" },
      icon: "search",
      isInRail: "signed-out",
      params: ["number"],
      Page,
    },
    {
      path: "/complaints/keys",
      title: { zh: "Open311 密钥", en: "Open311 keys" },
      icon: "key",
      needs: "settings.edit",
      Page,
    },
  ],
  Drawing: lazy(() => import("./open-pin.tsx").then((module) => ({ default: module.OpenPin }))),
};
