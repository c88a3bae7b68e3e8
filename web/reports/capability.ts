import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");
const shared = { icon: "table", needs: "district.read" } as const;

/** Bulletins and rankings of the sanitation of communities, and the records they are composed of. */
export const reports: Capability = {
  id: "reports",
  sheets: [
    {
      ...shared,
      path: "/reports",
      title: { zh: "社区通报", en: "Bulletins" },
      isInRail: true,
      params: ["reportFrom", "reportTo", "reportRecords", "reportArea"],
      Page: lazy(async () => (await pages()).loadReports()),
    },
    {
      ...shared,
      path: "/reports/bulletins/$bulletinId",
      title: { zh: "社区环境卫生通报", en: "Bulletin" },
      Page: lazy(async () => (await pages()).loadBulletin()),
    },
    {
      ...shared,
      path: "/reports/rankings/$rankingMonth",
      title: { zh: "社区环境卫生排名", en: "Ranking" },
      params: ["reportShown"],
      Page: lazy(async () => (await pages()).loadRanking()),
    },
    {
      ...shared,
      path: "/reports/record",
      title: { zh: "登记社区检查", en: "New inspection" },
      needs: "reports.record",
      params: ["reportNew"],
      Page: lazy(async () => (await pages()).loadRecord()),
    },
    {
      ...shared,
      path: "/reports/settings",
      title: { zh: "通报设置", en: "Settings of bulletins" },
      Page: lazy(async () => (await pages()).loadSettings()),
    },
  ],
};
