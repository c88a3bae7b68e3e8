import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useFleetLink } from "./params.ts";

const Player = lazy(() => import("./player.tsx").then((module) => ({ default: module.Player })));

/** The clock of a replay, under the map. */
export function FleetFoot() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const may = useMay("district.read");
  const { replayDay } = useFleetLink();
  if (path !== "/fleet" || !may || replayDay === undefined) return null;
  return (
    <Suspense>
      <Player />
    </Suspense>
  );
}
