import type { HotspotMeasure } from "../../data/hotspots.ts";
import { HOURS_A_BLOCK, type SpotProfile } from "./card.ts";
import { MEASURE_TITLES } from "./definitions.ts";
import type { Pattern } from "./emerging.ts";
import { patternWords } from "./patterns.ts";
import type { Share } from "./profile.ts";
import type { FacilityWithin, StreetWithin } from "./within.ts";

type Words = { readonly zh: string; readonly en: string };

/** A sentence about a spot; `isCaution` tells against taking the figures at their face. */
export type SpotSentence = Words & {
  readonly about:
    | "excess"
    | "chance"
    | "reporters"
    | "change"
    | "pattern"
    | "categories"
    | "times"
    | "course"
    | "within"
    | "responsible";
  readonly isCaution: boolean;
};

/** Everything the sentences are made of. */
export type SpotFigures = {
  readonly measure: HotspotMeasure;
  readonly days: number;
  readonly observed: number;
  readonly expected: number;
  /** Events of the district in the period. */
  readonly ofAll: number;
  readonly state: 1 | -1;
  readonly level: number;
  readonly before: number;
  readonly yearAgo: number;
  /** Whether the register reaches back a year: no complaints then is not the same as no register. */
  readonly hasYearAgo: boolean;
  readonly hasBefore: boolean;
  readonly pattern: Pattern;
  readonly profile: SpotProfile;
  readonly categoryTitles: ReadonlyMap<string, Words>;
  readonly unitNames: ReadonlyMap<string, { name: string; nameEn: string | null }>;
  readonly facilities: readonly FacilityWithin[];
  readonly bins: number;
  readonly streets: readonly StreetWithin[];
};

/** From this share on one person is most of a spot. */
const MUCH_OF_ONE = 0.3;
const LISTED = 3;

const one = (value: number) => value.toFixed(1);
const percent = (part: number, of: number) => (of > 0 ? `${Math.round((100 * part) / of)}%` : "–");
const WEEKDAYS_ZH = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/** How many of something, in English. */
const many = (count: number, singular: string, plural = `${singular}s`) =>
  `${count} ${count === 1 ? singular : plural}`;
const times = (value: number, expected: number) => (expected > 0 ? one(value / expected) : null);

/** Says in plain words what the figures of a spot say, sentence by sentence; each word follows from a figure by rule. */
export function spotSentences(figures: SpotFigures): SpotSentence[] {
  return [
    excess(figures),
    chance(figures),
    reporters(figures),
    change(figures),
    pattern(figures),
    ...categories(figures),
    ...whenItHappens(figures),
    course(figures),
    within(figures),
    responsible(figures),
  ];
}

const sentence = (
  about: SpotSentence["about"],
  zh: string,
  en: string,
  isCaution = false,
): SpotSentence => ({ about, zh, en, isCaution });

function excess({ measure, days, observed, expected, ofAll, state }: SpotFigures) {
  const { unit } = MEASURE_TITLES[measure];
  const ratio = times(observed, expected);
  const difference = one(Math.abs(observed - expected));
  return sentence(
    "excess",
    `${days} 天内 ${observed} ${unit.zh}，按口径应有 ${one(expected)}，${state > 0 ? "多" : "少"} ${difference}${ratio === null ? "" : `（${ratio} 倍）`}；全区同期 ${ofAll} ${unit.zh}。`,
    `${unit.en.endsWith("s") ? many(observed, unit.en.slice(0, -1)) : `${observed} ${unit.en}`} in ${many(days, "day")} where ${one(expected)} were expected: ${difference} ${state > 0 ? "more" : "fewer"}${ratio === null ? "" : ` (${ratio} times)`}, of ${ofAll} in the district.`,
  );
}

function chance({ level }: SpotFigures) {
  const share = `${Number((level * 100).toPrecision(3))}%`; // a level below half a percent is not 0 %
  return sentence(
    "chance",
    `不像偶然：在同时检验全部格子并校正之后仍显著（错误发现率 ${share}）。`,
    `Not by chance: it is significant after correcting for all cells tested at once (false discovery rate ${share}).`,
  );
}

function reporters({ profile }: SpotFigures) {
  const { reporters: people, mostOfOne, complaints, withoutReporter } = profile;
  const share = mostOfOne === null || complaints === 0 ? 0 : mostOfOne / complaints;
  const isCaution = share >= MUCH_OF_ONE && (mostOfOne ?? 0) > 2;
  const unknown = [
    withoutReporter > 0 ? `（其中 ${withoutReporter} 件未留身份，各按一人计）` : "",
    withoutReporter > 0
      ? ` (${withoutReporter} did not say who they are and count as one each)`
      : "",
  ];
  const most =
    mostOfOne === null || complaints < 2
      ? ["", ""]
      : mostOfOne === 1
        ? ["没有人投诉两次", "nobody complained twice"]
        : [
            `投诉最多的一人 ${mostOfOne} 件，占 ${percent(mostOfOne, complaints)}`,
            `whoever complained most did so ${mostOfOne} times, ${percent(mostOfOne, complaints)}`,
          ];
  return sentence(
    "reporters",
    `${complaints} 件来自 ${people} 人${unknown[0]}${most[0] ? `；${most[0]}` : ""}。${isCaution ? "一人占了大头，请按投诉人数再看。" : ""}`,
    `${many(complaints, "complaint")} by ${many(people, "person", "people")}${unknown[1]}${most[1] ? `; ${most[1]}` : ""}.${isCaution ? " Much of it is one person: look again by distinct reporters." : ""}`,
    isCaution,
  );
}

function change({ profile, before, yearAgo, hasBefore, hasYearAgo, days }: SpotFigures) {
  const now = profile.complaints;
  const told = (value: number, has: boolean) => (has ? `${value} 件` : "无数据");
  const toldEn = (value: number, has: boolean) => (has ? `${value}` : "no data");
  return sentence(
    "change",
    `本期 ${now} 件；前 ${days} 天 ${told(before, hasBefore)}，去年同期 ${told(yearAgo, hasYearAgo)}。`,
    `${now} now; ${toldEn(before, hasBefore)} in the ${days === 1 ? "day" : `${days} days`} before, ${toldEn(yearAgo, hasYearAgo)} on the same days last year.`,
  );
}

function pattern(figures: SpotFigures) {
  const { title, meaning } = patternWords(figures.pattern);
  return sentence(
    "pattern",
    `${title.zh}：${meaning.zh}。`,
    `${title.en}: ${meaning.en.charAt(0).toLowerCase()}${meaning.en.slice(1)}.`,
  );
}

const standing = <Value>(shares: readonly Share<Value>[]) =>
  shares.filter(({ standsOut }) => standsOut).slice(0, LISTED);

function categories({ profile, categoryTitles }: SpotFigures) {
  const out = standing(profile.categories);
  const list = out.length > 0 ? out : profile.categories.slice(0, 1);
  if (list.length === 0) return [];
  const title = (id: string) => categoryTitles.get(id) ?? { zh: id, en: id };
  const zh = list.map(
    ({ value, count, expected }) => `${title(value).zh} ${count} 件（应有 ${one(expected)}）`,
  );
  const en = list.map(
    ({ value, count, expected }) => `${title(value).en} ${count} (${one(expected)} expected)`,
  );
  return [
    out.length > 0
      ? sentence(
          "categories",
          `突出的类别：${zh.join("、")}。`,
          `Categories that stand out: ${en.join(", ")}.`,
        )
      : sentence(
          "categories",
          `没有哪一类明显突出；最多的是${zh[0]}。`,
          `No category stands out; the most frequent is ${en[0]}.`,
        ),
  ];
}

function whenItHappens({ profile }: SpotFigures) {
  const weekdays = standing(profile.weekdays);
  const hours = standing(profile.hours);
  if (weekdays.length === 0 && hours.length === 0) return [];
  const two = (hour: number) => String(hour).padStart(2, "0");
  const zh = [
    ...weekdays.map(({ value, count }) => `${WEEKDAYS_ZH[value - 1]} ${count} 件`),
    ...hours.map(
      ({ value, count }) => `${two(value)}–${two(value + HOURS_A_BLOCK)} 时 ${count} 件`,
    ),
  ];
  const en = [
    ...weekdays.map(({ value, count }) => `${WEEKDAYS_EN[value - 1]} ${count}`),
    ...hours.map(({ value, count }) => `${two(value)}–${two(value + HOURS_A_BLOCK)} h ${count}`),
  ];
  return [
    sentence("times", `比平常集中的时间：${zh.join("、")}。`, `More than usual: ${en.join(", ")}.`),
  ];
}

function course({ profile }: SpotFigures) {
  const { open, late, reopened, complaints } = profile;
  return sentence(
    "course",
    `未办结 ${open} 件，超期 ${late} 件，重办 ${reopened} 件（共 ${complaints} 件）。`,
    `${open} open, ${late} late, ${reopened} reopened, of ${complaints}.`,
    late > 0 || reopened > 0,
  );
}

function within({ facilities, bins, streets }: SpotFigures) {
  const starsZh = (stars: number | null) => (stars === null ? "" : `${stars} 星`);
  const starsEn = (stars: number | null) => (stars === null ? "" : ` (${stars} stars)`);
  const listed = facilities.slice(0, LISTED);
  const [street] = streets;
  const more = facilities.length - listed.length;
  const zh = [
    ...listed.map(({ name, stars }) => `${name}${starsZh(stars)}`),
    ...(more > 0 ? [`另 ${more} 处设施`] : []),
    ...(bins > 0 ? [`果皮箱 ${bins} 个`] : []),
  ];
  const en = [
    ...listed.map(({ name, nameEn, stars }) => `${nameEn ?? name}${starsEn(stars)}`),
    ...(more > 0 ? [many(more, "more facility", "more facilities")] : []),
    ...(bins > 0 ? [many(bins, "bin")] : []),
  ];
  const gradesZh =
    street && street.grades.length > 0 ? `${street.grades.join("/")} 级保洁` : "无保洁等级";
  const gradesEn =
    street && street.grades.length > 0
      ? `cleaning grade ${street.grades.join("/")}`
      : "no cleaning grade";
  return sentence(
    "within",
    `范围内${zh.length > 0 ? `有${zh.join("、")}` : "没有登记的设施"}。${street ? `主要道路${street.name}（${gradesZh}${street.stars === null ? "" : `、${street.stars} 星`}），最近一次作业：无数据。` : ""}`,
    `Within it ${en.length > 0 ? en.join(", ") : "no facility is registered"}.${street ? ` Main street ${street.nameEn ?? street.name} (${gradesEn}${street.stars === null ? "" : `, ${street.stars} stars`}); last serviced: no data.` : ""}`,
  );
}

function responsible({ profile, unitNames }: SpotFigures) {
  const units = [...profile.units].sort((a, b) => b[1] - a[1]).slice(0, LISTED);
  const nameOf = (id: string) => unitNames.get(id) ?? { name: id, nameEn: null };
  const zh = units.map(([id, count]) => `${nameOf(id).name} ${count} 件`);
  const en = units.map(([id, count]) => `${nameOf(id).nameEn ?? nameOf(id).name} ${count}`);
  const { withoutUnit } = profile;
  if (units.length === 0)
    return sentence("responsible", "尚未派给任何承办单位。", "No unit has them yet.", true);
  return sentence(
    "responsible",
    `承办：${zh.join("、")}${withoutUnit > 0 ? `；${withoutUnit} 件未派` : ""}。`,
    `With ${en.join(", ")}${withoutUnit > 0 ? `; ${withoutUnit} with nobody` : ""}.`,
  );
}
