import type { HotspotMeasure } from "../../data/hotspots.ts";
import { PER_DEGREE } from "../complaints/case-columns.ts";
import { isPlaced } from "../complaints/case-filters.ts";
import { before, type Fielded, sharesOfCounts, yearAgo } from "./analysis.ts";
import { type Counts, countPeriod, NO_CODE } from "./counting.ts";
import { fieldOf } from "./field.ts";
import type { Material, Reaching } from "./material.ts";
import { fromRows, type Neighbours } from "./neighbours.ts";
import { type Spot, spotsOf } from "./spots.ts";
import { assignUnits, type StreetUnits } from "./street-units.ts";

/** What is looked at beside the period. */
export const streetsReach: Reaching = ({ period }) => [before(period), yearAgo(period)];

/** Complaints of a period along streets. */
export type AlongStreets = {
  readonly units: StreetUnits;
  readonly measure: HotspotMeasure;
  readonly fielded: Fielded;
  /** Hot stretches of one street that touch each other, the greatest excess first. */
  readonly hot: readonly Spot[];
  /** By complaint of `counted`: its stretch, −1 for none. */
  readonly codes: Int32Array;
  readonly withoutPosition: number;
  readonly before: Counts;
  readonly yearAgo: Counts;
};

/** Along streets everything that is no share is held against their length. */
export const alongMeasure = (measure: HotspotMeasure): HotspotMeasure =>
  measure === "count" || measure === "per-resident" ? "per-street" : measure;

type Linked = { readonly touching: Neighbours; readonly byMeters: Map<number, Neighbours> };
const linked = new WeakMap<StreetUnits, Linked>();

/** Neighbours are worked out once for each state of the streets. */
function linksOf(units: StreetUnits): Linked {
  const known = linked.get(units) ?? {
    touching: ofOneStreet(units),
    byMeters: new Map<number, Neighbours>(),
  };
  linked.set(units, known);
  return known;
}

function neighboursOf(units: StreetUnits, meters: number): Neighbours {
  const { byMeters } = linksOf(units);
  const known = byMeters.get(meters) ?? units.neighboursWithin(meters);
  byMeters.set(meters, known);
  return known;
}

/** A street by its name, or an edge where it has none. */
const streetOf = ({ network, edges }: StreetUnits, unit: number) =>
  network.edges[edges[unit]!]!.streetId ?? edges[unit]!;

/** Which stretches touch and are of one street; of those without a name, of one edge. */
function ofOneStreet(units: StreetUnits): Neighbours {
  const { starts, items } = units.neighboursWithin(0);
  return fromRows(
    Array.from({ length: units.count }, (_, unit) =>
      [...items.subarray(starts[unit], starts[unit + 1])].filter(
        (other) => streetOf(units, other) === streetOf(units, unit),
      ),
    ),
  );
}

/** Stretches whose middle lies outside of the part of the district that is meant: nothing is held against them. */
function outside(units: StreetUnits, isWithin: Material["isWithin"]): Uint8Array {
  const marks = new Uint8Array(units.count);
  if (!isWithin) return marks;
  return marks.map((_, unit) => {
    const line = units.lineOf(unit);
    const half = (line.length - 1) / 2;
    const [from, to] = [line[Math.floor(half)]!, line[Math.ceil(half)]!];
    return Number(!isWithin([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  });
}

/** Puts the complaints of a period on streets and says where they concentrate. */
export function alongStreets(
  material: Pick<Material, "counted" | "period" | "level" | "minimum" | "measure" | "isWithin"> & {
    readonly settings: Pick<Material["settings"], "streets">;
  },
  units: StreetUnits,
): AlongStreets {
  const { counted, period, settings, level, minimum } = material;
  const measure = alongMeasure(material.measure);
  const { at } = counted.columns;
  const codes = assignUnits(
    units,
    { lngs: at.lngs, lats: at.lats, perDegree: PER_DEGREE },
    counted.rows,
    settings.streets.snapMeters,
  );
  const isOutside = outside(units, material.isWithin);
  for (let i = 0; i < codes.length; i++)
    if (codes[i] !== NO_CODE && isOutside[codes[i]!]) codes[i] = NO_CODE;
  const kilometers = units.lengthsMeters.map((meters, unit) =>
    isOutside[unit] ? 0 : meters / 1000,
  );
  const places = {
    cells: { length: units.count },
    ...{ streetKilometers: kilometers, residents: new Float64Array(units.count) },
    // two stretches that are so near have a neighbourhood in common
    neighbours: () =>
      neighboursOf(units, 2 * settings.streets.neighbourMeters + units.stretchMeters),
  };
  const onStreets = { ...counted, codes };
  const counts = {
    ...countPeriod(onStreets, places, measure, period),
    exposures: kilometers,
  };
  const field = fieldOf({
    events: counts.events,
    exposures: kilometers,
    ...(counts.totals ? { totals: counts.totals } : {}),
    neighbours: neighboursOf(units, settings.streets.neighbourMeters),
    ...{ level, minimum },
  });
  const { touching } = linksOf(units);
  return {
    ...{ units, measure, codes, fielded: { counts, field } },
    hot: spotsOf(field, counts.events, sharesOfCounts(counts), touching),
    withoutPosition: counted.rows.reduce(
      (sum, row, i) =>
        sum +
        Number(
          codes[i] === NO_CODE &&
            at.receivedDays[row]! >= period.from &&
            at.receivedDays[row]! <= period.to &&
            !isPlaced(at, row),
        ),
      0,
    ),
    before: countPeriod(onStreets, places, measure, before(period)),
    yearAgo: countPeriod(onStreets, places, measure, yearAgo(period)),
  };
}
