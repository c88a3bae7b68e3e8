import { OPEN_STATES } from "../../data/complaint-life.ts";
import { type CaseColumns, NO_WORD, PER_DEGREE } from "../complaints/case-columns.ts";
import type { Repetition } from "../complaints/case-repetition.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { distinctReporters, most } from "./analysis.ts";
import { greatest, tallied } from "./profile.ts";
import { repeatChains } from "./repeat-chains.ts";

/** A place that was complained of again and again, for one category (重复投诉点位). */
export type RepeatPlace = {
  /** Its complaints, in the order of receipt. */
  readonly rows: readonly number[];
  readonly position: LngLat;
  /** Of its farthest complaint from the position. */
  readonly reachMeters: number;
  readonly category: string;
  readonly reporters: number;
  /** Of them, those who did not say who they are. */
  readonly withoutReporter: number;
  /** Complaints of whoever complained most; null when nobody said who they are. */
  readonly mostOfOne: number | null;
  /** First and last local day of receipt, counted from 1970-01-01. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Rows in a state in which something is to be done. */
  readonly open: number;
  /** What most of its complaints name; null where most name none. */
  readonly streetId: string | null;
  readonly unitId: string | null;
  readonly areaId: string | null;
};

/** Past so many different positions the middle one is sought by the mean, not by every distance. */
const MOST_MEASURED = 400;

export const positionOf = ({ lngs, lats }: CaseColumns["at"], row: number): LngLat => [
  lngs[row]! / PER_DEGREE,
  lats[row]! / PER_DEGREE,
];

/**
 * The one of some complaints that lies in the middle of them: the least meters to all the others (medoid), the first of equals.
 * So the place shown is one that somebody named, on the street and not in the river beside it.
 */
export function middleRow(at: CaseColumns["at"], rows: readonly number[]): number {
  const byPosition = new Map<string, { row: number; position: LngLat; count: number }>();
  for (const row of rows) {
    const position = positionOf(at, row);
    const known = byPosition.get(position.join());
    if (known) known.count++;
    else byPosition.set(position.join(), { row, position, count: 1 });
  }
  const places = [...byPosition.values()];
  const targets = places.length <= MOST_MEASURED ? places : [meanOf(places)];
  let [best, least] = [rows[0]!, Number.POSITIVE_INFINITY];
  for (const { row, position } of places) {
    let meters = 0;
    for (const target of targets)
      meters += target.count * distanceMeters(position, target.position);
    if (meters < least) [best, least] = [row, meters];
  }
  return best;
}

function meanOf(places: readonly { position: LngLat; count: number }[]) {
  let [lng, lat, count] = [0, 0, 0];
  for (const place of places) {
    lng += place.position[0] * place.count;
    lat += place.position[1] * place.count;
    count += place.count;
  }
  return { position: [lng / count, lat / count] as const, count };
}

/**
 * Places with at least `fewest` of some complaints, most first, then the last complained of, then the first.
 *
 * @param rows  Ascending by receipt.
 */
export function repeatPlaces(
  columns: CaseColumns,
  rows: Uint32Array,
  asked: Repetition & { readonly fewest: number },
): RepeatPlace[] {
  const placeOf = placeReader(columns);
  return repeatChains(columns, rows, asked)
    .filter((chain) => chain.length >= asked.fewest)
    .map(placeOf)
    .sort(
      (a, b) => b.rows.length - a.rows.length || b.lastDay - a.lastDay || a.firstDay - b.firstDay,
    );
}

function placeReader(columns: CaseColumns) {
  const { at, charge, course, streets } = columns;
  const charged = (name: "category" | "unitId" | "areaId") => {
    const { codes, values } = charge.field(name);
    return (row: number) => {
      const value = values[codes[at.charges[row]!]!];
      return typeof value === "string" ? value : null;
    };
  };
  const [category, unit, area] = [charged("category"), charged("unitId"), charged("areaId")];
  const state = course.field("state");
  const isOpen = state.values.map((value) => (OPEN_STATES as readonly unknown[]).includes(value));
  const street = (row: number) =>
    at.streetCodes[row] === NO_WORD ? null : streets.word(at.streetCodes[row]!);
  return (rows: readonly number[]): RepeatPlace => {
    const position = positionOf(at, middleRow(at, rows));
    const byReporter = tallied(
      rows.map((row) => (at.reporterCodes[row] === NO_WORD ? null : at.reporterCodes[row]!)),
    );
    return {
      ...{ rows, position, category: category(rows[0]!)! },
      reachMeters: rows.reduce(
        (far, row) => Math.max(far, distanceMeters(position, positionOf(at, row))),
        0,
      ),
      reporters: distinctReporters(rows, columns),
      withoutReporter: rows.filter((row) => at.reporterCodes[row] === NO_WORD).length,
      mostOfOne: byReporter.size > 0 ? greatest(byReporter.values()) : null,
      ...{ firstDay: at.receivedDays[rows[0]!]!, lastDay: at.receivedDays[rows.at(-1)!]! },
      open: rows.filter((row) => isOpen[state.codes[at.courses[row]!]!]).length,
      ...{ streetId: most(rows.map(street)), unitId: most(rows.map(unit)) },
      areaId: most(rows.map(area)),
    };
  };
}
