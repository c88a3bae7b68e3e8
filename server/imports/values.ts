import { WORDS } from "./headers.ts";
import type { Cell } from "./source.ts";

/** A value read from a cell, or in words what should stand there instead. */
export type Reading<T> = { readonly value: T | null } | { readonly remedy: string };

const given = <T>(value: T | null): Reading<T> => ({ value });
const wrong = (remedy: string) => ({ remedy });

/** Text as it is stored: trimmed, inner white space single, empty is null. */
export function readText(cell: Cell): Reading<string> {
  if (cell === null) return given<string>(null);
  const text = cell instanceof Date ? dayOf(cell) : String(cell);
  return given(text.normalize("NFC").trim().replaceAll(/\s+/g, " ") || null);
}

/** A number, in either decimal notation, with or without a unit behind it. */
export function readNumber(cell: Cell): Reading<number> {
  if (cell === null) return given<number>(null);
  if (typeof cell === "number" && Number.isFinite(cell)) return given(cell);
  const text = String(cell).normalize("NFKC").trim();
  if (text === "" || /^[-—/]+$/.test(text)) return given<number>(null);
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?/.test(text) ? text.replaceAll(",", "") : text;
  const match = /^(-?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?)\s*[\p{Letter}²³/㎡%]*$/iu.exec(plain);
  return match ? given(Number(match[1]!.replace(",", "."))) : wrong("Give a number.");
}

/** Degrees: decimal, or degrees, minutes and seconds with a hemisphere. */
export function readDegrees(cell: Cell): Reading<number> {
  if (typeof cell === "string") {
    const dms =
      /^([NSEW东西南北]?)\s*(\d{1,3})\s*[°度]\s*(\d{1,2}(?:\.\d+)?)\s*['′’分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”秒]|''))?\s*([NSEW东西南北]?)$/iu.exec(
        cell.trim(),
      );
    if (dms) {
      const size = Number(dms[2]) + Number(dms[3]) / 60 + Number(dms[4] ?? 0) / 3600;
      return given(/[SW西南]/i.test(dms[1]! + dms[5]!) ? -size : size);
    }
  }
  const number = readNumber(typeof cell === "string" ? cell.replace(/[°度]$/, "") : cell);
  return "remedy" in number
    ? wrong("Give degrees as a number, e.g. 112.57, or 112°34'12\".")
    : number;
}

/** A whole number of things, 0 or more. */
export function readCount(cell: Cell): Reading<number> {
  const number = readNumber(cell);
  if ("remedy" in number || number.value === null) return number;
  return Number.isInteger(number.value) && number.value >= 0
    ? number
    : wrong("Give a whole number, 0 or more.");
}

/** Yes or no, in the words of the languages known. */
export function readYesNo(cell: Cell): Reading<boolean> {
  if (cell === null || typeof cell === "boolean") return given(cell);
  const value = WORDS.yesNo.valueOf(String(cell));
  return value === undefined
    ? wrong("Give yes or no (是, 否, oui, non, 1, 0).")
    : given(value === "true");
}

/** One of a list of values, or a word that means one. */
export function readWord(list: Exclude<keyof typeof WORDS, "yesNo">) {
  return (cell: Cell): Reading<string> => {
    if (cell === null) return given<string>(null);
    const value = WORDS[list].valueOf(String(cell));
    return value === undefined
      ? wrong(`Give one of ${WORDS[list].values.join(", ")}.`)
      : given(value);
  };
}

const pad = (number: number, digits = 2) => String(number).padStart(digits, "0");

/** The day of a date that a spreadsheet gives: it means wall-clock time and says it as UTC. */
const dayOf = (date: Date) => date.toISOString().slice(0, 10);

const DATE_REMEDY = "Give a date as 2026-03-31.";

/** A calendar day, which stays a day. */
export function readDay(cell: Cell): Reading<string> {
  const time = readWallTime(cell);
  return "remedy" in time ? time : given(time.value?.day ?? null);
}

/** A day and, where it is known, the time on the clock of the place. */
export type WallTime = {
  readonly day: string;
  readonly time: string | null;
  readonly zone: string | null;
};

/**
 * A date with or without a time of day.
 *
 * `03/04/2026` is refused, because it is March in one country and April in another; a first number over 12, or a
 * second, says which.
 */
export function readWallTime(cell: Cell): Reading<WallTime> {
  if (cell === null) return given<WallTime>(null);
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return wrong(DATE_REMEDY);
    const clock = cell.toISOString().slice(11, 19);
    return given({ day: dayOf(cell), time: clock === "00:00:00" ? null : clock, zone: null });
  }
  const text = String(cell).normalize("NFKC").trim();
  const parts =
    /^(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?(.*)$/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)(.*)$/.exec(text);
  if (parts) return timed(Number(parts[1]), Number(parts[2]), Number(parts[3]), parts[4]!);
  const western = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(.*)$/.exec(text);
  if (!western) return wrong(DATE_REMEDY);
  const [first, second] = [Number(western[1]), Number(western[2])];
  if (first <= 12 && second <= 12 && first !== second) {
    return wrong(`${DATE_REMEDY} Which of ${first} and ${second} is the month is not certain.`);
  }
  const [month, day] = first > 12 ? [second, first] : [first, second];
  return timed(Number(western[3]), month, day, western[4]!);
}

function timed(year: number, month: number, day: number, rest: string): Reading<WallTime> {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900 || year > 2200) {
    return wrong(DATE_REMEDY);
  }
  const dayText = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  if (rest.trim() === "") return given({ day: dayText, time: null, zone: null });
  const clock =
    /^[T\s]\s*(\d{1,2})[:时](\d{2})(?:[:分](\d{2})(?:\.\d+)?秒?|分)?\s*([AP]M)?\s*(Z|[-+]\d\d:?\d\d)?$/i.exec(
      rest,
    );
  if (!clock) return wrong("Give a time of day as 14:05 or 14:05:30.");
  const half = clock[4]?.toUpperCase();
  const hour = (Number(clock[1]) % (half ? 12 : 24)) + (half === "PM" ? 12 : 0);
  if (Number(clock[1]) > (half ? 12 : 23) || Number(clock[2]) > 59) {
    return wrong("Give a time of day between 00:00 and 23:59.");
  }
  const time = `${pad(hour)}:${clock[2]}:${clock[3] ?? "00"}`;
  return given({ day: dayText, time, zone: clock[5] ?? null });
}
