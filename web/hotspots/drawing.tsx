import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useHotLink } from "./params.ts";
import { tabOf } from "./tabs.ts";

const Keeping = lazy(() => import("./keeping.tsx").then((module) => ({ default: module.Keeping })));

/** What lies on the map while one looks at hotspots, and nothing on other pages. */
export function OnHotspots() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { hotTab } = useHotLink();
  const may = useMay("complaints.all");
  const { Drawing } = tabOf(hotTab);
  if (path !== "/hotspots" || !Drawing || !may) return null;
  return (
    <Suspense>
      <Drawing />
      <Keeping />
    </Suspense>
  );
}
