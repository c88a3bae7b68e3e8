import { dictionary } from "../ui/language.ts";
import type { Fault } from "./rubric-draft.ts";

/** Words of rubrics: what stars are given by, who approved it, and what a change would do. */
export const rubricWords = dictionary(
  {
    back: "星级",
    allRubrics: "全部评分标准",
    intro:
      "按标准的项目、分值和门槛评星。预设是建议稿：没有找到正式文本。经批准的标准才能定星，未批准的只有试评。",
    none: "没有评分标准。",
    gone: "没有这个标准。",
    newRubric: "新建标准",
    open: "打开",
    scoredBy: "现用",
    inForce: (version: string) => `第 ${version} 版已批准，正式评星`,
    onlyTrial: "没有批准的版本：只有试评",
    noneScored: "没有可用的版本",
    points: "总分",
    itemsCount: (n: string) => `${n} 项`,
    vetoesCount: (n: string) => `否决 ${n} 项`,
    versions: "版本",
    version: (version: string) => (version === "0" ? "预设" : `第 ${version} 版`),
    state: (state: string) =>
      ({ proposal: "建议稿", approved: "已批准", withdrawn: "已撤回" })[state] ?? state,
    from: (day: string) => `${day} 起`,
    fromAlways: "一直",
    by: (name: string, day: string) => `${name} · ${day} 提出`,
    decided: (state: string, name: string, day: string) => `${name} · ${day} ${state}`,
    note: "说明",
    edit: "改写为新版本",
    approve: "批准",
    withdraw: "撤回",
    print: "打印",

    title: "名称",
    titleZh: "中文",
    titleEn: "英文",
    subject: "评定对象",
    item: "项目",
    pointsOf: "分值",
    weight: "权重",
    needed: "必备",
    neededFrom: (stars: string) => `${stars} 星起`,
    neededNone: "—",
    mayNotApply: "可不适用",
    basis: "依据",
    up: (title: string) => `上移：${title}`,
    down: (title: string) => `下移：${title}`,
    removeItem: (title: string) => `删去：${title}`,
    addItem: "加一项",
    addGroup: "加一组",
    removeGroup: (title: string) => `删去这一组：${title}`,
    groupTitle: "组名",
    groupPoints: (points: string) => `${points} 分`,
    emptyGroup: "还没有项目",
    vetoes: "一票否决",
    vetoesDo: "有一项即无星，不论得分",
    noVetoes: "没有否决项。",
    addVeto: "加一条",
    thresholds: "星级门槛",
    thresholdsDo: "百分制得分",
    atLeast: "分起",
    starsN: (n: number) => `${n} 星`,
    notGiven: "不设",
    validity: "有效期",
    months: "个月",
    sampling: "检查安排",
    total: "总分",
    totalNot100: "总分不必为 100，得分按百分制折算",

    bases: "依据与出处",
    basesDo: "标明可信程度；未经查证的不是法定要求",
    law: "法定要求",
    notLaw: "不是法定要求",
    confidence: (mark: string) => CONFIDENCE_ZH[mark] ?? mark,
    standard: "标准",
    clause: "条款",
    edition: "版本",
    source: "出处",
    confidenceTitle: "可信程度",
    addBasis: "加一条依据",
    removeBasis: (key: string) => `删去依据：${key}`,
    used: (n: string) => `${n} 项引用`,
    ownStandard: (text: string) =>
      text === "the bureau's own" ? "本局自定" : text.replace(/ of another city$/, "（外地）"),

    undo: "撤销",
    redo: "重做",
    discard: "放弃",
    discardAsk: "放弃没有保存的改动？",
    leaveAsk: "有改动没有保存，确定离开？",
    changes: (added: string, changed: string, removed: string) =>
      `增 ${added}、改 ${changed}、删 ${removed}`,
    noChanges: "没有改动",
    save: "存为建议稿",
    saveNew: "建立标准",
    saved: "已存为建议稿；批准后才正式评星。",
    effectiveFrom: "生效日",
    noteHint: "改了什么、为什么",
    dayWrong: "填一个今天或以后的日子。",
    faults: (n: string) => `${n} 处要改正`,
    fault: (fault: Fault, named: (at: string) => string): string => {
      if (fault.is === "range") return `${named(fault.at)}：填 ${fault.least} 至 ${fault.most}`;
      if (fault.is === "title") return `${named(fault.at)}：写上中文名称`;
      if (fault.is === "points") return `${named(fault.at)}：分值大于 0，最多 100`;
      if (fault.is === "weight") return `${named(fault.at)}：权重大于 0，最多 10`;
      if (fault.is === "no-items") return "至少要有一个项目";
      if (fault.is === "basis") return `依据 ${fault.at}：标准、条款、版本、出处都要填`;
      if (fault.is === "law") return `依据 ${fault.at}：查证过原文的才能标为法定`;
      if (fault.is === "order") return `${fault.stars} 星的门槛要高于 ${fault.before} 星`;
      return "至少设一个星级门槛";
    },
    placeOf: (at: string) => PLACES_ZH[at] ?? "",

    preview: "对今日星级的影响",
    previewDo: "按各对象窗口内的检查重算；不写入任何结果",
    previewSame: "内容没有变，先改一处。",
    previewWait: "改正上面的错误后预览。",
    compared: (version: string) => `与${version}比较`,
    comparedNone: "现在没有标准可比",
    ups: "升",
    downs: "降",
    sames: "不变",
    unknowns: "无从比较",
    unknownSays: "窗口内没有检查",
    official: (stars: string) => `有效 ${stars} 星，不自动改变`,
    small: "样本少",
    notYetScored: (n: string, inspections: string) =>
      `${n} 个新项目在以前的 ${inspections} 次检查里没有分，不计入`,
    n: (n: string) => `n=${n}`,
    none0: "无星",

    approveTitle: (title: string, version: string) => `批准「${title}」${version}？`,
    approveSays: "从生效日起按它评分，结果是正式星级。已评的星级不变，按原版本留存。",
    approveConfirm: "批准并生效",
    withdrawTitle: (version: string) => `撤回${version}？`,
    withdrawSays: "撤回的建议稿不再使用，留存备查。",
    reason: "理由",
    cancel: "取消",
    stale: "别人刚提出了新版本。已取到最新版本号，核对后再存一次。",

    newTitle: "新建评分标准",
    rubricId: "代号",
    rubricIdHint: "小写字母、数字和连字符",
    rubricIdWrong: "用小写字母、数字和连字符，最多 40 个，且不与已有的重复。",
    newSubject: "对象",
    create: "开始编写",
  },
  {
    back: "Stars",
    allRubrics: "All rubrics",
    intro:
      "Stars are given by a rubric's items, points and thresholds. The presets are proposals, for no official text was found. Only an approved rubric gives stars; any other only tries.",
    none: "No rubric.",
    gone: "There is no such rubric.",
    newRubric: "New rubric",
    open: "Open",
    scoredBy: "in use",
    inForce: (version: string) => `Version ${version} is approved: official stars`,
    onlyTrial: "No version is approved: trial only",
    noneScored: "No version to score by",
    points: "Points",
    itemsCount: (n: string) => `${n} items`,
    vetoesCount: (n: string) => `${n} vetoes`,
    versions: "Versions",
    version: (version: string) => (version === "0" ? "Preset" : `Version ${version}`),
    state: (state: string) =>
      ({ proposal: "Proposal", approved: "Approved", withdrawn: "Withdrawn" })[state] ?? state,
    from: (day: string) => `from ${day}`,
    fromAlways: "always",
    by: (name: string, day: string) => `proposed by ${name} · ${day}`,
    decided: (state: string, name: string, day: string) => `${state} by ${name} · ${day}`,
    note: "Note",
    edit: "Write a new version",
    approve: "Approve",
    withdraw: "Withdraw",
    print: "Print",

    title: "Name",
    titleZh: "Chinese",
    titleEn: "English",
    subject: "What is rated",
    item: "Item",
    pointsOf: "Points",
    weight: "Weight",
    needed: "Needed",
    neededFrom: (stars: string) => `from ${stars} stars`,
    neededNone: "—",
    mayNotApply: "May not apply",
    basis: "Basis",
    up: (title: string) => `Up: ${title}`,
    down: (title: string) => `Down: ${title}`,
    removeItem: (title: string) => `Remove: ${title}`,
    addItem: "Add an item",
    addGroup: "Add a group",
    removeGroup: (title: string) => `Remove the group: ${title}`,
    groupTitle: "Group",
    groupPoints: (points: string) => `${points} points`,
    emptyGroup: "No items yet",
    vetoes: "Vetoes",
    vetoesDo: "one of them and there is no star, whatever the points",
    noVetoes: "No veto.",
    addVeto: "Add a veto",
    thresholds: "Thresholds",
    thresholdsDo: "score of 100",
    atLeast: "and more",
    starsN: (n: number) => (n === 1 ? "1 star" : `${n} stars`),
    notGiven: "not given",
    validity: "Validity",
    months: "months",
    sampling: "Inspections",
    total: "Total",
    totalNot100: "It need not be 100: scores are told of 100",

    bases: "Bases and sources",
    basesDo: "each with how sure it is; what was not read is not law",
    law: "Law",
    notLaw: "Not law",
    confidence: (mark: string) => CONFIDENCE_EN[mark] ?? mark,
    standard: "Standard",
    clause: "Clause",
    edition: "Edition",
    source: "Source",
    confidenceTitle: "How sure",
    addBasis: "Add a basis",
    removeBasis: (key: string) => `Remove the basis: ${key}`,
    used: (n: string) => `used by ${n}`,
    ownStandard: (text: string) => text,

    undo: "Undo",
    redo: "Redo",
    discard: "Discard",
    discardAsk: "Discard what is not saved?",
    leaveAsk: "There are changes that are not saved. Leave?",
    changes: (added: string, changed: string, removed: string) =>
      `${added} added, ${changed} changed, ${removed} removed`,
    noChanges: "No changes",
    save: "Save as a proposal",
    saveNew: "Create the rubric",
    saved: "Saved as a proposal; stars become official once it is approved.",
    effectiveFrom: "From",
    noteHint: "What was changed and why",
    dayWrong: "A day from today on.",
    faults: (n: string) => `${n} to be mended`,
    fault: (fault: Fault, named: (at: string) => string): string => {
      if (fault.is === "range") return `${named(fault.at)}: ${fault.least} to ${fault.most}`;
      if (fault.is === "title") return `${named(fault.at)}: a Chinese name, please`;
      if (fault.is === "points") return `${named(fault.at)}: more than 0, at most 100 points`;
      if (fault.is === "weight") return `${named(fault.at)}: a weight above 0, at most 10`;
      if (fault.is === "no-items") return "At least one item";
      if (fault.is === "basis")
        return `Basis ${fault.at}: standard, clause, edition and source are needed`;
      if (fault.is === "law") return `Basis ${fault.at}: only what was read may be called law`;
      if (fault.is === "order")
        return `${fault.stars} stars must ask for more than ${fault.before}`;
      return "At least one threshold";
    },
    placeOf: (at: string) => PLACES_EN[at] ?? "",

    preview: "What it would do to today's stars",
    previewDo: "Worked out from the inspections of each window; nothing is written",
    previewSame: "Nothing is changed yet.",
    previewWait: "Shown once what is wrong above is mended.",
    compared: (version: string) => `compared with ${version}`,
    comparedNone: "Nothing to compare with",
    ups: "Up",
    downs: "Down",
    sames: "Same",
    unknowns: "Not known",
    unknownSays: "no inspection in the window",
    official: (stars: string) => `${stars} stars in force, which do not change by themselves`,
    small: "small sample",
    notYetScored: (n: string, inspections: string) =>
      `${n} new items have no marks in ${inspections} earlier inspections and are not counted there`,
    n: (n: string) => `n=${n}`,
    none0: "no star",

    approveTitle: (title: string, version: string) => `Approve ${version} of “${title}”?`,
    approveSays:
      "From its day on it is scored by, and what it gives are official stars. Stars that were given stay under the version they were given by.",
    approveConfirm: "Approve",
    withdrawTitle: (version: string) => `Withdraw ${version}?`,
    withdrawSays: "It is a proposal no longer and stays to be read.",
    reason: "Reason",
    cancel: "Cancel",
    stale: "Somebody has just proposed another version. Check it, then save again.",

    newTitle: "New rubric",
    rubricId: "Id",
    rubricIdHint: "small letters, digits and hyphens",
    rubricIdWrong: "Small letters, digits and hyphens, at most 40, and not one that is there.",
    newSubject: "Of",
    create: "Begin to write",
  },
);

const PLACES_ZH: Readonly<Record<string, string>> = {
  ...{ title: "标准名称", validityMonths: "有效期", intervalDays: "检查间隔" },
  ...{ randomPerWeek: "每周随机", riskPerWeek: "每周按风险", windowDays: "统计窗口" },
  leastInspections: "最少检查",
};
const PLACES_EN: Readonly<Record<string, string>> = {
  ...{ title: "Name of the rubric", validityMonths: "Validity", intervalDays: "Interval" },
  ...{ randomPerWeek: "At random", riskPerWeek: "By risk", windowDays: "Window" },
  leastInspections: "Least inspections",
};
const CONFIDENCE_ZH: Readonly<Record<string, string>> = {
  ...{ READ: "查证原文", "READ*": "见于转述", DERIVED: "推算", PROPOSAL: "建议值" },
  ...{ "RECALLED-H": "记忆（较准）", "RECALLED-M": "记忆（未核）", "RECALLED-L": "记忆（存疑）" },
};
const CONFIDENCE_EN: Readonly<Record<string, string>> = {
  ...{ READ: "read in the text", "READ*": "read in a weak copy", DERIVED: "derived" },
  ...{ PROPOSAL: "proposal", "RECALLED-H": "recalled (likely)", "RECALLED-M": "recalled" },
  "RECALLED-L": "recalled (doubtful)",
};

/** What the numbers of a rubric's inspections are called, and what they count. */
export const SAMPLING_SAID = {
  intervalDays: {
    title: { zh: "检查间隔", en: "Interval" },
    unit: { zh: "天一次", en: "days" },
  },
  randomPerWeek: {
    title: { zh: "随机抽查", en: "At random" },
    unit: { zh: "个／周", en: "a week" },
  },
  riskPerWeek: { title: { zh: "风险抽查", en: "By risk" }, unit: { zh: "个／周", en: "a week" } },
  windowDays: {
    title: { zh: "统计窗口", en: "Window" },
    unit: { zh: "天内的检查合计", en: "days count together" },
  },
  leastInspections: {
    title: { zh: "最少检查", en: "Least inspections" },
    unit: { zh: "次，少于此为样本少", en: ", fewer are a small sample" },
  },
} as const;
