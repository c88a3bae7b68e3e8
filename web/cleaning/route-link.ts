import { isDay } from "../ui/format.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { WORKS, type Work } from "./titles.ts";

/** What the page of routes keeps in the link. */
const LINKED = ["route", "routeDay", "routeWork", "routeShow"] as const;
export type RouteParam = (typeof LINKED)[number];

export const useSetRouteLink = useSetLink<RouteParam>;

/** What the map shows besides routes. */
export type Shown = "overlaps" | "uncovered";

export type RouteAsked = {
  /** The version that is open. */
  readonly routeId: string | null;
  /** undefined is today. */
  readonly day: string | undefined;
  readonly work: Work | null;
  readonly shown: readonly Shown[];
};

const SHOWN: readonly Shown[] = ["overlaps", "uncovered"];

/** What the link asks; what makes no sense is dropped. */
export function routeAsked(linked: { readonly [K in RouteParam]?: string }): RouteAsked {
  const named = linked.routeShow?.split(",") ?? [];
  return {
    routeId: linked.route ?? null,
    day: linked.routeDay !== undefined && isDay(linked.routeDay) ? linked.routeDay : undefined,
    work: WORKS.find((work) => work === linked.routeWork) ?? null,
    shown: SHOWN.filter((one) => named.includes(one)),
  };
}

export const useRouteAsked = () => routeAsked(useLink(LINKED));

/** What the map shows, with one more or one less, as the link has it. */
export function withShown(shown: readonly Shown[], one: Shown): string | undefined {
  const next = SHOWN.filter((each) => shown.includes(each) !== (each === one));
  return next.length > 0 ? next.join(",") : undefined;
}
