import type { QualityPreset } from "./standards.ts";

type Title = { readonly zh: string; readonly en: string };

/** What the checks go by: the numbers a district can set. */
export type QualityParameters = Readonly<Record<QualityPreset["id"], number>>;

/** What can be done to many rows of a check at once. */
export type BulkRepair = "manager" | "owner" | "verify";

type Check = {
  readonly record: "facility" | "complaint";
  readonly title: Title;
  /** What is counted, and out of what: the one definition of the figure. */
  readonly definition: (parameters: QualityParameters) => Title;
  readonly remedy: Title;
  readonly bulk: readonly BulkRepair[];
};

const always = (zh: string, en: string) => () => ({ zh, en });

/** The checks of a district's data, in the order in which equally bad ones are listed. */
export const QUALITY_CHECKS = {
  "facility-datum": {
    record: "facility",
    title: { zh: "设施坐标系有误", en: "Facilities stored in a wrong datum" },
    definition: always(
      "分子：经坐标诊断，确认按别的坐标系存放的各组设施；分母：有坐标的设施。诊断把同一来源、同一类设施作为一组，按 WGS 84、GCJ-02、BD-09 各算一遍离最近道路的距离，只有一种读法明显优于其他读法、也优于任意平移时才下结论，否则写“无法判断”，不计入分子。",
      "Counted: facilities of the groups that the datum doctor finds to be stored in another datum. Out of: facilities with a position. A group is one source and one kind; its distance to streets is taken under WGS 84, GCJ-02 and BD-09. It is told only where one reading beats the others, and any shift; otherwise it says that it cannot tell, and nothing is counted.",
    ),
    remedy: {
      zh: "在坐标诊断中整组修正，可撤销。",
      en: "Repair the whole group with the datum doctor; it can be undone.",
    },
    bulk: [],
  },
  "facility-outside": {
    record: "facility",
    title: { zh: "设施在区界外", en: "Facilities outside the district" },
    definition: ({ borderMeters }) => ({
      zh: `分子：坐标在区界以外、离界线超过 ${borderMeters} 米的设施；分母：有坐标的设施。区界取今天有效的区级边界，没有时取各街道边界之和。`,
      en: `Counted: facilities more than ${borderMeters} m outside the boundary. Out of: facilities with a position. The boundary is the district's as it holds today, or all its sub-districts' where it has none.`,
    }),
    remedy: {
      zh: "打开记录，在地图上改正坐标；确属外区的请关闭或删除。",
      en: "Open the record and put it where it stands; close or remove what belongs to another district.",
    },
    bulk: [],
  },
  "facility-place": {
    record: "facility",
    title: { zh: "设施没有坐标", en: "Facilities without a position" },
    definition: always(
      "分子：没有坐标的设施；分母：全部设施，含已关闭的。",
      "Counted: facilities without a position. Out of: all facilities, closed ones too.",
    ),
    remedy: {
      zh: "打开记录，填写经纬度。",
      en: "Open the record and enter its longitude and latitude.",
    },
    bulk: [],
  },
  duplicate: {
    record: "facility",
    title: { zh: "疑似重复的设施", en: "Facilities that may be entered twice" },
    definition: ({ duplicateMeters, sameNameMeters }) => ({
      zh: `分子：未关闭的设施中，另有一处同类未关闭设施相距不超过 ${duplicateMeters} 米，或同名且相距不超过 ${sameNameMeters} 米，或编号只在大小写、符号、补零上不同；两处各计一。分母：未关闭的设施。`,
      en: `Counted: facilities not closed for which there is another of the kind, not closed either, within ${duplicateMeters} m, or of the same name within ${sameNameMeters} m, or whose code differs only in case, signs or leading zeros; each of the two counts. Out of: facilities not closed.`,
    }),
    remedy: {
      zh: "打开记录核对，多录的一处请关闭，或删除误录。",
      en: "Compare the two; close the one too many, or remove it.",
    },
    bulk: [],
  },
  "never-verified": {
    record: "facility",
    title: { zh: "从未核实", en: "Never verified" },
    definition: always(
      "分子：在用（开放、维修）设施中没有核实日期的；分母：在用设施。",
      "Counted: facilities in use (open or under repair) without a day of verification. Out of: facilities in use.",
    ),
    remedy: { zh: "现场核实后标记。", en: "Look at it on site, then mark it verified." },
    bulk: ["verify"],
  },
  "verification-overdue": {
    record: "facility",
    title: { zh: "久未核实", en: "Verification overdue" },
    definition: ({ unverifiedMonths }) => ({
      zh: `分子：在用（开放、维修）设施中，最近一次核实早于 ${unverifiedMonths} 个月前的；从未核实的另计。分母：在用设施。`,
      en: `Counted: facilities in use (open or under repair) last verified more than ${unverifiedMonths} months ago; those never verified are counted apart. Out of: facilities in use.`,
    }),
    remedy: { zh: "现场核实后标记。", en: "Look at it on site, then mark it verified." },
    bulk: ["verify"],
  },
  "manager-none": {
    record: "facility",
    title: { zh: "无人管理", en: "Nobody manages it" },
    definition: always(
      "分子：未关闭的设施中，已知没有管理单位的；管理单位不详的另计。分母：未关闭的设施。",
      "Counted: facilities not closed that are known to have no manager; an unknown manager is counted apart. Out of: facilities not closed.",
    ),
    remedy: { zh: "落实管理单位后填写。", en: "Enter the manager once there is one." },
    bulk: ["manager"],
  },
  "manager-unknown": {
    record: "facility",
    title: { zh: "管理单位不详", en: "Manager unknown" },
    definition: always(
      "分子：未关闭的设施中，管理单位没有填写的；已知无人管理的另计。分母：未关闭的设施。",
      "Counted: facilities not closed for which no manager is entered; those known to have none are counted apart. Out of: facilities not closed.",
    ),
    remedy: { zh: "查明管理单位后填写。", en: "Find out who runs it and enter it." },
    bulk: ["manager"],
  },
  "owner-unknown": {
    record: "facility",
    title: { zh: "产权单位不详", en: "Owner unknown" },
    definition: always(
      "分子：未关闭的设施中，产权单位没有填写的；分母：未关闭的设施。",
      "Counted: facilities not closed for which no owner is entered. Out of: facilities not closed.",
    ),
    remedy: { zh: "查明产权单位后填写。", en: "Find out who owns it and enter it." },
    bulk: ["owner"],
  },
  "attribute-missing": {
    record: "facility",
    title: { zh: "缺少必填属性", en: "Attributes missing" },
    definition: always(
      "分子：未关闭的设施中，缺少本类必填属性的：公厕的类别、中转站的设计规模、收集点的容器数；分母：未关闭的这三类设施。",
      "Counted: facilities not closed that lack what their kind ought to have: the class of a toilet, the throughput of a station, the containers of a collection point. Out of: facilities not closed of these kinds.",
    ),
    remedy: { zh: "打开记录补填。", en: "Open the record and fill it in." },
    bulk: [],
  },
  "complaint-outside": {
    record: "complaint",
    title: { zh: "投诉在区界外", en: "Complaints outside the district" },
    definition: ({ borderMeters }) => ({
      zh: `分子：登记坐标在区界以外、离界线超过 ${borderMeters} 米的投诉；分母：有坐标的投诉。按登记的原始坐标判断，不用公开图层上归到路边的位置。`,
      en: `Counted: complaints whose recorded position is more than ${borderMeters} m outside the boundary. Out of: complaints with a position. The recorded position is used, not the one on the street that the public layer shows.`,
    }),
    remedy: {
      zh: "核对来件；不属本区的转办，坐标有误的请在来源系统改正后重新导入。",
      en: "Check the report; pass on what belongs elsewhere, or correct the position at its source and import again.",
    },
    bulk: [],
  },
  "complaint-place": {
    record: "complaint",
    title: { zh: "投诉没有坐标", en: "Complaints without a position" },
    definition: always(
      "分子：没有坐标的投诉；分母：全部投诉。",
      "Counted: complaints without a position. Out of: all complaints.",
    ),
    remedy: {
      zh: "按地址补上坐标后重新导入。",
      en: "Add the position by its address, and import again.",
    },
    bulk: [],
  },
} as const satisfies Record<string, Check>;

export type QualityCheck = keyof typeof QUALITY_CHECKS;

// Object.keys forgets what the object's type knows.
export const QUALITY_CHECK_IDS = Object.keys(QUALITY_CHECKS) as [QualityCheck, ...QualityCheck[]];
