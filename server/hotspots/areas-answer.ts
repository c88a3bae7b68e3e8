import type { HotspotMeasure } from "../../data/hotspots.ts";
import { before, daysOf, yearAgo } from "./analysis.ts";
import { compareAreas } from "./area-comparison.ts";
import type { AreasAnswer } from "./areas-schema.ts";
import type { StudiedArea } from "./areas-store.ts";
import { type Counts, countPeriod, NO_CODE } from "./counting.ts";
import { MEASURE_TITLES } from "./definitions.ts";
import { listOf } from "./list-link.ts";
import type { DaySpan, Material, Reaching } from "./material.ts";
import { fromRows } from "./neighbours.ts";
import type { HotspotQuery } from "./question.ts";
import { orNull, rounded } from "./rounding.ts";

/** What is looked at beside the period. */
export const areasReach: Reaching = ({ period }) => [before(period), yearAgo(period)];

type Title = { readonly zh: string; readonly en: string };

const NUMBER_OF_CELLS = { zh: "格", en: "cells" };
const CASES = { zh: "件", en: "complaints" };
const EXPOSURE_UNITS: Record<HotspotMeasure, Title> = {
  count: NUMBER_OF_CELLS,
  reporters: NUMBER_OF_CELLS,
  "per-street": { zh: "公里道路", en: "km of street" },
  "per-resident": { zh: "居民", en: "residents" },
  late: CASES,
  reopened: CASES,
};

const AGAINST: Record<HotspotMeasure, Title> = {
  count: {
    zh: "期望数：全部投诉按研究范围的格数分摊。",
    en: "Expected: all of them shared out by cells of the study area.",
  },
  reporters: {
    zh: "每个街道内不同投诉人的人数，同一人在同一街道只计一次。期望数：按研究范围的格数分摊。",
    en: "Different reporters of each sub-district, each once. Expected: shared out by cells of the study area.",
  },
  "per-street": {
    zh: "期望数：全部投诉按道路长度（快速路除外）分摊。",
    en: "Expected: all of them shared out by length of street, motorways aside.",
  },
  "per-resident": {
    zh: "期望数：全部投诉按居住人口分摊。",
    en: "Expected: all of them shared out by residents.",
  },
  late: {
    zh: "分子：超期的投诉；分母：有时限的投诉。期望数：各街道合计的超期比例乘以本街道件数。",
    en: "Numerator: late ones; denominator: those with a term. Expected: the share of all sub-districts times its own.",
  },
  reopened: {
    zh: "分子：办结后重新办理过的投诉；分母：全部投诉。期望数：各街道合计的重办比例乘以本街道件数。",
    en: "Numerator: reopened ones; denominator: all. Expected: the share of all sub-districts times its own.",
  },
};

const FRAME: Title = {
  zh: "投诉按登记的街道计数，没有街道的另计；格按中心点归街道。区间为比值的 95% 精确区间；期望数太少的街道不排名。",
  en: "Complaints count for the sub-district they were put down to, those without one apart; a cell is of the one its middle lies in. The interval is exact, 95 % of the ratio; a sub-district that expects too few is not ranked.",
};

/** Areas beside each other, as they go over the wire. */
export function areasAnswer(
  asked: {
    readonly districtId: string;
    readonly query: HotspotQuery;
    readonly firstDay: number | null;
  },
  material: Material,
  areas: readonly StudiedArea[],
): AreasAnswer {
  const { measure, level, settings, period } = material;
  const { fewestEvents, fewestResidents } = settings.comparison;
  const { codes, withoutArea } = areaCodes(material, areas);
  const count = (span: DaySpan) => countIn(material, areas, codes, span);
  const [own, earlier, lastYear] = [count(period), count(before(period)), count(yearAgo(period))];
  const exposures = exposuresOf(measure, areas);
  const isSmall = (area: number) =>
    measure === "per-resident" && areas[area]!.residents < fewestResidents;
  const compared = compareAreas({
    ...{ events: own.events, totals: own.totals, exposures, level, fewestEvents, isSmall },
  });
  const reaches = (from: number) => asked.firstDay !== null && asked.firstDay <= from;
  const [hasBefore, hasYearAgo] = [reaches(before(period).from), reaches(yearAgo(period).from)];
  const rows = areas.map(({ areaId, name, nameEn, residents }, area) => {
    const { expected, ratio, interval, p, state, rank } = compared[area]!;
    return {
      ...{ areaId, name, nameEn },
      complaints: own.complaints[area]!,
      events: own.events[area]!,
      of: own.totals ? own.totals[area]! : null,
      exposure: rounded(own.totals ? own.totals[area]! : exposures[area]!, 3),
      residents: Math.round(residents),
      expected: rounded(expected, 2),
      excess: rounded(own.events[area]! - expected, 2),
      ...{ ratio: orNull(ratio), low: orNull(interval.low), high: orNull(interval.high) },
      ...{ p: orNull(p), state, rank, isTooFew: rank === null },
      tooFew: rank !== null ? null : isSmall(area) ? ("residents" as const) : ("events" as const),
      before: hasBefore ? earlier.complaints[area]! : null,
      yearAgo: hasYearAgo ? lastYear.complaints[area]! : null,
      list: listOf(asked.query, period, { area: areaId }),
    };
  });
  const { title, unit } = MEASURE_TITLES[measure];
  const against = AGAINST[measure];
  const last = Number.POSITIVE_INFINITY;
  return {
    districtId: asked.districtId,
    asked: {
      ...{ measure, title: { ...title }, unit: { ...unit } },
      exposureUnit: { ...EXPOSURE_UNITS[measure] },
      definition: { zh: `${against.zh}${FRAME.zh}`, en: `${against.en} ${FRAME.en}` },
      ...{ level, fewestEvents, fewestResidents },
    },
    ...{ period: daysOf(period), before: daysOf(before(period)), yearAgo: daysOf(yearAgo(period)) },
    totals: {
      complaints: own.total,
      withoutArea,
      otherArea: own.withoutPosition - withoutArea,
      events: own.events.reduce((sum, one) => sum + one, 0),
    },
    areas: rows.sort((a, b) => (a.rank ?? last) - (b.rank ?? last) || b.excess - a.excess),
    askedAt: new Date().toISOString(),
  };
}

/** By complaint its place in the areas; how many of the period have none at all. */
function areaCodes({ counted, period }: Material, areas: readonly StudiedArea[]) {
  const placeOf = new Map(areas.map(({ areaId }, place) => [areaId, place]));
  const { at, charge } = counted.columns;
  const { codes, values } = charge.field("areaId");
  let withoutArea = 0;
  const areaOf = Int32Array.from(counted.rows, (row) => {
    const areaId = values[codes[at.charges[row]!]!];
    const day = at.receivedDays[row]!;
    if (typeof areaId === "string") return placeOf.get(areaId) ?? NO_CODE;
    if (day >= period.from && day <= period.to) withoutArea++;
    return NO_CODE;
  });
  return { codes: areaOf, withoutArea };
}

function countIn(
  { counted, measure }: Material,
  areas: readonly StudiedArea[],
  codes: Int32Array,
  span: DaySpan,
): Counts {
  const places = {
    cells: areas,
    streetKilometers: Float64Array.from(areas, ({ streetKilometers }) => streetKilometers),
    residents: Float64Array.from(areas, ({ residents }) => residents),
    neighbours: () => fromRows(areas.map(() => [])), // each by itself
  };
  return countPeriod({ ...counted, codes }, places, measure, span);
}

const exposuresOf = (measure: HotspotMeasure, areas: readonly StudiedArea[]) =>
  areas.map(({ cells, streetKilometers, residents }) => {
    if (measure === "per-street") return streetKilometers;
    return measure === "per-resident" ? residents : cells;
  });
