import { lazy } from "react";
import type { Capability } from "../map/capability.ts";
import { LIST_LINKED } from "./list-linked.ts";

const pages = () => import("./pages.ts");

/** Complaints, from the telephone to a settled case. */
export const complaints: Capability = {
  id: "complaints",
  pages: [
    {
      path: "/complaints/new",
      title: { zh: "投诉登记", en: "New case" },
      icon: "telephone",
      needs: "complaints.take",
      Panel: lazy(async () => (await pages()).loadIntakePanel()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadOverMap()),
  sheets: [
    {
      path: "/complaints",
      title: { zh: "投诉", en: "Cases" },
      icon: "speech",
      needs: "complaints.read",
      isInRail: true,
      params: LIST_LINKED,
      Page: lazy(async () => (await pages()).loadListPage()),
    },
    {
      path: "/handover",
      title: { zh: "交接班", en: "Hand-over" },
      icon: "handover",
      needs: "duty.handover",
      isInRail: true,
      params: ["shift", "handover"],
      Page: lazy(async () => (await pages()).loadHandoverPage()),
    },
    {
      path: "/duty",
      title: { zh: "值班表", en: "Duty roster" },
      icon: "calendar",
      needs: "district.read",
      params: ["month", "shift", "make"],
      Page: lazy(async () => (await pages()).loadRosterPage()),
    },
    {
      path: "/complaints/settings",
      title: { zh: "投诉设置", en: "Case settings" },
      icon: "people",
      needs: "settings.edit",
      Page: lazy(async () => (await pages()).loadSettingsPage()),
    },
    {
      path: "/complaints/supervision",
      title: { zh: "督办", en: "Supervision" },
      icon: "warning",
      needs: "complaints.read",
      params: ["tab"],
      Page: lazy(async () => (await pages()).loadSupervisionPage()),
    },
    {
      path: "/complaints/reminders",
      title: { zh: "提醒", en: "Reminders" },
      icon: "warning",
      needs: "complaints.read",
      params: ["tab"],
      Page: lazy(async () => (await pages()).loadRemindersPage()),
    },
    {
      path: "/complaints/terms",
      title: { zh: "时限设置", en: "Terms" },
      icon: "calendar",
      needs: "complaints.read",
      params: ["tab"],
      Page: lazy(async () => (await pages()).loadTermsPage()),
    },
    {
      path: "/complaints/rates",
      title: { zh: "办理指标", en: "Rates" },
      icon: "table",
      needs: "complaints.all",
      params: ["by", "since", "until"],
      Page: lazy(async () => (await pages()).loadRatesPage()),
    },
    {
      path: "/complaints/$complaintId",
      title: { zh: "投诉", en: "Complaint" },
      icon: "list",
      needs: "complaints.read",
      params: ["step"],
      Page: lazy(async () => (await pages()).loadCasePage()),
    },
  ],
};
