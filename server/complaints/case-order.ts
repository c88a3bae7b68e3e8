import { withRoom } from "../store/column.ts";

/** Rows in a lasting order. */
export type CaseOrder = ReturnType<typeof caseOrder>;

/**
 * Keeps rows in ascending order while others come and go: finds where each belongs and moves what lies between in
 * blocks, never sorting all of them again.
 *
 * @param compare  A total order of rows. A row is taken out before what it is ordered by changes, and put back after.
 */
export function caseOrder(compare: (a: number, b: number) => number) {
  let rows = new Uint32Array(0);
  let length = 0;

  function seek(isBefore: (row: number) => boolean, end = length): number {
    let [low, high] = [0, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(rows[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  const sorted = (some: readonly number[]) => {
    const array = Uint32Array.from(some);
    for (let i = 1; i < array.length; i++)
      if (compare(array[i - 1]!, array[i]!) > 0) return array.sort(compare);
    return array;
  };

  return {
    /** The rows in ascending order. To be read at once: the next change writes over it. */
    get rows() {
      return rows.subarray(0, length);
    },
    /** The first place whose row is not before what is sought. */
    seek: (isBefore: (row: number) => boolean) => seek(isBefore),
    add(added: readonly number[]) {
      rows = withRoom(rows, length + added.length);
      const news = sorted(added);
      let end = length;
      for (let i = news.length - 1; i >= 0; i--) {
        const place = seek((row) => compare(row, news[i]!) < 0, end);
        rows.copyWithin(place + i + 1, place, end);
        rows[place + i] = news[i]!;
        end = place;
      }
      length += news.length;
    },
    /** @throws {RangeError} when a row is not there, or no longer where its order says. */
    remove(removed: readonly number[]) {
      const places = sorted(removed).map((row) => {
        const place = seek((other) => compare(other, row) < 0);
        if (place >= length || rows[place] !== row)
          throw new RangeError(`expected row ${row} at place ${place} of ${length}`);
        return place;
      });
      for (const [i, place] of places.entries())
        rows.copyWithin(place - i, place + 1, places[i + 1] ?? length);
      length -= places.length;
    },
    /** Gives back what was reserved in vain, but for so many rows more. */
    trim(ahead: number) {
      rows = rows.slice(0, length + ahead);
    },
    bytes: () => rows.byteLength,
  };
}
