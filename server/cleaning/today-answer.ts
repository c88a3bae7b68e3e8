import type { Reach } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import type { Database } from "../store/database.ts";
import { addDays, startOf } from "./calendar.ts";
import type { ServiceDays } from "./days.ts";
import { readPlaces } from "./entry-store.ts";
import { type JudgedPass, verdictAt } from "./judged.ts";
import type { TodayAnswer } from "./today-schema.ts";
import { at, inKnown, meters, toPass, toVerdict } from "./wire.ts";
import { todayIn, type World } from "./world.ts";

/**
 * The passes of a route on a day, street by street, for whoever confirms them.
 *
 * @param reach  how far they may; null: nowhere.
 */
export async function todayAnswer(
  { database, days }: { readonly database: Database; readonly days: ServiceDays },
  districtId: string,
  routeId: string,
  { day: asked, reach }: { readonly day: string | undefined; readonly reach: Reach | null },
): Promise<TodayAnswer> {
  const nowMs = Date.now();
  const known = inKnown(await days.world(districtId), districtId);
  const day = asked ?? todayIn(known, nowMs);
  // of a night shift that began yesterday one still confirms this morning
  const judged = inKnown(
    await days.get(districtId, { first: addDays(day, -1), last: day, nowMs, isWithRunning: true }),
    districtId,
  );
  const { world } = judged;
  const route = world.routes.find((one) => one.routeId === routeId);
  if (!route) throw new DomainError("record-unknown", `No cleaning route ${routeId}`);
  const dayMs = startOf(day, world.timeZone);
  const seen = new Set<string>();
  const passes = [...judged.days.flatMap((one) => one.passes), ...judged.running].filter(
    ({ pass }) => {
      const isIts = pass.route?.routeId === routeId && pass.slots.at(-1)!.latestMs > dayMs;
      if (!isIts || seen.has(pass.passId)) return false;
      seen.add(pass.passId);
      return true;
    },
  );
  const edgeIds = passes.flatMap(({ pass }) => pass.edges.map((edge) => world.edges[edge]!.edgeId));
  const enterable = await edgesWithin(database, districtId, [...new Set(edgeIds)], reach);
  return {
    ...{ districtId, routeId, code: route.code, name: route.name, nameEn: route.nameEn },
    ...{ team: route.team, work: route.work, day, asOf: at(nowMs) },
    passes: passes.map((one) => ({
      ...toPass(one.pass),
      streets: streetsOf(world, one, enterable),
    })),
  };
}

async function edgesWithin(
  database: Database,
  districtId: string,
  edgeIds: readonly string[],
  reach: Reach | null,
): Promise<ReadonlySet<string>> {
  if (reach === null || reach.isWhole) return new Set(reach === null ? [] : edgeIds);
  const places = await database.transaction((tx) => readPlaces(tx, districtId, edgeIds, []), {
    districtId,
  });
  return new Set(places.flatMap(({ id, position }) => (reach.holds(position) ? id : [])));
}

type StreetOfPass = TodayAnswer["passes"][number]["streets"][number];

function streetsOf(
  world: World,
  judged: JudgedPass,
  enterable: ReadonlySet<string>,
): StreetOfPass[] {
  const streets = new Map<string | null, StreetOfPass>();
  judged.pass.edges.forEach((edge, i) => {
    const { edgeId, streetId, lengthMeters } = world.edges[edge]!;
    const street = streetId === null ? undefined : world.streetById.get(streetId);
    let own = streets.get(streetId);
    if (!own) {
      own = {
        ...{ streetId, name: street?.name ?? null, nameEn: street?.nameEn ?? null },
        ...{ meters: 0, doneMeters: 0, edges: [] },
      };
      streets.set(streetId, own);
    }
    const verdict = verdictAt(judged, i);
    own.meters = meters(own.meters + lengthMeters);
    if (verdict.state === "done") own.doneMeters = meters(own.doneMeters + lengthMeters);
    own.edges.push({
      ...{ edgeId, lengthMeters: meters(lengthMeters), mayEnter: enterable.has(edgeId) },
      ...toVerdict(world, verdict),
    });
  });
  return [...streets.values()];
}
