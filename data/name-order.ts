const DIGITS = "零一二三四五六七八九";
const NUMERAL = /[零一二三四五六七八九十百]+/g;

/** A Chinese numeral below a thousand as digits; digits one after the other as they stand (二〇 is not asked for). */
function numberOf(numeral: string): string {
  if (!/[十百]/.test(numeral)) return [...numeral].map((digit) => DIGITS.indexOf(digit)).join("");
  let total = 0;
  let digit = 0;
  for (const sign of numeral) {
    if (sign === "十" || sign === "百") {
      total += (digit || 1) * (sign === "十" ? 10 : 100);
      digit = 0;
    } else digit = DIGITS.indexOf(sign);
  }
  return String(total + digit);
}

/** Compares names as people list them: 一班 before 二班 before 十班, 2号 before 10号. */
export function byName(language: string): (a: string, b: string) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const numbered = (name: string) => name.replaceAll(NUMERAL, numberOf);
  return (a, b) => compare(numbered(a), numbered(b)) || compare(a, b);
}
