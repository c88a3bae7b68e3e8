import type { Title } from "../ui/language.ts";

/** What a value or a group is called, and what it does. */
export type Told = { readonly title: Title; readonly does: Title };

const told = (zh: string, en: string, doesZh: string, doesEn: string): Told => ({
  title: { zh, en },
  does: { zh: doesZh, en: doesEn },
});

/** By id of the group: where on the page of hotspots it tells. */
export const GROUP_TITLES: Readonly<Record<string, Told>> = {
  general: told("一般", "General", "各页共用。", "For all pages."),
  resolutions: told(
    "网格",
    "Grid",
    "没有另选时，自动取最细的一级，只要格数不过多、每格周围又有足够的投诉。",
    "Unless one chooses, the finest grid is taken that has not too many cells and enough complaints around each.",
  ),
  steps: told(
    "演变",
    "Change",
    "过去各期的冷热，得出新增、连续、加强等类别。",
    "The steps from which the categories of change are told: new, consecutive, intensifying.",
  ),
  streets: told(
    "道路",
    "Streets",
    "沿道路逐段统计。",
    "Counted along streets, stretch by stretch.",
  ),
  comparison: told(
    "街镇",
    "Areas",
    "各街道、乡镇相互比较；太小的不比。",
    "Sub-districts compared; none that is too small.",
  ),
  clusters: told(
    "聚集",
    "Clusters",
    "在时空上聚在一起的投诉。",
    "Complaints that lie together in space and time.",
  ),
  scan: told(
    "预警",
    "Alarms",
    "近日新出现的，不是数量大的。",
    "What is new these days, not what is large.",
  ),
  repeats: told(
    "重复",
    "Repeats",
    "一再投诉的地点和投诉人，办结后又来的地点。",
    "Places and persons that come again, and places that come back after settling.",
  ),
};

/** By path. */
export const SETTING_TITLES: Readonly<Record<string, Told>> = {
  periodDays: told(
    "统计时期",
    "Period",
    "没有另选日期时，统计最近这么多天。",
    "So many last days are looked at until one chooses others.",
  ),
  level: told(
    "错误发现率",
    "False discovery rate",
    "称为热或冷的格子里，允许有这么大比例只是偶然；越小越严。",
    "Of the cells called hot or cold, so large a share may be chance; smaller is stricter.",
  ),
  minimumEvents: told(
    "最少件数",
    "Fewest complaints",
    "一格连同邻格不足这么多件，不称为热；应有数不足，不称为冷。",
    "A cell with its neighbours that has fewer is never called hot; one that expects fewer, never cold.",
  ),
  rings: told(
    "邻域圈数",
    "Rings around",
    "判断一格时，连同周围这么多圈一起看；越多越平缓。",
    "A cell is judged together with so many rings around it; more make the picture smoother.",
  ),
  "resolutions.least": told(
    "最粗一级",
    "Coarsest grid",
    "自动选择不比这一级更粗；每细一级，格子小到约七分之一。",
    "Never chosen coarser; each level finer makes cells about a seventh as large.",
  ),
  "resolutions.greatest": told(
    "最细一级",
    "Finest grid",
    "自动选择不比这一级更细。",
    "Never chosen finer.",
  ),
  "resolutions.greatestCells": told(
    "最多格数",
    "Most cells",
    "全区格数超过这么多的一级不用。",
    "A grid with more cells is not chosen.",
  ),
  "resolutions.eventsInNeighbourhood": told(
    "邻域平均件数",
    "Complaints around a cell",
    "每格连同邻格平均不足这么多件的一级不用。",
    "A grid whose cells with their neighbours have fewer on average is not chosen.",
  ),
  "steps.unit": told("每期", "Step", "一期是一天还是一周。", "Whether a step is a day or a week."),
  "steps.count": told("期数", "Steps", "往前看这么多期。", "So many steps are looked back at."),
  "streets.unitMeters": told(
    "路段长度",
    "Length of a stretch",
    "道路切成不超过这么长的路段；越短越细，每段的件数也越少。",
    "Streets are cut into stretches no longer; shorter ones are finer and have fewer complaints each.",
  ),
  "streets.neighbourMeters": told(
    "沿路邻近距离",
    "Near along streets",
    "沿路相距不超过此的路段一起判断；不超过路段长度的 20 倍。",
    "Stretches no farther apart along streets are judged together; at most 20 times the length of a stretch.",
  ),
  "streets.snapMeters": told(
    "归路距离",
    "Distance to the street",
    "投诉离最近的道路超过此距离，不计入任何路段。",
    "A complaint farther from any street is on none.",
  ),
  "comparison.fewestEvents": told(
    "最少应有件数",
    "Fewest expected",
    "应有件数不足的，不检验也不排名。",
    "An area that expects fewer is neither tested nor ranked.",
  ),
  "comparison.fewestResidents": told(
    "最少居民",
    "Fewest residents",
    "按居民比较时，居民不足的不检验也不排名。",
    "By residents, an area with fewer is neither tested nor ranked.",
  ),
  "clusters.epsMeters": told(
    "邻近距离",
    "How near",
    "相距不超过此的投诉算在一处。",
    "Complaints no farther apart are in one place.",
  ),
  "clusters.epsDays": told(
    "相近天数",
    "How soon",
    "相隔不超过这么多天的算同一时候；0 为同一天。",
    "Complaints no more days apart are of one time; 0 is the same day.",
  ),
  "clusters.minPoints": told(
    "最少件数",
    "Fewest complaints",
    "一处、同一时候有这么多件（含自身），才算密集。",
    "So many in one place and time, itself among them, are dense.",
  ),
  "scan.days": told(
    "最近天数",
    "Last days",
    "只报这么多天之内开始、持续到今天的。",
    "Only what began within so many days and lasts to today.",
  ),
  "scan.baselineDays": told(
    "对照天数",
    "Baseline",
    "与这么多天（含最近天数）的情形相比；须比最近天数多。",
    "Held against so many days, the last ones among them; more than those.",
  ),
  "scan.radiusMeters": told(
    "最大半径",
    "Greatest radius",
    "一处预警的圆不大于此。",
    "The circle of an alarm is no larger.",
  ),
  "scan.fewestEvents": told(
    "最少件数",
    "Fewest complaints",
    "不足这么多件，不预警。",
    "Fewer are no alarm.",
  ),
  "scan.level": told(
    "显著水平",
    "Level of significance",
    "p 不超过此才预警；越小越严。",
    "An alarm has a p no larger; smaller is stricter.",
  ),
  "scan.permutations": told(
    "重排次数",
    "Shufflings",
    "把日期打乱这么多次来算 p；越多越准，也越慢。",
    "p comes from shuffling the days so often; more is finer and slower.",
  ),
  "repeats.radiusMeters": told(
    "同一处",
    "Same place",
    "相距不超过此的投诉算同一处。",
    "Complaints no farther apart are of the same place.",
  ),
  "repeats.days": told(
    "同一事",
    "Same matter",
    "同一处、同一类别，相隔不超过这么多天的算同一件事。",
    "In the same place and category, no more days apart is the same matter again.",
  ),
  "repeats.returnDays": told(
    "办结后再投诉",
    "Came back",
    "办结后这么多天内同一处又有同类投诉，算没有办好。",
    "A place complained of again within so many days after settling was not mended.",
  ),
  "repeats.fewest": told(
    "最少件数",
    "Fewest complaints",
    "一处或一人不足这么多件，不算重复。",
    "A place or person with fewer is no repetition.",
  ),
  "repeats.manyShare": told(
    "一人占比",
    "Share of one person",
    "一人的投诉占一处热点这么大比例，就在其后标明。",
    "Whoever reported so large a part of a hot spot is marked.",
  ),
  "repeats.fewestToRate": told(
    "最少办结件数",
    "Fewest to compare",
    "可判断的办结件不足这么多的承办单位，不作比较。",
    "Units with fewer settled complaints to judge are not compared.",
  ),
};
