import type { Title } from "../ui/language.ts";
import { ALARM_TITLES, FEED_TITLES } from "./titles.ts";

type Said = { readonly title: Title; readonly does: Title };

const of = (zh: string, en: string, doesZh: string, doesEn: string): Said => ({
  title: { zh, en },
  does: { zh: doesZh, en: doesEn },
});

/** What the groups are called, and what they do. */
export const GROUP_SAID: Readonly<Record<string, Said>> = {
  alarms: of(
    "告警",
    "Alarms",
    "紧急的移动镜头；级别只对此后的告警生效",
    "a critical one takes the camera; severities hold for alarms to come",
  ),
  sounds: of("声音", "Sounds", "各时段响什么声音", "by part of the day"),
  feeds: of("数据中断", "Silent feeds", "多久没有新数据算中断", "when data are expected"),
  camera: of("镜头", "Camera", "紧急告警时地图移到现场", "a critical alarm takes it there"),
  upkeep: of("运行", "Running", "长期运行的保养", "what keeps a wall going for months"),
};

const kindOf = (kind: keyof typeof ALARM_TITLES, zh: string, en: string) => ({
  [`severities.${kind}`]: { title: ALARM_TITLES[kind], does: { zh, en } },
});

const SETTING_SAID: Readonly<Record<string, Said>> = {
  ...kindOf(
    "late-case",
    "投诉超过下一步的期限；每个单位一条",
    "Past the term of their next step; one a unit",
  ),
  ...kindOf("new-hotspot", "热点规则发现新的热点", "A rule of hotspots found one"),
  ...kindOf(
    "downgrade",
    "正式星级减少、取消或到期",
    "Official stars became fewer, were lost or ran out",
  ),
  ...kindOf(
    "facility-closed",
    "下面选中的设施关闭或维修",
    "One of the kinds below is closed or in repair",
  ),
  ...kindOf("feed-silent", "一个数据来源应有数据而没有", "A feed brought nothing when it should"),
  "windows.lateHours": of(
    "超时告警期",
    "Late complaints are news for",
    "超时更久的不再告警，只计入统计",
    "What is late for longer raises no alarm; the figures have it",
  ),
  "windows.hotspotHours": of(
    "热点告警期",
    "New hotspots are news for",
    "更早出现的热点不再告警",
    "One that appeared longer ago raises no alarm",
  ),
  "windows.downgradeDays": of(
    "降星告警期",
    "Stars lost are news for",
    "更早的降星不再告警",
    "What was lost longer ago raises no alarm",
  ),
  "windows.closedDays": of(
    "关闭告警期",
    "Closings are news for",
    "更早关闭的设施不再告警",
    "What was closed longer ago raises no alarm",
  ),
  closedKinds: of(
    "关闭即告警的设施",
    "Facilities whose closing is news",
    "选中的类别关闭或维修时告警",
    "A closed one of these, or one in repair, raises an alarm",
  ),
  criticalSound: of(
    "紧急告警的声音",
    "Sound of critical alarms",
    "紧急告警在其类别静音时用这个声音，夜间也响；选“静音”则不响",
    "Where the kind of a critical alarm is silent, also at night; with none it is silent",
  ),
  "watches.day": of(
    "白天开始",
    "The day begins",
    "此后用白天的声音",
    "Sounds of the day from then on",
  ),
  "watches.evening": of(
    "傍晚开始",
    "The evening begins",
    "此后用傍晚的声音",
    "Sounds of the evening from then on",
  ),
  "watches.night": of(
    "夜间开始",
    "The night begins",
    "此后用夜间的声音",
    "Sounds of the night from then on",
  ),
  "camera.holdSeconds": of(
    "停留",
    "It stays for",
    "镜头停在紧急告警处这么久，先确认则先返回",
    "So long at a critical alarm, unless it is acknowledged before",
  ),
  "camera.zoom": of(
    "缩放级别",
    "Zoom",
    "到告警处放大到这一级：10 为全城，19 为门前",
    "So near to the alarm: 10 is the town, 19 a doorstep",
  ),
  "upkeep.reloadAt": of(
    "重新载入",
    "It loads itself anew",
    "每天此时之后五分钟内重新载入，保持当前场景",
    "Each day within five minutes after it, keeping its scene",
  ),
  "upkeep.driftPixels": of(
    "画面移动",
    "The picture drifts",
    "画面在这一范围内移动，防止屏幕残影；0 为不动",
    "Within so much, so that nothing burns in; 0 is not at all",
  ),
  "upkeep.driftMinutes": of(
    "移动间隔",
    "It drifts each",
    "每隔这么久移动一步",
    "A step of the drift in so many minutes",
  ),
  "upkeep.heartbeatSeconds": of(
    "报到间隔",
    "Heartbeat",
    "大屏每隔这么久向服务器报到一次",
    "The wall tells the server so often that it runs",
  ),
  "upkeep.lostSeconds": of(
    "失联",
    "It is lost after",
    "这么久没有报到，大屏令牌页显示失联；应长于报到间隔",
    "Not heard for so long, the list of displays says so; longer than its heartbeat",
  ),
};

const NOTHING: Title = { zh: "", en: "" };
const feedOf = (title: Title, zh: string, en: string): Said => ({ title, does: { zh, en } });

/** What the rows of tables are called, by table and row. */
export const ROW_SAID: Readonly<Record<string, Said>> = {
  ...Object.fromEntries(
    Object.entries(ALARM_TITLES).map(([kind, title]) => [
      `sounds.${kind}`,
      { title, does: NOTHING },
    ]),
  ),
  "feeds.complaints": feedOf(
    FEED_TITLES.complaints,
    "从最近一次受理算起",
    "since the last one received",
  ),
  "feeds.positions": feedOf(
    FEED_TITLES.positions,
    "从任一车辆最近一次定位算起",
    "since the last of any vehicle",
  ),
  "feeds.hotspots": feedOf(
    FEED_TITLES.hotspots,
    "从规则最近一次核算算起",
    "since the rules were looked at",
  ),
};

/** What the columns of tables are called. */
export const COLUMN_SAID: Readonly<Record<string, Said>> = {
  day: { title: { zh: "白天", en: "Day" }, does: NOTHING },
  evening: { title: { zh: "傍晚", en: "Evening" }, does: NOTHING },
  night: { title: { zh: "夜间", en: "Night" }, does: NOTHING },
  silentMinutes: of("多久算中断", "Silent after", "没有新数据", "without new data"),
  from: of("应有数据自", "Expected from", "此前不算中断", "before it, none is missed"),
  to: of("至", "Until", "与起始相同为全天", "the same as from is all day"),
};

/** What a value is called and does; of one in a table, its row and column. */
export function saidOf(path: string): Said {
  const own = SETTING_SAID[path];
  if (own) return own;
  const at = path.lastIndexOf(".");
  const [row, column] = [ROW_SAID[path.slice(0, at)], COLUMN_SAID[path.slice(at + 1)]];
  if (!row || !column) throw new RangeError(`There are no words for ${path}`);
  const { title, does } = row;
  return {
    title: {
      zh: `${title.zh}·${column.title.zh}`,
      en: `${title.en} · ${column.title.en}`,
    },
    does,
  };
}

/** Kinds of facilities. */
export const FACILITY_SAID: Readonly<Record<string, Title>> = {
  transfer_station: { zh: "垃圾中转站", en: "Transfer stations" },
  toilet: { zh: "公厕", en: "Public toilets" },
  bin: { zh: "果皮箱", en: "Litter bins" },
  collection_point: { zh: "垃圾收集点", en: "Collection points" },
  rest_stop: { zh: "环卫工人休息点", en: "Rest stops" },
  depot: { zh: "环卫停保场", en: "Depots" },
};

/** What the presets stand on, by what they are of. */
export const BASIS_SAID: Readonly<Record<string, Title>> = {
  severities: {
    zh: "级别：数据中断会使屏上其余内容不实，故为紧急",
    en: "Severity: with a silent feed nothing else on the wall is true",
  },
  windows: {
    zh: "告警期：超时投诉经三个班次看过，其后看统计",
    en: "News: three shifts see a late complaint, then the figures have it",
  },
  closedKinds: {
    zh: "设施：公厕、休息点有人找，中转站有车去；果皮箱和收集点数量多，由巡回发现",
    en: "Facilities: people look for toilets and rest stops, vehicles for stations; bins are seen on the round",
  },
  sounds: { zh: "声音：夜间只响紧急的", en: "Sounds: at night only what is critical" },
  watches: {
    zh: "时段：上班时间、晚班、休息时间",
    en: "Parts of the day: office hours, the evening watch, sleep",
  },
  criticalSound: { zh: "紧急告警夜间也要听到", en: "What is critical is heard at night too" },
  feeds: {
    zh: "车辆作业时每 10 秒发一次定位；热点规则每小时核算一次",
    en: "Vehicles send each 10 s while they work; hotspots are looked at once an hour",
  },
  camera: {
    zh: "够看清是什么、在哪里；16 级起分得清道路和路名",
    en: "Long enough to read and find it; streets and names are told apart from zoom 16 on",
  },
  upkeep: {
    zh: "最少人看时载入，移动小到看不出，连续四次没有报到为失联",
    en: "It loads while the fewest look, drifts unnoticed, and is lost after four heartbeats missed",
  },
};
