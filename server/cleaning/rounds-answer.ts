import type { Reach } from "../http/caller.ts";
import type { Database, Queryable } from "../store/database.ts";
import { addDays } from "./calendar.ts";
import { calendarOf, dueOn, type ServiceDays } from "./days.ts";
import { type DuePass, periodPasses } from "./due.ts";
import { type Evidences, heardOf } from "./judged.ts";
import { roundOf, type StopVerdict, type Visit } from "./rounds.ts";
import type { RoundsAnswer } from "./today-schema.ts";
import { at, inKnown, toPass } from "./wire.ts";
import { todayIn, type World } from "./world.ts";

type Parts = { readonly database: Database; readonly days: ServiceDays };

type VisitRow = {
  facilityId: string;
  vehicleId: string;
  fromAt: Date;
  toAt: Date;
  nearestMeters: number;
};
type StopRow = {
  facilityId: string;
  kind: string;
  name: string;
  nameEn: string | null;
  code: string;
  lng: number;
  lat: number;
};

const ROUNDS_DEFINITION = {
  zh: "已收：车辆在站点旁停留达到规定距离与时长，或司机确认；漏收：本班车辆在线而未到；车辆失联或没有记录的为未记录，不算漏收。",
  en: "Emptied: a vehicle stood near enough for long enough, or the driver confirmed it. Missed: the vehicles of the round were heard and did not come. Where they were silent, or nothing was recorded, it is not recorded and not missed.",
} as const;

/**
 * Collection rounds of a day, stop by stop; today also those of the week and month that are under way.
 *
 * @param reach  how far whoever asks may enter something; null: nowhere.
 */
export async function roundsAnswer(
  { database, days }: Parts,
  districtId: string,
  { day: asked, reach }: { readonly day: string | undefined; readonly reach: Reach | null },
): Promise<RoundsAnswer> {
  const nowMs = Date.now();
  const known = inKnown(await days.world(districtId), districtId);
  const day = asked ?? todayIn(known, nowMs);
  // rounds of a week reach back as far as it does
  const judged = inKnown(
    await days.get(districtId, {
      ...{ first: day, last: addDays(day, 1), nowMs },
      daysBefore: hasPeriods(known) ? 31 : 1,
    }),
    districtId,
  );
  const { world } = judged;
  const passes = roundsOn(world, day, nowMs);
  const stopIds = [...new Set(passes.flatMap(({ route }) => route?.stopIds ?? []))];
  const { visits, stops } = await database.transaction(
    async (tx) => ({
      visits: await readVisits(tx, districtId, addDays(day, hasPeriods(world) ? -31 : -1), day),
      stops: await readStops(tx, districtId, stopIds),
    }),
    { districtId, readOnlySnapshot: true },
  );
  return {
    ...{ districtId, day, asOf: at(nowMs), stand: world.settings.stand },
    definition: { ...ROUNDS_DEFINITION },
    rounds: passes.map((pass) => {
      const heard = heardSoFar(world, pass, judged.evidences, nowMs);
      const around = judged.evidences.between(
        pass.slots[0]!.earliestMs,
        pass.slots.at(-1)!.latestMs,
      );
      const saidOf = (id: string) => around.flatMap((one) => one.saidOf("facility", id));
      const verdicts = roundOf(pass, visits, saidOf, heard.heardShare, nowMs, world.settings);
      return {
        ...toPass(pass),
        heardShare: heard.heardShare,
        vehicles: heard.candidateIds.map((vehicleId) => ({
          vehicleId,
          plate: world.vehicleById.get(vehicleId)!.plate, // candidates are vehicles of the district
        })),
        counts: countsOf(verdicts),
        stops: verdicts.map((verdict) => toStop(world, verdict, stops, reach)),
      };
    }),
  };
}

function roundsOn(world: World, day: string, nowMs: number): DuePass[] {
  const due = dueOn(world, day);
  const isDue = new Set(due.map(({ passId }) => passId));
  const running =
    day === todayIn(world, nowMs)
      ? periodPasses(world.routes, world.suspensions, day, calendarOf(world))
      : [];
  return [...due, ...running.filter(({ passId }) => !isDue.has(passId))].filter(
    ({ work }) => work === "collection",
  );
}

/** For how much of its time so far the vehicles of a round were heard; of one that is to come nothing is told. */
function heardSoFar(world: World, pass: DuePass, evidences: Evidences, nowMs: number) {
  const slots = pass.slots
    .filter(({ fromMs }) => fromMs < nowMs)
    .map((slot) => ({ ...slot, toMs: Math.min(slot.toMs, nowMs) }));
  const { candidateIds, heardShare } = heardOf(world, { ...pass, slots }, evidences, () => true);
  return { candidateIds, heardShare: slots.length > 0 ? heardShare : null };
}

const hasPeriods = ({ routes }: World) =>
  routes.some(({ work, period }) => work === "collection" && period !== "day");

function countsOf(verdicts: readonly StopVerdict[]): RoundsAnswer["rounds"][number]["counts"] {
  const counts = {
    ...{ done: 0, could_not: 0, not_done: 0, not_recorded: 0 },
    ...{ open: 0, upcoming: 0, suspended: 0 },
  };
  for (const { state } of verdicts) counts[state]++;
  return counts;
}

function toStop(
  { vehicleById }: World,
  { facilityId, state, reason, evidence, atMs, vehicleId, said }: StopVerdict,
  stops: ReadonlyMap<string, StopRow>,
  reach: Reach | null,
) {
  const stop = stops.get(facilityId);
  const position: [number, number] | null = stop ? [stop.lng, stop.lat] : null;
  return {
    ...{ facilityId, kind: stop?.kind ?? null, name: stop?.name ?? null },
    ...{ nameEn: stop?.nameEn ?? null, code: stop?.code ?? null },
    ...{ position, mayEnter: reach !== null && (reach.isWhole || reach.holds(position)) },
    ...{ state, reason, evidence: [...evidence], vehicleId },
    emptiedAt: atMs === null ? null : at(atMs),
    plate: vehicleId === null ? null : (vehicleById.get(vehicleId)?.plate ?? null),
    entryId: said?.entryId ?? null,
    words: said?.outcome === "could_not" ? said.reason : null,
  };
}

async function readVisits(
  tx: Queryable,
  districtId: string,
  from: string,
  day: string,
): Promise<Visit[]> {
  const rows = await tx.query<VisitRow>(
    `select facility_id as "facilityId", vehicle_id as "vehicleId", from_at as "fromAt", to_at as "toAt",
       nearest_meters as "nearestMeters"
     from stop_visit where district_id = $1 and day between $2 and $3 order by from_at`,
    [districtId, from, addDays(day, 1)],
  );
  return rows.map(({ fromAt, toAt, ...row }) => ({
    ...row,
    ...{ fromMs: fromAt.getTime(), toMs: toAt.getTime() },
  }));
}

async function readStops(tx: Queryable, districtId: string, ids: readonly string[]) {
  const rows = await tx.query<StopRow>(
    `select facility_id as "facilityId", kind, name, name_en as "nameEn", code, st_x(position) as lng, st_y(position) as lat
     from facility where district_id = $1 and facility_id = any ($2)`,
    [districtId, ids],
  );
  return new Map(rows.map((row) => [row.facilityId, row]));
}
