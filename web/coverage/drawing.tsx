import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";

const CoverageDrawing = lazy(() =>
  import("./coverage-drawing.tsx").then((module) => ({ default: module.CoverageDrawing })),
);

/** What lies on the map while one looks at coverage, and nothing on other pages. */
export function OnCoverage() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/coverage" || !may) return null;
  return (
    <Suspense>
      <CoverageDrawing />
    </Suspense>
  );
}
