import { setTimeout as pause } from "node:timers/promises";
import type { FleetSettings } from "../../data/fleet.ts";
import { duePasses } from "../cleaning/due.ts";
import { readWorld } from "../cleaning/store.ts";
import type { World } from "../cleaning/world.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Logger } from "../http/logging.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import { localDay } from "../store/local-day.ts";
import { eventsOf } from "./events.ts";
import { endOthers, readPasses, syncEvents, syncVisits } from "./events-store.ts";
import type { Fix } from "./fix.ts";
import { type Ground, readGround } from "./ground.ts";
import type { Found } from "./matching.ts";
import { readFixes } from "./matching-store.ts";
import { fleetSetting } from "./settings.ts";
import { visitsOf } from "./stops.ts";
import type { Duty, Watched } from "./watched.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** What is looked at of a vehicle; what began in the first hour of it was found before, and may have begun earlier. */
const WINDOW_MS = 14 * HOUR_MS;
const LEAD_MS = HOUR_MS;
const TICK_MS = 20_000;
/** After a start terminals send first what they kept while the server was away. */
const FIRST_MS = 60_000;
/** A vehicle that moves is looked at so often at most. */
const EACH_MS = 60_000;
/** So long after its last position it is certain what it drove. */
const SETTLES_MS = 6 * 60_000;
const NEVER = { atMs: 0, settlesMs: 0 };

type Held = { readonly world: World; readonly settings: FleetSettings; readonly ground: Ground };

/** Looks at vehicles, and makes the list of events say what there is to see. */
export function createWatch({
  database,
  now = Date.now,
}: {
  database: Database;
  now?: () => number;
}) {
  const worlds = createHeld(
    database,
    [
      "cleaning_route",
      "vehicle",
      "service_suspension",
      "street_edge",
      "street",
      "district_setting",
      "area",
    ],
    async (tx, districtId, _: null) => ({
      world: await readWorld(tx, districtId),
      settings: await fleetSetting.read(tx, districtId),
      ground: await readGround(tx, districtId),
    }),
  );
  const lastHeld = new Map<string, object>();
  const lookedAt = new Map<string, { readonly atMs: number; readonly settlesMs: number }>();

  /** When a vehicle is to work, within a window of time. */
  function dutiesOf(
    world: World,
    ground: Ground,
    vehicleId: string,
    window: { fromMs: number; toMs: number },
  ): Duty[] {
    const routes = world.routes.filter(
      ({ vehicleIds, edges }) => vehicleIds.includes(vehicleId) && edges.length > 0,
    );
    if (routes.length === 0) return [];
    const calendar = {
      timeZone: world.timeZone,
      ...{ graceMinutes: 0, summerMonths: world.settings.summerMonths },
    };
    const days: string[] = [];
    for (let at = window.fromMs - DAY_MS; at <= window.toMs + DAY_MS; at += DAY_MS)
      days.push(localDay(new Date(at), world.timeZone));
    return [...new Set(days)]
      .flatMap((day) => duePasses(routes, world.suspensions, day, calendar))
      .filter(
        ({ route, suspension, slots }) => route !== null && suspension === null && slots.length > 0,
      )
      .flatMap(({ route, work, edges, slots }) =>
        slots.map((slot): Duty => {
          const edgeIds = route!.edges.map((at) => world.edges[at]!.edgeId);
          return {
            ...{ routeId: route!.routeId, work, fromMs: slot.fromMs, toMs: slot.toMs },
            isProvenByPositions: route!.proof === "positions",
            edges: edges.map((at) => world.edges[at]!),
            offRouteMeters: ground.offRoute(route!.routeId, edgeIds),
          };
        }),
      )
      .filter(({ fromMs, toMs }) => fromMs < window.toMs && toMs > window.fromMs)
      .filter((one, i, all) => all.findIndex((other) => isSame(one, other)) === i);
  }

  async function lookAt(districtId: string, held: Held, vehicleId: string, nowMs: number) {
    const { world, settings, ground } = held;
    const window = { fromMs: nowMs - WINDOW_MS, toMs: nowMs };
    const duties = dutiesOf(world, ground, vehicleId, window);
    await database.transaction(
      async (tx) => {
        const fixes = await readFixes(tx, districtId, vehicleId, window);
        const [before] = await tx.query<{ at: Date | null }>(
          `select max(at) as at from position where district_id = $1 and vehicle_id = $2 and at < $3 and at > $3::timestamptz - interval '2 days'`,
          [districtId, vehicleId, new Date(window.fromMs)],
        );
        const period = { from: new Date(window.fromMs), to: new Date(nowMs) };
        const passes = await readPasses(tx, districtId, [vehicleId], period);
        const own = world.routes.filter(({ vehicleIds }) => vehicleIds.includes(vehicleId));
        const stops = stopsOf(world, ground, vehicleId);
        const others = new Set(own.flatMap(({ vehicleIds }) => vehicleIds));
        others.delete(vehicleId);
        const passesOfOthers = await readPasses(tx, districtId, [...others], period);
        const standing = [
          ...ground.depots.map((at) => ({ at, meters: settings.longStop.depotMeters })),
          ...Array.from(stops.values(), (at) => ({ at, meters: settings.longStop.meters })),
        ];
        const watched: Watched = {
          ...{
            fixes,
            passes,
            passesOfOthers,
            duties,
            nowMs,
            beforeMs: before?.at?.getTime() ?? null,
          },
          mayStand: (position) =>
            standing.some(({ at, meters }) => distanceMeters(at, position) <= meters),
          outsideMeters: ground.outsideMeters,
        };
        const events = eventsOf(watched, settings);
        const changed = await syncEvents(tx, districtId, vehicleId, events, {
          fromMs: window.fromMs + LEAD_MS,
          toMs: nowMs,
        });
        if (changed.length > 0) await recordChange(tx, districtId, "fleet_event", changed);
        const told = { fromMs: window.fromMs + LEAD_MS, toMs: nowMs };
        await keepVisits(tx, districtId, held, vehicleId, fixes, told);
      },
      { districtId },
    );
  }

  const endWithOthers = (districtId: string, watchedIds: readonly string[], nowMs: number) =>
    database.transaction(
      async (tx) => {
        const ended = await endOthers(tx, districtId, watchedIds, new Date(nowMs));
        if (ended.length > 0) await recordChange(tx, districtId, "fleet_event", ended);
      },
      { districtId },
    );

  return {
    /** Looks at the vehicles of a district that are in service: those that have moved, and those that are to work. */
    async look(districtId: string): Promise<number> {
      const held = await worlds.get(districtId, null);
      if (!held) return 0;
      // what vehicles are held to has changed: all of it is looked at anew
      if (lastHeld.get(districtId) !== held)
        for (const name of lookedAt.keys())
          if (name.startsWith(`${districtId} `)) lookedAt.delete(name);
      lastHeld.set(districtId, held);
      const nowMs = now();
      const moved = await database.transaction(
        (tx) =>
          tx.query<{ id: string; receivedAt: Date }>(
            `select s.vehicle_id as id, s.received_at as "receivedAt" from vehicle_state s where s.district_id = $1`,
            [districtId],
          ),
        { districtId },
      );
      const receivedAt = new Map(moved.map(({ id, receivedAt: at }) => [id, at.getTime()]));
      const terminals = await database.query<{ id: string }>(
        "select vehicle_id as id from terminal where district_id = $1 and is_enabled",
        [districtId],
      );
      const canSend = new Set(terminals.map(({ id }) => id));
      const watched = held.world.vehicles.filter(
        ({ vehicleId, status }) => status === "in_service" && canSend.has(vehicleId),
      );
      await endWithOthers(
        districtId,
        watched.map(({ vehicleId }) => vehicleId),
        nowMs,
      );
      let looked = 0;
      for (const { vehicleId } of watched) {
        const name = `${districtId} ${vehicleId}`;
        const { atMs: lastMs, settlesMs } = lookedAt.get(name) ?? NEVER;
        if (nowMs - lastMs < EACH_MS) continue;
        const hasMoved = (receivedAt.get(vehicleId) ?? 0) > lastMs;
        // what ended since it was looked at last is to be seen once more
        const since = { fromMs: Math.min(lastMs, nowMs - HOUR_MS), toMs: nowMs };
        const isOnDuty =
          lastMs > 0 && dutiesOf(held.world, held.ground, vehicleId, since).length > 0;
        if (!hasMoved && !isOnDuty && lastMs > settlesMs) continue;
        lookedAt.set(name, { atMs: nowMs, settlesMs: hasMoved ? nowMs + SETTLES_MS : settlesMs });
        await lookAt(districtId, held, vehicleId, nowMs);
        looked += 1;
      }
      return looked;
    },
    /** Finds by which stops a vehicle stood where its positions came too late for a look to see them. */
    async found({ districtId, vehicleId, fixes: [first, ...more] }: Found): Promise<void> {
      if (!first || first.atMs >= now() - WINDOW_MS + LEAD_MS) return;
      const held = await worlds.get(districtId, null);
      if (!held) return;
      // what began before may go on here
      const window = { fromMs: first.atMs - LEAD_MS, toMs: more.at(-1)?.atMs ?? first.atMs };
      await database.transaction(
        async (tx) => {
          const fixes = await readFixes(tx, districtId, vehicleId, window);
          await keepVisits(tx, districtId, held, vehicleId, fixes, window);
        },
        { districtId },
      );
    },
  };
}
export type Watch = ReturnType<typeof createWatch>;

/** What rounds empty that a vehicle may make: those it is put on, and those of its kind, where it may stand in for another. */
function stopsOf({ routes, vehicleById }: World, ground: Ground, vehicleId: string) {
  const kind = vehicleById.get(vehicleId)?.kind;
  const own = routes.filter(
    ({ vehicleIds, vehicleKind }) => vehicleIds.includes(vehicleId) || vehicleKind === kind,
  );
  const stops = new Map<string, LngLat>();
  for (const id of own.flatMap(({ stopIds }) => stopIds)) {
    const place = ground.stands.get(id);
    if (place) stops.set(id, place);
  }
  return stops;
}

/** Writes down by which stops a vehicle stood in a window. */
async function keepVisits(
  tx: Queryable,
  districtId: string,
  { world, settings, ground }: Held,
  vehicleId: string,
  fixes: readonly Fix[],
  window: { readonly fromMs: number; readonly toMs: number },
) {
  const { timeZone, settings: cleaning } = world;
  const stops = stopsOf(world, ground, vehicleId);
  const visits = visitsOf(fixes, stops, cleaning.stand, settings.matching.gapSeconds);
  const days = await syncVisits(...([tx, districtId, vehicleId, { visits, fixes }] as const), {
    window,
    timeZone,
  });
  if (days.length > 0) await recordChange(tx, districtId, "service_record", days);
}

const isSame = (a: Duty, b: Duty) =>
  a.routeId === b.routeId &&
  a.fromMs === b.fromMs &&
  a.toMs === b.toMs &&
  a.edges.length === b.edges.length;

/**
 * Looks at all vehicles again and again, until the server closes.
 *
 * @param log  Hears of what went wrong; the next look tries again.
 */
export async function runWatchOfVehicles({
  watch,
  database,
  closing,
  log,
}: {
  readonly watch: Watch;
  readonly database: Database;
  readonly closing: AbortSignal;
  readonly log: Logger;
}): Promise<void> {
  const wait = (ms: number) =>
    pause(ms, undefined, { signal: closing, ref: false }).catch(() => {});
  await wait(FIRST_MS);
  while (!closing.aborted) {
    try {
      const districts = await database.query<{ id: string }>(
        "select district_id as id from district",
      );
      for (const { id } of districts) if (!closing.aborted) await watch.look(id);
    } catch (err) {
      if (!closing.aborted) log.error({ err }, "vehicles could not be looked at");
    }
    await wait(TICK_MS);
  }
}
