import type { Bbox } from "../geo/bbox.ts";
import { DomainError } from "../http/problem.ts";
import type { Database } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";

/** A district as lists show it. */
type ListedDistrict = District & Known;

/** What is read of a district once a version. */
type Known = {
  readonly version: number;
  readonly bbox: Bbox | null;
  /** Whose data it is, as their licences want it said. */
  readonly attributions: readonly string[];
};

/** Facilities only where there is nothing else: one that is mistyped would move the view out of town. */
const EXTENT = `
  select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east, st_ymax(e) as north from (
    select st_extent(shape) as e from (
      select boundary as shape from area where district_id = $1
      union all select path from street_edge where district_id = $1
      union all select position from facility where district_id = $1
        and not exists (select 1 from area where district_id = $1)
        and not exists (select 1 from street_edge where district_id = $1)
    ) shapes
  ) extent`;

/** Of imports that wrote something and were not taken back. */
const ATTRIBUTIONS = `
  select distinct options ->> 'attribution' as attribution from import_run
  where district_id = $1 and undone_at is null and written > 0 and options ->> 'attribution' is not null
  order by 1`;

type Extent = { west: number | null; south: number; east: number; north: number };

/** Reads what the layers of districts need besides their snapshots. */
export function layerStore(database: Database, snapshots: Snapshots) {
  const known = new Map<string, Known>();

  async function readKnown(districtId: string): Promise<Known> {
    return database.transaction(
      async (tx) => {
        const [counter] = await tx.query<{ version: number }>(
          "select version from change_counter where district_id = $1",
          [districtId],
        );
        const version = counter?.version ?? 0;
        const before = known.get(districtId);
        if (before?.version === version) return before;
        const [box] = await tx.query<Extent>(EXTENT, [districtId]);
        const bbox: Bbox | null =
          box && box.west !== null ? [box.west, box.south, box.east, box.north] : null;
        const rows = await tx.query<{ attribution: string }>(ATTRIBUTIONS, [districtId]);
        const read = { version, bbox, attributions: rows.map(({ attribution }) => attribution) };
        known.set(districtId, read);
        return read;
      },
      { districtId, readOnlySnapshot: true },
    );
  }

  return {
    /** Every district, the default one first. */
    async readDistricts(): Promise<ListedDistrict[]> {
      const districts: ListedDistrict[] = [];
      for (const district of await readDistricts(database))
        districts.push({ ...district, ...(await readKnown(district.districtId)) });
      return districts;
    },

    /** @throws {DomainError} `district-unknown`. */
    async clock(districtId: string) {
      const clock = await snapshots.clock(districtId);
      if (!clock) throw new DomainError("district-unknown", `There is no district ${districtId}`);
      return clock;
    },

    /** @throws {DomainError} `layer-unknown`, naming the first layer there is not. */
    async readLayers(districtId: string, layerIds: readonly string[]): Promise<Snapshot[]> {
      return Promise.all(
        layerIds.map(async (layerId) => {
          const snapshot = await snapshots.get(districtId, layerId);
          if (!snapshot) throw new DomainError("layer-unknown", `There is no layer ${layerId}`);
          return snapshot;
        }),
      );
    },
  };
}
