import type { WallSettings } from "../../data/wall.ts";
import type { Queryable } from "../store/database.ts";
import { instantOf, localDay, localInstant } from "../store/local-day.ts";
import { countAlarms } from "./alarm-store.ts";
import { IS_OPEN, ON_THE_WALL } from "./case-store.ts";
import { readWallDistrict } from "./clock-store.ts";
import { readDuty } from "./duty-store.ts";
import { feedsOf, readArrivals } from "./feed-store.ts";
import { readNames } from "./names.ts";
import { readScenes } from "./scene-api.ts";
import type { WallState } from "./schema.ts";
import { wallSetting } from "./settings.ts";
import { watchAt } from "./wall.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** As far ahead as a shift reaches. */
const DUE_HOURS = 8;

type Complaints = WallState["counters"]["complaints"];

async function countComplaints(
  tx: Queryable,
  districtId: string,
  { midnight, now }: { readonly midnight: Date; readonly now: Date },
): Promise<Complaints> {
  const [counted] = await tx.query<{ open: number; late: number; dueSoon: number }>(
    `select count(*)::integer as open, (count(*) filter (where c.due_at <= $2))::integer as late,
       (count(*) filter (where c.due_at > $2 and c.due_at <= $3))::integer as "dueSoon"
     from complaint c where c.district_id = $1 and ${ON_THE_WALL} and ${IS_OPEN}`,
    [districtId, now, new Date(+now + DUE_HOURS * HOUR_MS)],
  );
  const rows = await tx.query<{ category: string | null; n: number }>(
    `select c.category, count(*)::integer as n from complaint c
     where c.district_id = $1 and ${ON_THE_WALL} and c.received_at >= $2 and c.received_at <= $3
     group by c.category order by n desc, c.category`,
    [districtId, midnight, now],
  );
  const names = await readNames(tx, districtId, {});
  const byCategory = new Map<string, Complaints["byCategory"][number]>();
  for (const { category: id, n } of rows) {
    const category = names.category(id);
    const name = category?.category ?? "";
    byCategory.set(name, { category, n: (byCategory.get(name)?.n ?? 0) + n });
  }
  return {
    ...{ from: midnight.toISOString(), to: now.toISOString() },
    today: rows.reduce((sum, { n }) => sum + n, 0),
    byCategory: [...byCategory.values()].toSorted((a, b) => b.n - a.n),
    ...{ ...counted!, dueHours: DUE_HOURS },
  };
}

async function countVehicles(
  tx: Queryable,
  districtId: string,
  { withinMinutes, now }: { readonly withinMinutes: number; readonly now: Date },
): Promise<WallState["counters"]["vehicles"]> {
  const [row] = await tx.query<{ n: number; heard: number; asOf: Date | null }>(
    `select count(*)::integer as n, (count(*) filter (where s.received_at > $2))::integer as heard,
       max(s.received_at) as "asOf"
     from vehicle v left join vehicle_state s on s.district_id = v.district_id and s.vehicle_id = v.vehicle_id
     where v.district_id = $1 and v.status = 'in_service' and exists (
       select 1 from terminal t
       where t.district_id = v.district_id and t.vehicle_id = v.vehicle_id and t.is_enabled)`,
    [districtId, new Date(+now - withinMinutes * MINUTE_MS)],
  );
  const { n, heard, asOf } = row!;
  return { n, heard, silent: n - heard, withinMinutes, asOf: asOf?.toISOString() ?? null };
}

/** The local time `HH:MM`. */
export const clockOf = (now: Date, timeZone: string) => localInstant(now, timeZone).slice(11, 16);

/** What a wall says at all times. */
export async function stateAnswer(
  tx: Queryable,
  districtId: string,
  now: Date,
): Promise<WallState> {
  const { timeZone, ...district } = await readWallDistrict(tx, districtId);
  const settings: WallSettings = await wallSetting.read(tx, districtId);
  const midnight = instantOf(localDay(now, timeZone), "00:00:00", timeZone);
  const withinMinutes = settings.feeds.positions.silentMinutes;
  return {
    ...{ ...district, serverTime: now.toISOString(), timeZone },
    watch: watchAt(clockOf(now, timeZone), settings.watches),
    ...(await readDuty(tx, districtId, now)),
    scenesRevision: (await readScenes(tx, districtId)).revision,
    alarms: await countAlarms(tx, districtId),
    feeds: feedsOf(await readArrivals(tx, districtId, now), settings, now, timeZone),
    counters: {
      complaints: await countComplaints(tx, districtId, { midnight, now }),
      vehicles: await countVehicles(tx, districtId, { withinMinutes, now }),
    },
  };
}
