import type { Field } from "./field.ts";
import type { Neighbours } from "./neighbours.ts";

/** Hot cells that touch each other, as one place. */
export type Spot = {
  /** Codes of its cells, ascending. */
  readonly cells: readonly number[];
  /** The cell with the greatest excess around it: it gives the spot its name in links. */
  readonly peak: number;
  /** Events of its cells. */
  readonly observed: number;
  /** Events they would have by their share of what is counted against. */
  readonly expected: number;
  /** `observed` − `expected`. */
  readonly excess: number;
};

/**
 * Gathers cells of one state into places, the greatest excess first. Where only what lies around is hot, and the cells have no
 * more than they would, no place is: what makes them hot is a place of its own, or too little for one.
 *
 * @param touching  Cells beside each other, one ring around.
 * @param shares  What part of all events each cell would have; they add up to 1.
 */
export function spotsOf(
  field: Pick<Field, "state" | "neighbourhood" | "expected" | "total">,
  events: ArrayLike<number>,
  shares: ArrayLike<number>,
  touching: Neighbours,
  state: 1 | -1 = 1,
): Spot[] {
  const spotOf = new Int32Array(field.state.length).fill(-1);
  const spots: Spot[] = [];
  for (let seed = 0; seed < spotOf.length; seed++) {
    if (field.state[seed] !== state || spotOf[seed] !== -1) continue;
    const cells = [seed];
    spotOf[seed] = spots.length;
    for (let next = 0; next < cells.length; next++) {
      const cell = cells[next]!;
      for (let k = touching.starts[cell]!; k < touching.starts[cell + 1]!; k++) {
        const other = touching.items[k]!;
        if (field.state[other] !== state || spotOf[other] !== -1) continue;
        spotOf[other] = spots.length;
        cells.push(other);
      }
    }
    spots.push(spotOfCells(field, events, shares, cells));
  }
  return spots
    .filter(({ excess }) => state * excess > 0)
    .sort((a, b) => state * (b.excess - a.excess) || b.observed - a.observed || a.peak - b.peak);
}

function spotOfCells(
  field: Pick<Field, "neighbourhood" | "expected" | "total">,
  events: ArrayLike<number>,
  shares: ArrayLike<number>,
  cells: number[],
): Spot {
  const around = (cell: number) => Math.abs(field.neighbourhood[cell]! - field.expected[cell]!);
  let [peak, observed, share] = [cells[0]!, 0, 0];
  for (const cell of cells) {
    observed += events[cell]!;
    share += shares[cell]!;
    if (around(cell) > around(peak) || (around(cell) === around(peak) && cell < peak)) peak = cell;
  }
  const expected = field.total * share;
  return {
    cells: cells.sort((a, b) => a - b),
    ...{ peak, observed, expected, excess: observed - expected },
  };
}

/** What part of all events each unit would have if they fell evenly over what they are held against. */
export function sharesOf(exposures: ArrayLike<number>): Float64Array {
  let total = 0;
  for (let i = 0; i < exposures.length; i++) total += exposures[i]!;
  return Float64Array.from(exposures, (exposure) => (total > 0 ? exposure / total : 0));
}
