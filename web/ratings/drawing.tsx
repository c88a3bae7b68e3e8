import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";

const RatingsDrawing = lazy(() =>
  import("./map-drawing.tsx").then((module) => ({ default: module.RatingsDrawing })),
);

/** What lies on the map while one looks at stars, and nothing on other pages. */
export function OnRatings() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/ratings" || !may) return null;
  return (
    <Suspense>
      <RatingsDrawing />
    </Suspense>
  );
}
