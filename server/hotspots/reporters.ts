import type { Neighbours } from "./neighbours.ts";

/**
 * Where people are counted who complained in several cells.
 *
 * Whoever complained in cells near each other is one person in any neighbourhood that holds some of them, and so counts
 * once, in the cell where they did so most (of equals the first). Counted in each cell they would make a hot spot by
 * walking about.
 *
 * @param counts  Complaints of one person, by cell.
 * @param near  Cells that can share a neighbourhood: those within twice as many rings.
 * @returns One cell for each place the person complained at.
 */
export function placesOfPerson(
  counts: ReadonlyMap<number, number>,
  { starts, items }: Neighbours,
): number[] {
  if (counts.size === 1) return [...counts.keys()];
  const places: number[] = [];
  const left = new Set([...counts.keys()].sort((a, b) => a - b));
  for (const seed of left) {
    left.delete(seed);
    const cells = [seed];
    let most = seed;
    for (let next = 0; next < cells.length; next++) {
      const cell = cells[next]!;
      const more = counts.get(cell)! - counts.get(most)!;
      if (more > 0 || (more === 0 && cell < most)) most = cell;
      for (let k = starts[cell]!; k < starts[cell + 1]!; k++)
        if (left.delete(items[k]!)) cells.push(items[k]!);
    }
    places.push(most);
  }
  return places;
}

/** Gathers the complaints of people, each by cell, and counts the people. */
export function peopleCount(near: Neighbours) {
  const byPerson = new Map<number, Map<number, number>>();
  return {
    /** @param person  A number of their own; of steps of time, one for each step. */
    add(person: number, cell: number) {
      const counts = byPerson.get(person);
      if (counts) counts.set(cell, (counts.get(cell) ?? 0) + 1);
      else byPerson.set(person, new Map([[cell, 1]]));
    },
    /** Calls `count` with each person and cell where they count. */
    visit(count: (person: number, cell: number) => void) {
      for (const [person, counts] of byPerson)
        for (const cell of placesOfPerson(counts, near)) count(person, cell);
    },
  };
}
