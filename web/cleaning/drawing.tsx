import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";

const StandingDrawing = lazy(() =>
  import("./standing-drawing.tsx").then((module) => ({ default: module.StandingDrawing })),
);

/** What lies on the map while one looks at how streets stand, and nothing on other pages. */
export function OnCleaning() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/cleaning" || !may) return null;
  return (
    <Suspense>
      <StandingDrawing />
    </Suspense>
  );
}
