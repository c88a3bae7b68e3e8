import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useFleetLink } from "./params.ts";

const LiveDrawing = lazy(() =>
  import("./live-drawing.tsx").then((module) => ({ default: module.LiveDrawing })),
);
const ReplayDrawing = lazy(() =>
  import("./replay-drawing.tsx").then((module) => ({ default: module.ReplayDrawing })),
);

/** What lies on the map while one looks at vehicles, and nothing on other pages. */
export function OnFleet() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  const { replayDay } = useFleetLink();
  if (path !== "/fleet" || !may) return null;
  return <Suspense>{replayDay === undefined ? <LiveDrawing /> : <ReplayDrawing />}</Suspense>;
}
