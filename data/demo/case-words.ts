import type { Random } from "./random.ts";

/** What people say of each category: what is the matter, and what it does to them. */
const SAID: Readonly<Record<string, readonly [what: readonly string[], so: readonly string[]]>> = {
  "road-dirty": [
    [
      "路面有大片泥土和碎叶",
      "人行道满是灰尘和烟头",
      "路边积灰很厚，车一过就扬尘",
      "早上扫过之后又脏了",
    ],
    ["已经两天没有人打扫", "老人小孩走路都要绕开", "希望增加清扫次数", "请尽快安排冲洗"],
  ],
  "green-dirty": [
    ["绿化带里有许多塑料袋和饮料瓶", "花坛里堆着落叶和纸屑", "草地上到处是一次性餐盒"],
    ["看着很不雅观", "反映过一次没有清干净", "请派人捡拾"],
  ],
  spillage: [
    ["渣土车遗撒，路面有碎石和泥块", "有车辆漏油，路面发黑打滑", "拉沙车一路洒漏，路上全是沙子"],
    ["电动车经过差点滑倒", "早高峰车多很危险", "请马上清理并冲洗"],
  ],
  "dead-animal": [
    ["路边有一只死猫", "人行道上有死老鼠", "绿化带旁有动物尸体"],
    ["已经发臭，请尽快清走并消毒", "旁边就是小学，请赶快处理"],
  ],
  "exposed-waste": [
    [
      "墙角有成堆的生活垃圾没有装袋",
      "空地上倒了一片暴露垃圾",
      "路口有人随意倾倒垃圾",
      "电线杆下堆满垃圾袋",
    ],
    [
      "苍蝇很多，气味难闻",
      "每天都有，清了又倒",
      "影响附近住户，请安排清理",
      "希望派人看管一段时间",
    ],
  ],
  "accumulated-waste": [
    ["装修渣土堆放了一个多星期", "拆下的旧砖和渣土占了半条路", "旧沙发和木板一直没人运走"],
    ["出入都不方便", "下雨后污水横流", "问过物业说不归他们管", "请安排车辆清运"],
  ],
  "bin-overflow": [
    ["垃圾桶已经满溢，垃圾掉在地上", "果皮箱装满了没有人清掏", "几个桶都满了，袋子堆在桶边"],
    ["野猫翻得到处都是", "味道很大，不敢开窗", "希望增加收运次数", "请尽快清掏"],
  ],
  "missed-collection": [
    ["今天的垃圾没有来收", "收集点连续两天没有清运", "收运车过来没有停就走了"],
    ["垃圾已经堆到门口", "天热发臭", "请补收一次并查明原因"],
  ],
  "toilet-dirty": [
    ["公厕地面积水，蹲位没有冲洗", "洗手台很脏，没有洗手液", "厕所里臭味很重，纸篓满了"],
    ["进去都没法下脚", "带老人来很不方便", "希望增加保洁次数", "请值守人员及时打扫"],
  ],
  "toilet-closed": [
    ["公厕白天锁着门，没有公告", "公厕挂着维修的牌子，好几天没有人施工", "晚上八点公厕就关门了"],
    ["附近没有别的厕所可用", "请说明开放时间", "希望尽快恢复开放"],
  ],
  "station-odor": [
    ["中转站下午作业时臭味很大", "中转站门口有污水流到路上", "夜里压缩作业，气味飘到楼上"],
    ["住户都不敢开窗", "请加强除臭和冲洗", "反映过多次，没有明显好转"],
  ],
  "facility-damaged": [
    ["果皮箱的箱门掉了", "垃圾桶盖子破损，雨水灌进去", "果皮箱歪倒在路边"],
    ["请维修或者更换", "担心碰到行人", "坏了有一阵子了"],
  ],
  "leaf-burning": [
    ["有人在路边焚烧落叶", "空地上有人烧垃圾", "保洁时有人就地烧树叶"],
    ["烟很大，呛得咳嗽", "旁边停着车，怕引起火灾", "请派人制止"],
  ],
  stacking: [
    ["人行道上堆放纸箱和木架", "商户把杂物堆在门外", "墙边乱堆建材"],
    ["行人只能走到车道上", "说过几次不听", "请市容人员来看看"],
  ],
  "illegal-ads": [
    ["墙面和电杆上贴满小广告", "地上喷了许多小广告电话", "候车亭贴着好几张非法广告"],
    ["刚清理又贴上了", "看着很乱，请清除", "希望查一查是谁贴的"],
  ],
  "operation-noise": [
    ["凌晨四点多清扫车作业声音很大", "半夜收运垃圾碰撞声很响", "洒水车音乐太吵"],
    ["影响休息", "家里有小孩睡不好", "能不能调整一下时间"],
  ],
};

const GENERAL: readonly [what: readonly string[], so: readonly string[]] = [
  ["环境卫生不好", "卫生状况比前几天差", "希望有人来看看卫生情况"],
  ["请了解后答复", "请尽快处理", "多位住户有同样的意见"],
];

/** A sentence or two as a duty officer takes them down; nobody is named. */
export function saidOf(category: string | null, address: string | null, random: Random): string {
  const [what, so] = (category !== null && SAID[category]) || GENERAL;
  const where = address ?? random.pick(["小区门口", "菜市场旁边", "位置说不清，大概在路口"]);
  const opener = random.pick(["", "", "市民反映：", "来电称，", "反映"]);
  const stop = random.pick(["。", "，", "，"]);
  return `${opener}${joined(where, random.pick(what))}${stop}${random.pick(so)}。`;
}

/** A place and what is the matter there, in which nothing is named twice: 冶金公厕 and 公厕锁着门 are 冶金公厕锁着门. */
function joined(where: string, what: string): string {
  for (let length = Math.min(where.length, what.length); length > 1; length--)
    if (where.endsWith(what.slice(0, length))) return where + what.slice(length);
  return where + what;
}

/** What a proposal of the political consultative conference asks for. */
export const PROPOSED = [
  "建议增加老旧街巷的果皮箱并实行定时收运，改善居民区环境卫生。",
  "建议在公园和市场周边增设公厕、延长开放时间，并公布保洁标准。",
  "建议主干道推广机械化清扫，减少扬尘，错开早高峰作业。",
];

/** Petitions on staff's own interests. */
export const OF_STAFF = [
  "反映一线保洁员加班工资计算与考勤不一致，请求核对并说明。",
  "反映社会保险缴费基数多年没有调整，请求单位答复。",
];

/** What a unit reports as done. */
const DONE: Readonly<Record<string, readonly string[]>> = {
  "road-dirty": ["已安排人员清扫并冲洗路面", "已清扫干净，并增加巡回保洁"],
  "green-dirty": ["已捡拾绿化带内垃圾"],
  spillage: ["已清除遗撒物并冲洗路面，现场放置过警示牌"],
  "dead-animal": ["已清走并消毒"],
  "exposed-waste": ["已清理暴露垃圾，垃圾装车运走", "已清理并在现场张贴提示"],
  "accumulated-waste": ["已调车清运渣土", "已联系责任人，积存物当日运走"],
  "bin-overflow": ["已清掏并擦洗桶身", "已清掏，该处收运增加一次"],
  "missed-collection": ["已补收，并提醒驾驶班组按时到点"],
  "toilet-dirty": ["已冲洗保洁并补充用品", "已保洁，要求管理人员每小时巡查"],
  "toilet-closed": ["已恢复开放，并张贴开放时间"],
  "station-odor": ["已冲洗地面并喷洒除臭剂", "已疏通导流槽，调整压缩作业时间"],
  "facility-damaged": ["已更换部件", "已修复，并检查同路段其他设施"],
  "leaf-burning": ["已扑灭并清理，对当事人劝导"],
  stacking: ["已劝导商户搬离，通道恢复"],
  "illegal-ads": ["已清除并粉刷遮盖"],
  "operation-noise": ["已调整作业时间，并要求轻拿轻放"],
};

export const doneOf = (category: string | null, random: Random) =>
  `${random.pick((category !== null && DONE[category]) || ["已到现场了解并处理"])}。`;

export const REASONS = {
  refuse: ["反映事项不属于环卫职责范围，已向来电人说明。", "内容不全且无法联系，不能核实地点。"],
  transfer: ["属占道经营，转城管执法部门办理。", "属物业管理范围，转街道办理。"],
  transferTo: ["城管执法大队", "街道办事处", "住建部门"],
  back: ["经现场核对，不在本单位责任段内。", "该处由其他单位保洁，请改派。"],
  rework: ["回访时反映仍未清理到位。", "来电人表示处理后当天又出现。"],
  reopen: ["来电人再次反映，同一位置又出现。", "办结后抽查发现未整改到位。"],
  extend: ["需协调车辆，申请延期。", "等待配件到货，申请延期。"],
  waive: ["电话咨询作业时间，不需要到现场。", "同一位置当日已有人员到场，不再重复出场。"],
  supervise: ["已超过办理时限，请说明原因并尽快办结。", "同类问题反复出现，请限期整改。"],
  answer: ["已安排专人跟进，原因为人手调配不及时。", "已整改，今后每日巡查该位置。"],
  minutes: ["经班子集体研究，由承办单位制定整改方案，分管领导督促，限期答复信访人。"],
  lead: ["请承办单位调查核实，依规答复。", "请抓紧办理，并将结果报我。"],
  review: ["对处理意见不服，申请复查。"],
  recheck: ["对复查意见不服，申请复核。"],
  opinion: ["经审查，原处理意见事实清楚，予以维持。", "经审查，原处理不够全面，责成补充办理。"],
} as const;
