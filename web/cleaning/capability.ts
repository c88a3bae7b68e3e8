import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** Which street was serviced, when, and how sure one is. */
export const cleaning: Capability = {
  id: "cleaning",
  pages: [
    {
      path: "/cleaning",
      title: { zh: "作业", en: "Cleaning" },
      icon: "broom",
      needs: "district.read",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  sheets: [
    {
      path: "/cleaning/streets/$streetId",
      title: { zh: "作业证明", en: "Proof of service" },
      icon: "broom",
      needs: "district.read",
      params: ["proofFrom", "proofTo", "proofWork"],
      Page: lazy(async () => (await pages()).loadProof()),
    },
    {
      path: "/cleaning/compliance",
      title: { zh: "作业完成情况", en: "Compliance" },
      icon: "broom",
      needs: "district.read",
      params: ["dueFrom", "dueTo", "dueBy", "dueWork", "dueKey", "dueState"],
      Page: lazy(async () => (await pages()).loadCompliance()),
    },
    {
      path: "/cleaning/confirm",
      title: { zh: "班长确认", en: "Confirm work" },
      icon: "check",
      needs: "cleaning.confirm",
      params: ["confirmTeam", "confirmRoute", "confirmPass"],
      Page: lazy(async () => (await pages()).loadConfirm()),
    },
    {
      path: "/cleaning/settings",
      title: { zh: "作业设置", en: "Cleaning settings" },
      icon: "broom",
      needs: "district.read",
      Page: lazy(async () => (await pages()).loadSettings()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
