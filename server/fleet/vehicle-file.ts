import type { z } from "@hono/zod-openapi";
import { parse } from "csv-parse/sync";
import { VEHICLE_KIND_TITLES, VEHICLE_KINDS } from "../../data/vehicle.ts";
import { faultOf } from "../http/fault.ts";
import { DomainError, type Fault } from "../http/problem.ts";
import { decodeText, delimiterOf } from "../imports/text.ts";
import { TerminalDraft, VehicleDraft } from "./vehicle-schema.ts";

/** A file holds at most so many vehicles. */
export const MOST_VEHICLES = 2_000;
const MOST_FAULTS = 50;

/** What columns are called, in lower case. */
const COLUMNS = {
  plate: ["plate", "号牌", "车牌", "车牌号"],
  kind: ["kind", "type", "类型", "车型", "车辆类型"],
  name: ["name", "名称", "编号", "自编号"],
  team: ["team", "班组", "所属班组"],
  boughtOn: ["boughton", "bought_on", "购置日期"],
  overhaulDueOn: ["overhauldueon", "overhaul_due_on", "大修到期"],
  safetyCheckDueOn: ["safetycheckdueon", "safety_check_due_on", "年检到期", "安全检查到期"],
  note: ["note", "备注"],
  terminalId: ["terminalid", "terminal_id", "terminal", "终端号", "终端", "终端手机号"],
} as const;
type Column = keyof typeof COLUMNS;

const Row = VehicleDraft.extend({ terminalId: TerminalDraft.shape.terminalId.optional() });
export type VehicleRow = z.infer<typeof Row> & { readonly row: number };

/** A kind by its own name or as people write it. */
const kindOf = (word: string): string =>
  VEHICLE_KINDS.find((kind) =>
    [kind, VEHICLE_KIND_TITLES[kind].zh, VEHICLE_KIND_TITLES[kind].en.toLowerCase()].includes(
      word.toLowerCase(),
    ),
  ) ?? word;

/**
 * The vehicles of a CSV file: a header with plate and kind (号牌, 车辆类型), and what else is known of them.
 *
 * @throws {DomainError} `body-invalid` naming each row and column that cannot be read; then none of it is taken. `limit-exceeded`.
 */
export function parseVehicles(bytes: Uint8Array): VehicleRow[] {
  const [header = [], ...rows] = gridOf(bytes);
  if (rows.length > MOST_VEHICLES)
    throw new DomainError("limit-exceeded", `At most ${MOST_VEHICLES} vehicles at once`, [
      { field: "file", remedy: `at most ${MOST_VEHICLES}`, rule: "too-many", limit: MOST_VEHICLES },
    ]);
  const names = header.map((name) => name.normalize("NFKC").trim().toLowerCase());
  // Object.keys forgets what the object's type knows
  const columns = (Object.keys(COLUMNS) as Column[]).map((column) => ({
    column,
    at: names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name)),
  }));
  const missing = columns.filter(({ column, at }) => at < 0 && ["plate", "kind"].includes(column));
  refuse(
    missing.map(({ column }) => ({
      ...{ field: column, row: 1, rule: "missing" },
      remedy: `a column called ${COLUMNS[column].join(", ")}`,
    })),
  );
  const faults: Fault[] = [];
  const read = rows.flatMap((cells, i) => {
    const given = columns.flatMap(({ column, at }) => {
      const cell = at < 0 ? "" : (cells[at] ?? "").trim();
      if (cell === "") return [];
      return [[column, column === "kind" ? kindOf(cell) : dated(column, cell)]];
    });
    const parsed = Row.safeParse(Object.fromEntries(given));
    if (parsed.success) return [{ ...parsed.data, row: i + 2 }];
    for (const issue of parsed.error.issues) {
      const fault = faultOf(issue, "row");
      const at = columns.find(({ column }) => column === fault.field)?.at ?? -1;
      faults.push({ ...fault, row: i + 2, value: (cells[at] ?? "").slice(0, 200) });
    }
    return [];
  });
  for (const field of ["plate", "terminalId"] as const) {
    const seen = new Set<string>();
    for (const { row, ...one } of read) {
      const value = one[field];
      if (value === undefined) continue;
      if (seen.has(value))
        faults.push({ field, row, value, remedy: "each once in a file", rule: "twice" });
      seen.add(value);
    }
  }
  refuse(faults);
  return read;
}

/** Days as spreadsheets write them: 2020/3/1. */
function dated(column: Column, cell: string): string {
  const day = /^(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?$/.exec(cell);
  if (!column.endsWith("On") || !day) return cell;
  return `${day[1]}-${day[2]!.padStart(2, "0")}-${day[3]!.padStart(2, "0")}`;
}

function gridOf(bytes: Uint8Array): string[][] {
  try {
    const { text } = decodeText(bytes);
    const delimiter = delimiterOf(text);
    return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const fault = { field: "file", remedy: "a CSV file in UTF-8 or GB18030", rule: "format" };
    throw new DomainError("body-invalid", `The file cannot be read: ${reason}`, [fault], { cause });
  }
}

function refuse(faults: readonly Fault[]) {
  if (faults.length === 0) return;
  const { field, row, remedy } = faults[0]!;
  throw new DomainError(
    "body-invalid",
    `${faults.length} faults; the first: row ${row}, ${field}: ${remedy}`,
    faults.slice(0, MOST_FAULTS),
  );
}
