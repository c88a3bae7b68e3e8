import { FACILITY_KINDS, FACILITY_LAYERS } from "../../data/facility.ts";
import type { Title } from "../store/layer.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { type SearchIndex, searchIndex } from "./search.ts";

/** Something that was found, and how well it fits. */
export type Hit = {
  layerId: string;
  id: string;
  code: string | null;
  name: string | null;
  nameEn: string | null;
  kind: Title;
  position: [lng: number, lat: number] | null;
  rank: number;
};

/** Layers that are searched, in the order of equals: facilities, streets, routes, areas. */
const LAYERS = [
  ...FACILITY_KINDS.map((kind) => FACILITY_LAYERS[kind]),
  "streets",
  "cleaning-routes",
  "areas",
];

type Searchable = { index: SearchIndex; rows: readonly number[] };

/** An index lives as long as its snapshot does. */
const searchables = new WeakMap<Snapshot, Searchable>();

function searchableOf(snapshot: Snapshot): Searchable {
  const known = searchables.get(snapshot);
  if (known) return known;
  const rows = snapshot.source.id === "streets" ? streetRows(snapshot) : allRows(snapshot);
  const names = new Set(snapshot.columns.map(({ name }) => name));
  const reader = (name: string) =>
    names.has(name) ? snapshot.column(name).value : (_row: number) => null;
  const [code, name, nameEn, address] = ["code", "name", "nameEn", "address"].map(reader);
  // these columns hold text where a layer has them
  const text = (value: unknown) => value as string | null;
  const things = rows.map((row) => ({
    code: text(code!(row)),
    name: text(name!(row)),
    others: [text(nameEn!(row)), text(address!(row))],
  }));
  const searchable = { index: searchIndex(things), rows };
  searchables.set(snapshot, searchable);
  return searchable;
}

function allRows(snapshot: Snapshot) {
  const rows: number[] = [];
  snapshot.visitAll((row) => rows.push(row));
  return rows;
}

/** One row a street: its longest edge; edges without a street are not found. */
function streetRows(snapshot: Snapshot) {
  const streetId = snapshot.column("streetId").value;
  const length = snapshot.column("lengthMeters").value;
  const longest = new Map<unknown, number>();
  snapshot.visitAll((row) => {
    const id = streetId(row);
    const before = longest.get(id);
    if (id !== null && (before === undefined || Number(length(row)) > Number(length(before))))
      longest.set(id, row);
  });
  return [...longest.values()];
}

/** What a code, a name or a piece of them stands for, best first. */
export async function foundBy(
  snapshots: Snapshots,
  districtId: string,
  q: string,
  limit: number,
): Promise<Hit[]> {
  const hits: (Hit & { order: number })[] = [];
  for (const [order, layerId] of LAYERS.entries()) {
    const snapshot = await snapshots.get(districtId, layerId);
    if (!snapshot) continue;
    const { index, rows } = searchableOf(snapshot);
    for (const { item, rank } of index.find(q, limit))
      hits.push({ ...hitOf(snapshot, rows[item]!), rank, order });
  }
  return hits
    .sort(
      (a, b) =>
        a.rank - b.rank || (a.name ?? "").length - (b.name ?? "").length || a.order - b.order,
    )
    .slice(0, limit)
    .map(({ order: _order, ...hit }) => hit);
}

function hitOf(snapshot: Snapshot, row: number): Omit<Hit, "rank"> {
  const { source } = snapshot;
  const has = (name: string) => source.columns.some((column) => column.name === name);
  const text = (name: string) =>
    has(name) ? (snapshot.valueAt(row, name) as string | null) : null;
  return {
    layerId: source.id,
    id: source.id === "streets" ? text("streetId")! : snapshot.idAt(row),
    code: text("code"),
    name: text("name"),
    nameEn: text("nameEn"),
    kind: source.title,
    position: positionOf(snapshot, row),
  };
}

/** A point itself; of a line the middle vertex of its first part; of an area the middle of its box. */
function positionOf(snapshot: Snapshot, row: number): [number, number] | null {
  const { coordinates, dimension, starts } = snapshot.rows.parts(row);
  if (coordinates.length === 0) return null;
  if (dimension < 3) {
    const middle = (starts[1]! - 1) >> 1;
    return [coordinates[2 * middle]!, coordinates[2 * middle + 1]!];
  }
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < coordinates.length; i += 2) {
    west = Math.min(west, coordinates[i]!);
    east = Math.max(east, coordinates[i]!);
    south = Math.min(south, coordinates[i + 1]!);
    north = Math.max(north, coordinates[i + 1]!);
  }
  return [(west + east) / 2, (south + north) / 2];
}
