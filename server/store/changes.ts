import type { Database, Queryable } from "./database.ts";

/** One entry of a district's change log. Versions have no gaps and follow the order of commits. */
export type Change = {
  readonly districtId: string;
  readonly version: number;
  /** The table that changed. */
  readonly kind: ChangeKind;
  /** Keys of the changed records; empty means "many: reload the kind". */
  readonly ids: readonly string[];
};

export type ChangeKind =
  | "facility"
  | "street"
  | "street_edge"
  | "area"
  | "demand_cell"
  | "ground"
  | "place"
  | "plot"
  | "complaint"
  /** One that only named persons read: the public stream tells of it as something else. */
  | "confidential_complaint"
  | "duty"
  | "cleaning_route"
  | "vehicle"
  | "service_record"
  | "service_entry"
  | "service_suspension"
  | "service_order"
  | "fleet_event"
  | "rating"
  | "rubric"
  | "red_flag"
  | "inspection"
  | "inspection_task"
  | "rating_appeal"
  /** An inspection of a community, its hygiene day, or what the media said of it. */
  | "community_record"
  | "report"
  | "photograph"
  | "role_grant"
  | "unit"
  | "hotspot_rule"
  | "hotspot_alarm"
  | "scenario"
  | "construction_target"
  | "wall_alarm"
  | "wall_scene"
  | "district"
  | "district_setting";

const CHANNEL = "change";
const POLL_SECONDS = 5;
const BATCH = 500;

/**
 * Writes down that records have changed, in the transaction that changes them: both are there or neither is.
 *
 * The district's counter stays locked until the commit, so call it last and commit soon.
 *
 * @param ids  keys of the changed records, at most a few thousand; empty when all of the kind may have changed.
 * @returns the version after it.
 */
export async function recordChange(
  tx: Queryable,
  districtId: string,
  kind: ChangeKind,
  ids: readonly string[],
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `with next as (
       insert into change_counter (district_id, version) values ($1, 1)
       on conflict (district_id) do update set version = change_counter.version + 1
       returning version
     ), entry as (
       insert into change (district_id, version, kind, ids) select $1, version, $2, $3 from next
       returning version
     )
     select version, pg_notify('${CHANNEL}', $1) from entry`,
    [districtId, kind, ids],
  );
  return row!.version;
}

/** The version of a district, 0 before its first change. */
export async function readVersion(tx: Queryable, districtId: string): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    "select version from change_counter where district_id = $1",
    [districtId],
  );
  return row?.version ?? 0;
}

/** The changes after a version, oldest first, at most `limit`. */
export async function readChanges(
  tx: Queryable,
  districtId: string,
  after: number,
  limit: number = BATCH,
): Promise<Change[]> {
  const rows = await tx.query<{ version: number; kind: ChangeKind; ids: string[] }>(
    `select version, kind, ids from change where district_id = $1 and version > $2
     order by version limit $3`,
    [districtId, after, limit],
  );
  return rows.map((row) => ({ districtId, ...row }));
}

/**
 * Hears every change exactly once and in order, whoever made it, in whichever process.
 *
 * A notification only wakes; what is heard is read from the log, also every 5 seconds and after a lost
 * connection, so that nothing is missed.
 *
 * @param districtId  one district, or null for all, also those made later.
 * @param after  the last version already known: a number for one district; a map by district for all, where one
 *   that is not named is heard from its beginning; null for "from now on".
 * @param hear  called one at a time; when it throws, the same change comes again with the next poll.
 * @returns Stops it. Changes are no longer heard once that has returned.
 */
export async function followChanges(
  database: Database,
  districtId: string | null,
  after: number | ReadonlyMap<string, number> | null,
  hear: (change: Change) => void | Promise<void>,
): Promise<() => Promise<void>> {
  const versionByDistrict = new Map(after instanceof Map ? after : []);
  if (districtId !== null && typeof after === "number") versionByDistrict.set(districtId, after);
  if (after === null) {
    for (const id of await readDistrictIds()) {
      const read = (tx: Queryable) => readVersion(tx, id);
      versionByDistrict.set(id, await database.transaction(read, { districtId: id }));
    }
  }

  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();

  async function readDistrictIds(): Promise<string[]> {
    if (districtId !== null) return [districtId];
    const rows = await database.query<{ id: string }>("select district_id as id from district");
    return rows.map((row) => row.id);
  }

  async function catchUp(id: string) {
    for (;;) {
      const known = versionByDistrict.get(id) ?? 0;
      const changes = await database.transaction((tx) => readChanges(tx, id, known), {
        districtId: id,
      });
      for (const change of changes) {
        if (isStopped) return;
        await hear(change);
        versionByDistrict.set(id, change.version);
      }
      if (changes.length < BATCH) return;
    }
  }

  /** @param woken  a district, or "" for all. */
  function wake(woken: string) {
    if (isStopped || (woken !== "" && districtId !== null && woken !== districtId)) return;
    turn = turn.then(async () => {
      for (const id of woken === "" ? await readDistrictIds() : [woken]) {
        if (!isStopped) await catchUp(id);
      }
    });
    turn = turn.catch(() => {}); // the store is away for a moment: the next poll reads the same again
  }

  const unlisten = await database.listen(CHANNEL, wake);
  const timer = setInterval(() => wake(""), POLL_SECONDS * 1_000);
  wake("");
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await turn;
    await unlisten();
  };
}

/** The change log as event streams read it. */
export const changeReader = (database: Database) => ({
  /** null when there is no such district. */
  readVersion: async (districtId: string) => {
    const rows = await database.query("select 1 from district where district_id = $1", [
      districtId,
    ]);
    if (rows.length === 0) return null;
    return database.transaction((tx) => readVersion(tx, districtId), { districtId });
  },
  readChanges: (districtId: string, after: number, limit: number) =>
    database.transaction((tx) => readChanges(tx, districtId, after, limit), { districtId }),
  follow: (districtId: string, after: number, hear: (change: Change) => void | Promise<void>) =>
    followChanges(database, districtId, after, hear),
});
