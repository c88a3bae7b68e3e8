import type { Title } from "../ui/language.ts";

/** What a value or a group is called, and what it does. */
export type Told = { readonly title: Title; readonly does: Title };

const told = (zh: string, en: string, doesZh: string, doesEn: string): Told => ({
  title: { zh, en },
  does: { zh: doesZh, en: doesEn },
});

const lasts = (doesZh: string, doesEn: string) => told("持续时间", "For at least", doesZh, doesEn);

/** By id of the group. */
export const GROUP_TITLES: Readonly<Record<string, Told>> = {
  silent: told("失联", "Silent", "没有定位的车辆。", "Vehicles that are not heard."),
  offRoute: told(
    "偏离路线",
    "Off route",
    "离开了自己的作业路线。",
    "Away from the route it is to do.",
  ),
  skipped: told(
    "漏扫路段",
    "Skipped street",
    "后面的路段做了，前面的没做。",
    "What comes after it was done, and it was not.",
  ),
  outOfOrder: told(
    "未按顺序",
    "Out of order",
    "没有按路线规定的先后。",
    "Not in the order of the route.",
  ),
  outOfArea: told("驶出辖区", "Out of area", "开到了区界以外。", "Beyond the district."),
  longStop: told("停留过久", "Stopped too long", "班次中一直停着。", "Stands during its shift."),
  speeds: told(
    "作业速度",
    "Speed of work",
    "太快扫不净、冲不净。",
    "What is done too fast is not done well.",
  ),
  proves: told(
    "作业凭证",
    "What a pass proves",
    "哪种车开过可以算做了哪种作业；其余由班长确认。",
    "Whose pass proves which work; other work is confirmed by the team leader.",
  ),
  due: told(
    "到期提醒",
    "Due soon",
    "大修和年检提前提醒。",
    "Overhaul and safety check are told beforehand.",
  ),
  matching: told(
    "匹配道路",
    "Matching to streets",
    "由定位推断走过哪些路段。",
    "Which streets were driven, from positions.",
  ),
  intake: told("接收定位", "Taking positions", "哪些定位不收。", "Which positions are not taken."),
};

const crossing = "路口、隧道等短暂情况不算。";
const crossingEn = "Crossings and tunnels make no noise.";

/** By path. */
export const SETTING_TITLES: Readonly<Record<string, Told>> = {
  "silent.minutes": told(
    "多久算失联",
    "Silent after",
    "班次内这么久没有定位就告警；地图上超过它就显示离线。",
    "In its shift and not heard for so long; the map shows any vehicle as offline after the same time.",
  ),
  "offRoute.meters": told(
    "离路线多远",
    "Distance",
    "离路线超过这么远算偏离。",
    "Farther from the route is off it.",
  ),
  "offRoute.minutes": lasts(crossing, crossingEn),
  "skipped.beyondMeters": told(
    "其后已做",
    "Done beyond it",
    "漏过之后又做了这么长，才算漏扫。",
    "So much of the route was done after it.",
  ),
  "skipped.minutes": lasts("漏过之后又过了这么久。", "And so long ago."),
  "skipped.leastMeters": told(
    "最短路段",
    "Shortest piece",
    "短于它的不算漏扫。",
    "Shorter pieces are not called skipped.",
  ),
  "outOfOrder.beyondMeters": told(
    "跳过多远",
    "Distance ahead",
    "比应做的位置超前这么多算乱序。",
    "So far ahead of where it should be.",
  ),
  "outOfOrder.minutes": lasts(crossing, crossingEn),
  "outOfArea.meters": told(
    "出界多远",
    "Distance beyond",
    "超出区界这么远才算，定位误差不算。",
    "So far beyond the boundary; the error of positions does not count.",
  ),
  "outOfArea.minutes": lasts(crossing, crossingEn),
  "longStop.meters": told(
    "活动范围",
    "Within",
    "一直在这么小的范围内算停着。",
    "What stays within so little stands.",
  ),
  "longStop.minutes": told(
    "停多久",
    "For longer than",
    "停得比这更久就告警。",
    "What stands longer is told.",
  ),
  "longStop.depotMeters": told(
    "场站附近",
    "Beside a depot",
    "停车场、转运站这么近的地方可以停。",
    "So near a depot or a station it may stand.",
  ),
  "speeding.seconds": told(
    "超速持续",
    "Too fast for",
    "超过下列最高速度持续这么久就告警。",
    "Faster than the most below for so long.",
  ),
  "speeds.full_sweep.leastKmh": told(
    "机扫最低",
    "Sweeping, least",
    "慢于它不算在机扫。",
    "What is slower does not sweep.",
  ),
  "speeds.full_sweep.mostKmh": told(
    "机扫最高",
    "Sweeping, most",
    "快于它扫不干净。",
    "What is faster does not sweep well.",
  ),
  "speeds.wash.leastKmh": told(
    "冲洗最低",
    "Washing, least",
    "慢于它不算在冲洗。",
    "What is slower does not wash.",
  ),
  "speeds.wash.mostKmh": told(
    "冲洗最高",
    "Washing, most",
    "快于它冲不干净。",
    "What is faster does not wash well.",
  ),
  "due.overhaulDays": told(
    "大修提前",
    "Overhaul",
    "到期前这么多天开始提醒。",
    "Told so many days before.",
  ),
  "due.safetyCheckDays": told(
    "年检提前",
    "Safety check",
    "到期前这么多天开始提醒。",
    "Told so many days before.",
  ),
  "matching.sigmaMeters": told(
    "定位误差",
    "Error of positions",
    "定位离真实位置一般有多远。",
    "How far positions usually lie from the truth.",
  ),
  "matching.gapSeconds": told(
    "中断",
    "Gap",
    "两次定位相隔超过它，中间就是没有数据，不推断。",
    "Positions farther apart in time have no data between them, and nothing is put there.",
  ),
  "matching.lagSeconds": told(
    "最迟判定",
    "Settled after",
    "实时匹配最迟在定位后这么久判定路段。",
    "Live, streets are settled no later than so long after a position.",
  ),
  "intake.futureSeconds": told(
    "超前时间",
    "Ahead of time",
    "时间比现在超前更多的定位不收：终端的钟不准。",
    "A position farther in the future is not taken: the terminal's clock is wrong.",
  ),
  "intake.jumpKmh": told(
    "跳变速度",
    "Jump",
    "两点之间要这么快才能到，就是跳变，不收。",
    "Nothing drives that fast: the position is not taken.",
  ),
  "intake.agreeing": told(
    "连续几次一致",
    "Agreeing",
    "连续这么多次“跳变”彼此一致，就认为车确实在那里。",
    "So many jumps in a row that agree with each other are where it is after all.",
  ),
};

/** Works, as routes call them. */
export const WORK_TITLES: Readonly<Record<string, Title>> = {
  full_sweep: { zh: "普扫", en: "full sweep" },
  fine_sweep: { zh: "精扫", en: "fine sweep" },
  wash: { zh: "冲洗", en: "washing" },
  patrol: { zh: "巡回保洁", en: "patrol cleaning" },
  collection: { zh: "收运", en: "collection" },
};
