import type { CaseColumns } from "./case-columns.ts";
import type { CaseOrder } from "./case-order.ts";
import type { CaseRow } from "./case-row.ts";

/** What a list can be sorted by; the id decides between equals. Cases without it come last, newest first. */
export const CASE_SORTS = ["received", "due", "number", "settled"] as const;
export type CaseSort = (typeof CASE_SORTS)[number];
export type CaseDirection = "asc" | "desc";

/** Where a page ended: what its last case was sorted by. */
type Cursor = {
  readonly sort: CaseSort;
  readonly direction: CaseDirection;
  /** Null where the last case had nothing to be sorted by. */
  readonly key: number | string | null;
  readonly receivedAt: number;
  readonly id: string;
};

/** A cursor that no page ended with, or one with another order. */
export class CaseCursorError extends RangeError {
  override name = "CaseCursorError";
}

function writtenCursor({ sort, direction, key, receivedAt, id }: Cursor): string {
  const parts = [sort, direction, key, receivedAt, id];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function parseCursor(text: string, sort: CaseSort, direction: CaseDirection): Cursor {
  const refuse = (cause?: unknown) =>
    new CaseCursorError(`expected the cursor of a page by ${sort} ${direction}, got ${text}`, {
      cause,
    });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch (cause) {
    throw refuse(cause);
  }
  if (!Array.isArray(parts)) throw refuse();
  const [ofSort, ofDirection, key, receivedAt, id]: unknown[] = parts;
  if (ofSort !== sort || ofDirection !== direction) throw refuse();
  if (typeof receivedAt !== "number" || typeof id !== "string") throw refuse();
  const isKey = sort === "number" ? typeof key === "string" : typeof key === "number";
  const canLack = sort === "due" || sort === "settled";
  if (!isKey && !(canLack && key === null)) throw refuse();
  return { sort, direction, key: key as Cursor["key"], receivedAt, id }; // just looked at
}

/** An order of the list: its rows, and how they compare. */
export type Sorted = {
  readonly order: CaseOrder;
  /** What a row is sorted by; null when it is not in this order. */
  key(row: number): number | string | null;
  /** The same of a complaint that is not in its row yet. */
  keyOf(written: CaseRow): number | string | null;
  /** Below 0 when the row comes before the key and id. */
  compareTo(row: number, key: number | string, id: string): number;
};

/** The orders a list can have, over one set of columns. */
export function sortedBy(
  columns: CaseColumns,
  orderOf: (compare: (a: number, b: number) => number) => CaseOrder,
) {
  const { ids, numbers, at } = columns;
  const finite = (instant: number) => (Number.isFinite(instant) ? instant : null);
  const byInstant = (
    instants: "receivedAt" | "dueAt" | "settledAt",
    keyOf: Sorted["keyOf"],
  ): Sorted => ({
    keyOf,
    order: orderOf((a, b) => at[instants][a]! - at[instants][b]! || ids.compare(a, b)),
    key: (row) => finite(at[instants][row]!),
    compareTo: (row, key, id) => at[instants][row]! - Number(key) || ids.compareTo(row, id),
  });
  const number: Sorted = {
    order: orderOf(
      (a, b) => numbers.compare(at.numberCodes[a]!, at.numberCodes[b]!) || ids.compare(a, b),
    ),
    key: (row) => numbers.word(at.numberCodes[row]!),
    keyOf: (written) => written.number,
    compareTo: (row, key, id) =>
      numbers.compareTo(at.numberCodes[row]!, String(key)) || ids.compareTo(row, id),
  };
  return {
    received: byInstant("receivedAt", (written) => written.receivedAt),
    due: byInstant("dueAt", ({ dueAt }) => dueAt),
    settled: byInstant("settledAt", (written) => written.settledAt),
    number,
  } satisfies Record<CaseSort, Sorted>;
}

export type CasePage = { readonly rows: readonly number[]; readonly cursor: string | null };

/**
 * The next cases of a list, in order.
 *
 * A cursor says after what to go on, not how many to skip: cases that come in meanwhile neither repeat nor hide others.
 *
 * @param passed  1 for each row that is in the list.
 * @throws {CaseCursorError}
 */
export function casePage(
  columns: CaseColumns,
  orders: Record<CaseSort, Sorted>,
  passed: Uint8Array,
  asked: { sort: CaseSort; direction: CaseDirection; limit: number; cursor: string | null },
): CasePage {
  const { sort, direction, limit } = asked;
  const after = asked.cursor === null ? null : parseCursor(asked.cursor, sort, direction);
  const sorted = orders[sort];
  const rows: number[] = [];
  const lacks = (row: number) => sorted.key(row) === null;

  function walk(
    { order, compareTo }: Sorted,
    way: CaseDirection,
    from: { key: number | string; id: string } | null,
    isMeant: ((row: number) => boolean) | null,
  ) {
    const inOrder = order.rows;
    const step = way === "asc" ? 1 : -1;
    let place = way === "asc" ? 0 : inOrder.length - 1;
    if (from && way === "asc") place = order.seek((row) => compareTo(row, from.key, from.id) <= 0);
    if (from && way === "desc")
      place = order.seek((row) => compareTo(row, from.key, from.id) < 0) - 1;
    for (; place >= 0 && place < inOrder.length && rows.length <= limit; place += step) {
      const row = inOrder[place]!;
      if (passed[row] === 1 && (isMeant === null || isMeant(row))) rows.push(row);
    }
  }

  if (after?.key !== null)
    walk(sorted, direction, after === null ? null : { key: after.key, id: after.id }, null);
  if (rows.length <= limit && (sort === "due" || sort === "settled")) {
    const from = after?.key === null ? { key: after.receivedAt, id: after.id } : null;
    walk(orders.received, "desc", from, lacks);
  }
  const isMore = rows.length > limit;
  if (isMore) rows.length = limit;
  const last = rows.at(-1);
  if (!isMore || last === undefined) return { rows, cursor: null };
  const [id, receivedAt] = [columns.ids.word(last), columns.at.receivedAt[last]!];
  return {
    rows,
    cursor: writtenCursor({ sort, direction, key: sorted.key(last), receivedAt, id }),
  };
}
