import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useSession } from "../api/session.ts";
import { forgetIntake } from "./intake-storage.ts";

const IntakeOverMap = lazy(() =>
  import("./intake-over-map.tsx").then((module) => ({ default: module.IntakeOverMap })),
);

const ListOverMap = lazy(() =>
  import("./list-over-map.tsx").then((module) => ({ default: module.ListOverMap })),
);

/** What complaints have over the map, fetched with the page it belongs to. */
export function OverMap() {
  const session = useSession();
  const isNobody = session !== undefined && !session.account;
  useEffect(() => {
    if (isNobody) forgetIntake(); // whoever is next at this machine finds nothing of a caller
  }, [isNobody]);
  const page = useLocation({ select: ({ pathname }) => pathname });
  const isListed = useLocation({ select: ({ search }) => "map" in search });
  return (
    <Suspense>
      {page === "/complaints/new" && <IntakeOverMap />}
      {page === "/complaints" && isListed && <ListOverMap />}
    </Suspense>
  );
}
