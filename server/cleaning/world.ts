import type { CleaningSettings, Work } from "../../data/cleaning.ts";
import type { FleetSettings } from "../../data/fleet.ts";
import { localDay } from "../store/local-day.ts";
import type { Order, Route, Suspension } from "./due.ts";
import type { Candidate } from "./heard.ts";

/** A street edge as cleaning knows it. */
export type Edge = {
  readonly edgeId: string;
  readonly streetId: string | null;
  readonly lengthMeters: number;
  readonly grade: number | null;
  /** Of a main or model road. */
  readonly isMain: boolean;
  /** The sub-districts in which its middle lies, each with its validity. */
  readonly areas: readonly AreaTime[];
};

type AreaTime = { readonly areaId: string; readonly from: string; readonly to: string | null };

export type Vehicle = Candidate & { readonly plate: string };

export type Street = {
  readonly streetId: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly edges: readonly number[];
};

/** What in a district is due, and by whom: all that is there but what was done. */
export type World = {
  readonly name: string;
  readonly isDemo: boolean;
  readonly timeZone: string;
  readonly settings: CleaningSettings;
  readonly fleet: Pick<FleetSettings, "speeds" | "proves"> & { readonly gapSeconds: number };
  readonly edges: readonly Edge[];
  readonly edgeById: ReadonlyMap<string, number>;
  readonly streetById: ReadonlyMap<string, Street>;
  readonly areaNames: ReadonlyMap<
    string,
    { readonly name: string; readonly nameEn: string | null }
  >;
  readonly routes: readonly Route[];
  readonly suspensions: readonly Suspension[];
  readonly orders: readonly Order[];
  readonly vehicles: readonly Vehicle[];
  readonly vehicleById: ReadonlyMap<string, Vehicle>;
};

/** Whether the pass of a vehicle proves a work; null where that of none does. */
export function provesIn({ fleet }: Pick<World, "fleet">, work: Work) {
  const kinds = new Set<string>(
    fleet.proves.filter(({ works }) => works.includes(work)).map(({ kind }) => kind),
  );
  return kinds.size === 0 ? null : ({ kind }: { readonly kind: string }) => kinds.has(kind);
}

/** By what passes of a work are judged in a district. */
export const rulesIn = ({ settings, fleet }: Pick<World, "settings" | "fleet">, work: Work) => ({
  coveredShare: settings.coveredShare,
  observedShare: settings.observedShare,
  tooFastCounts: settings.tooFastCounts,
  speed: fleet.speeds.find((one) => one.work === work) ?? null,
});

/** The sub-district in which an edge lay on a day; null where it lay in none. */
export const areaOn = ({ areas }: Pick<Edge, "areas">, day: string) =>
  areas.find(({ from, to }) => from <= day && (to === null || day < to))?.areaId ?? null;

/** How much a metre of an edge weighs in the workload of a route. */
export const weightOf = (
  { isMain, grade }: Pick<Edge, "isMain" | "grade">,
  { gradeWeights }: CleaningSettings,
) => (isMain ? gradeWeights.main : grade === null ? 1 : gradeWeights.grades[grade - 1]!);

/** The local day at an instant. */
export const todayIn = ({ timeZone }: Pick<World, "timeZone">, nowMs: number) =>
  localDay(new Date(nowMs), timeZone);
