import { addDays, formatDay } from "../ui/format.ts";
import type { Language } from "../ui/language.ts";
import type { routeWords } from "./route-words.ts";

/** From when to when a version holds, its last day told in place of the first without it. */
export const spanOf = (
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null },
  say: (typeof routeWords)[Language],
  language: Language,
) =>
  validTo === null
    ? say.validFrom(formatDay(validFrom, language))
    : say.validSpan(formatDay(validFrom, language), formatDay(addDays(validTo, -1), language));

/** How a version stands on a day. */
export const standsOn = (
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null },
  today: string,
): "notBegun" | "running" | "ended" =>
  validFrom > today ? "notBegun" : validTo !== null && validTo <= today ? "ended" : "running";

/** Shifts in a line. */
export const shiftsTold = (shifts: readonly { readonly from: string; readonly to: string }[]) =>
  shifts.map(({ from, to }) => `${from}–${to}`).join("  ");
