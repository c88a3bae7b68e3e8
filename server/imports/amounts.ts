import type { Cell } from "./source.ts";
import { type Reading, readNumber } from "./values.ts";

/** How many of the register's unit one of a file's unit is, by the field. A 亩 is 1/15 of a hectare. */
const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  usableAreaSquareMeters: {
    ...{ "": 1, m2: 1, 平方米: 1, 平米: 1, 平方: 1, sqm: 1 },
    ...{ 亩: 10_000 / 15, 公顷: 10_000, ha: 10_000 },
  },
  costYuan: { "": 1, 元: 1, 人民币元: 1, yuan: 1, cny: 1, 万: 10_000, 万元: 10_000, 亿元: 1e8 },
};

const tidied = (word: string) => word.normalize("NFKC").trim().toLowerCase();

/** The unit that the name of a column has in brackets, e.g. 可用面积（亩）, or ends with, e.g. area_ha, 造价万元. */
function unitOfColumn(column: string, known: readonly string[]) {
  const name = tidied(column);
  const bracketed = /[([【]([^)\]】]+)[)\]】]$/.exec(name)?.[1];
  if (bracketed !== undefined) return tidied(bracketed);
  const ends = known.filter((unit) => unit !== "" && name.endsWith(unit));
  return ends.sort((a, b) => b.length - a.length)[0] ?? "";
}

/**
 * Reads an amount with its unit: the cell's own (3亩, 12万元), else that of the column's name.
 *
 * A unit that is not known is refused: a cost in 万元 that is read as yuan would be ten thousand times too small.
 *
 * @param field  `usableAreaSquareMeters` or `costYuan`.
 * @returns in the unit that the field's name says.
 */
export function readAmount(field: string, column: string) {
  const units = UNITS[field]!;
  return (cell: Cell): Reading<number> => {
    const text = typeof cell === "string" ? tidied(cell) : "";
    const own = /^-?[\d.,]+(?:e[-+]?\d+)?\s*([\p{Letter}²㎡]+\d?)$/u.exec(text)?.[1];
    const unit = own ?? unitOfColumn(column, Object.keys(units));
    const number = readNumber(own === undefined ? cell : text.slice(0, -own.length));
    if ("remedy" in number || number.value === null) return number;
    const factor = units[unit];
    if (factor === undefined) {
      const known = Object.keys(units).filter(Boolean).join(", ");
      return { remedy: `The unit "${unit}" is not known: give one of ${known}.` };
    }
    return { value: Math.round(number.value * factor * 1e6) / 1e6 };
  };
}

/** Whether a field is an amount whose unit a file may choose. */
export const isAmount = (field: string) => field in UNITS;
