import type { Draft } from "./route-draft.ts";
import type { Route } from "./route-queries.ts";

const DAYS = { day: 1, week: 7, month: 30 };

/** How many whole passes of a draft are due a day on average; the server's rule. */
export function passesADay(
  {
    turn,
    work,
    shifts,
    passes,
    period,
  }: Pick<Draft, "turn" | "work" | "shifts" | "passes" | "period">,
  streets: number,
): number {
  if (turn === "street") return streets === 0 ? 0 : 1 / streets;
  if (work === "patrol") return Math.max(1, shifts.length);
  const count = Number(passes);
  return Number.isFinite(count) && count > 0 ? count / DAYS[period] : 0;
}

/** What a route of a team is of work a day, on average over its others; null where it has none. */
export function teamAverage(
  routes: readonly Pick<Route, "team" | "code" | "weightedKilometers" | "passesADay">[],
  team: string | null,
  ownCode: string | null,
): { readonly value: number; readonly routes: number } | null {
  const others = routes.filter((route) => route.team === team && route.code !== ownCode);
  if (others.length === 0) return null;
  const sum = others.reduce(
    (total, route) => total + route.weightedKilometers * route.passesADay,
    0,
  );
  return { value: sum / others.length, routes: others.length };
}
