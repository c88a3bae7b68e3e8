import { z } from "zod";
import cleaningTable from "./standards/cleaning.json" with { type: "json" };
import { Basis } from "./standards.ts";

type Title = { readonly zh: string; readonly en: string };

/** Kinds of work, in the order lists show them. */
export const WORKS = ["full_sweep", "fine_sweep", "wash", "patrol", "collection"] as const;
export type Work = (typeof WORKS)[number];

export const WORK_TITLES: Readonly<Record<Work, Title>> = {
  full_sweep: { zh: "普扫", en: "Full sweep" },
  fine_sweep: { zh: "细扫", en: "Fine sweep" },
  wash: { zh: "冲洗", en: "Wash" },
  patrol: { zh: "巡回保洁", en: "Patrol cleaning" },
  collection: { zh: "垃圾收运", en: "Collection" },
};

/** What became of a stretch of street in a pass that was due. */
export const PASS_STATES = [
  "done",
  "could_not",
  "not_done",
  "not_recorded",
  "open",
  "upcoming",
  "suspended",
] as const;
export type PassState = (typeof PASS_STATES)[number];

export const PASS_STATE_TITLES: Readonly<Record<PassState, Title>> = {
  done: { zh: "已完成", en: "Done" },
  could_not: { zh: "未能作业", en: "Could not" },
  not_done: { zh: "未作业", en: "Not done" },
  not_recorded: { zh: "未记录", en: "Not recorded" },
  open: { zh: "进行中", en: "Under way" },
  upcoming: { zh: "未到时段", en: "To come" },
  suspended: { zh: "暂停作业", en: "Suspended" },
};

/** How a street stands now. */
export const STREET_STATES = [
  "behind",
  "no_data",
  "on_time",
  "done",
  "suspended",
  "nothing_due",
] as const;
export type StreetState = (typeof STREET_STATES)[number];

export const STREET_STATE_TITLES: Readonly<Record<StreetState, Title>> = {
  behind: { zh: "落后", en: "Behind" },
  no_data: { zh: "未记录", en: "Not recorded" },
  on_time: { zh: "按时", en: "On time" },
  done: { zh: "已完成", en: "Done" },
  suspended: { zh: "暂停作业", en: "Suspended" },
  nothing_due: { zh: "无作业要求", en: "Nothing due" },
};

/** By what one knows that it was done: matched positions, the team leader's word, a supervisor's entry. */
export const EVIDENCES = ["positions", "confirmed", "completed"] as const;
export type Evidence = (typeof EVIDENCES)[number];

export const EVIDENCE_TITLES: Readonly<Record<Evidence, Title>> = {
  positions: { zh: "定位", en: "Positions" },
  confirmed: { zh: "班长确认", en: "Confirmed" },
  completed: { zh: "补录完成", en: "Entered as done" },
};

/** Why a stretch that is over is not done. */
export const PASS_REASONS = [
  "not_covered",
  "partly_covered",
  "too_fast",
  "silent",
  "no_vehicle",
  "no_confirmation",
] as const;
export type PassReason = (typeof PASS_REASONS)[number];

export const PASS_REASON_TITLES: Readonly<Record<PassReason, Title>> = {
  not_covered: { zh: "车辆在线，未经过", en: "Heard, and did not pass" },
  partly_covered: { zh: "只作业了一部分", en: "Only a part was covered" },
  too_fast: { zh: "只有超速经过", en: "Passed too fast only" },
  silent: { zh: "车辆失联", en: "The vehicle was silent" },
  no_vehicle: { zh: "没有可证明的车辆", en: "No vehicle could prove it" },
  no_confirmation: { zh: "无人确认", en: "Nobody confirmed it" },
};

/** What became of a stop of a collection round, in its own words. */
export const STOP_STATE_TITLES: Readonly<Record<PassState, Title>> = {
  ...PASS_STATE_TITLES,
  done: { zh: "已收", en: "Emptied" },
  could_not: { zh: "未能收运", en: "Could not" },
  not_done: { zh: "漏收", en: "Missed" },
};

/** Why a stop of a round that is over was not emptied, as far as one knows. */
export const STOP_REASONS = ["not_stood", "silent", "no_vehicle"] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const STOP_REASON_TITLES: Readonly<Record<StopReason, Title>> = {
  not_stood: { zh: "车辆在线，未在站点停留", en: "Heard, and did not stand by it" },
  silent: PASS_REASON_TITLES.silent,
  no_vehicle: PASS_REASON_TITLES.no_vehicle,
};

const share = z.number().gt(0).max(1);

/** Every value cleaning is held to. */
export const CleaningPresets = z.strictObject({
  coveredShare: share.describe("A street edge is serviced when so much of its length was covered"),
  observedShare: share.describe(
    "Heard for so much of the time a pass was due, a vehicle that did not cover a street did not do it",
  ),
  graceMinutes: z
    .number()
    .int()
    .min(0)
    .max(240)
    .describe("What is done so long before or after its time still counts"),
  tooFastCounts: z.boolean().describe("Whether a pass faster than its work allows is service"),
  summerMonths: z.array(z.number().int().min(1).max(12)).max(12).describe("1 is January"),
  suspendedBelowCelsius: z
    .number()
    .min(-40)
    .max(40)
    .describe("Washing is suspended by hand below it; nothing measures it"),
  gradeWeights: z
    .strictObject({
      main: z.number().positive().max(10),
      grades: z.array(z.number().positive().max(10)).length(4),
    })
    .describe("Workload of a route: kilometres times the weight of their grade"),
  stand: z
    .strictObject({
      meters: z.number().positive().max(500),
      seconds: z.number().int().positive().max(7200),
    })
    .describe("A stop is emptied when a vehicle stood so near for so long"),
  bases: z.array(
    z.strictObject({
      of: z.enum([
        "coveredShare",
        "observedShare",
        "graceMinutes",
        "tooFastCounts",
        "summerMonths",
        "suspendedBelowCelsius",
        "gradeWeights",
        "stand",
      ]),
      basis: Basis,
    }),
  ),
});

/** What cleaning is held to where a district has not said otherwise. */
export const CLEANING = CleaningPresets.parse(cleaningTable);

/** What a district sets itself (`district_setting`, key `cleaning`); what is left out is as the presets have it. */
export const DistrictCleaning = CleaningPresets.omit({ bases: true }).partial();
export type DistrictCleaning = z.infer<typeof DistrictCleaning>;
export type CleaningSettings = Omit<z.infer<typeof CleaningPresets>, "bases">;
