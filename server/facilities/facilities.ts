import {
  FACILITY_KIND_TITLES,
  FACILITY_KINDS,
  FACILITY_LAYERS,
  type FacilityKind,
  type FacilityStatus,
} from "../../data/facility.ts";
import { DomainError } from "../http/problem.ts";
import type { LayerColumn } from "../store/layer.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { normalized } from "./search.ts";

/** Which facilities of the register are meant. */
export type RegisterSelection = {
  readonly kind?: FacilityKind | undefined;
  readonly status?: readonly FacilityStatus[] | undefined;
  readonly q?: string | undefined;
  readonly areaId?: string | undefined;
  /** Local day. */
  readonly date: string;
};

/** The facilities of one kind that are meant. */
export type Chosen = { kind: FacilityKind; snapshot: Snapshot; rows: Uint32Array };

/** Columns every kind has; a register of all kinds shows these. */
const COMMON = [
  "code",
  "name",
  "nameEn",
  "status",
  "stars",
  "starsValidTo",
  "address",
  "owner",
  "manager",
  "openedOn",
  "closedOn",
  "verifiedOn",
];

/**
 * The facilities that are meant, by kind in the order of kinds.
 *
 * @throws {DomainError} `query-invalid` when the area is unknown.
 */
export async function chosenFacilities(
  snapshots: Snapshots,
  districtId: string,
  { kind, status, q, areaId, date }: RegisterSelection,
): Promise<Chosen[]> {
  const chosen: Chosen[] = [];
  for (const one of kind ? [kind] : FACILITY_KINDS) {
    const found = await snapshots.select(districtId, FACILITY_LAYERS[one], {
      date,
      areaId,
      ...(status || q ? { where: (snapshot: Snapshot) => wordTest(snapshot, status, q) } : {}),
    });
    if (!found)
      throw new DomainError("query-invalid", `area: no area ${areaId}`, [
        { field: "area", value: areaId ?? "", remedy: "an id of the layer areas" },
      ]);
    chosen.push({ kind: one, ...found });
  }
  return chosen;
}

function wordTest(snapshot: Snapshot, status: RegisterSelection["status"], q: string | undefined) {
  const statusOf = snapshot.column("status").value;
  const wanted = status && new Set<unknown>(status);
  const words = q === undefined ? [] : normalized(q).split(/\s+/).filter(Boolean);
  const read = ["code", "name", "nameEn", "address"].map((name) => snapshot.column(name).value);
  return (row: number) => {
    if (wanted && !wanted.has(statusOf(row))) return false;
    if (words.length === 0) return true;
    const texts = read.map((of) => normalized(String(of(row) ?? "")));
    return words.every((word) => texts.some((text) => text.includes(word)));
  };
}

/**
 * One page over all kinds: kinds in their order, ids within a kind.
 *
 * @param after  Kind and id of the last facility of the page before.
 */
export function registerPage(
  chosen: readonly Chosen[],
  limit: number,
  after: { kind: FacilityKind; id: string } | null,
) {
  const items: { kind: FacilityKind; snapshot: Snapshot; row: number }[] = [];
  let isBefore = after !== null;
  for (const { kind, snapshot, rows } of chosen) {
    const ordered = isBefore && kind !== after!.kind ? [] : snapshot.byId(rows);
    for (const row of ordered) {
      if (isBefore && snapshot.idAt(row) <= after!.id) continue;
      if (items.length === limit) return { items, hasMore: true };
      items.push({ kind, snapshot, row });
    }
    if (after?.kind === kind) isBefore = false;
  }
  return { items, hasMore: false };
}

/**
 * A row of a facility layer as a line of the register.
 *
 * @param isOneKind  Whether what only its kind has goes with it.
 */
export function registerItem(
  kind: FacilityKind,
  snapshot: Snapshot,
  row: number,
  isOneKind: boolean,
) {
  // The layer declares what these columns hold.
  const text = (name: string) => snapshot.valueAt(row, name) as string | null;
  const geometry = snapshot.geometryAt(row);
  const [lng, lat] = geometry?.type === "Point" ? geometry.coordinates : [];
  return {
    facilityId: snapshot.idAt(row),
    layerId: FACILITY_LAYERS[kind],
    kind,
    code: text("code") ?? "",
    name: text("name") ?? "",
    nameEn: text("nameEn"),
    status: text("status") as FacilityStatus,
    stars: snapshot.valueAt(row, "stars") as number | null,
    address: text("address"),
    owner: text("owner"),
    manager: text("manager"),
    openedOn: text("openedOn"),
    verifiedOn: text("verifiedOn"),
    position: (lng === undefined || lat === undefined ? null : [lng, lat]) as
      | [number, number]
      | null,
    attributes: isOneKind ? attributesAt(snapshot, row) : null,
  };
}

/** What a row says beside the columns that every kind has. */
const attributesAt = (snapshot: Snapshot, row: number) =>
  Object.fromEntries(
    snapshot.source.columns
      .filter(({ name }) => !COMMON.includes(name))
      .map(({ name }) => [name, snapshot.valueAt(row, name)]),
  );

const KIND_COLUMN: LayerColumn = {
  name: "kind",
  title: { zh: "设施种类", en: "Kind" },
  type: "text",
  values: FACILITY_KIND_TITLES,
};

/** The chosen facilities as columns and rows of a file: one kind with all it records, several with what all have. */
export function registerTable(chosen: readonly Chosen[]) {
  const isOneKind = chosen.length === 1;
  const known = chosen[0]!.snapshot.source.columns;
  const columns = isOneKind ? known : known.filter(({ name }) => COMMON.includes(name));
  function* rows() {
    for (const { kind, snapshot, rows } of chosen) {
      const readers = columns.map(({ name }) => snapshot.column(name).value);
      for (const row of snapshot.byId(rows)) {
        const values = readers.map((read) => read(row));
        yield {
          id: snapshot.idAt(row),
          geometry: snapshot.geometryAt(row),
          values: isOneKind ? values : [kind, ...values],
        };
      }
    }
  }
  return { columns: isOneKind ? columns : [KIND_COLUMN, ...columns], rows: rows() };
}

/** How many of the chosen facilities stand nobody knows where. */
export const withoutPosition = (chosen: readonly Chosen[]) =>
  chosen.reduce(
    (sum, { snapshot, rows }) =>
      sum + rows.reduce((n, row) => n + (snapshot.rows.types[row] === 0 ? 1 : 0), 0),
    0,
  );
