import { EVIDENCES, STREET_STATES, WORKS, type Work } from "../../data/cleaning.ts";
import { localDay } from "../store/local-day.ts";
import { addDays, startOf } from "./calendar.ts";
import type { Judged, ServiceDays } from "./days.ts";
import { lastServiceOf, latestServiceMs } from "./judged.ts";
import { statusesOf, type WorkStatus, workStatuses, worstOf } from "./status.ts";
import type { StatusAnswer } from "./status-schema.ts";
import { at, inKnown, meters } from "./wire.ts";
import { areaOn, type World } from "./world.ts";

/** A service longer ago is not looked for: washing in turn comes round within a month. */
const LOOK_BACK_DAYS = 31;

const DEFINITION = {
  zh: "已完成：进行中的一遍已完成，或上一遍已完成；按时：本遍时段未过；落后：上一遍未作业或未能作业；未记录：上一遍既无定位也无确认，无从得知。一天以前的不再计入。",
  en: "Done: the pass that is open is done, or the last one was. On time: the time of the pass is not over. Behind: the last pass was not done or could not be. Not recorded: there were neither positions nor words for the last pass, so nobody can know. What was over a day ago no longer counts.",
} as const;

/** How every street stands, and the days it was told by. */
export async function statusAnswer(
  days: ServiceDays,
  districtId: string,
  asked: { readonly work: Work | null; readonly nowMs: number; readonly isNow: boolean },
): Promise<{ answer: StatusAnswer; judged: Judged }> {
  const world = inKnown(await days.world(districtId), districtId);
  const today = localDay(new Date(asked.nowMs), world.timeZone);
  const judged = inKnown(
    await days.get(districtId, {
      ...{ first: addDays(today, -1), last: addDays(today, 1), nowMs: asked.nowMs },
      ...{ isWithRunning: true, daysBefore: LOOK_BACK_DAYS },
    }),
    districtId,
  );
  return { answer: { districtId, ...statusOf(judged, today, asked) }, judged };
}

function statusOf(
  { world, days, running, evidences, nowMs }: Judged,
  today: string,
  { work, isNow }: { readonly work: Work | null; readonly isNow: boolean },
): Omit<StatusAnswer, "districtId"> {
  const passes = [...days.flatMap((day) => day.passes), ...running];
  const seen = new Set<string>();
  const once = passes.filter(({ pass }) => !seen.has(pass.passId) && seen.add(pass.passId));
  const statuses = workStatuses(once, today, nowMs);
  const before = evidences.between(startOf(addDays(today, -LOOK_BACK_DAYS), world.timeZone), nowMs);
  const latestMs = latestServiceMs(world, before, nowMs);
  const [edges, streets] = [newColumns(), newStreets()];
  const placeByStreet = new Map<string, number>();
  const listed = createListed(world);
  world.edges.forEach((own, edge) => {
    const { edgeId, streetId, lengthMeters, isMain, grade } = own;
    const worst = worstOf(statusesOf(statuses, edge, work));
    if (!worst) return;
    const state = STREET_STATES.indexOf(worst.state);
    const service = lastServiceOf(world, before, edge, worst.work, nowMs);
    const servicedAt = service && Math.floor(service.atMs / 1000);
    const street = streetId === null ? undefined : world.streetById.get(streetId);
    let place = -1;
    if (street) {
      place = placeByStreet.get(street.streetId) ?? streets.length;
      if (place === streets.length) {
        placeByStreet.set(street.streetId, place);
        streets.push({
          ...{ streetId: street.streetId, name: street.name, nameEn: street.nameEn, state },
          ...{ meters: 0, metersByState: STREET_STATES.map(() => 0), oldestSeconds: servicedAt },
        });
      }
      const sum = streets[place]!;
      sum.meters += lengthMeters;
      sum.metersByState[state]! += lengthMeters;
      sum.state = Math.min(sum.state, state);
      sum.oldestSeconds =
        servicedAt === null || sum.oldestSeconds === null
          ? null
          : Math.min(sum.oldestSeconds, servicedAt);
    }
    edges.edgeId.push(edgeId);
    edges.street.push(place);
    edges.state.push(state);
    edges.work.push(WORKS.indexOf(worst.work));
    edges.servicedAtSeconds.push(servicedAt);
    edges.requiredHours.push(worst.requiredHours === null ? null : tenth(worst.requiredHours));
    edges.dueUntilSeconds.push(secondsOf(worst.openUntilMs));
    edges.nextFromSeconds.push(secondsOf(worst.nextFromMs));
    edges.lengthMeters.push(meters(lengthMeters));
    edges.grade.push(isMain ? 0 : (grade ?? -1));
    edges.area.push(listed.area(areaOn(own, today)));
    edges.route.push(listed.route(worst.by?.pass.route?.routeId ?? null));
    edges.vehicle.push(listed.vehicle(vehicleOf(worst, edge)));
    edges.evidence.push(service ? EVIDENCES.indexOf(service.evidence) : -1);
    edges.servicedBy.push(listed.vehicle(service?.vehicleId ?? null));
  });
  return {
    ...{ work, at: at(nowMs), day: today, isNow, lookBackDays: LOOK_BACK_DAYS },
    latestServiceAt: latestMs === null ? null : at(latestMs),
    ...{ states: [...STREET_STATES], works: [...WORKS], evidences: [...EVIDENCES], edges },
    ...listed.lists,
    streets: streets.map((street) => ({
      ...street,
      meters: meters(street.meters),
      metersByState: street.metersByState.map(meters),
    })),
    counts: STREET_STATES.map((_, state) => ({
      meters: meters(
        edges.edgeId.reduce(
          (sum, _, i) => (edges.state[i] === state ? sum + edges.lengthMeters[i]! : sum),
          0,
        ),
      ),
      edges: edges.state.filter((one) => one === state).length,
      streets: streets.filter((street) => street.state === state).length,
    })),
    definition: { ...DEFINITION },
  };
}

/** Whose an edge is in the pass that decides: of whoever did it, or of the one vehicle that should have come. */
function vehicleOf({ by }: WorkStatus, edge: number): string | null {
  if (!by) return null;
  const own = by.vehicleIds.get(by.pass.edges.indexOf(edge));
  return own ?? (by.candidateIds.length === 1 ? by.candidateIds[0]! : null);
}

/** What edges name, each once: a number in a column is a place in its list. */
function createListed({ routes, vehicleById, areaNames }: World) {
  const lists = {
    routes: [] as StatusAnswer["routes"],
    vehicles: [] as StatusAnswer["vehicles"],
    areas: [] as StatusAnswer["areas"],
  };
  const routeById = new Map(routes.map((route) => [route.routeId, route]));
  const placeIn = <T>(list: T[], of: (id: string) => T | undefined) => {
    const places = new Map<string, number>();
    return (id: string | null): number => {
      if (id === null) return -1;
      const known = places.get(id);
      if (known !== undefined) return known;
      const one = of(id);
      const place = one === undefined ? -1 : list.push(one) - 1;
      places.set(id, place);
      return place;
    };
  };
  return {
    lists,
    route: placeIn(lists.routes, (routeId) => {
      const route = routeById.get(routeId);
      return route && { routeId, ...pick(route) };
    }),
    vehicle: placeIn(lists.vehicles, (vehicleId) => {
      const vehicle = vehicleById.get(vehicleId);
      return vehicle && { vehicleId, plate: vehicle.plate };
    }),
    area: placeIn(lists.areas, (areaId) => {
      const area = areaNames.get(areaId);
      return area && { areaId, name: area.name, nameEn: area.nameEn };
    }),
  };
}

const pick = ({ code, name, nameEn, team }: World["routes"][number]) => ({
  ...{ code, name, nameEn, team },
});

const tenth = (value: number) => Math.round(value * 10) / 10;
const secondsOf = (instantMs: number | null) => instantMs && Math.floor(instantMs / 1000);

const newStreets = (): StatusAnswer["streets"] => [];
const newColumns = (): StatusAnswer["edges"] => ({
  ...{ edgeId: [], street: [], state: [], work: [] },
  ...{ servicedAtSeconds: [], requiredHours: [], dueUntilSeconds: [], nextFromSeconds: [] },
  ...{
    lengthMeters: [],
    grade: [],
    area: [],
    route: [],
    vehicle: [],
    evidence: [],
    servicedBy: [],
  },
});
