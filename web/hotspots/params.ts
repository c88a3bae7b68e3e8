import { useMemo } from "react";
import type { operations } from "../api/schema.gen.ts";
import { useView } from "../map/view.ts";
import { useLink, useSetLink } from "../ui/link.ts";

/** What this capability keeps in the link beside the view. */
const LINKED = [
  "hotTab",
  "spot",
  "measure",
  "hotCategory",
  "hotChannel",
  "hotArea",
  "hotUnit",
  "hotWeekday",
  "hotHours",
  "hotDuplicates",
  "resolution",
  "rings",
  "aroundMeters",
  "stepsBack",
  "level",
  "minimum",
  "against",
  "swipe",
  "pattern",
  "density",
  "repeats",
  "repeatPlace",
  "repeatMeters",
  "repeatDays",
  "repeatReturn",
  "repeatFewest",
  "epsMeters",
  "epsDays",
  "minPoints",
  "alarmDays",
] as const;
export type HotParam = (typeof LINKED)[number];

/** What of the link says which complaints count. */
export const FILTERS = [
  "hotCategory",
  "hotChannel",
  "hotArea",
  "hotUnit",
  "hotWeekday",
  "hotHours",
  "hotDuplicates",
] as const satisfies readonly HotParam[];

/** What of the link says how cells are made and tested, where it is not as the district has it. */
export const CELL_PARAMS = [
  "resolution",
  "rings",
  "aroundMeters",
  "stepsBack",
  "level",
  "minimum",
] as const satisfies readonly HotParam[];

/** This capability's parameters of the link. */
export const useHotLink = () => useLink(LINKED);

/** Changes some of them. */
export const useSetHotLink = useSetLink<HotParam>;

export type HotspotAsked = NonNullable<operations["getHotspots"]["parameters"]["query"]>;
export type Measure = NonNullable<HotspotAsked["measure"]>;

export const MEASURES: readonly Measure[] = [
  "per-street",
  "count",
  "reporters",
  "per-resident",
  "late",
  "reopened",
];

/** A number in a link; undefined where it makes no sense. */
export const numberIn = (text: string | undefined, least: number, most: number) => {
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) && number >= least && number <= most
    ? number
    : undefined;
};

const whole = (text: string | undefined, least: number, most: number) => {
  const number = numberIn(text, least, most);
  return number === undefined ? undefined : Math.round(number);
};

/** Neighbours by meters or by rings, not both. */
function aroundOf({ rings, aroundMeters }: { readonly [K in HotParam]?: string }) {
  const meters = numberIn(aroundMeters, 1, 10_000);
  return { meters, rings: meters === undefined ? whole(rings, 1, 5) : undefined };
}

/** The question a link asks, without its days; what makes no sense is dropped. */
export function questionOf(linked: { readonly [K in HotParam]?: string }): HotspotAsked {
  const given = {
    measure: MEASURES.find((each) => each === linked.measure),
    category: linked.hotCategory,
    channel: linked.hotChannel,
    area: linked.hotArea,
    unit: linked.hotUnit,
    weekday:
      linked.hotWeekday && /^[1-7](,[1-7])*$/.test(linked.hotWeekday)
        ? linked.hotWeekday
        : undefined,
    hours:
      linked.hotHours && /^\d{1,2}-\d{1,2}$/.test(linked.hotHours) ? linked.hotHours : undefined,
    duplicate: linked.hotDuplicates === "false" ? ("false" as const) : undefined,
    resolution: whole(linked.resolution, 5, 12),
    ...aroundOf(linked),
    stepsBack: linked.stepsBack === "0" ? ("0" as const) : undefined,
    level: numberIn(linked.level, 0.0001, 0.5),
    minimum: whole(linked.minimum, 1, 100),
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as HotspotAsked; // its own entries, without those that are not given
}

/** The question the link asks now, with its days. */
export function useQuestion(): HotspotAsked {
  const linked = useHotLink();
  const { period } = useView().view;
  return useMemo(() => ({ ...questionOf(linked), ...period }), [linked, period]);
}

/** The question where cells have no neighbourhoods: of streets and of sub-districts. */
export function usePlainQuestion() {
  const question = useQuestion();
  return useMemo(() => {
    const { rings, meters, stepsBack, ...asked } = question;
    return asked;
  }, [question]);
}

/** What clusters are asked beside the question: a limit that makes no sense is dropped. */
export function useClustersAsked() {
  const { epsMeters, epsDays, minPoints } = useHotLink();
  const { measure, resolution, level, minimum, ...asked } = usePlainQuestion();
  const given = {
    epsMeters: numberIn(epsMeters, 1, 5000),
    epsDays: numberIn(epsDays, 0, 366),
    minPoints: numberIn(minPoints, 2, 1000),
  };
  const limits = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as { epsMeters?: number; epsDays?: number; minPoints?: number }; // its own entries
  return { ...asked, ...limits };
}

/** What alarms are asked: up to the last day of the period. */
export function useAlarmsAsked() {
  const days = numberIn(useHotLink().alarmDays, 1, 31);
  const { measure, level, minimum, from, ...asked } = usePlainQuestion();
  return { ...asked, ...(days === undefined ? {} : { days: Math.round(days) }) };
}
