import type { components } from "../api/schema.gen.ts";
import type { Title } from "../ui/language.ts";

type Schemas = components["schemas"];
export type Work = Schemas["CleaningWork"];
export type PassState = Schemas["CleaningPassState"];
export type StreetState = Schemas["CleaningStreetState"];
export type Evidence = Schemas["CleaningEvidence"];
export type PassReason = NonNullable<Schemas["CleaningVerdict"]["reason"]>;

export type StopReason = NonNullable<
  Schemas["CollectionRounds"]["rounds"][number]["stops"][number]["reason"]
>;

export const WORKS = ["full_sweep", "fine_sweep", "wash", "patrol", "collection"] as const;
/** Works of streets; the rounds of collection are told by their stops. */
export const STREET_WORKS = WORKS.slice(0, 4);

export const WORK_TITLES: Readonly<Record<Work, Title>> = {
  full_sweep: { zh: "普扫", en: "Full sweep" },
  fine_sweep: { zh: "细扫", en: "Fine sweep" },
  wash: { zh: "冲洗", en: "Washing" },
  patrol: { zh: "巡回保洁", en: "Patrol" },
  collection: { zh: "收运", en: "Collection" },
};

/** How a street stands, the worst first, as the server has them. */
export const STREET_STATES = [
  "behind",
  "no_data",
  "on_time",
  "done",
  "suspended",
  "nothing_due",
] as const satisfies readonly StreetState[];

export const STREET_STATE_TITLES: Readonly<Record<StreetState, Title>> = {
  behind: { zh: "落后", en: "Behind" },
  no_data: { zh: "未记录", en: "Not recorded" },
  on_time: { zh: "按时", en: "On time" },
  done: { zh: "已完成", en: "Done" },
  suspended: { zh: "暂停", en: "Suspended" },
  nothing_due: { zh: "未到时段", en: "Not due" },
};

/** What became of a pass: what is due first. */
export const PASS_STATES = [
  "done",
  "could_not",
  "not_done",
  "not_recorded",
  "open",
  "upcoming",
  "suspended",
] as const satisfies readonly PassState[];
/** The states that are due: the denominator of compliance. */
export const DUE_STATES = PASS_STATES.slice(0, 4);

export const PASS_STATE_TITLES: Readonly<Record<PassState, Title>> = {
  done: { zh: "已完成", en: "Done" },
  could_not: { zh: "未能作业", en: "Could not" },
  not_done: { zh: "未作业", en: "Not done" },
  not_recorded: { zh: "未记录", en: "Not recorded" },
  open: { zh: "进行中", en: "Under way" },
  upcoming: { zh: "未到时段", en: "To come" },
  suspended: { zh: "暂停", en: "Suspended" },
};

/** What became of a stop of a collection round, in its own words. */
export const STOP_STATE_TITLES: Readonly<Record<PassState, Title>> = {
  ...PASS_STATE_TITLES,
  done: { zh: "已收", en: "Emptied" },
  could_not: { zh: "未能收运", en: "Could not" },
  not_done: { zh: "漏收", en: "Missed" },
};

export const EVIDENCE_TITLES: Readonly<Record<Evidence, Title>> = {
  positions: { zh: "车辆定位", en: "Positions" },
  confirmed: { zh: "班长确认", en: "Confirmed" },
  completed: { zh: "补录完成", en: "Entered as done" },
};

export const REASON_TITLES: Readonly<Record<PassReason, Title>> = {
  not_covered: { zh: "车辆在线，没有经过", en: "The vehicle was heard and did not pass" },
  partly_covered: { zh: "只作业了一部分", en: "Only a part was covered" },
  too_fast: { zh: "只有超速经过", en: "Passed too fast only" },
  silent: { zh: "车辆失联，无从得知", en: "The vehicle was silent: nobody can know" },
  no_vehicle: { zh: "没有可以证明的车辆", en: "No vehicle could prove it" },
  no_confirmation: { zh: "无人确认", en: "Nobody confirmed it" },
};

export const STOP_REASON_TITLES: Readonly<Record<StopReason, Title>> = {
  not_stood: { zh: "车辆在线，未在站点停留", en: "The vehicle was heard and did not stand by it" },
  silent: REASON_TITLES.silent,
  no_vehicle: REASON_TITLES.no_vehicle,
};

export const PART_TITLES: Readonly<Record<Schemas["CleaningPass"]["part"], Title | null>> = {
  whole: null,
  fast_lane: { zh: "快车道", en: "fast lanes" },
  slow_lane: { zh: "慢车道", en: "slow lanes" },
  planter: { zh: "花坛", en: "planters" },
};

/** How a state of a pass is drawn, by the colours of how streets stand. */
export const SIGN_OF_PASS: Readonly<Record<PassState, string>> = {
  done: "done",
  could_not: "could-not",
  not_done: "behind",
  not_recorded: "no-data",
  open: "on-time",
  upcoming: "upcoming",
  suspended: "suspended",
};

/** The same of a street. */
export const signOfStreet = (state: StreetState) =>
  state === "no_data" ? "no-data" : state.replace("_", "-");
