import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useLens } from "./lens-choice.ts";

const CoverageDrawing = lazy(() =>
  import("./coverage-drawing.tsx").then((module) => ({ default: module.CoverageDrawing })),
);

const LensDrawing = lazy(() =>
  import("./lens-drawing.tsx").then((module) => ({ default: module.LensDrawing })),
);

/** What lies on the map while one looks at coverage, and nothing on other pages. */
export function OnCoverage() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/coverage" || !may) return null;
  return (
    <Suspense>
      <ByLens />
    </Suspense>
  );
}

/** Of a lens that measures no radius, what it calls a gap; else who is served. */
function ByLens() {
  const { measured, isKnown } = useLens();
  if (!isKnown) return null;
  return measured ? <LensDrawing lens={measured} /> : <CoverageDrawing />;
}
