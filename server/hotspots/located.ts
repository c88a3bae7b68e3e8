import { NO_WORD, PER_DEGREE } from "../complaints/case-columns.ts";
import { isPlaced } from "../complaints/case-filters.ts";
import { readCategoryTitles } from "../complaints/category-settings.ts";
import { EARTH_RADIUS_METERS } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import type { Title } from "../store/layer.ts";
import { most } from "./analysis.ts";
import type { DaySpan, Material } from "./material.ts";
import { type Names, readNames } from "./names.ts";
import { tallied } from "./profile.ts";

/** Complaints of some days that have a place, copied: what they were read from changes once the register is let go. */
export type Located = {
  /** The id of one of them; an id keeps its row whatever happens to the register. */
  readonly idOf: (i: number) => string;
  readonly positions: readonly LngLat[];
  /** Local days of receipt, counted from 1970-01-01. */
  readonly days: Int32Array;
  /** Their cells of the study area. */
  readonly codes: Int32Array;
  /** A number for each who said who they are; NO_WORD for the others. */
  readonly reporters: Uint32Array;
  readonly categories: readonly (string | null)[];
  readonly streetIds: readonly (string | null)[];
  readonly unitIds: readonly (string | null)[];
  /** All of these days, with and without a place. */
  readonly total: number;
  readonly withoutPosition: number;
};

/** @param span  Within what was read. */
export function locatedIn({ counted }: Pick<Material, "counted">, span: DaySpan): Located {
  const { rows, codes, columns } = counted;
  const { at, charge, streets } = columns;
  const inSpan: number[] = [];
  rows.forEach((row, i) => {
    const day = at.receivedDays[row]!;
    if (day >= span.from && day <= span.to) inSpan.push(i);
  });
  const placed = inSpan.filter((i) => isPlaced(at, rows[i]!));
  const own = placed.map((i) => rows[i]!);
  const chargeOf = (name: "category" | "unitId") => {
    const { codes: tuples, values } = charge.field(name);
    return own.map((row) => textOf(values[tuples[at.charges[row]!]!]));
  };
  return {
    idOf: (i) => columns.ids.word(own[i]!),
    positions: own.map((row): LngLat => [at.lngs[row]! / PER_DEGREE, at.lats[row]! / PER_DEGREE]),
    days: Int32Array.from(own, (row) => at.receivedDays[row]!),
    codes: Int32Array.from(placed, (i) => codes[i]!),
    reporters: Uint32Array.from(own, (row) => at.reporterCodes[row]!),
    categories: chargeOf("category"),
    streetIds: own.map((row) => {
      const code = at.streetCodes[row]!;
      return code === NO_WORD ? null : streets.word(code);
    }),
    unitIds: chargeOf("unitId"),
    ...{ total: inSpan.length, withoutPosition: inSpan.length - placed.length },
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : null);

/** What some of the located complaints share. */
export type Gathered = {
  readonly reporters: number;
  /** The most frequent first; those without a category are left out. */
  readonly categories: readonly { readonly value: string; readonly count: number }[];
  readonly streetId: string | null;
  readonly unitId: string | null;
};

/** @param members  Places in the lists of `located`. */
export function gathered(located: Located, members: readonly number[]): Gathered {
  const known = new Set<number>();
  let unknown = 0;
  for (const i of members) {
    const reporter = located.reporters[i]!;
    if (reporter === NO_WORD) unknown++;
    else known.add(reporter);
  }
  return {
    reporters: known.size + unknown,
    categories: [...tallied(members.map((i) => located.categories[i]!))]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    streetId: most(members.map((i) => located.streetIds[i]!)),
    unitId: most(members.map((i) => located.unitIds[i]!)),
  };
}

/** What everything that answers may name is called. */
export type Called = {
  readonly names: Names;
  readonly categories: Readonly<Record<string, Title>>;
};

/** Reads what the streets, units and categories of some complaints are called. */
export async function readCalled(
  tx: Queryable,
  districtId: string,
  ids: {
    readonly streets: Iterable<string | null>;
    readonly units: Iterable<string | null>;
    readonly areas?: Iterable<string | null>;
  },
): Promise<Called> {
  const apart = (values: Iterable<string | null> = []) =>
    [...new Set(values)].filter((value) => value !== null);
  return {
    names: await readNames(tx, districtId, {
      ...{ streets: apart(ids.streets), units: apart(ids.units), areas: apart(ids.areas) },
    }),
    categories: await readCategoryTitles(tx, districtId),
  };
}

/** A street or a unit as answers name it; null when it has no name. */
export function named(names: Names["streets"], id: string | null) {
  const found = id === null ? undefined : names.get(id);
  return found && id !== null ? { id, ...found } : null;
}

/** What categories are called, with how often each occurs. */
export const titledCategories = (
  { categories }: Pick<Called, "categories">,
  shares: Gathered["categories"],
) =>
  shares.map(({ value, count }) => {
    const { zh, en } = categories[value] ?? { zh: value, en: value };
    return { value, count, title: { zh, en } };
  });

/**
 * Positions as meters in a plane, east and north of their middle.
 *
 * Exact to 1 part in 10⁴ within 30 km at middle latitudes; not over the antimeridian.
 */
export function inPlane(positions: readonly LngLat[]) {
  const middle = (of: 0 | 1) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const position of positions) {
      low = Math.min(low, position[of]);
      high = Math.max(high, position[of]);
    }
    return positions.length > 0 ? (low + high) / 2 : 0;
  };
  const [lng0, lat0] = [middle(0), middle(1)];
  const north = (EARTH_RADIUS_METERS * Math.PI) / 180;
  const east = north * Math.cos((lat0 * Math.PI) / 180);
  return {
    xs: Float64Array.from(positions, ([lng]) => (lng - lng0) * east),
    ys: Float64Array.from(positions, ([, lat]) => (lat - lat0) * north),
    /** Six decimals of a degree: 0.1 m. */
    back: ([x, y]: readonly [number, number]): [number, number] => [
      Number((lng0 + x / east).toFixed(6)),
      Number((lat0 + y / north).toFixed(6)),
    ],
  };
}
