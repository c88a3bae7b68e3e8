import type { Geometry } from "geojson";
import { type Change, followChanges } from "./changes.ts";
import type { Database, Queryable } from "./database.ts";
import type { LayerSource } from "./layer.ts";
import { localDay } from "./local-day.ts";
import type { AreaLimit, Selection } from "./selection.ts";
import { changedSnapshot, LONGEST_TAIL, loadSnapshot, type Snapshot } from "./snapshot.ts";

/** What is known of a district while its layers are in memory. */
export type DistrictClock = {
  readonly timeZone: string;
  /** When it was made; another time means another district under the same id. */
  readonly createdAt: number;
  /** The last change of it that was heard of. */
  readonly version: number;
  /** The local day, `YYYY-MM-DD`. */
  readonly today: string;
};

/** Snapshots of every layer of every district, loaded when first asked for and kept current. */
export type Snapshots = {
  readonly sources: readonly LayerSource[];
  /** @returns null when there is no such district. */
  clock(districtId: string): Promise<DistrictClock | null>;
  /** @returns null when there is no such district or layer. Costs nothing while nothing has changed. */
  get(districtId: string, layerId: string): Promise<Snapshot | null>;
  /**
   * The rows of a layer that a selection means, as `Snapshot.select`.
   *
   * @param selection  `areaId` limits to one version of an area.
   * @returns null when there is no such district, layer or area.
   */
  select(
    districtId: string,
    layerId: string,
    selection: Selection & { readonly areaId?: string | undefined },
  ): Promise<{ snapshot: Snapshot; rows: Uint32Array } | null>;
  /** The limit an area sets; null when there is none with this id. */
  area(districtId: string, areaId: string): Promise<AreaLimit | null>;
  /**
   * Waits until whoever reads a layer reads at least this version of the district. It waits for moments only, and gives
   * up after 2 s: a store that is away for a moment holds nobody up.
   */
  heard(districtId: string, version: number): Promise<void>;
  close(): Promise<void>;
};

/** The layer of areas: a table of the store that selections refer to. */
const AREAS = "areas";

type Entry = { snapshot: Snapshot; day: string; pending: Change[] };
type Holding = {
  timeZone: string;
  createdAt: number;
  /** The last change that was heard of. */
  version: number;
  /** Woken with each change that is heard of. */
  waiting: Set<() => void>;
  entries: Map<string, Promise<Entry>>;
  stop: () => Promise<void>;
};

/** How often a district is looked up again, which may have been emptied and made anew under the same id. */
const LOOK_UP_MILLISECONDS = 5_000;

/** How long a reader of what was just written waits for it at most. */
const LONGEST_WAIT_MILLISECONDS = 2_000;

const DISTRICT = `
  select d.created_at, d.time_zone, coalesce(c.version, 0) as version
  from district d left join change_counter c using (district_id)
  where d.district_id = $1`;

async function readDistrict(tx: Queryable, districtId: string) {
  const [row] = await tx.query<{ created_at: Date; time_zone: string; version: number }>(DISTRICT, [
    districtId,
  ]);
  return row
    ? { createdAt: row.created_at.getTime(), timeZone: row.time_zone, version: row.version }
    : null;
}

/**
 * Keeps the layers of districts in memory.
 *
 * Nothing is loaded before it is asked for. A change only marks what it concerns; the next reader waits for the
 * records that changed to be read, or for the layer where that is the better way.
 *
 * @param sources  Every layer there is.
 */
export function createSnapshots(database: Database, sources: readonly LayerSource[]): Snapshots {
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const holdings = new Map<string, Promise<Holding | null>>();

  const inDistrict = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId, readOnlySnapshot: true });

  async function begin(districtId: string): Promise<Holding | null> {
    const known = await inDistrict(districtId, (tx) => readDistrict(tx, districtId));
    if (!known) return null;
    const holding: Holding = {
      ...known,
      waiting: new Set(),
      entries: new Map(),
      stop: async () => {},
    };
    holding.stop = await followChanges(database, districtId, known.version, (change) => {
      if (change.kind === "district") forget(districtId, holding);
      for (const [layerId, entry] of holding.entries)
        if (sourceById.get(layerId)!.kinds.includes(change.kind))
          entry.then(
            ({ pending }) => pending.push(change),
            () => {}, // whoever asked for it hears of the failure
          );
      holding.version = change.version;
      for (const wake of holding.waiting) wake();
    });
    return holding;
  }

  function forget(districtId: string, holding: Holding) {
    holdings.delete(districtId);
    void holding.stop();
  }

  async function holdingOf(districtId: string): Promise<Holding | null> {
    const known = holdings.get(districtId);
    if (known) return known;
    const beginning = begin(districtId);
    holdings.set(districtId, beginning);
    const isKept = await beginning.catch((error: unknown) => {
      holdings.delete(districtId);
      throw error;
    });
    if (!isKept) holdings.delete(districtId); // it may be made later
    return beginning;
  }

  /** Lets go of districts that are gone, or were made anew: their change log began again at 1. */
  async function lookUp() {
    const rows = await database.query<{ district_id: string; created_at: Date }>(
      "select district_id, created_at from district",
    );
    const createdAt = new Map(rows.map((row) => [row.district_id, row.created_at.getTime()]));
    for (const [districtId, holding] of await settled(holdings))
      if (holding && createdAt.get(districtId) !== holding.createdAt) forget(districtId, holding);
  }
  const timer = setInterval(() => {
    lookUp().catch(() => {}); // the store is away for a moment: the next look is in 5 s
  }, LOOK_UP_MILLISECONDS);
  timer.unref();

  const stampOf = (holding: Holding, source: LayerSource, version: number, day: string) =>
    `${holding.createdAt.toString(36)}-${version.toString(36)}${source.dependsOnToday ? `-${day}` : ""}`;

  async function load(districtId: string, holding: Holding, source: LayerSource): Promise<Entry> {
    const day = localDay(new Date(), holding.timeZone);
    const { records, version, titles } = await inDistrict(districtId, async (tx) => ({
      version: (await readDistrict(tx, districtId))?.version ?? 0,
      records: await source.read(tx, districtId, null),
      titles: (await source.readTitles?.(tx, districtId)) ?? {},
    }));
    const columns = source.columns.map((column) => {
      const values = titles[column.name];
      return values ? { ...column, values } : column;
    });
    const stamp = stampOf(holding, source, version, day);
    return {
      snapshot: await loadSnapshot({ ...source, columns }, records, version, stamp),
      day,
      pending: [],
    };
  }

  /** The entry with the changes it has heard of; the same one when they turn out not to concern it. */
  async function refreshed(
    districtId: string,
    holding: Holding,
    source: LayerSource,
    entry: Entry,
  ): Promise<Entry> {
    const { snapshot } = entry;
    const changes = entry.pending.splice(0).filter(({ version }) => version > snapshot.version);
    if (changes.length === 0) return entry;
    const ids = [...new Set(changes.flatMap((change) => change.ids))];
    const isWhole = changes.some(({ kind, ids }) => kind !== source.kinds[0] || ids.length === 0);
    if (isWhole || ids.length > LONGEST_TAIL) return load(districtId, holding, source);
    const records = await inDistrict(districtId, (tx) => source.read(tx, districtId, ids));
    if (records.length === 0 && ids.every((id) => snapshot.rowOf(id) === null)) return entry;
    const version = changes[changes.length - 1]!.version;
    const stamp = stampOf(holding, source, version, entry.day);
    const next = changedSnapshot(snapshot, ids, records, version, stamp);
    if (!next) return load(districtId, holding, source);
    return { ...entry, snapshot: next };
  }

  async function current(districtId: string, holding: Holding, source: LayerSource) {
    const { entries } = holding;
    const replace = (next: Promise<Entry>) => {
      entries.set(source.id, next);
      next.catch(() => entries.get(source.id) === next && entries.delete(source.id));
      return next;
    };
    const entry = await (entries.get(source.id) ?? replace(load(districtId, holding, source)));
    const isOfToday =
      !source.dependsOnToday || entry.day === localDay(new Date(), holding.timeZone);
    if (isOfToday && entry.pending.length === 0) return entry.snapshot;
    const next = isOfToday
      ? refreshed(districtId, holding, source, entry)
      : load(districtId, holding, source);
    return (await replace(next)).snapshot;
  }

  const snapshots: Snapshots = {
    sources,
    async clock(districtId) {
      const holding = await holdingOf(districtId);
      if (!holding) return null;
      const { createdAt, timeZone, version } = holding;
      return { createdAt, timeZone, version, today: localDay(new Date(), timeZone) };
    },
    async get(districtId, layerId) {
      const source = sourceById.get(layerId);
      const holding = source && (await holdingOf(districtId));
      return holding ? current(districtId, holding, source) : null;
    },
    async select(districtId, layerId, { areaId, ...selection }) {
      const snapshot = await snapshots.get(districtId, layerId);
      const area = areaId === undefined ? undefined : await snapshots.area(districtId, areaId);
      if (!snapshot || area === null) return null;
      return { snapshot, rows: snapshot.select({ ...selection, area: area ?? selection.area }) };
    },
    async area(districtId, areaId) {
      const areas = await snapshots.get(districtId, AREAS);
      return areas && areaLimit(areas, areaId);
    },
    async heard(districtId, version) {
      const holding = await holdings.get(districtId); // what is not held is read when it is asked for
      if (!holding || holding.version >= version) return;
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(patience);
          holding.waiting.delete(wake);
          resolve();
        };
        const wake = () => holding.version >= version && end();
        const patience = setTimeout(end, LONGEST_WAIT_MILLISECONDS).unref();
        holding.waiting.add(wake);
      });
    },
    async close() {
      clearInterval(timer);
      const held = await settled(holdings);
      holdings.clear();
      for (const [, holding] of held) {
        if (!holding) continue;
        holding.version = Number.POSITIVE_INFINITY; // nobody waits for a store that closes
        for (const wake of holding.waiting) wake();
      }
      await Promise.all(held.map(([, holding]) => holding?.stop()));
    },
  };
  return snapshots;
}

/** The entries of a map that could be made. */
async function settled<T>(promises: ReadonlyMap<string, Promise<T>>) {
  const outcomes = await Promise.all(
    [...promises].map(([key, promise]) =>
      promise.then((value) => [[key, value] as const]).catch(() => []),
    ),
  );
  return outcomes.flat();
}

const isArea = (geometry: Geometry | null) =>
  geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? geometry : null;

/** An area's shape and days. The first known version of an area reaches back without bound. */
function areaLimit(areas: Snapshot, areaId: string): AreaLimit | null {
  const row = areas.rowOf(areaId);
  const shape = row === null ? null : isArea(areas.geometryAt(row));
  if (row === null || !shape) return null;
  const [level, code, from] = ["level", "code", "validFrom"].map((name) =>
    areas.valueAt(row, name),
  );
  let hasEarlier = false;
  areas.visitAll((other) => {
    if (areas.valueAt(other, "level") !== level || areas.valueAt(other, "code") !== code) return;
    hasEarlier ||= String(areas.valueAt(other, "validFrom")) < String(from);
  });
  const to = areas.valueAt(row, "validTo");
  return { shape, from: hasEarlier ? String(from) : null, to: to === null ? null : String(to) };
}
