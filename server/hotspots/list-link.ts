import { cellToParent, getResolution, latLngToCell } from "h3-js";
import { MOST_CELLS, MOST_IDS } from "../complaints/case-list-schema.ts";
import type { LngLat } from "../geo/position.ts";
import { dateOf } from "../store/column.ts";
import type { DaySpan } from "./material.ts";
import type { HotspotQuery } from "./question.ts";

/** What of the register a link means beside the question's own filters. */
export type Part = { readonly cells?: readonly string[]; readonly area?: string };

/** Cells that stand for places: more make a link that no one can send. */
const CELLS_FOR_PLACES = 120;
/** 9 m from side to side, finer than positions are told; and cells of a sub-district. */
const [FINEST, COARSEST] = [12, 6];

const values = (list: readonly (string | number | null)[] | undefined) =>
  list?.map((value) => value ?? "none").join(",");

/**
 * The parameters of the register that mean a question's own filters with others on top. What is confidential is in no
 * analysis, so it is in no list of one either, whoever opens it.
 */
export function listWith(
  query: HotspotQuery,
  others: Readonly<Record<string, string | undefined>>,
): string {
  const given: Record<string, string | undefined> = {
    ...{
      kind: values(query.kind),
      channel: values(query.channel),
      category: values(query.category),
    },
    ...{ importance: values(query.importance), unit: values(query.unit), area: values(query.area) },
    duplicate: query.duplicate === undefined ? undefined : String(query.duplicate),
    ...{ weekday: values(query.weekday), hours: query.hours, confidential: "false" },
    ...others,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) params.set(name, value);
  return params.toString();
}

/** The parameters of the register that mean the complaints of a part: the question's own filters, its days and where. */
export const listOf = (query: HotspotQuery, { from, to }: DaySpan, { area, cells }: Part) =>
  listWith(query, {
    ...(area === undefined ? {} : { area }),
    ...{ since: dateOf(from), until: dateOf(to), cells: values(cells) },
  });

/** The parameters of the register that mean just these complaints; null when they are none, or too many for a link. */
export function listOfIds(
  ids: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string | null {
  if (ids.length === 0 || ids.length > MOST_IDS) return null;
  return new URLSearchParams({ ids: ids.join(","), ...more }).toString();
}

/** Just these complaints where a link holds their ids; else what lies in the same small cells in the same days. */
export function listOfPlaces(
  query: HotspotQuery,
  span: DaySpan,
  { ids, positions }: { readonly ids: readonly string[]; readonly positions: readonly LngLat[] },
): { list: string; isListExact: boolean } {
  const exact = listOfIds(ids);
  return {
    list: exact ?? listOf(query, span, { cells: cellsHolding(positions) }),
    isListExact: exact !== null,
  };
}

/** What lies in some cells of one resolution; in coarser ones, and more, where the register does not take so many. */
export function listOfCells(
  query: HotspotQuery,
  span: DaySpan,
  cells: readonly string[],
): { list: string; isListExact: boolean } {
  const isListExact = cells.length <= MOST_CELLS;
  let fewer = cells;
  while (fewer.length > MOST_CELLS)
    fewer = [...new Set(fewer.map((cell) => cellToParent(cell, getResolution(cell) - 1)))].sort();
  return { list: listOf(query, span, { cells: fewer }), isListExact };
}

/** The finest H3 cells that hold some positions and still fit into a link: others may lie in them, too. */
function cellsHolding(positions: readonly LngLat[]): string[] {
  for (let resolution = FINEST; ; resolution--) {
    const cells = new Set(positions.map(([lng, lat]) => latLngToCell(lat, lng, resolution)));
    if (cells.size <= CELLS_FOR_PLACES || resolution === COARSEST) return [...cells].sort();
  }
}
