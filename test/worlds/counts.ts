import type { Random } from "../../data/demo/random.ts";

/** A number drawn from a Poisson distribution, by multiplying uniforms; for means up to some hundreds. */
export function poissonDraw(random: Random, mean: number): number {
  let left = mean;
  let count = 0;
  let product = 1;
  for (;;) {
    product *= random.next();
    while (product < 1 && left > 0) {
      // Taken in parts, so that e^−mean does not vanish.
      const part = Math.min(left, 300);
      product *= Math.exp(part);
      left -= part;
    }
    if (product <= 1) return count;
    count++;
  }
}

/** Centers of cells in rows that are shifted as a honeycomb's, `meters` apart. */
export function honeycomb(columns: number, rows: number, meters: number) {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      xs.push((column + (row % 2) / 2) * meters);
      ys.push((row * meters * Math.sqrt(3)) / 2);
    }
  }
  return { xs, ys };
}
