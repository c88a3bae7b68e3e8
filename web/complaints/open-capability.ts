import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** What comes from outside: citizens report and follow without signing in, programs send with a key. */
export const publicReports: Capability = {
  id: "public-reports",
  sheets: [
    {
      path: "/open/report",
      title: { zh: "环卫问题上报", en: "Report a problem" },
      icon: "pin-plus",
      Page: lazy(() =>
        import("./open-report.tsx").then((module) => ({ default: module.OpenReportPage })),
      ),
    },
    {
      path: "/open/follow",
      title: { zh: "查询办理进度", en: "Follow a report" },
      icon: "search",
      params: ["number"],
      Page: lazy(() =>
        import("./open-follow.tsx").then((module) => ({ default: module.OpenFollowPage })),
      ),
    },
    {
      path: "/complaints/keys",
      title: { zh: "Open311 密钥", en: "Open311 keys" },
      icon: "key",
      needs: "settings.edit",
      Page: lazy(() => import("./keys.tsx").then((module) => ({ default: module.KeysPage }))),
    },
  ],
  Drawing: lazy(() => import("./open-pin.tsx").then((module) => ({ default: module.OpenPin }))),
};
