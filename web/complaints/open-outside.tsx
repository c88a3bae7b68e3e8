import { useLocation } from "@tanstack/react-router";
import { lazy } from "react";

const pages = {
  "/open/report": lazy(() =>
    import("./open-report.tsx").then((module) => ({ default: module.OpenReportPage })),
  ),
  "/open/follow": lazy(() =>
    import("./open-follow.tsx").then((module) => ({ default: module.OpenFollowPage })),
  ),
  "/complaints/keys": lazy(() =>
    import("./keys.tsx").then((module) => ({ default: module.KeysPage })),
  ),
};

/** The page of the address. One for all of them, so that whoever opens none of them fetches nothing of them. */
export function OutsidePage() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const Page = pages[path as keyof typeof pages]; // undefined for a moment while one leaves
  return Page ? <Page /> : null;
}
