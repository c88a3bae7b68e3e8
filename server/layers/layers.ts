import type { LayerColumn, Title } from "../store/layer.ts";
import type { Selection } from "../store/selection.ts";
import type { Snapshot } from "../store/snapshot.ts";

/** How many records have one value of a class. */
export type ClassCount = {
  readonly value: string | number | boolean | null;
  readonly title: Title;
  readonly count: number;
};

/** What a layer holds under a selection. The counts of each class add up to `count`. */
export type LayerCount = {
  readonly count: number;
  readonly withoutPlace: number;
  readonly classes: Readonly<Record<string, readonly ClassCount[]>>;
};

const UNKNOWN: Title = { zh: "未知", en: "Unknown" };
const TRUTHS: Readonly<Record<string, Title>> = {
  true: { zh: "是", en: "Yes" },
  false: { zh: "否", en: "No" },
};

/**
 * How many records of a layer a selection means, and how they divide into classes.
 *
 * Values come in the order the column gives them, then others by number of records, the unknown last. A value nobody
 * has is left out.
 */
export function layerCount(snapshot: Snapshot, selection: Selection): LayerCount {
  return countsOf(snapshot, snapshot.select(selection));
}

/** The same for rows that have been selected. */
export function countsOf(snapshot: Snapshot, rows: Uint32Array): LayerCount {
  let withoutPlace = 0;
  for (const row of rows) if (snapshot.rows.types[row] === 0) withoutPlace++;
  const classes = Object.fromEntries(
    snapshot.source.columns
      .filter((column) => column.isClass)
      .map((column) => [column.name, classCounts(snapshot, column, rows)]),
  );
  return { count: rows.length, withoutPlace, classes };
}

function classCounts(snapshot: Snapshot, column: LayerColumn, rows: Uint32Array): ClassCount[] {
  const { value } = snapshot.column(column.name);
  const counts = new Map<ClassCount["value"], number>();
  for (const row of rows) {
    const found = value(row);
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  const order = Object.keys(column.values ?? (column.type === "boolean" ? TRUTHS : {}));
  const place = (found: ClassCount["value"]) => {
    if (found === null) return Number.POSITIVE_INFINITY;
    const index = order.indexOf(String(found));
    return index < 0 ? order.length : index;
  };
  return [...counts]
    .sort(([a, countA], [b, countB]) => place(a) - place(b) || countB - countA)
    .map(([found, count]) => ({ value: found, title: titleOf(column, found), count }));
}

/** What a value of a column is called. */
export function titleOf(column: LayerColumn, value: ClassCount["value"]): Title {
  if (value === null) return UNKNOWN;
  const word = String(value);
  const titles = column.values ?? (column.type === "boolean" ? TRUTHS : {});
  return titles[word] ?? { zh: word, en: word };
}
