import { latLngToCell } from "h3-js";
import type { LngLat } from "../geo/position.ts";
import { dateOf } from "../store/column.ts";
import type { DaySpan } from "./material.ts";
import type { HotspotQuery } from "./question.ts";

/** What of the register a link means beside the question's own filters. */
export type Part = { readonly cells?: readonly string[]; readonly area?: string };

/** A link with more is longer than the register takes. */
const MOST_CELLS = 120;
/** 9 m from side to side, finer than positions are told; and cells of a sub-district. */
const [FINEST, COARSEST] = [12, 6];

/** The parameters of the register that mean the complaints of a part: the question's own filters, its days and where. */
export function listOf(query: HotspotQuery, { from, to }: DaySpan, part: Part): string {
  const values = (list: readonly (string | number | null)[] | undefined) =>
    list?.map((value) => value ?? "none").join(",");
  const given = {
    ...{
      kind: values(query.kind),
      channel: values(query.channel),
      category: values(query.category),
    },
    ...{ importance: values(query.importance), unit: values(query.unit) },
    area: part.area ?? values(query.area),
    duplicate: query.duplicate === undefined ? undefined : String(query.duplicate),
    ...{ weekday: values(query.weekday), hours: query.hours },
    ...{ since: dateOf(from), until: dateOf(to), cells: values(part.cells) },
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) params.set(name, value);
  return params.toString();
}

/** The finest H3 cells that hold some positions and still fit into a link: others may lie in them, too. */
export function cellsHolding(positions: readonly LngLat[]): string[] {
  for (let resolution = FINEST; ; resolution--) {
    const cells = new Set(positions.map(([lng, lat]) => latLngToCell(lat, lng, resolution)));
    if (cells.size <= MOST_CELLS || resolution === COARSEST) return [...cells].sort();
  }
}
