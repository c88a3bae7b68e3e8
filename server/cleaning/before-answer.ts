import { DomainError } from "../http/problem.ts";
import type { Database, Queryable } from "../store/database.ts";
import { cleanedBefore, type WorkBefore } from "./before.ts";
import { addDays, startOf } from "./calendar.ts";
import type { Judged, ServiceDays } from "./days.ts";
import type { Service } from "./done.ts";
import type { BeforeAnswer, BeforeQuery } from "./today-schema.ts";
import { at, inKnown, meters, toPass } from "./wire.ts";
import { todayIn, type World } from "./world.ts";

type Parts = { readonly database: Database; readonly days: ServiceDays };

/** A place farther from any street is on none. */
const NEAR_METERS = 60;
const BEFORE_DAYS = 31;

const BEFORE_DEFINITION = {
  zh: "最近一次作业：该时刻之前定位覆盖达到标准或有人确认的一次；应作业：该时刻之前最后开始的一遍，及其当时的状态；既无定位也无确认的，写明无从得知。",
  en: "Last service: the last before the instant that positions cover or somebody confirmed. Due: the last pass that had begun before it, and how it stood then. Where there are neither positions nor words it says that nobody can know.",
} as const;

/** Whether a street, or the stretch beside a place, was cleaned before an instant. */
export async function beforeAnswer(
  { database, days }: Parts,
  districtId: string,
  query: BeforeQuery,
): Promise<BeforeAnswer> {
  const atMs = Math.min(Date.parse(query.at), Date.now());
  const known = inKnown(await days.world(districtId), districtId);
  const day = todayIn(known, atMs);
  const near = await database.transaction((tx) => readNearest(tx, districtId, query), {
    districtId,
  });
  const judged = inKnown(
    await days.get(districtId, {
      ...{ first: addDays(day, -2), last: day, nowMs: atMs },
      ...{ isWithRunning: true, daysBefore: BEFORE_DAYS },
    }),
    districtId,
  );
  const { world } = judged;
  const edge = near ? world.edgeById.get(near.edgeId) : undefined;
  const streetId = query.streetId ?? (edge === undefined ? null : world.edges[edge]!.streetId);
  const street = streetId === null ? undefined : world.streetById.get(streetId);
  if (query.streetId !== undefined && !street)
    throw new DomainError("record-unknown", `No street ${query.streetId}`);
  const edges = edge !== undefined ? [edge] : (street?.edges ?? []);
  return {
    ...{ districtId, at: at(atMs), lookBackDays: BEFORE_DAYS, edgeId: near?.edgeId ?? null },
    street:
      street || edge !== undefined
        ? { streetId, name: street?.name ?? null, nameEn: street?.nameEn ?? null }
        : null,
    distanceMeters: near ? meters(near.distanceMeters) : null,
    definition: { ...BEFORE_DEFINITION },
    works: worksBefore(judged, edges, day, atMs),
  };
}

function worksBefore(
  { world, days, running, evidences }: Judged,
  edges: readonly number[],
  day: string,
  atMs: number,
): BeforeAnswer["works"] {
  if (edges.length === 0) return [];
  const passes = [...days.flatMap((one) => one.passes), ...running];
  const around = evidences.between(startOf(addDays(day, -BEFORE_DAYS), world.timeZone), atMs);
  return cleanedBefore(world, edges, passes, around, atMs).map((one) => ({
    ...{ work: one.work, isKnown: one.isKnown },
    ...{ latest: toService(world, one.latest, atMs), oldest: toService(world, one.oldest, atMs) },
    ...{ servicedMeters: meters(one.servicedMeters), meters: meters(one.meters) },
    due: toDue(one.due, atMs),
  }));
}

const toDue = (due: WorkBefore["due"], atMs: number) =>
  due && {
    ...{ pass: toPass(due.pass), state: due.state, doneMeters: meters(due.doneMeters) },
    isOver: due.pass.toMs <= atMs,
  };

const toService = ({ vehicleById }: World, service: Service | null, atMs: number) =>
  service && {
    ...{ at: at(service.atMs), evidence: service.evidence },
    hoursBefore: Math.round((atMs - service.atMs) / 360_000) / 10,
    ...{ vehicleId: service.vehicleId, entryId: service.entryId },
    plate: service.vehicleId === null ? null : (vehicleById.get(service.vehicleId)?.plate ?? null),
  };

async function readNearest(tx: Queryable, districtId: string, query: BeforeQuery) {
  const { lng, lat, streetId = null } = query;
  if (lng === undefined || lat === undefined) return null;
  const reach = (NEAR_METERS / 111_000) * 1.1;
  const [row] = await tx.query<{ edgeId: string; distanceMeters: number }>(
    `select edge_id as "edgeId", st_distance(path::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography)
       as "distanceMeters"
     from street_edge
     where district_id = $1 and ($4::text is null or street_id = $4)
       and ($4::text is not null or path && st_expand(st_setsrid(st_makepoint($2, $3), 4326), $5, $6))
     order by 2, 1 limit 1`,
    [districtId, lng, lat, streetId, reach / Math.cos((lat * Math.PI) / 180), reach],
  );
  if (!row) return null;
  return streetId !== null || row.distanceMeters <= NEAR_METERS ? row : null;
}
