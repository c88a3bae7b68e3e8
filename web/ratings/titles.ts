import type { Title } from "../ui/language.ts";
import type { Tab, TaskState, WarningKind } from "./params.ts";
import type { Rating, Subject } from "./queries.ts";
import type { Standing } from "./signs.ts";

const of = (zh: string, en: string): Title => ({ zh, en });

export const TAB_TITLES: Readonly<Record<Tab, Title>> = {
  overview: of("总览", "Overview"),
  list: of("名单", "Ranking"),
  warnings: of("预警到期", "Warnings"),
  meeting: of("星级×投诉", "Complaints"),
  plan: of("计划", "Plan"),
  inspections: of("检查", "Inspections"),
  appeals: of("申诉", "Appeals"),
  flag: of("流动红旗", "Red flag"),
};

export const STANDING_TITLES: Readonly<Record<Standing, Title>> = {
  stars: of("有效星级", "Stars in force"),
  trial: of("试评", "Trial"),
  none: of("无星", "No star"),
  small: of("样本少", "Small sample"),
  unknown: of("未检查", "Not inspected"),
};

export const WARNING_TITLES: Readonly<Record<WarningKind, Title>> = {
  expiring: of("将到期", "Ends soon"),
  score: of("均分不够", "Mean too low"),
  needed: of("必备项缺失", "Needed item missing"),
  veto: of("一票否决", "Veto"),
  defects: of("未整改", "Open defects"),
  overdue: of("超过检查间隔", "Past its interval"),
  complaints: of("投诉偏多", "Complaints"),
};

export const KIND_TITLES: Readonly<Record<Subject["kind"], Title>> = {
  transfer_station: of("中转站", "Station"),
  toilet: of("公厕", "Toilet"),
  bin: of("果皮箱", "Bin"),
  collection_point: of("收集点", "Collection point"),
  rest_stop: of("休息点", "Rest stop"),
  depot: of("停保场", "Depot"),
  street: of("马路", "Street"),
};

/** What the file of one is called. */
export const FILE_TITLES: Readonly<Partial<Record<Subject["kind"], Title>>> = {
  transfer_station: of("一站一档", "Station file"),
  toilet: of("一厕一档", "Toilet file"),
  street: of("一路一档", "Street file"),
};

export const RATING_KIND_TITLES: Readonly<Record<Rating["kind"], Title>> = {
  entered: of("录入", "Entered"),
  creation: of("创建", "Created"),
  review: of("复评", "Reviewed"),
  lowering: of("降星", "Lowered"),
  removal: of("摘星", "Removed"),
  appeal: of("申诉改定", "After an appeal"),
};

export const LEVELS = ["bureau", "section", "unit", "team"] as const;
export type Level = (typeof LEVELS)[number];
export const LEVEL_TITLES: Readonly<Record<Level, Title>> = {
  bureau: of("局领导", "Bureau leaders"),
  section: of("市容管理股", "Appearance section"),
  unit: of("业务部门", "Operating unit"),
  team: of("班长", "Team leader"),
};

export const TASK_STATE_TITLES: Readonly<Record<TaskState, Title>> = {
  overdue: of("逾期", "Overdue"),
  due: of("待检", "Due"),
  done: of("已检", "Done"),
  dropped: of("取消", "Dropped"),
};

export const TASK_REASON_TITLES: Readonly<Record<string, Title>> = {
  interval: of("到期检查", "Due"),
  random: of("随机抽查", "Drawn at random"),
  risk: of("风险抽查", "At risk"),
  complaints: of("投诉偏多", "Many complaints"),
  reinspection: of("复查", "Re-inspection"),
  appeal: of("申诉复核", "Of an appeal"),
};

export const APPEAL_STEP_TITLES: Readonly<Record<string, Title>> = {
  raised: of("已提出", "Raised"),
  accepted: of("已受理", "Accepted"),
  reinspection: of("复核中", "To be inspected again"),
  corrected: of("已更正", "Corrected"),
  voided: of("检查作废", "Made void"),
  rejected: of("不予支持", "Rejected"),
  withdrawn: of("已撤回", "Withdrawn"),
};
