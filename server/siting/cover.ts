import type { Demand } from "./problem.ts";
import type { Ranked } from "./ranked.ts";

/** Rows that still ask to be covered, and who can. */
export type CoverRow = {
  /** Candidates in reach, ascending. */
  readonly sites: readonly number[];
  readonly weight: number;
};

/** Sites within the radius of each row, ascending. */
export function reachOf(
  { weights, starts, sites, meters }: Demand,
  radiusMeters: number,
): number[][] {
  return Array.from(weights, (_, i) => {
    const near: number[] = [];
    for (let k = starts[i]!; k < starts[i + 1]!; k++)
      if (meters[k]! <= radiusMeters) near.push(sites[k]!);
    return near.sort((a, b) => a - b);
  });
}

/** Rows that the same sites cover, as one that weighs what they do together. */
export function merged(rows: readonly CoverRow[]): CoverRow[] {
  const byKey = new Map<string, CoverRow>();
  for (const { sites, weight } of rows) {
    const key = sites.join();
    byKey.set(key, { sites, weight: weight + (byKey.get(key)?.weight ?? 0) });
  }
  return [...byKey.values()];
}

/**
 * The same rows without sites that cover nothing that another, no dearer one does not cover too.
 *
 * Of twins the lower number stays.
 *
 * @param costs  per site; null when all cost the same.
 */
export function withoutDominated(
  rows: readonly CoverRow[],
  siteCount: number,
  costs: Float64Array | null,
): CoverRow[] {
  const columns = columnsOf(rows, siteCount);
  const words = bitsOf(columns, rows.length);
  const isOut = new Uint8Array(siteCount);
  for (let j = 0; j < siteCount; j++) {
    const column = columns[j]!;
    if (column.length === 0) continue;
    // whoever covers all of this column covers its row that fewest can cover
    const rare = column.reduce((a, b) => (rows[b]!.sites.length < rows[a]!.sites.length ? b : a));
    isOut[j] = rows[rare]!.sites.some((other) => {
      if (other === j || isOut[other] === 1 || columns[other]!.length < column.length) return false;
      if (costs && costs[other]! > costs[j]!) return false;
      if (!isWithin(words[j]!, words[other]!)) return false;
      const isTwin = columns[other]!.length === column.length && costs?.[other] === costs?.[j];
      return !isTwin || other < j;
    })
      ? 1
      : 0;
  }
  return rows.map(({ sites, weight }) => ({ sites: sites.filter((j) => isOut[j] === 0), weight }));
}

/** Only rows that are not covered whenever another one is: of use where every row is to be covered. */
export function withoutImplied(rows: readonly CoverRow[], siteCount: number): CoverRow[] {
  const sorted = [...rows].sort((a, b) => a.sites.length - b.sites.length);
  const columns = columnsOf(sorted, siteCount);
  const words = bitsOf(
    sorted.map(({ sites }) => sites),
    siteCount,
  );
  const isOut = new Uint8Array(sorted.length);
  sorted.forEach(({ sites }, i) => {
    if (isOut[i] === 1 || sites.length === 0) return;
    const rare = sites.reduce((a, b) => (columns[b]!.length < columns[a]!.length ? b : a));
    for (const other of columns[rare]!)
      if (other > i && isOut[other] === 0 && isWithin(words[i]!, words[other]!)) isOut[other] = 1;
  });
  return sorted.filter((_, i) => isOut[i] === 0);
}

/**
 * Covering as a p-median: a row costs nothing where it is covered, and what it weighs where it is not.
 *
 * @returns with one more site, which stands for not being covered and is to be kept.
 */
export function uncovered(rows: readonly CoverRow[], siteCount: number): Ranked {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ sites }, i) => {
    starts[i + 1] = starts[i]! + sites.length + 1;
  });
  const sites = new Int32Array(starts[rows.length]!);
  const costs = new Float64Array(sites.length);
  rows.forEach((row, i) => {
    sites.set(row.sites, starts[i]);
    sites[starts[i + 1]! - 1] = siteCount;
    costs[starts[i + 1]! - 1] = row.weight;
  });
  return { rowCount: rows.length, siteCount: siteCount + 1, starts, sites, costs };
}

function columnsOf(rows: readonly CoverRow[], siteCount: number): number[][] {
  const columns = Array.from({ length: siteCount }, () => [] as number[]);
  rows.forEach(({ sites }, i) => {
    for (const site of sites) columns[site]!.push(i);
  });
  return columns;
}

function bitsOf(lists: readonly (readonly number[])[], width: number): Uint32Array[] {
  return lists.map((list) => {
    const words = new Uint32Array((width + 31) >> 5);
    for (const bit of list) words[bit >> 5]! |= 1 << (bit & 31);
    return words;
  });
}

function isWithin(small: Uint32Array, large: Uint32Array): boolean {
  for (let w = 0; w < small.length; w++) if ((small[w]! & ~large[w]!) !== 0) return false;
  return true;
}
