import { useMemo } from "react";
import { questionOf, useCoverageLink } from "../coverage/params.ts";
import { readTries, toEdits } from "../coverage/tries.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { useDrawn } from "./drawn.ts";
import type { SitingQuestion } from "./queries.ts";

/** What this capability keeps in the link beside the view and what coverage is asked. */
const LINKED = [
  "goal",
  "newSites",
  "budget",
  "cost",
  "sources",
  "leastArea",
  "apart",
  "limit",
  "leaveOut",
  "together",
  "run",
  "newSite",
] as const;
type SitingParam = (typeof LINKED)[number];

export const useSitingLink = () => useLink(LINKED);
export const useSetSitingLink = useSetLink<SitingParam>;

export type Goal = NonNullable<SitingQuestion["method"]>;
export const GOALS = ["mclp", "lscp", "pmedian", "pcenter"] as const satisfies readonly Goal[];

const number = (text: string | undefined, least: number, most: number) => {
  const value = Number(text);
  return text !== undefined && value >= least && value <= most ? value : undefined;
};
const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** Ten thousand yuan, in which budgets are said. */
const WAN = 10_000;

/** Facilities that are built along with the first kind, by what the link calls it; what one takes of a plot is ours to start from. */
const TOGETHER: Record<string, NonNullable<SitingQuestion["alsoKinds"]>[number]> = {
  bins: {
    ...{ kind: "bin", count: 5, radiusMeters: 100, demand: "residents" },
    ...{ areaSquareMeters: 2, costYuan: 800, importance: 0.1 },
  },
  station: {
    ...{ kind: "transfer_station", count: 1, radiusMeters: 1000, demand: "residents" },
    ...{ areaSquareMeters: 200, costYuan: 1_500_000, importance: 0.1 },
  },
};

/** What the link and what is drawn ask. */
export function useSitingQuestion(): SitingQuestion {
  const covered = useCoverageLink();
  const linked = useSitingLink();
  const { areas, exclude, given: ownCandidates } = useDrawn();
  return useMemo(() => {
    const goal = GOALS.find((each) => each === linked.goal) ?? "mclp";
    const sources = (linked.sources ?? "corners").split(",");
    const also = linked.together ? TOGETHER[linked.together] : undefined;
    const wan = (text: string | undefined) => {
      const value = number(text, 0, 1e8);
      return value === undefined ? undefined : value * WAN;
    };
    return {
      coverage: { ...questionOf(covered), edits: toEdits(readTries(covered.tries)) },
      method: goal,
      candidates: {
        corners: sources.includes("corners"),
        plots: sources.includes("plots"),
        areas: areas.map((ring) => ring.map((at): [number, number] => [at[0], at[1]])),
        given: [...ownCandidates],
      },
      exclude: exclude.map((ring) => ring.map((at): [number, number] => [at[0], at[1]])),
      leastCost: false,
      leaveOutUnreachable: linked.leaveOut === "on",
      seconds: number(linked.limit, 1, 120) ?? 20,
      alsoKinds: also && goal === "mclp" ? [also] : [],
      ...given({
        count: goal === "lscp" ? undefined : (number(linked.newSites, 1, 100) ?? 3),
        budgetYuan: goal === "mclp" ? wan(linked.budget) : undefined,
        costYuan: wan(linked.cost),
        minimumAreaSquareMeters: number(linked.leastArea, 1, 1e6),
        keepApartMeters: number(linked.apart, 1, 50_000),
      }),
    };
  }, [covered, linked, areas, exclude, ownCandidates]);
}
