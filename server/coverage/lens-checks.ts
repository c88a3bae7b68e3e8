import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { FacilitiesResult, LensCheck } from "./lens-schema.ts";
import { tenthsOf } from "./rounding.ts";

/** What is measured: a figure, and where none is known why. */
type Measured = { readonly value: number | null; readonly reason: string };

/** A figure of the register against a range. Below the least fails; above the most is told and does not fail. */
export function rangeCheck(
  id: LensCheck["id"],
  { value, reason }: Measured,
  {
    least = null,
    most = null,
  }: { least?: number | undefined | null; most?: number | undefined | null },
): LensCheck {
  return {
    ...{ id, unit: "square_meters", value, least, most, from: null, near: null },
    state:
      value === null
        ? "no-data"
        : least !== null && value < least
          ? "fails"
          : most !== null && value > most
            ? "above"
            : "ok",
    reason: value === null ? reason : null,
  };
}

/** Something near by, as an answer names it. */
export type Near = {
  readonly meters: number;
  readonly what: NonNullable<LensCheck["near"]>;
  /** Nobody knows whether it is not the facility's own building. */
  readonly isPerhapsOwn: boolean;
};

/**
 * A distance against the least that is asked.
 *
 * @param near  What is nearest within that distance; null where nothing is: then the distance is kept.
 */
export const distanceCheck = (
  id: "gap" | "distance",
  near: Near | null,
  { least, from = null }: { least: number; from?: string | null },
): LensCheck => ({
  ...{ id, unit: "meters", least, most: null, from },
  reason: near?.isPerhapsOwn ? "perhaps-own" : null,
  state: near?.isPerhapsOwn ? "no-data" : near && near.meters < least ? "fails" : "ok",
  value: near ? tenthsOf(near.meters) : null,
  near: near?.what ?? null,
});

/** What nothing is known of. */
export const untold = (
  id: LensCheck["id"],
  reason: string,
  more: Partial<Pick<LensCheck, "least" | "most" | "unit" | "from">> = {},
): LensCheck => ({
  ...{ id, unit: "meters", least: null, most: null, from: null },
  ...{ state: "no-data", value: null, near: null, reason },
  ...more,
});

/** The class of a toilet: 1 is the best. */
export const classCheck = (
  toiletClass: string | null,
  { atLeast }: Pick<MeasureOf<"toiletClass">, "atLeast">,
): LensCheck => {
  const most = Number(atLeast);
  if (toiletClass === null) return untold("class", "class-unknown", { unit: "class", most });
  const value = Number(toiletClass);
  return {
    ...{ id: "class", unit: "class", value, least: null, most, from: null, near: null },
    ...{ state: value > most ? "fails" : "ok", reason: null },
  };
};

export type JudgedFacility = FacilitiesResult["facilities"][number];
type Verdict = JudgedFacility["state"];

/** What of the checks counts: one that fails; then one that cannot be told, so that nothing half known is fulfilled. */
const ORDER: readonly Verdict[] = ["fails", "no-data", "above", "ok"];
export const worstOf = (checks: readonly LensCheck[]): Verdict =>
  ORDER.find((state) => checks.some((check) => check.state === state)) ?? "no-data";

/** Facilities of one answer; beyond are counted. */
const MOST_FACILITIES = 5_000;

/** The judged facilities of an answer, failing ones first, with the counts of all. */
export function judged(
  facilities: readonly JudgedFacility[],
  others: number,
): Pick<FacilitiesResult, "counts" | "facilities" | "leftOut"> {
  const count = (state: Verdict) => facilities.filter((one) => one.state === state).length;
  const places = new Map(facilities.map((one, place) => [one, place]));
  return {
    counts: {
      ...{ asked: facilities.length, others },
      ...{ fails: count("fails"), above: count("above"), ok: count("ok") },
      noData: count("no-data"),
    },
    facilities: [...facilities]
      .sort(
        (a, b) =>
          ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || places.get(a)! - places.get(b)!,
      )
      .slice(0, MOST_FACILITIES),
    leftOut: Math.max(0, facilities.length - MOST_FACILITIES),
  };
}
