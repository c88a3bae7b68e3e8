import type { CaseFilters } from "../../server/complaints/case-filters.ts";
import type { CaseListQuestion } from "../../server/complaints/case-index.ts";
import { seededRandom } from "../worlds/layer.ts";
import { AREAS, CHANNELS, NOW, OPEN_STATES, UNITS } from "./complaints-data.ts";

const DAY = 86_400_000;
const TODAY = Math.floor((NOW + 8 * 3_600_000) / DAY);

/** What somebody at a desk may ask for: each kind of filter by itself is likely enough to be in the mix. */
const CHOICES: ((random: () => number) => CaseFilters)[] = [
  () => ({ isOpen: true }),
  () => ({ due: ["late", "late-3"] }),
  () => ({ due: ["soon"] }),
  (random) => ({ areaId: [drawn(random, AREAS)] }),
  (random) => ({ areaId: [drawn(random, AREAS), drawn(random, AREAS), null] }),
  (random) => ({ unitId: [drawn(random, UNITS)] }),
  (random) => ({ category: [drawn(random, ["bin-overflow", "road-dirty", "toilet-dirty", null])] }),
  (random) => ({ channel: [drawn(random, CHANNELS), "12345"] }),
  () => ({ kind: ["petition"] }),
  () => ({ state: OPEN_STATES.slice(0, 2) }),
  () => ({ importance: ["urgent", "major"] }),
  () => ({ satisfaction: ["not"], isResolved: [false] }),
  () => ({ isReopened: true }),
  () => ({ isDuplicate: false }),
  () => ({ isSupervised: true }),
  () => ({ hasPosition: false }),
  (random) => ({ streetId: `street-${Math.floor(random() * 300)}` }),
  (random) => ({ facilityId: `facility-${Math.floor(random() * 4000)}` }),
  (random) => ({ receivedFrom: TODAY - Math.ceil(random() * 400) }),
  (random) => {
    const receivedFrom = TODAY - Math.ceil(random() * 3600);
    return { receivedFrom, receivedTo: receivedFrom + 90 };
  },
  (random) => ({ settledFrom: TODAY - Math.ceil(random() * 90), settledTo: TODAY }),
  (random) => {
    const [west, south] = [112.4 + random() * 0.15, 26.8 + random() * 0.15];
    return { bbox: [west, south, west + 0.05, south + 0.04] };
  },
  (random) => ({
    near: { position: [112.4 + random() * 0.2, 26.8 + random() * 0.2], radiusMeters: 500 },
  }),
];

const drawn = <T>(random: () => number, some: readonly T[]): T =>
  some[Math.floor(random() * some.length)]!;

const asking = (filters: CaseFilters): CaseListQuestion => ({
  filters,
  now: NOW,
  sort: "received",
  direction: "desc",
  limit: 50,
  cursor: null,
});

/** Lists that may be asked for: none to four filters at once, in every order. */
export function filterQuestions(count: number, seed: number): CaseListQuestion[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const choices = Array.from({ length: i % 5 }, () => drawn(random, CHOICES)(random));
    const sort = drawn(random, [
      "received",
      "received",
      "received",
      "due",
      "settled",
      "number",
    ] as const);
    return { ...asking(Object.assign({}, ...choices)), sort };
  });
}

const RARE = [
  "死猫",
  "动物尸体",
  "焚烧落叶",
  "分类亭坏了",
  "青龙",
  "光明路对面",
  "YF202403010012",
  "20240301",
];
const COMMON = [
  "垃圾",
  "暴露垃圾",
  "公厕",
  "请派人清理",
  "垃圾箱满溢",
  "影响居民生活",
  "苍蝇多",
  "路",
];
const SEVERAL = [
  "垃圾 路口",
  "公厕 味道",
  "臭味扰民 小区",
  "凌晨作业噪声 花园",
  "没有人扫 大道",
  "小广告 巷 12号",
];

/** Searches: rare and common words of one to eight characters, several words, every third with another filter. */
export function searchQuestions(count: number, seed: number): CaseListQuestion[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const text = drawn(random, [RARE, COMMON, SEVERAL][i % 3]!);
    const also = i % 9 < 3 ? drawn(random, CHOICES)(random) : {};
    return asking({ ...also, text });
  });
}
