import { CLEANING } from "../cleaning.ts";
import { daysFrom } from "./days.ts";
import { UNSWEPT } from "./fleet-truths.ts";
import { type Random, randomOf } from "./random.ts";
import type { DemoRoute, DemoTown } from "./records.ts";

/** What somebody said of a pass. */
export type DemoEntry = {
  readonly entryId: string;
  readonly kind: "confirmed" | "completed" | "could_not";
  readonly routeId: string;
  readonly work: DemoRoute["kind"];
  readonly day: string;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly reason: string | null;
  readonly enteredAt: Date;
  /** A post, never a person. */
  readonly enteredName: string;
  readonly items: readonly {
    readonly subjectKind: "edge" | "facility";
    readonly subjectId: string;
    readonly outcome: "done" | "could_not";
    readonly reason: string | null;
  }[];
};

/** Of passes by hand so many are confirmed by nobody; of those confirmed so many leave a street out, or except one. */
const [FORGOTTEN, PARTLY, EXCEPTED] = [0.07, 0.06, 0.14];
/** Of machine passes so many meet a closed street, about which somebody writes. */
const CLOSED = 0.025;
const REASONS = ["道路施工", "车辆占道，无法作业", "管网抢修围挡", "集市占道"];
const MINUTE_MS = 60_000;

/** Whether a route is in force in the month of a day. */
export const isInSeason = ({ season }: DemoRoute, day: string): boolean =>
  season === "all" ||
  CLEANING.summerMonths.includes(Number(day.slice(5, 7))) === (season === "summer");

/**
 * What team leaders say of a day's passes: most of them confirm each pass of what is swept by hand, some forget it, some except
 * a stretch and say why. Of the street that nobody sweeps nobody says anything.
 *
 * Pure and seeded: a day is the same whenever it is asked for. @param day  offset from the anchor.
 */
export function entriesOf(town: DemoTown, day: number, seed: number): DemoEntry[] {
  const days = daysFrom(town.district.anchor);
  const local = days.day(day);
  const streetOf = new Map(town.edges.map(({ edgeId, streetId }) => [edgeId, streetId]));
  const unswept = town.streets.find(({ name }) => name === UNSWEPT.street)!.streetId;
  const instant = (time: string, isNext: boolean) =>
    days.at(day + Number(isNext), Number(time.slice(0, 2)) * 3600 + Number(time.slice(3)) * 60);

  function entryOf(route: DemoRoute, pass: number, random: Random): DemoEntry | null {
    const { from, to } = route.shifts[pass]!;
    const [fromAt, toAt] = [instant(from, false), instant(to, to <= from)];
    const streetIds = [...new Set(route.edgeIds.map((id) => streetOf.get(id) ?? null))];
    const entry = {
      entryId: `demo-${route.routeId}-${local}-${pass + 1}`,
      ...{ routeId: route.routeId, work: route.kind, day: local, fromAt, toAt },
      enteredAt: new Date(toAt.getTime() + random.between(2, 45) * MINUTE_MS),
      enteredName: `${route.team.replace("清扫公司", "")}班长（演示）`,
    };
    if (route.proof === "positions") {
      if (!random.chance(CLOSED) || route.turn === "street") return null;
      const street = random.pick(streetIds);
      const reason = random.pick(REASONS);
      const own = route.edgeIds.filter((id) => streetOf.get(id) === street);
      const items = own.slice(0, 6).map((subjectId) => couldNot(subjectId, reason));
      return { ...entry, kind: "could_not", reason, items };
    }
    if (random.chance(FORGOTTEN)) return null;
    const left = random.chance(PARTLY) ? random.pick(streetIds) : undefined;
    const kept = route.edgeIds.filter((id) => {
      const street = streetOf.get(id) ?? null;
      return street !== unswept && street !== left;
    });
    const first = random.chance(EXCEPTED) ? random.whole(0, kept.length - 1) : -1;
    const last = first < 0 ? -1 : first + random.whole(0, 2);
    const reason = random.pick(REASONS);
    const items = kept.map((subjectId, i) =>
      i >= first && i <= last ? couldNot(subjectId, reason) : done(subjectId),
    );
    return { ...entry, kind: "confirmed", reason: null, items };
  }

  return town.routes
    .filter((route) => route.proof !== "stops" && isInSeason(route, local))
    .flatMap((route) =>
      route.shifts.flatMap((_, pass) => {
        const purpose = `entry/${route.routeId}/${local}/${pass}`;
        return entryOf(route, pass, randomOf(seed, purpose)) ?? [];
      }),
    );
}

const done = (subjectId: string) => ({
  ...{ subjectKind: "edge" as const, subjectId, outcome: "done" as const, reason: null },
});
const couldNot = (subjectId: string, reason: string) => ({
  ...{ subjectKind: "edge" as const, subjectId, outcome: "could_not" as const, reason },
});
