import { lazy } from "react";
import type { Capability } from "../map/capability.ts";
import { LIST_LINKED } from "./list-linked.ts";

/** Complaints, from the telephone to a settled case. */
export const complaints: Capability = {
  id: "complaints",
  pages: [
    {
      path: "/complaints/new",
      title: { zh: "投诉登记", en: "New case" },
      icon: "telephone",
      needs: "complaints.take",
      Panel: lazy(() =>
        import("./intake-panel.tsx").then((module) => ({ default: module.IntakePanel })),
      ),
    },
  ],
  Drawing: lazy(() => import("./over-map.tsx").then((module) => ({ default: module.OverMap }))),
  sheets: [
    {
      path: "/complaints",
      title: { zh: "投诉", en: "Cases" },
      icon: "speech",
      needs: "complaints.read",
      isInRail: true,
      params: LIST_LINKED,
      Page: lazy(() => import("./list-page.tsx").then((module) => ({ default: module.ListPage }))),
    },
    {
      path: "/handover",
      title: { zh: "交接班", en: "Hand-over" },
      icon: "handover",
      needs: "duty.handover",
      isInRail: true,
      params: ["shift", "handover"],
      Page: lazy(() =>
        import("./duty-handover.tsx").then((module) => ({ default: module.HandoverPage })),
      ),
    },
    {
      path: "/duty",
      title: { zh: "值班表", en: "Duty roster" },
      icon: "calendar",
      needs: "district.read",
      params: ["month", "shift", "make"],
      Page: lazy(() =>
        import("./duty-roster.tsx").then((module) => ({ default: module.RosterPage })),
      ),
    },
    {
      path: "/complaints/settings",
      title: { zh: "投诉设置", en: "Case settings" },
      icon: "people",
      needs: "settings.edit",
      Page: lazy(() =>
        import("./settings-page.tsx").then((module) => ({ default: module.SettingsPage })),
      ),
    },
    {
      path: "/complaints/supervision",
      title: { zh: "督办", en: "Supervision" },
      icon: "warning",
      needs: "complaints.read",
      params: ["tab"],
      Page: lazy(() =>
        import("./supervision-page.tsx").then((module) => ({ default: module.SupervisionPage })),
      ),
    },
    {
      path: "/complaints/reminders",
      title: { zh: "提醒", en: "Reminders" },
      icon: "warning",
      needs: "complaints.read",
      params: ["tab"],
      Page: lazy(() =>
        import("./watch-page.tsx").then((module) => ({ default: module.RemindersPage })),
      ),
    },
    {
      path: "/complaints/terms",
      title: { zh: "时限设置", en: "Terms" },
      icon: "calendar",
      needs: "complaints.read",
      params: ["tab"],
      Page: lazy(() =>
        import("./terms-page.tsx").then((module) => ({ default: module.TermsPage })),
      ),
    },
    {
      path: "/complaints/rates",
      title: { zh: "办理指标", en: "Rates" },
      icon: "table",
      needs: "complaints.all",
      params: ["by", "since", "until"],
      Page: lazy(() =>
        import("./rates-page.tsx").then((module) => ({ default: module.RatesPage })),
      ),
    },
    {
      path: "/complaints/$complaintId",
      title: { zh: "投诉", en: "Complaint" },
      icon: "list",
      needs: "complaints.read",
      params: ["step"],
      Page: lazy(() => import("./case-page.tsx").then((module) => ({ default: module.CasePage }))),
    },
  ],
};
