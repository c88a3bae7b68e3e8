/** What somebody on the telephone says of a place, taken apart. */
export type PlaceText = {
  /** All of it, in one width of letters and spaces. */
  readonly whole: string;
  /** Without where beside it: the name or code of something. */
  readonly name: string;
  /** 对面, 旁边: where beside it; null when nothing of the kind was said. */
  readonly note: string | null;
  /** The name as a street with a house number; null when it has none. */
  readonly house: {
    readonly street: string;
    readonly number: number;
    /** What follows the number: a building, an entrance. */
    readonly rest: string;
  } | null;
  /** The places that two numbers can mean, [lng, lat] in whatever datum; empty when it is no pair of coordinates. */
  readonly coordinates: readonly (readonly [lng: number, lat: number])[];
};

/** Longer words first, so that 斜对面 is not 斜 and 对面. */
const BESIDE = [
  ..."斜对面 正对面 大门口 十字路口 交叉口 拐角处 马路边 人行道 背街 对面 对过 旁边 隔壁 门口 门前 附近".split(
    " ",
  ),
  ..."边上 后面 背后 前面 里面 院内 楼下 楼上 拐角 路口 巷口 东侧 西侧 南侧 北侧 东头 西头 南头 北头".split(
    " ",
  ),
  ..."东边 西边 南边 北边 入口 出口 旁 边".split(" "),
];
const ENDS_BESIDE = new RegExp(`^(.+?)的?[\\s,]*[(]?(${BESIDE.join("|")})[)]?$`);
const BEGINS_BESIDE =
  /^(opposite|across from|next to|beside|near|behind|in front of|at the corner of)\s+(.+)$/i;
const ENDS_BESIDE_ENGLISH = /^(.+?),?\s+(opposite|nearby|entrance|gate|corner)$/i;

/** 中街12号3栋 */
const HOUSE = /^(.*[^\d\s-])\s*(\d{1,5})(?:-\d{1,4})?\s*(?:号|號|#)\s*(.*)$/;
/** 中街12 */
const BARE_HOUSE = /^(.*[^\d\s.-])\s*(\d{1,5})$/;
/** 12 Middle Street */
const ENGLISH_HOUSE = /^(?:no\.?\s*)?(\d{1,5})\s+([a-z].*)$/i;

const DEGREES = "([+-]?\\d{1,3}(?:\\.\\d+)?)°?";
const PAIR = new RegExp(
  `^[(]?(?:([东西南北EWNS])[经纬]?[:]?)?\\s*${DEGREES}\\s*([EWNS])?(?:\\s*[,;、]\\s*|\\s+)(?:[东西南北EWNS][经纬]?[:]?)?\\s*${DEGREES}\\s*([EWNS])?[)]?$`,
  "i",
);

/**
 * Takes apart what was said of a place: 中街12号对面 is a street, a house number and where beside it.
 *
 * A name may itself end like a note or a house number, so whoever searches asks for `whole` and `name` as well.
 */
export function parsePlace(text: string): PlaceText {
  const whole = text.normalize("NFKC").trim().replace(/\s+/g, " ");
  const coordinates = readCoordinates(whole);
  if (coordinates.length > 0) return { whole, name: whole, note: null, house: null, coordinates };
  const { name, note } = withoutNote(whole);
  return { whole, name, note, house: houseIn(name), coordinates };
}

function withoutNote(whole: string): { name: string; note: string | null } {
  const said = ENDS_BESIDE.exec(whole) ?? ENDS_BESIDE_ENGLISH.exec(whole);
  if (said) return { name: said[1]!.trim(), note: said[2]! };
  const [, note, name] = BEGINS_BESIDE.exec(whole) ?? [];
  return name && note ? { name, note } : { name: whole, note: null };
}

function houseIn(name: string): PlaceText["house"] {
  const [, street, number, rest = ""] = HOUSE.exec(name) ?? BARE_HOUSE.exec(name) ?? [];
  if (street && number) return { street: street.trim(), number: Number(number), rest };
  const [, first, after] = ENGLISH_HOUSE.exec(name) ?? [];
  return first && after ? { street: after, number: Number(first), rest: "" } : null;
}

/** Degrees beyond 90 are a longitude, and letters say; otherwise both orders are possible, longitude first. */
function readCoordinates(whole: string): [number, number][] {
  const [, before, a, afterA, b] = PAIR.exec(whole) ?? [];
  if (a === undefined || b === undefined || !`${a}${b}`.includes(".")) return [];
  const [first, second] = [Number(a), Number(b)];
  const letter = (before ?? afterA ?? "").toUpperCase();
  const isLatFirst = /[南北NS]/.test(letter) || Math.abs(second) > 90;
  const isLngFirst = /[东西EW]/.test(letter) || Math.abs(first) > 90;
  const both: [number, number][] = [
    ...(isLatFirst ? [] : [[first, second] as [number, number]]),
    ...(isLngFirst ? [] : [[second, first] as [number, number]]),
  ];
  return both.filter(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90);
}
