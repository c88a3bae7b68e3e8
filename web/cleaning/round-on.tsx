import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";

const RoundDrawing = lazy(() =>
  import("./round-drawing.tsx").then((module) => ({ default: module.RoundDrawing })),
);

/** What lies on the map while one looks at collection rounds, and nothing on other pages. */
export function OnRounds() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  if (path !== "/cleaning/rounds" || !may) return null;
  return (
    <Suspense>
      <RoundDrawing />
    </Suspense>
  );
}
