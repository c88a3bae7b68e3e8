import type { z } from "@hono/zod-openapi";
import type { LngLat } from "../geo/position.ts";
import type { AreaIndex } from "./area-index.ts";
import { areasAt } from "./area-index.ts";
import {
  backedUp,
  distancesOf,
  inUnits,
  type Measured,
  STATE,
  sharesOf,
  stateAt,
  WEIGHT_UNIT,
} from "./coverage.ts";
import type {
  CoverageAnswer,
  CoverageArea,
  CoverageAsked,
  CoverageGap,
  CoverageSite,
  CoverageTrialAnswer,
} from "./coverage-schema.ts";
import { gapShapes, gapsOf, type Raster } from "./gaps.ts";
import { NO_SITE } from "./labels.ts";
import { metersOf, tenthsOf } from "./rounding.ts";
import type { ClosedSite, LeftOut } from "./sites.ts";
import { withinStraight } from "./straight.ts";
import { servedStretches, streetShare } from "./streets.ts";
import { differenceOf, type Study, totalsOf } from "./study.ts";

type Answer = z.infer<typeof CoverageAnswer>;
type Asked = z.infer<typeof CoverageAsked>;

/** Where people work or gather, as the register has it. */
export type GatheringPlaces = {
  readonly ids: readonly string[];
  readonly kinds: readonly string[];
  readonly positions: readonly LngLat[];
};

/** A radius is divided into so many steps of the histogram of ways. */
const STEPS_A_RADIUS = 6;

const lngLat = ([lng, lat]: LngLat): [number, number] => [lng, lat];

/** How demand is served, whole. */
export function coverageAnswer(
  study: Study,
  {
    districtId,
    asked,
    areas,
    places,
    leftOut,
    closed,
    raster,
  }: {
    districtId: string;
    asked: Asked;
    areas: AreaIndex;
    places: GatheringPlaces | null;
    leftOut: LeftOut;
    closed: readonly ClosedSite[];
    raster: Raster;
  },
): Answer {
  const { demand, measured, network, sites, labels, demandFailures } = study;
  const { weights, nearest } = measured;
  const all = [...weights.keys()];
  const positions = sites.map(({ position }) => position);
  const straight = withinStraight(demand.centers, positions, asked.radiusMeters);
  const inArea = areasAt(areas, demand.centers);
  const sumWhere = (holds: (demand: number) => boolean) =>
    all.reduce((sum, i) => (holds(i) ? sum + weights[i]! : sum), 0) / WEIGHT_UNIT;
  const radiusMillimeters = measured.radiusMillimeters;
  return {
    ...{ districtId, asked, at: new Date().toISOString() },
    totals: inUnits(totalsOf(measured, demand.unplaced)),
    backedUp: backedUp(measured) / WEIGHT_UNIT,
    straight: sumWhere((i) => straight[i] === 1),
    distances: distancesOf(measured, all, asked.radiusMeters / STEPS_A_RADIUS),
    compliance: places && complianceOf(places, positions, asked),
    streets: streetShare(network, servedStretches(network, labels, radiusMillimeters)),
    sites: sitesAnswer(study),
    closed: [...closed],
    leftOut: { ...leftOut },
    rejected: {
      noStreet: sumWhere((i) => demandFailures[i] === "no-street"),
      obstacle: sumWhere((i) => demandFailures[i] === "obstacle"),
      noPlace: demand.unplaced / WEIGHT_UNIT,
      cells: all.filter((i) => demandFailures[i] && weights[i]! > 0).map((i) => demand.cells[i]!),
    },
    cells: {
      cell: [...demand.cells],
      demand: all.map((i) => weights[i]! / WEIGHT_UNIT),
      state: all.map((i) => stateAt(measured, i)),
      meters: all.map((i) => metersOf(nearest.firstWays[i]!)),
      site: [...nearest.firstSites],
      secondMeters: all.map((i) => metersOf(nearest.secondWays[i]!)),
    },
    areas: areasAnswer(study, areas, inArea),
    ...gapsAnswer(study, areas, inArea, raster),
  };
}

function complianceOf(
  { ids, kinds, positions }: GatheringPlaces,
  sites: readonly LngLat[],
  { radiusMeters }: Asked,
): Answer["compliance"] {
  if (ids.length === 0) return null;
  const isWithin = withinStraight(positions, sites, radiusMeters);
  const byKind = new Map<string, { total: number; within: number }>();
  for (const [i, kind] of kinds.entries()) {
    const found = byKind.get(kind) ?? { total: 0, within: 0 };
    byKind.set(kind, found);
    found.total++;
    found.within += isWithin[i]!;
  }
  return {
    ...{ object: "places", radiusMeters, total: ids.length },
    within: isWithin.reduce((sum, is) => sum + is, 0),
    kinds: [...byKind].map(([kind, found]) => ({ kind, ...found })),
    outsideIds: ids.filter((_, i) => !isWithin[i]).slice(0, MOST_LISTED),
  };
}
const MOST_LISTED = 500;

function sitesAnswer({
  sites,
  siteFailures,
  measured,
  demand,
}: Study): z.infer<typeof CoverageSite>[] {
  const { nearest, radiusMillimeters, allocation } = measured;
  const [own, alone] = [new Float64Array(sites.length), new Float64Array(sites.length)];
  for (const [i, weight] of demand.weights.entries()) {
    const site = nearest.firstSites[i]!;
    if (site === NO_SITE || nearest.firstWays[i]! > radiusMillimeters) continue;
    own[site]! += weight;
    if (nearest.secondWays[i]! > radiusMillimeters) alone[site]! += weight;
  }
  return sites.map(({ id, name, nameEn, position, from, isNew, stars, capacity }, site) => ({
    ...{ id, name, nameEn, isNew, stars },
    position: lngLat(position),
    from: from && lngLat(from),
    failure: siteFailures[site] as z.infer<typeof CoverageSite>["failure"], // of a place that was snapped
    nearest: own[site]! / WEIGHT_UNIT,
    alone: alone[site]! / WEIGHT_UNIT,
    capacity: allocation ? capacity : null,
    load: allocation ? allocation.loads[site]! / WEIGHT_UNIT : null,
  }));
}

type InArea = ReturnType<typeof areasAt>;

function areasAnswer(
  { measured, sites }: Study,
  { areas, at }: AreaIndex,
  inArea: InArea,
): z.infer<typeof CoverageArea>[] {
  const members = areas.map((): number[] => []);
  for (const [i, { subdistrict, community }] of inArea.entries())
    for (const area of [subdistrict, community]) members[area]?.push(i);
  const counts = areas.map(() => 0);
  for (const { position } of sites) {
    const { subdistrict, community } = at(position);
    for (const area of [subdistrict, community]) if (area >= 0) counts[area]!++;
  }
  return areas.map((area, i) => {
    const { quantiles } = distancesOf(measured, members[i]!, 1);
    const median = quantiles.find(({ share }) => share === 0.5);
    return {
      ...area,
      ...inUnits(sharesOf(measured, members[i]!)),
      medianMeters: median ? median.meters : null,
      sites: counts[i]!,
    };
  });
}

/** Gaps that are listed at most; the smallest are left out, and the totals have them. */
const MOST_GAPS = 300;

function gapsAnswer(
  { demand, measured, network, labels }: Study,
  { areas }: AreaIndex,
  inArea: InArea,
  raster: Raster,
): Pick<Answer, "gaps" | "gapsLeftOut"> {
  const { weights, nearest, radiusMillimeters } = measured;
  const isOutside = (i: number) => stateAt(measured, i) === STATE.outside;
  const { places } = measured;
  const { cells } = demand;
  const { firstWays } = nearest;
  const of = { cells, weights, places, firstWays, radiusMillimeters };
  const all = gapsOf(network, of, isOutside);
  const gaps = all.slice(0, MOST_GAPS);
  const others = all.slice(MOST_GAPS);
  const shapes = gapShapes(network, labels, raster, demand.cells, gaps, radiusMillimeters);
  const listed = gaps.map(({ id, demands, weight, position, farthestMeters }, gap) => {
    const peak = demands[0]!;
    const area = areas[inArea[peak]!.subdistrict];
    const place = measured.places[peak];
    const edge = place ? network.streets.edges[place.edge]! : null;
    return {
      ...{ id, demand: weight / WEIGHT_UNIT, position: lngLat(position), farthestMeters },
      cells: demands.map((i) => demand.cells[i]!),
      areaId: area?.areaId ?? null,
      streetId: edge?.streetId ?? null,
      street: edge?.name ?? null,
      streetEn: edge?.nameEn ?? null,
      shape: shapes[gap]! as z.infer<typeof CoverageGap>["shape"], // positions are numbers
    };
  });
  const demandLeftOut = others.reduce((sum, { weight }) => sum + weight, 0) / WEIGHT_UNIT;
  return { gaps: listed, gapsLeftOut: { count: others.length, demand: demandLeftOut } };
}

/** What a trial changes, against what was there before it. */
export function trialAnswer(
  before: Measured,
  after: Measured,
  unplaced: number,
): Omit<z.infer<typeof CoverageTrialAnswer>, "position" | "failure"> {
  const { demands, states, meters, gained, lost } = differenceOf(before, after);
  return {
    totals: inUnits(totalsOf(after, unplaced)),
    before: inUnits(totalsOf(before, unplaced)),
    gained: gained / WEIGHT_UNIT,
    lost: lost / WEIGHT_UNIT,
    meanMeters: meanOf(after),
    beforeMeanMeters: meanOf(before),
    changed: {
      index: demands,
      state: states,
      meters: meters.map((way) => way && tenthsOf(way)),
    },
  };
}

function meanOf({ weights, nearest }: Measured): number | null {
  let [sum, people] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    if (nearest.firstSites[i] === NO_SITE) continue;
    sum += nearest.firstWays[i]! * weights[i]!;
    people += weights[i]!;
  }
  return people > 0 ? metersOf(sum / people) : null;
}
