import type { CaseRow } from "../../server/complaints/case-row.ts";
import { dateOf } from "../../server/store/column.ts";
import { seededRandom } from "../worlds/layer.ts";

export const CASES = 1_000_000;
/** The instant the bench asks at, 2026-03-02 12:00 in China; complaints of the ten years before. */
export const NOW = Date.UTC(2026, 2, 2, 4);
const DAY = 86_400_000;
const DAYS = 3650;
const CHINA = 8 * 3_600_000;

export const OPEN_STATES = ["registered", "assigned", "accepted", "handling", "result", "feedback"];
export const CHANNELS = ["telephone", "visit", "letter", "12345", "web", "media", "proposal"];
export const AREAS = Array.from({ length: 16 }, (_, i) => `area-${i + 1}`);
export const UNITS = Array.from({ length: 24 }, (_, i) => `unit-${i + 1}`);
const SATISFACTIONS = ["satisfied", "fairly", "not", "unreachable"];
const IMPORTANCES = ["normal", "urgent", "major"];
const PLACE_KINDS = ["point", "street", "facility", "unclear"];

/** What is complained about, and in what words. */
const MATTERS: [category: string, weight: number, words: string[]][] = [
  ["exposed-garbage", 14, ["有一堆暴露垃圾", "暴露垃圾堆了好几天", "路边堆放生活垃圾"]],
  ["bin-overflow", 18, ["垃圾箱满溢", "垃圾桶满了没人清", "果皮箱溢出来了"]],
  ["road-dirty", 12, ["路面脏，没有人扫", "道路不洁，灰尘大", "人行道有污水痕迹"]],
  ["toilet-dirty", 9, ["公厕很脏，地面积水", "公共厕所味道大", "公厕没有保洁员"]],
  ["toilet-closed", 3, ["公厕关门不开放", "厕所长期停用"]],
  ["station-odor", 6, ["转运站臭味扰民", "垃圾中转站异味大，窗户不敢开"]],
  ["illegal-ads", 7, ["电线杆上有小广告", "墙面乱贴小广告", "乱涂写没人清理"]],
  ["spillage", 5, ["渣土车沿路撒漏", "垃圾车滴漏污水"]],
  ["operation-noise", 4, ["清运车凌晨作业噪声大", "洒水车音乐声太大"]],
  ["facility-damaged", 5, ["垃圾箱破损", "果皮箱门掉了", "分类亭坏了"]],
  ["leaf-burning", 2, ["有人焚烧落叶", "环卫工人烧树叶"]],
  ["dead-animal", 1, ["路上有一只死猫", "河边有动物尸体"]],
  ["stacking", 6, ["有人乱堆物堆料", "建筑垃圾无人清运", "大件家具丢在楼下"]],
  ["green-dirty", 3, ["绿化带里有白色垃圾", "花坛里全是烟头"]],
];
const BEFORE = [
  "市民反映",
  "来电称",
  "群众投诉",
  "居民反映",
  "您好，",
  "我要投诉，",
  "再次反映",
  "",
];
const AFTER = [
  "请尽快处理",
  "影响居民生活",
  "多次反映未解决",
  "希望有关部门管一管",
  "请派人清理",
  "夏天苍蝇多",
  "已经三天了",
  "",
];
const BESIDE = ["对面", "旁边", "门口", "路口", "后面", "附近", "公交站", "小区东门"];
const SYLLABLES = [
  ..."解放人民中山建设新华和平胜利蒸湘衡祁雁峰石鼓华源常青松木船延安先锋红旗向阳光明青龙金果长丰",
];

/** Draws complaints, oldest first: the same seed draws the same ones. */
export function* benchCases(count: number, seed: number): Generator<CaseRow[]> {
  const random = seededRandom(seed);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const streets = Array.from(
    { length: 900 },
    () => `${pick(SYLLABLES)}${pick(SYLLABLES)}${pick(["路", "街", "大道", "巷"])}`,
  );
  const estates = Array.from(
    { length: 600 },
    () => `${pick(SYLLABLES)}${pick(SYLLABLES)}${pick(["花园", "小区", "新村", "苑"])}`,
  );
  const drawn = MATTERS.flatMap((matter) =>
    Array<(typeof MATTERS)[number]>(matter[1]).fill(matter),
  );
  let ofDay = 0;
  let lastDay = 0;

  function draw(i: number): CaseRow {
    const receivedAt = Math.floor(NOW - (DAYS * DAY * (count - i)) / count);
    const receivedDay = Math.floor((receivedAt + CHINA) / DAY);
    ofDay = receivedDay === lastDay ? ofDay + 1 : 1;
    lastDay = receivedDay;
    const [category, , words] = pick(drawn);
    const street = Math.floor(random() * random() * streets.length);
    const area = street % AREAS.length;
    const channel = random() < 0.55 ? "telephone" : pick(CHANNELS);
    const kind =
      channel === "letter" || channel === "visit"
        ? "petition"
        : channel === "proposal"
          ? "proposal"
          : "direct";
    const term = (kind === "direct" ? 3 : 60) * DAY;
    const took = term * (0.1 + 0.5 * -Math.log(1 - random()));
    const isSettled = receivedAt + took < NOW && random() < 0.995;
    const isAnswered = isSettled && random() < 0.8;
    const house = Math.ceil(random() * 300);
    const isPlaced = random() < 0.93;
    const where =
      random() < 0.6
        ? `${streets[street]}${house}号${pick(BESIDE)}`
        : `${estates[street % 600]}${pick(BESIDE)}`;
    return {
      id: `c${(i * 7_919 + seed).toString(36).padStart(8, "0")}`,
      number: `YF${dateOf(receivedDay).replaceAll("-", "")}${String(ofDay).padStart(4, "0")}`,
      kind,
      channel,
      category: random() < 0.02 ? null : category,
      state: isSettled ? (random() < 0.96 ? "settled" : "rejected") : pick(OPEN_STATES),
      importance: random() < 0.9 ? "normal" : pick(IMPORTANCES),
      unitId: random() < 0.03 ? null : UNITS[(area + (random() < 0.85 ? 0 : 8)) % UNITS.length]!,
      areaId: isPlaced ? AREAS[area]! : null,
      streetId: isPlaced ? `street-${street}` : null,
      facilityId: random() < 0.2 ? `facility-${Math.floor(random() * 4000)}` : null,
      reporterId: random() < 0.1 ? null : `reporter-${Math.floor(random() * random() * 400_000)}`,
      placeKind: isPlaced ? pick(PLACE_KINDS.slice(0, 3)) : "unclear",
      receivedAt,
      receivedDay,
      receivedHour: Math.floor(((receivedAt + CHINA) % DAY) / 3_600_000),
      dueAt: isSettled ? null : receivedAt + term,
      soonAt: isSettled ? null : receivedAt + 0.75 * term,
      veryLateAt: isSettled ? null : receivedAt + 3 * term,
      dueStep: isSettled ? null : pick(["accept", "result", "settle"]),
      settleBy: receivedAt + term,
      settledAt: isSettled ? Math.floor(receivedAt + took) : null,
      settledDay: isSettled ? Math.floor((receivedAt + took + CHINA) / DAY) : null,
      resultAt: null,
      respondedAt: isAnswered ? receivedAt + took : null,
      reopened: random() < 0.04 ? 1 : 0,
      isResolved: isAnswered ? random() < 0.9 : null,
      satisfaction: isAnswered ? (random() < 0.7 ? "satisfied" : pick(SATISFACTIONS)) : null,
      hasDuplicates: random() < 0.05,
      duplicateOf: random() < 0.06 ? "c00000000" : null,
      isSupervised: random() < 0.01,
      isConfidential: kind === "petition" && random() < 0.01,
      position: isPlaced
        ? [
            112.4 + ((street * 37) % 900) / 4500 + random() * 0.003,
            26.8 + ((street * 61) % 900) / 4500 + random() * 0.003,
          ]
        : null,
      text: `${pick(BEFORE)}${where}${pick(words)}，${pick(AFTER)}`,
      address: isPlaced ? where : null,
    };
  }
  for (let from = 0; from < count; from += 10_000)
    yield Array.from({ length: Math.min(10_000, count - from) }, (_, i) => draw(from + i));
}
