import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";

const RouteDrawing = lazy(() =>
  import("./route-drawing.tsx").then((module) => ({ default: module.RouteDrawing })),
);

/** What lies on the map while one looks at routes, and nothing on other pages. */
export function OnRoutes() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/cleaning/routes" || !may) return null;
  return (
    <Suspense>
      <RouteDrawing />
    </Suspense>
  );
}
