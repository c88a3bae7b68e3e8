import type { Position } from "geojson";
import { clockIn } from "../http/district.ts";
import { EXPORT_MAX_ROWS, type ExportColumn, type ExportRow } from "../http/export-table.ts";
import { DomainError } from "../http/problem.ts";
import type { LayerColumn } from "../store/layer.ts";
import type { Selection } from "../store/selection.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { cql2Matcher } from "./cql2-match.ts";

/** Which records of a layer somebody asks for, in their words. */
export type Asked = Omit<Selection, "area" | "where"> & {
  readonly areaId?: string | undefined;
  /** CQL2 text. */
  readonly filter?: string | undefined;
  /** Turns positions in the filter into WGS 84. */
  readonly toLngLat?: ((position: Position) => Position) | undefined;
  readonly equals?:
    | readonly { readonly column: LayerColumn; readonly value: unknown }[]
    | undefined;
};

/**
 * The records of a layer that are asked for.
 *
 * @throws {DomainError} `district-unknown`, `layer-unknown`, or `query-invalid` for an unknown area, a day that is not
 *   on the calendar, or a filter that does not make sense.
 */
export async function chosenRows(
  snapshots: Snapshots,
  districtId: string,
  layerId: string,
  { filter, toLngLat, equals, ...asked }: Asked,
): Promise<{ snapshot: Snapshot; rows: Uint32Array }> {
  await clockIn(snapshots, districtId);
  const source = snapshots.sources.find(({ id }) => id === layerId);
  if (source?.audience !== "public") throw new DomainError("layer-unknown", `No layer ${layerId}`);
  const where = whereOf({ filter, toLngLat, equals });
  const chosen = await snapshots.select(districtId, layerId, { ...asked, where });
  if (chosen) return chosen;
  throw noArea(asked.areaId ?? "");
}

/** Says that an area somebody limits to is none of the district's. */
export const noArea = (areaId: string) =>
  new DomainError("query-invalid", `area: no area ${areaId}`, [
    { field: "area", value: areaId, remedy: "an id of the layer areas" },
  ]);

/** A filter and values that columns must have, as a selection takes them. */
export function whereOf({
  filter,
  toLngLat,
  equals = [],
}: Pick<Asked, "filter" | "toLngLat" | "equals">): Selection["where"] {
  if (filter === undefined && equals.length === 0) return undefined;
  return (snapshot) => {
    const tests = equals.map(({ column, value }) => {
      const read = snapshot.column(column.name).value;
      return (row: number) => read(row) === value;
    });
    if (filter !== undefined) tests.push(cql2Matcher(filter, subjectOf(snapshot), toLngLat));
    return (row) => tests.every((test) => test(row));
  };
}

const subjectOf = (snapshot: Snapshot) => ({
  columns: snapshot.source.columns,
  reader: (name: string) => snapshot.column(name).value,
  geometryAt: (row: number) => snapshot.geometryAt(row),
});

const orders = new WeakMap<Snapshot, Map<string, Uint32Array>>();

/** How many questions about one snapshot are remembered while somebody pages through their answers. */
const REMEMBERED = 8;

/**
 * Rows in the order of their ids, worked out once while their pages are read: GDAL reads ten records at a time.
 *
 * @param question  Everything the rows depend on but the snapshot.
 */
export function orderedRows(
  snapshot: Snapshot,
  question: string,
  choose: () => Uint32Array,
): Uint32Array {
  const known = orders.get(snapshot) ?? new Map<string, Uint32Array>();
  orders.set(snapshot, known);
  const ordered = known.get(question) ?? snapshot.byId(choose());
  known.delete(question);
  known.set(question, ordered); // last: asked for last
  for (const oldest of known.keys()) {
    if (known.size <= REMEMBERED) break;
    known.delete(oldest);
  }
  return ordered;
}

/**
 * One page of chosen rows.
 *
 * @param ordered  Rows in the order of their ids.
 * @param after  Id of the last row of the page before; records added or taken away meanwhile do not move the others.
 * @returns `next` is the id to go on after; null at the end.
 */
export function pageOf(
  snapshot: Snapshot,
  ordered: Uint32Array,
  limit: number,
  after: string | null,
): { page: Uint32Array; next: string | null } {
  const start = after === null ? 0 : firstAfter(snapshot, ordered, after);
  const page = ordered.subarray(start, start + limit);
  const isLast = start + limit >= ordered.length;
  return { page, next: isLast || page.length === 0 ? null : snapshot.idAt(page.at(-1)!) };
}

/** Where in rows ordered by id the first one after `id` is. */
function firstAfter(snapshot: Snapshot, ordered: Uint32Array, id: string) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (snapshot.idAt(ordered[middle]!) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The titled columns of a layer, for a file. */
export function exportColumns(
  columns: readonly LayerColumn[],
  language: "zh" | "en",
): ExportColumn[] {
  return columns.map(({ name, title, type, values }) => ({
    name,
    title: title[language],
    type,
    ...(values
      ? {
          values: Object.fromEntries(
            Object.entries(values).map(([value, words]) => [value, words[language]]),
          ),
        }
      : {}),
  }));
}

/** Rows of a snapshot as a file or a page takes them. */
export function* exportRows(snapshot: Snapshot, rows: Iterable<number>): Generator<ExportRow> {
  const readers = snapshot.source.columns.map((column) => snapshot.column(column.name).value);
  for (const row of rows)
    yield {
      id: snapshot.idAt(row),
      geometry: snapshot.geometryAt(row),
      values: readers.map((read) => read(row)),
    };
}

/** @throws {DomainError} `limit-exceeded`, when a file would hold more rows than one may. */
export function requireFits(count: number) {
  if (count > EXPORT_MAX_ROWS)
    throw new DomainError(
      "limit-exceeded",
      `${count} records are chosen, and a file holds at most ${EXPORT_MAX_ROWS}`,
      [{ field: "format", value: String(count), remedy: "choose an area, a period or a filter" }],
    );
}
