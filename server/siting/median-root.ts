import type { Conflicts } from "./interchange.ts";
import type { Standing } from "./multipliers.ts";
import type { Ranked } from "./ranked.ts";

/** Kept sites are open; what may not stand beside them, serves nobody or is the twin of another is closed. */
export function rootStanding(
  rows: Ranked,
  count: number,
  kept: readonly number[],
  conflicts: Conflicts | null,
): Standing {
  const states = new Int8Array(rows.siteCount);
  for (const site of kept) {
    states[site] = 1;
    for (const other of conflicts?.[site] ?? []) if (states[other] === 0) states[other] = -1;
  }
  for (const site of kept) states[site] = 1;
  const isOfUse = new Uint8Array(rows.siteCount);
  for (const site of rows.sites) isOfUse[site] = 1;
  for (const [site, state] of states.entries())
    if (state === 0 && isOfUse[site] === 0) states[site] = -1;
  if (!conflicts) for (const site of twinsOf(rows)) if (states[site] === 0) states[site] = -1;
  const free = states.filter((state) => state === 0).length;
  return { states, missing: Math.min(count, free) };
}

/** Sites that are to every row what a site with a lower number is. */
function twinsOf(rows: Ranked): number[] {
  const sums = new Float64Array(rows.siteCount);
  for (let i = 0; i < rows.rowCount; i++) {
    const mark = 1 + ((i * 2654435761) % 4294967296) / 4294967296;
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++)
      sums[rows.sites[k]!]! += mark * (1 + rows.costs[k]!);
  }
  const bySum = new Map<number, number[]>();
  sums.forEach((sum, site) => {
    const list = bySum.get(sum);
    if (list) list.push(site);
    else bySum.set(sum, [site]);
  });
  const groups = [...bySum.values()].filter((list) => list.length > 1);
  if (groups.length === 0) return [];
  const columns = new Map(groups.flat().map((site) => [site, [] as number[]]));
  for (let i = 0; i < rows.rowCount; i++)
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++)
      columns.get(rows.sites[k]!)?.push(i, rows.costs[k]!);
  const seen = new Set<string>();
  return groups.flatMap((group) =>
    group.filter((site) => {
      const key = columns.get(site)!.join();
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    }),
  );
}
