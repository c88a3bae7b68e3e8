import type { ComplaintColumns } from "./complaint-columns.ts";

const METERS_PER_DEGREE = 111_195;

/** Complaints gathered into squares so small that the smoothed picture cannot tell. */
export const HEAT_CELL_METERS = 25;

/** Standard deviation of the smoothing kernel on the ground. */
export const HEAT_SIGMA_METERS = 100;

/** How many complaints lie in each occupied square, by its middle. */
export type HeatCells = {
  readonly cells: readonly {
    readonly position: readonly [number, number];
    readonly count: number;
  }[];
  /** The greatest smoothed density found at a cell, in complaints per hectare; 0 without any. */
  readonly peakPerHectare: number;
};

/**
 * Where the complaints of some rows lie, and how dense they are at the densest place.
 *
 * The smoothing is a Gaussian kernel estimate on the ground with a fixed width, so that the same places give the same
 * picture at every zoom. It describes; it says nothing about chance.
 *
 * @param rows  Half-open range of rows, from `rowsOf`.
 * @see Silverman, "Density Estimation for Statistics and Data Analysis", 1986, section 4.2.
 */
export function heatCellsOf(
  columns: ComplaintColumns,
  [start, end]: readonly [number, number],
): HeatCells {
  if (end <= start) return { cells: [], peakPerHectare: 0 };
  const { positions } = columns;
  const originLng = positions[start * 2]!;
  const originLat = positions[start * 2 + 1]!;
  const lngStep = HEAT_CELL_METERS / (METERS_PER_DEGREE * Math.cos((originLat * Math.PI) / 180));
  const latStep = HEAT_CELL_METERS / METERS_PER_DEGREE;

  const countByKey = new Map<number, number>();
  for (let row = start; row < end; row += 1) {
    const x = Math.round((positions[row * 2]! - originLng) / lngStep);
    const y = Math.round((positions[row * 2 + 1]! - originLat) / latStep);
    const key = keyOf(x, y);
    countByKey.set(key, (countByKey.get(key) ?? 0) + 1);
  }
  const cells = [...countByKey].map(([key, count]) => {
    const { x, y } = squareOf(key);
    const position = [originLng + x * lngStep, originLat + y * latStep] as const;
    return { position, count };
  });
  return { cells, peakPerHectare: peakOf(countByKey) };
}

/** Squares are numbered within ±2^20 of the first complaint, some 26,000 km: all of the Earth. */
const SPAN = 2 ** 20;
const keyOf = (x: number, y: number) => (x + SPAN) * 2 * SPAN + (y + SPAN);
const squareOf = (key: number) => ({
  x: Math.floor(key / (2 * SPAN)) - SPAN,
  y: (key % (2 * SPAN)) - SPAN,
});

/** Only the fullest squares can hold the peak's middle; looking at these few is within a few per cent of all. */
const CANDIDATES = 200;
const REACH = Math.ceil((3 * HEAT_SIGMA_METERS) / HEAT_CELL_METERS);

function peakOf(countByKey: ReadonlyMap<number, number>): number {
  const fullest = [...countByKey].sort((a, b) => b[1] - a[1]).slice(0, CANDIDATES);
  const perSquareMeter = 1 / (2 * Math.PI * HEAT_SIGMA_METERS ** 2);
  let peak = 0;
  for (const [key] of fullest) {
    const { x, y } = squareOf(key);
    let sum = 0;
    for (let dx = -REACH; dx <= REACH; dx += 1) {
      for (let dy = -REACH; dy <= REACH; dy += 1) {
        const count = countByKey.get(keyOf(x + dx, y + dy));
        if (!count) continue;
        const squared = (dx * dx + dy * dy) * HEAT_CELL_METERS ** 2;
        sum += count * Math.exp(-squared / (2 * HEAT_SIGMA_METERS ** 2));
      }
    }
    peak = Math.max(peak, sum);
  }
  return peak * perSquareMeter * 10_000;
}
