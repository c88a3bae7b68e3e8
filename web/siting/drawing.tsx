import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";

const SitingDrawing = lazy(() =>
  import("./siting-drawing.tsx").then((module) => ({ default: module.SitingDrawing })),
);

/** What lies on the map while one looks for sites, and nothing on other pages. */
export function OnSiting() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/siting" || !may) return null;
  return (
    <Suspense>
      <SitingDrawing />
    </Suspense>
  );
}
