import { useMemo } from "react";
import type { components } from "../api/schema.gen.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { readTries, type Tries, toEdits } from "./tries.ts";

/** What this capability keeps in the link beside the view. */
const LINKED = [
  "serves",
  "lens",
  "reach",
  "travel",
  "demand",
  "statuses",
  "minStars",
  "accessible",
  "openAt",
  "capacity",
  "reachTab",
  "tries",
  "site",
  "gap",
  "streets",
  "closingDays",
] as const;
export type CoverageParam = (typeof LINKED)[number];

/** This capability's parameters of the link. */
export const useCoverageLink = () => useLink(LINKED);

/** Changes some of them. */
export const useSetCoverageLink = useSetLink<CoverageParam>;

export type CoverageQuestion = components["schemas"]["CoverageQuestion"];
export type ServingKind = CoverageQuestion["kind"];

/** Kinds that are offered, in this order. */
export const SERVING_KINDS = [
  "toilet",
  "collection_point",
  "transfer_station",
  "rest_stop",
  "bin",
  "depot",
] as const satisfies readonly ServingKind[];

const STATUSES = ["open", "repair", "building", "planned"] as const;

const number = (text: string | undefined, least: number, most: number) => {
  const value = Number(text);
  return text !== undefined && value >= least && value <= most ? value : undefined;
};

/** The question a link asks, without what it tries out; what makes no sense is dropped. */
export function questionOf(
  linked: {
    readonly [K in CoverageParam]?: string;
  },
): Omit<CoverageQuestion, "edits"> {
  const statuses = STATUSES.filter((each) => linked.statuses?.split(",").includes(each));
  const kind = SERVING_KINDS.find((each) => each === linked.serves) ?? "toilet";
  const stars = number(linked.minStars, 1, 5);
  const radius = number(linked.reach, 1, 20_000);
  const demand = (["daytime", "complaints"] as const).find((each) => each === linked.demand);
  const hasCapacity = linked.capacity === "on" && demand !== "complaints";
  return {
    kind,
    demand: demand ?? "residents",
    statuses: statuses.length > 0 ? statuses : ["open"],
    hasCapacity,
    ...(linked.lens ? { lensId: linked.lens } : {}),
    ...(radius === undefined ? {} : { radiusMeters: radius }),
    ...(linked.travel === "walk" || linked.travel === "vehicle" ? { profile: linked.travel } : {}),
    ...(stars === undefined ? {} : { minStars: Math.round(stars) }),
    ...(linked.accessible === "on" ? { isAccessible: true } : {}),
    ...(linked.openAt && /^([01]\d|2[0-3]):[0-5]\d$/.test(linked.openAt)
      ? { openAt: linked.openAt }
      : {}),
  };
}

/** What the link asks, and what it tries out. */
export function useQuestion(): { question: CoverageQuestion; tries: Tries } {
  const linked = useCoverageLink();
  const asked = JSON.stringify(questionOf(linked));
  const { tries: text } = linked;
  return useMemo(() => {
    const tries = readTries(text);
    return { question: { ...JSON.parse(asked), edits: toEdits(tries) }, tries };
  }, [asked, text]);
}
