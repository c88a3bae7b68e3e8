import { STREET_STATES, WORKS, type Work } from "../../data/cleaning.ts";
import { localDay } from "../store/local-day.ts";
import { addDays, startOf } from "./calendar.ts";
import type { Judged, ServiceDays } from "./days.ts";
import { lastServiceOf } from "./judged.ts";
import { statusesOf, workStatuses, worstOf } from "./status.ts";
import type { StatusAnswer } from "./status-schema.ts";
import { at, inKnown, meters } from "./wire.ts";

/** A service longer ago is not looked for: washing in turn comes round within a month. */
const LOOK_BACK_DAYS = 31;

const DEFINITION = {
  zh: "已完成：进行中的一遍已完成，或上一遍已完成；按时：本遍时段未过；滞后：上一遍未作业或未能作业；无数据：上一遍既无定位也无确认，无从得知。一天以前的不再计入。",
  en: "Done: the pass that is open is done, or the last one was. On time: the time of the pass is not over. Behind: the last pass was not done or could not be. No data: there were neither positions nor words for the last pass, so nobody can know. What was over a day ago no longer counts.",
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
  const [edges, streets] = [newColumns(), newStreets()];
  const placeByStreet = new Map<string, number>();
  world.edges.forEach(({ edgeId, streetId, lengthMeters }, edge) => {
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
      const own = streets[place]!;
      own.meters += lengthMeters;
      own.metersByState[state]! += lengthMeters;
      own.state = Math.min(own.state, state);
      own.oldestSeconds =
        servicedAt === null || own.oldestSeconds === null
          ? null
          : Math.min(own.oldestSeconds, servicedAt);
    }
    edges.edgeId.push(edgeId);
    edges.street.push(place);
    edges.state.push(state);
    edges.work.push(WORKS.indexOf(worst.work));
    edges.servicedAtSeconds.push(servicedAt);
    edges.requiredHours.push(worst.requiredHours === null ? null : tenth(worst.requiredHours));
    edges.dueUntilSeconds.push(secondsOf(worst.openUntilMs));
    edges.nextFromSeconds.push(secondsOf(worst.nextFromMs));
  });
  return {
    ...{ work, at: at(nowMs), day: today, isNow, lookBackDays: LOOK_BACK_DAYS },
    ...{ states: [...STREET_STATES], works: [...WORKS], edges },
    streets: streets.map((street) => ({
      ...street,
      meters: meters(street.meters),
      metersByState: street.metersByState.map(meters),
    })),
    counts: STREET_STATES.map((_, state) => ({
      meters: meters(
        edges.edgeId.reduce(
          (sum, id, i) =>
            edges.state[i] === state
              ? sum + world.edges[world.edgeById.get(id)!]!.lengthMeters
              : sum,
          0,
        ),
      ),
      edges: edges.state.filter((one) => one === state).length,
      streets: streets.filter((street) => street.state === state).length,
    })),
    definition: { ...DEFINITION },
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;
const secondsOf = (instantMs: number | null) => instantMs && Math.floor(instantMs / 1000);

const newStreets = (): StatusAnswer["streets"] => [];
const newColumns = (): StatusAnswer["edges"] => ({
  ...{ edgeId: [], street: [], state: [], work: [] },
  ...{ servicedAtSeconds: [], requiredHours: [], dueUntilSeconds: [], nextFromSeconds: [] },
});
