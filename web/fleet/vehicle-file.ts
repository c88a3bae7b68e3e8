import { KIND_TITLES } from "./titles.ts";

type Kind = keyof typeof KIND_TITLES;

/** A vehicle as a line of a file has it. */
export type VehicleLine = {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly plate: string;
  readonly kind: Kind;
  readonly team: string | null;
  readonly name: string | null;
  readonly terminalId: string | null;
};

/** What of a file cannot be entered. */
export type LineFault = {
  readonly line: number;
  readonly is: "no-plate" | "no-kind" | "twice" | "terminal";
  readonly value: string;
};

/** What the columns are called. */
const COLUMNS = {
  plate: ["plate", "车牌", "车牌号", "号牌"],
  kind: ["kind", "车型", "类型"],
  team: ["team", "班组"],
  name: ["name", "名称", "编号"],
  terminalId: ["terminal", "terminalid", "终端号", "终端"],
} as const;
type Column = keyof typeof COLUMNS;

const KINDS = Object.entries(KIND_TITLES) as [Kind, { zh: string; en: string }][]; // a record's own keys
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, "");
const kindOf = (text: string): Kind | null =>
  KINDS.find(([kind, { zh, en }]) =>
    [kind, zh, en].some((name) => plain(name) === plain(text)),
  )?.[0] ?? null;

/**
 * The vehicles of a CSV file with a header; kinds are named in either language or as the API does.
 *
 * @returns null where no column is called as the plate is.
 */
export function vehiclesOfCsv(
  text: string,
): { readonly vehicles: VehicleLine[]; readonly faults: LineFault[] } | null {
  const [header = [], ...rows] = rowsOf(text.replace(/^\uFEFF/, ""));
  const names = header.map(plain);
  const at = (column: Column) =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  if (at("plate") < 0) return null;
  const vehicles: VehicleLine[] = [];
  const faults: LineFault[] = [];
  for (const [i, row] of rows.entries()) {
    const line = i + 2;
    const value = (column: Column) => row[at(column)]?.trim() ?? "";
    if (row.every((cell) => cell.trim() === "")) continue;
    const [plate, kind, terminalId] = [value("plate"), kindOf(value("kind")), value("terminalId")];
    if (plate === "") faults.push({ line, is: "no-plate", value: "" });
    else if (kind === null) faults.push({ line, is: "no-kind", value: value("kind") });
    else if (vehicles.some((one) => one.plate === plate))
      faults.push({ line, is: "twice", value: plate });
    else if (!/^[0-9A-Za-z_.-]{0,40}$/.test(terminalId))
      faults.push({ line, is: "terminal", value: terminalId });
    else
      vehicles.push({
        ...{ line, plate, kind, terminalId: terminalId || null },
        ...{ team: value("team") || null, name: value("name") || null },
      });
  }
  return { vehicles, faults };
}

/** The cells of a text of commas, semicolons or tabs, whichever its first line has most of. @see RFC 4180 */
function rowsOf(text: string): string[][] {
  const first = text.split(/\r?\n/, 1)[0] ?? "";
  const count = (sign: string) => first.split(sign).length;
  const comma = [",", ";", "\t", "，"].sort((a, b) => count(b) - count(a))[0]!;
  const rows: string[][] = [[""]];
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    const row = rows.at(-1)!;
    if (isQuoted && sign === '"' && text[i + 1] === '"') {
      row[row.length - 1] += '"';
      i += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === comma) row.push("");
    else if (!isQuoted && sign === "\n") rows.push([""]);
    else if (isQuoted || sign !== "\r") row[row.length - 1] += sign;
  }
  return rows;
}
