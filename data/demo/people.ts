import { latLngToCell } from "h3-js";
import type { Building } from "./buildings.ts";
import { toLngLat } from "./plane.ts";
import type { DemoCell } from "./records.ts";

const RESIDENTS = 300_000;
const DAYTIME = 286_000;
const RESOLUTION = 10;

/** Who sleeps and who is by day in each cell: from the buildings' floors, scaled to the district's totals. */
export function peopleOf(buildings: readonly Building[]): DemoCell[] {
  const byCell = new Map<string, { residents: number; daytime: number }>();
  for (const { center, residents, workers } of buildings) {
    const [lng, lat] = toLngLat(center);
    const cell = latLngToCell(lat, lng, RESOLUTION);
    const sum = byCell.get(cell) ?? { residents: 0, daytime: 0 };
    sum.residents += residents;
    sum.daytime += residents * 0.42 + workers * 4; // those who stay at home, and everybody at work or shopping
    byCell.set(cell, sum);
  }
  const cells = [...byCell].sort(([p], [q]) => (p < q ? -1 : 1));
  const residents = apportioned(
    cells.map(([, sum]) => sum.residents),
    RESIDENTS,
  );
  const daytime = apportioned(
    cells.map(([, sum]) => sum.daytime),
    DAYTIME,
  );
  return cells.map(([cell], i) => ({ cell, residents: residents[i]!, daytime: daytime[i]! }));
}

/** Whole numbers in proportion to the weights with exactly this sum (largest remainders). */
export function apportioned(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((a, b) => a + b, 0);
  exact
    .map((value, i) => ({ i, rest: value - whole[i]! }))
    .sort((p, q) => q.rest - p.rest || p.i - q.i)
    .slice(0, left)
    .forEach(({ i }) => {
      whole[i]! += 1;
    });
  return whole;
}
