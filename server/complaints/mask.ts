/** What is put in place of what is masked. */
const LABELS = {
  phone: "[电话]",
  identity: "[证件号]",
  card: "[卡号]",
  email: "[邮箱]",
  account: "[账号]",
  name: "[姓名]",
} as const;
type Label = keyof typeof LABELS;

/** Digits as they are spoken or written out: 幺, 洞, 拐, 勾 are those of a telephone. */
const SPOKEN = [
  "零〇○洞",
  "一壹幺",
  "二贰",
  "三叁",
  "四肆",
  "五伍",
  "六陆",
  "七柒拐",
  "八捌",
  "九玖勾",
];
const SPOKEN_DIGITS = new Map(
  SPOKEN.flatMap((characters, digit) => [...characters].map((character) => [character, digit])),
);
/** Spoken digits stand in a private area, so that 一 is a digit of a number and no border between two. */
const PRIVATE = 0xe000;

/** Short numbers that people are told to ring. */
const HOTLINES = new Set(
  "110 119 120 122 12110 12315 12319 12320 12333 12345 12348 12366 12369 12388 12389 96128 96110".split(
    " ",
  ),
);

/** Things that carry long numbers of their own, up to the number: a part of the city, a lamp-post, a cell of the grid. */
const THINGS =
  /(?:部件|设施|网格|灯杆|路灯|井盖|公厕|垃圾箱|果皮箱)(?:编号|编码|代码|标识码?|号码?|[:为是#\s]){0,4}$/;
/** A number of ours or of another office is letters and a date. */
const AFTER_LETTERS = /(?<![A-Z])[A-Z]{2,4}-?$/i;
const BEGINS_WITH_DATE = /^20[0-4]\d(?:0[1-9]|1[0-2])/;
/** What people put between the digits of a number. */
const BETWEEN = "[\\s\\u00ad\\u200b-\\u200d\\ufeff\\-‐-―−_]";
const IS_DATE = /^20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/;

type Rule = {
  readonly label: Label;
  readonly pattern: RegExp;
  /** Whether what was found is kept after all, by itself and by what stands before it. */
  readonly isKept?: (found: string, before: string) => boolean;
};

const isOfThing = (_: string, before: string) => THINGS.test(before);
const isNumbered = (found: string, before: string) =>
  THINGS.test(before) || (BEGINS_WITH_DATE.test(found) && AFTER_LETTERS.test(before));

/** The rules for numbers, over one set of digits: `d(…)` are those of a range; `rest` is what else goes with a number. */
function numberRules(d: (from?: number, to?: number) => string, rest = ""): Rule[] {
  const D = d();
  /** No written digit before and none after: a part of a longer number is not a number. */
  const bounded = (source: string) => new RegExp(`(?<![0-9])(?:${source})${rest}(?![0-9])`, "g");
  const gap = `${BETWEEN}{0,3}`; // " - " is the longest
  const GAP = `${BETWEEN}{1,3}`;
  const then = (count: string) => `(?:${gap}${D}){${count}}`;
  const singly = (count: string) => `(?:${GAP}${D}){${count}}`;
  const [zero, one, two] = [d(0, 0), d(1, 1), d(2, 2)];
  const country = `(?:(?:\\+|${zero}${zero})?${d(8, 8)}${d(6, 6)}${gap}|\\(\\+?${d(8, 8)}${d(6, 6)}\\)${gap}|${zero})?`;
  const notDate = "(?!\\s+20[0-4][0-9]-)"; // 1301 2026-3-15 is a door and a day
  // the first group tells a number from a list of doors: 13-2-1301 is none
  const mobile = [
    `${one}${d(3)}${D}(?!${D}\\s+20[0-4][0-9]-)${then("8")}`,
    `${one}${d(3)}\\.?${D}\\.${D}{4}\\.${D}{4}`,
    `${one}${d(3)}${D}[.·]${D}{4}[.·]${D}{4}`,
    `${one}${d(3)}${GAP}${D}{2}${then("7")}`,
    `${one}${GAP}${d(3)}${D}${then("8")}`,
    `${one}${GAP}${d(3)}${singly("9")}`,
  ].join("|");
  const service = `(?:${d(4, 4)}|${d(8, 8)})(?:${zero}{2}${notDate}${then("7")}|${GAP}${zero}${GAP}${zero}${singly("7")})`;
  const area = `(?:${one}${zero}|${two}${D}|${d(3)}${D}{2})`;
  const abroad = `(?:\\+|${zero}${zero})?${d(8, 8)}${d(6, 6)}${gap}`;
  const extension = `(?:\\s?(?:转|分机|-)\\s?${D}{1,6})?`;
  const local = `${gap}${d(1)}${then("6,7")}${extension}`;
  const landline = [
    `(?:${abroad})?(?:\\(${zero}${area}\\)|${zero}${area})${local}`,
    `\\(${abroad}${zero}?${area}\\)${local}`,
    `${abroad}\\(?${zero}?${area}\\)?${local}`,
    `${zero}${singly("9,11")}`,
  ].join("|");
  const region = `${d(1, 8)}(?:${D}{5}|${D}{2}${GAP}${D}{3}|${D}${GAP}${D}{2}${GAP}${D}{2}|${D}{3}${GAP}${D}{2}|${singly("5")})`;
  const month = (g = gap) => `(?:${zero}${g}${d(1)}|${one}${g}${d(0, 2)})`;
  const day = (g = gap) => `(?:${d(0, 2)}${g}${D}|${d(3, 3)}${g}${d(0, 1)})`;
  const monthDay = (g = gap) => `${month(g)}${g}${day(g)}`;
  const old = (inside: string, between: string) =>
    `${region}${between}${D}${inside}${D}${inside}${monthDay(inside)}${between}${D}(?:${inside}${D}){2}`;
  const century = `(?:${one}${gap}${d(9, 9)}|${two}${gap}${zero})`;
  const last = `(?:${D}|[xX×])`;
  const identity = `${region}${gap}${century}${gap}${D}${gap}${D}${gap}${monthDay()}${then("3")}${gap}${last}`;
  const groups = `(?!(?:${century}${D}{2}${GAP}){3})${D}{4}(?:${GAP}${D}{4}){3}(?:${gap}${D}{1,3})?`;
  const card = `${D}{16,19}|${groups}|${D}{6}${GAP}${D}{10,13}|${D}${singly("15,18")}`;
  return [
    { label: "card", pattern: bounded(`${D}${singly("18")}`) }, // before eighteen of them pass for an identity card
    { label: "identity", pattern: bounded(identity) },
    { label: "identity", pattern: bounded(`${D}{17}${gap}[xX×]`) },
    { label: "card", pattern: bounded(card), isKept: isNumbered },
    { label: "identity", pattern: bounded(old("", gap)), isKept: isOfThing },
    { label: "identity", pattern: bounded(old(GAP, GAP)), isKept: isOfThing },
    { label: "phone", pattern: bounded(`${country}(?:${mobile})`) },
    { label: "phone", pattern: bounded(service) },
    { label: "phone", pattern: bounded(landline) },
    {
      label: "identity",
      pattern: bounded(`${region}${gap}${D}${gap}${D}${gap}${monthDay()}${then("3")}`),
      isKept: isOfThing,
    },
    {
      label: "phone",
      pattern: new RegExp(
        `(?<=(?:电话|座机|固话)[号码为是:\\s]{0,4})${d(2, 8)}${then("6,7")}(?![0-9])`,
        "g",
      ),
      isKept: (found) => IS_DATE.test(found),
    },
  ];
}

const written = (from = 0, to = 9) => `[${from}-${to}]`;
const spoken = (from = 0, to = 9) =>
  `[${from}-${to}${String.fromCharCode(PRIVATE + from)}-${String.fromCharCode(PRIVATE + to)}]`;

const HAS_SPOKEN = new RegExp(spoken().replace("0-9", ""));
/**
 * Spoken digits have no borders (一直 may follow a number), so the beginning of a longer number passes for a shorter one:
 * two digits more, and they go with it.
 */
const SPOKEN_REST = `(?:(?:${BETWEEN}{0,3}(?!(?:${[...HOTLINES].join("|")})(?![0-9]))${spoken()}){2,})?`;

const ACCOUNT_WORD =
  "(?:微信|薇信|威信|扣扣|[vV]信|加\\s?[vV]|(?<![a-zA-Z])(?:weixin|wechat|vx|wx|qq))";
const RULES: readonly Rule[] = [
  { label: "email", pattern: /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  ...numberRules(written),
  ...numberRules(spoken, SPOKEN_REST).map((rule) => ({
    ...rule,
    isKept: (found: string, before: string) =>
      !HAS_SPOKEN.test(found) || (rule.isKept?.(found, before) ?? false), // written ones have had their turn
  })),
  {
    label: "account",
    pattern: new RegExp(
      `(?<=${ACCOUNT_WORD}(?:群|账号|帐号|号码|号|id|为|是|叫|加|[:,，=(\\s"“「]){0,4})(?:[a-z][-\\w]{5,19}|[1-9\\uE001-\\uE009](?:[ -]?[0-9\\uE000-\\uE009]){4,11})(?![-\\w])`,
      "gi",
    ),
    isKept: (found) => HOTLINES.has(found) || /^[A-Z]{2,4}-?\d{12}$/.test(found),
  },
];

/** The text character by character as the rules read it, of the same length: narrow signs, spoken digits set apart. */
function legible(text: string): string {
  return Array.from({ length: text.length }, (_, i) => {
    const character = text[i]!;
    const digit = SPOKEN_DIGITS.get(character);
    if (digit !== undefined) return String.fromCharCode(PRIVATE + digit);
    const narrow = character.normalize("NFKC");
    return narrow.length === 1 ? narrow : character;
  }).join("");
}

/** A name as a pattern, its characters apart or not; none for less than two, which would blot out half a text. */
function nameRules(names: readonly string[]): Rule[] {
  return names
    .map((name) => [...legible(name).replace(/\s/g, "")])
    .filter(({ length }) => length >= 2)
    .sort((a, b) => b.length - a.length)
    .map((characters) => ({
      label: "name",
      pattern: new RegExp(
        characters.map((one) => one.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s?"),
        "gi",
      ),
    }));
}

/** Chinese words, digits and their signs: nothing in which an address or an account could be written. */
const PLAIN = /^[\p{Script=Han}\d０-９，。、；：？！“”‘’（）《》…—\s,.;:?!()-]*$/u;
const DIGITS = new RegExp(`[\\d０-９${SPOKEN.join("")}]`, "g");
/** The shortest number of any rule. */
const LEAST_DIGITS = 5;

/** Whether no rule for numbers, addresses and accounts can find anything: true of most texts, and quickly said. */
const isBare = (text: string) =>
  PLAIN.test(text) && (text.match(DIGITS)?.length ?? 0) < LEAST_DIGITS;

/**
 * A text without what tells who somebody is: mobile numbers, landlines with their area code (and seven or eight digits after 电话),
 * 400 and 800 numbers, identity cards of 18 and 15 digits, bank cards, e-mail addresses, what follows 微信 or QQ, and given
 * names. Digits may be wide, spoken (一三八, 幺三八) or apart by spaces and dashes.
 *
 * What cannot be told apart is masked: sixteen to nineteen digits, unless a thing of the city (部件, 网格, 灯杆…) stands before
 * them, or they begin with a date after letters (TS2026…). Names that are not given stay, so whoever releases a text still reads it.
 *
 * @param names  Whole names, such as the reporter's; shorter than two characters they are passed over.
 * @returns The text with a word in brackets for each, and how many there were.
 */
export function maskPersonal(
  text: string,
  names: readonly string[] = [],
): { text: string; count: number } {
  if (names.length === 0 && isBare(text)) return { text, count: 0 };
  let read = legible(text);
  const found: { at: number; end: number; label: Label }[] = [];
  for (const { label, pattern, isKept } of [...nameRules(names), ...RULES]) {
    read = read.replace(pattern, (match: string, ...rest: unknown[]) => {
      const at = rest.find((part) => typeof part === "number") as number; // groups come before it, none is named
      if (isKept?.(match, read.slice(Math.max(0, at - 16), at))) return match;
      found.push({ at, end: at + match.length, label });
      return "\0".repeat(match.length); // nothing matches it, and places stay
    });
  }
  found.sort((a, b) => a.at - b.at);
  let masked = "";
  let from = 0;
  for (const { at, end, label } of found) {
    masked += text.slice(from, at) + LABELS[label];
    from = end;
  }
  return { text: masked + text.slice(from), count: found.length };
}

/** Fields of events that are codes, ids, days and instants, not words. */
const CODES = [
  ...["unitId", "into", "streetId", "facilityId", "number", "mark", "term"],
  ...["level", "dueStep", "dueAt", "state", "receivedAt", "settledAt", "importId"],
];

function masked(value: unknown, names: readonly string[]): unknown {
  if (typeof value === "string") return maskPersonal(value, names).text;
  if (Array.isArray(value)) return value.map((one) => masked(one, names));
  return typeof value === "object" && value !== null ? maskedData(value, names) : value;
}

/** What was said with a step, its words masked however deep they lie. */
export const maskedData = <T extends object>(data: T, names: readonly string[]): T =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      CODES.includes(name) ? value : masked(value, names),
    ]),
    // masking keeps every field and its type
  ) as T;
