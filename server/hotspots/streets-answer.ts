import type { HotspotMeasure } from "../../data/hotspots.ts";
import { PER_DEGREE } from "../complaints/case-columns.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import { before, daysOf, distinctReporters, most, yearAgo } from "./analysis.ts";
import { MEASURE_TITLES } from "./definitions.ts";
import { listOfPlaces } from "./list-link.ts";
import { type Called, named, readCalled, titledCategories } from "./located.ts";
import type { Material } from "./material.ts";
import { tallied } from "./profile.ts";
import type { HotspotQuery } from "./question.ts";
import { orNull, rounded } from "./rounding.ts";
import type { Spot } from "./spots.ts";
import type { AlongStreets } from "./streets.ts";
import type { StreetsAnswer } from "./streets-schema.ts";

/** 口径 of what is counted along streets. */
function definitionOf(
  measure: HotspotMeasure,
  { unitMeters, snapMeters, neighbourMeters }: Streets,
) {
  const place = {
    zh: `有位置的投诉计入 ${snapMeters} 米以内最近的路段（每段不超过 ${unitMeters} 米，快速路除外）。`,
    en: `A complaint with a place counts for the nearest stretch within ${snapMeters} m (stretches of at most ${unitMeters} m, motorways aside).`,
  };
  const around = {
    zh: `判断的是路段连同沿路 ${neighbourMeters} 米以内的邻段。`,
    en: `What is judged is a stretch with its neighbours within ${neighbourMeters} m along streets.`,
  };
  const against = {
    "per-street": {
      zh: "期望数：全部投诉按路段长度分摊。",
      en: "Expected: all of them shared out by length.",
    },
    reporters: {
      zh: "不同投诉人的人数，同一人在任何一段及其邻段内只计一次。期望数：按路段长度分摊。",
      en: "Different reporters, each once in any stretch with its neighbours. Expected: shared out by length.",
    },
    late: {
      zh: "分子：超期的投诉；分母：有时限的投诉。期望数：全区超期比例乘以本地件数。",
      en: "Numerator: late ones; denominator: those with a term. Expected: the district's share of the complaints here.",
    },
    reopened: {
      zh: "分子：办结后重新办理过的投诉；分母：全部投诉。期望数：全区重办比例乘以本地件数。",
      en: "Numerator: reopened ones; denominator: all. Expected: the district's share of the complaints here.",
    },
  }[measure === "count" || measure === "per-resident" ? "per-street" : measure];
  return {
    zh: `${place.zh}${against.zh}${around.zh}`,
    en: `${place.en} ${against.en} ${around.en}`,
  };
}

type Streets = Material["settings"]["streets"];

/** Complaints along streets as they go over the wire. */
export async function streetsAnswer(
  tx: Queryable,
  asked: {
    readonly districtId: string;
    readonly query: HotspotQuery;
    readonly firstDay: number | null;
  },
  material: Material,
  along: AlongStreets,
): Promise<StreetsAnswer> {
  const { level, minimum, settings, period } = material;
  const { units, measure, fielded, hot } = along;
  const { counts, field } = fielded;
  const { snapMeters, neighbourMeters } = settings.streets;
  const sum = (values: Float64Array) => values.reduce((all, one) => all + one, 0);
  const told = Array.from(field.state.keys()).filter(
    (unit) => counts.complaints[unit]! > 0 || field.state[unit] !== 0,
  );
  const members = membersOf(material, along);
  const called = await readCalled(tx, asked.districtId, {
    streets: [],
    units: members.flatMap((rows) => unitsOf(material, rows)),
  });
  const { title, unit } = MEASURE_TITLES[measure];
  const countOf = (state: number) =>
    field.state.reduce((all, one) => all + Number(one === state), 0);
  return {
    districtId: asked.districtId,
    asked: {
      ...{ measure, title: { ...title }, unit: { ...unit } },
      definition: definitionOf(measure, settings.streets),
      ...{ level, minimum, stretchMeters: units.stretchMeters, neighbourMeters, snapMeters },
    },
    period: daysOf(period),
    totals: {
      ...{ complaints: counts.total, withoutPosition: along.withoutPosition },
      offStreet: counts.withoutPosition - along.withoutPosition,
      onStreet: sum(counts.complaints),
      events: sum(counts.events),
    },
    stretches: columnsOf(along, told),
    studied: units.count,
    studiedMeters: Math.round(sum(units.lengthsMeters)),
    tested: field.p.reduce((all, p) => all + Number(!Number.isNaN(p)), 0),
    ...{ hot: countOf(1), cold: countOf(-1) },
    streets: hot.map((spot, i) =>
      hotStreet(material, along, {
        ...{ asked, called, spot, rows: members[i]! },
        stretches: spot.cells.map((cell) => told.indexOf(cell)),
      }),
    ),
    askedAt: new Date().toISOString(),
  };
}

const edgeOf = ({ network, edges }: AlongStreets["units"], unit: number) =>
  network.edges[edges[unit]!]!;

function columnsOf(
  { units, fielded: { counts, field } }: AlongStreets,
  told: readonly number[],
): StreetsAnswer["stretches"] {
  const column = <T>(value: (unit: number) => T) => told.map(value);
  return {
    line: column((unit) =>
      units.lineOf(unit).map(([lng, lat]): [number, number] => [rounded(lng, 6), rounded(lat, 6)]),
    ),
    streetId: column((unit) => edgeOf(units, unit).streetId),
    name: column((unit) => edgeOf(units, unit).name),
    nameEn: column((unit) => edgeOf(units, unit).nameEn),
    meters: column((unit) => rounded(units.lengthsMeters[unit]!, 1)),
    count: column((unit) => counts.complaints[unit]!),
    events: column((unit) => counts.events[unit]!),
    per100m: column((unit) =>
      rounded((counts.complaints[unit]! * 100) / units.lengthsMeters[unit]!, 2),
    ),
    neighbourhood: column((unit) => field.neighbourhood[unit]!),
    expected: column((unit) => rounded(field.expected[unit]!, 2)),
    z: column((unit) => (Number.isNaN(field.z[unit]!) ? null : rounded(field.z[unit]!, 3))),
    p: column((unit) => orNull(field.p[unit]!)),
    state: column((unit) => field.state[unit]!),
  };
}

/** Rows of the period by the hot street they are on. */
function membersOf({ counted, period }: Material, { hot, codes, units }: AlongStreets) {
  const spotOf = new Int32Array(units.count).fill(-1);
  hot.forEach(({ cells }, spot) => {
    for (const cell of cells) spotOf[cell] = spot;
  });
  const members: number[][] = hot.map(() => []);
  const { receivedDays } = counted.columns.at;
  counted.rows.forEach((row, i) => {
    const day = receivedDays[row]!;
    if (codes[i]! >= 0 && day >= period.from && day <= period.to)
      members[spotOf[codes[i]!]!]?.push(row);
  });
  return members;
}

const chargesOf = (
  { counted }: Material,
  rows: readonly number[],
  name: "unitId" | "category",
): (string | null)[] => {
  const { at, charge } = counted.columns;
  const { codes, values } = charge.field(name);
  return rows.map((row) => {
    const value = values[codes[at.charges[row]!]!];
    return typeof value === "string" ? value : null;
  });
};
const unitsOf = (material: Material, rows: readonly number[]) =>
  chargesOf(material, rows, "unitId");

function hotStreet(
  material: Material,
  { units, fielded: { field }, before: earlier, yearAgo: lastYear }: AlongStreets,
  told: {
    readonly asked: { readonly query: HotspotQuery; readonly firstDay: number | null };
    readonly called: Called;
    readonly spot: Spot;
    readonly rows: readonly number[];
    readonly stretches: number[];
  },
): StreetsAnswer["streets"][number] {
  const { asked, called, spot, rows, stretches } = told;
  const { cells, peak } = spot;
  const { columns } = material.counted;
  const { streetId, name, nameEn } = edgeOf(units, peak);
  const sum = (value: (unit: number) => number) =>
    cells.reduce((all, unit) => all + value(unit), 0);
  const reaches = (from: number) => asked.firstDay !== null && asked.firstDay <= from;
  const line = units.lineOf(peak);
  const [lng, lat] = line[Math.floor(line.length / 2)]!;
  const positions = rows.map((row): LngLat => {
    const { lngs, lats } = columns.at;
    return [lngs[row]! / PER_DEGREE, lats[row]! / PER_DEGREE];
  });
  const ids = rows.map((row) => columns.ids.word(row));
  return {
    ...{ streetId, name, nameEn, stretches, center: [rounded(lng, 6), rounded(lat, 6)] },
    meters: Math.round(sum((unit) => units.lengthsMeters[unit]!)),
    observed: spot.observed,
    expected: rounded(spot.expected, 2),
    excess: rounded(spot.excess, 2),
    ...{ z: orNull(field.z[peak]!, 4), p: orNull(field.p[peak]!) },
    complaints: rows.length,
    reporters: distinctReporters(rows, columns),
    before: reaches(before(material.period).from) ? sum((unit) => earlier.complaints[unit]!) : null,
    yearAgo: reaches(yearAgo(material.period).from)
      ? sum((unit) => lastYear.complaints[unit]!)
      : null,
    categories: titledCategories(
      called,
      [...tallied(chargesOf(material, rows, "category"))]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    ),
    unit: named(called.names.units, most(unitsOf(material, rows))),
    ...listOfPlaces(asked.query, material.period, { ids, positions }),
  };
}
