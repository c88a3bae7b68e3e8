import type { Note } from "./complaint-rows.ts";
import type { RowFault } from "./failure.ts";
import type { PreparedImport } from "./plan.ts";

const count = (number: number) => number.toLocaleString("en");

/** How many records of each kind an import would write, e.g. `facility toilet`. */
export function recordCounts({ records }: Pick<PreparedImport, "records">) {
  const counts: Record<string, number> = {};
  for (const { table, values } of records) {
    const kind =
      (table === "complaint" ? undefined : values.kind) ??
      { area: values.level, plot: values.land_use }[table as string]; // the others have none
    const name = kind === undefined ? table : `${table} ${kind}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Length of the streets that can be walked, over a sphere; null when there are none. */
export function walkableMeters({ records }: Pick<PreparedImport, "records">) {
  const edges = records.filter(({ values }) => values.is_walkable === true);
  const meters = edges.map(({ values }) => values.length_meters);
  return edges.length === 0
    ? null
    : meters.reduce<number>((sum, length) => sum + (typeof length === "number" ? length : 0), 0);
}

/** The plan in lines for a person, shown before anything is written. */
export function planLines(prepared: PreparedImport): string[] {
  const { plan, faults } = prepared;
  const detected = Object.entries(plan.detected).map(([name, value]) => `${name} ${value}`);
  const columns = Object.entries(plan.columns).map(([field, column]) => `${column} → ${field}`);
  const meters = walkableMeters(prepared);
  return [
    `Format     ${plan.format}${detected.length > 0 ? ` (${detected.join(", ")})` : ""}`,
    `Kind       ${plan.kind} (${plan.kindWhy})`,
    ...(plan.place
      ? [
          `Place      from ${plan.place.columns.join(" and ") || plan.place.from}, ${plan.place.order}`,
          `CRS        ${plan.place.crs}: ${plan.place.crsWhy}`,
        ]
      : []),
    ...(columns.length > 0 ? [`Columns    ${columns.join(", ")}`] : []),
    ...(plan.ignored.length > 0 ? [`Not used   ${plan.ignored.join(", ")}`] : []),
    `Records    ${
      Object.entries(recordCounts(prepared))
        .map(([name, number]) => `${name} ${count(number)}`)
        .join(", ") || "none"
    }`,
    ...(meters === null ? [] : [`Walkable   ${(meters / 1000).toFixed(1)} km`]),
    ...plan.leftOut.map(({ what, count: left }) => `Left out   ${count(left)} ${what}`),
    ...noteLines(prepared.notes ?? []),
    ...(faults.length > 0
      ? [`Bad rows   ${count(new Set(faults.map(({ row }) => row)).size)}`]
      : []),
  ];
}

/** Notes for a person: the greatest counts, one line each. */
export function noteLines(notes: readonly Note[], limit = 12): string[] {
  const lines = notes
    .slice(0, limit)
    .map(({ what, count: number }) => `Noted      ${count(number)} ${what}`);
  const more = notes.length - lines.length;
  return more > 0 ? [...lines, `           … and ${count(more)} more kinds of note.`] : lines;
}

/** Bad rows for a person: the first ones, one line each. */
export function faultLines(faults: readonly RowFault[], limit = 20): string[] {
  const lines = faults
    .slice(0, limit)
    .map(({ row, field, value, remedy }) => `Row ${row}, ${field}: "${value}". ${remedy}`);
  const more = faults.length - lines.length;
  return more > 0 ? [...lines, `… and ${count(more)} more.`] : lines;
}

/**
 * A bar on a terminal, redrawn in place; where the output is not a terminal, nothing.
 *
 * @returns call it with the share done, 0 to 1.
 */
export function progressBar(output: NodeJS.WriteStream, label: string) {
  let shown = -1;
  return (share: number) => {
    const percent = Math.floor(share * 100);
    if (!output.isTTY || percent === shown) return;
    shown = percent;
    const filled = Math.round(share * 30);
    const bar = "█".repeat(filled) + "░".repeat(30 - filled);
    output.write(`\r${label} ${bar} ${percent} %${percent === 100 ? "\n" : ""}`);
  };
}
