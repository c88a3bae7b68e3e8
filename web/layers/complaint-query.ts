import { queryOptions } from "@tanstack/react-query";
import { toApiError } from "../api/problem.ts";
import { type ComplaintColumns, sortedByDay } from "./complaint-columns.ts";

/** Where and when every located complaint of a district happened. */
export const complaintColumnsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", districtId, "points"],
    queryFn: async ({ signal }): Promise<ComplaintColumns> => {
      const response = await fetch(`/api/districts/${districtId}/complaints/points`, { signal });
      if (!response.ok) throw await toApiError(await response.json());
      return sortedByDay(parseColumns(await response.arrayBuffer()));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
    meta: { kinds: ["complaint"] },
  });

/**
 * The columns of an answer of `/complaints/points`.
 *
 * @throws {RangeError} when the answer is shorter than its header says.
 */
export function parseColumns(bytes: ArrayBuffer): ComplaintColumns {
  const view = new DataView(bytes);
  const count = view.getUint32(0, true);
  const baseDay = new Date(view.getInt32(4, true) * 86_400_000).toISOString().slice(0, 10);
  const daysAt = 8 + count * 8;
  const categoriesAt = daysAt + count * 2;
  if (bytes.byteLength < categoriesAt + count) {
    throw new RangeError(
      `${count} complaints need ${categoriesAt + count} bytes, got ${bytes.byteLength}`,
    );
  }
  return {
    baseDay,
    count,
    positions: new Float32Array(bytes, 8, count * 2),
    days: new Uint16Array(bytes, daysAt, count),
    categories: new Uint8Array(bytes, categoriesAt, count),
  };
}
