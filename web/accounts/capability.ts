import { lazy } from "react";
import type { Capability } from "../map/capability.ts";
import { AUDIT_LINKED } from "./audit-linked.ts";

const pages = () => import("./pages.ts");

/** Who one is and who may do what: signing in, one's own account, the administration and the trail. */
export const accounts: Capability = {
  id: "accounts",
  sheets: [
    {
      path: "/sign-in",
      title: { zh: "登录", en: "Sign in" },
      icon: "user",
      params: ["problem", "next"],
      Page: lazy(async () => (await pages()).loadSignInPage()),
    },
    {
      path: "/account",
      title: { zh: "我的账号", en: "My account" },
      icon: "key",
      needs: "signed-in",
      params: ["problem", "next"],
      Page: lazy(async () => (await pages()).loadOwnAccountPage()),
    },
    {
      path: "/administration",
      title: { zh: "管理", en: "People" },
      icon: "people",
      needs: "accounts.manage",
      isInRail: true,
      params: ["tab", "role", "within", "user"],
      Page: lazy(async () => (await pages()).loadAdministrationPage()),
    },
    {
      path: "/audit",
      title: { zh: "审计", en: "Audit" },
      icon: "history",
      needs: "audit.read",
      isInRail: true,
      params: AUDIT_LINKED,
      Page: lazy(async () => (await pages()).loadAuditPage()),
    },
  ],
  Account: lazy(async () => (await pages()).loadAccountMenu()),
};
