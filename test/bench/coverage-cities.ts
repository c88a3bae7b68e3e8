import { existsSync } from "node:fs";
import { basename } from "node:path";
import { cellToLatLng, latLngToCell } from "h3-js";
import type { Demand } from "../../server/coverage/demand.ts";
import type { TravelNetwork } from "../../server/coverage/network.ts";
import type { Site } from "../../server/coverage/sites.ts";
import { withinStraight } from "../../server/coverage/straight.ts";
import { servedStretches, streetShare } from "../../server/coverage/streets.ts";
import { studyOf, totalsOf } from "../../server/coverage/study.ts";
import {
  createWorlds,
  networkOf,
  SNAP_PEOPLE_METERS,
  snapAll,
} from "../../server/coverage/world.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { readTarget } from "../../server/imports/district.ts";
import { parseOptions } from "../../server/imports/options.ts";
import { readImport } from "../../server/imports/prepare.ts";
import { runImport } from "../../server/imports/run.ts";
import type { Database, Row } from "../../server/store/database.ts";
import { openTestDatabase } from "../worlds/database.ts";
import type { BenchResult } from "./run.ts";

const FOLDER = "../shared/data/osm";
const CITIES = [
  { name: "Porto", file: "vb_porto.osm.pbf", timeZone: "Europe/Lisbon" },
  { name: "Monaco", file: "vb_monaco.osm.pbf", timeZone: "Europe/Monaco" },
];
const RADIUS_METERS = 300;
const PIECE_METERS = 10;

/** A city as the importer leaves it in a database. */
async function imported(database: Database, city: (typeof CITIES)[number]) {
  const file = `${FOLDER}/${city.file}`;
  const options = parseOptions([file, "--district", city.name, "--time-zone", city.timeZone]);
  const { bytes, prepare } = await readImport(options);
  const target = await readTarget(database, city.name, {
    ...{ timeZone: city.timeZone, id: null, isDemoAllowed: false },
  });
  const { rejected } = await runImport(database, target, prepare(city.timeZone), {
    ...{ fileName: basename(file), bytes, options: {}, isLenient: false },
  });
  if (rejected > 0) throw new Error(`${rejected} records of ${city.file} were rejected`);
  const { districtId } = target;
  const read = <R extends Row>(sql: string) =>
    database.transaction((tx) => tx.query<R>(sql, [districtId]), { districtId });
  const toilets = await read<{ id: string; lng: number; lat: number }>(
    `select facility_id as id, st_x(position) as lng, st_y(position) as lat from facility
     where district_id = $1 and kind = 'toilet' and status = 'open' order by facility_id`,
  );
  const places = await read<{ id: string; lng: number; lat: number }>(
    `select place_id as id, st_x(position) as lng, st_y(position) as lat from place
     where district_id = $1 order by place_id`,
  );
  const world = await createWorlds(database).read(districtId);
  if (!world) throw new Error(`${city.name} was not imported`);
  return { toilets, places, network: networkOf(world.ground, "walk") };
}

/** Walkable streets in equal pieces of at most 10 m, each by its middle. */
function piecesOf({ streets, lengths, isForward, isBackward }: TravelNetwork) {
  const middles: LngLat[] = [];
  const millimeters: number[] = [];
  for (const [edge, length] of streets.lengthsMeters.entries()) {
    if (!isForward[edge] && !isBackward[edge]) continue;
    const count = Math.max(1, Math.ceil(length / PIECE_METERS));
    for (let piece = 0; piece < count; piece++) {
      const at = (length * (piece + 0.5)) / count;
      middles.push(streets.lineBetween(edge, at, at)[0]!);
      millimeters.push(lengths[edge]! / count);
    }
  }
  return { middles, millimeters };
}

/** Demand of given weights; what it is of is told in the table, as the register knows no such kind. */
const demandOf = (cells: string[], centers: LngLat[], weights: number[]): Demand => ({
  ...{ kind: "residents", unplaced: 0, cells, centers },
  weights: Float64Array.from(weights, (weight) => Math.round(weight * 1000)),
});

/** Meters of walkable street as demand: of each H3 cell those that lie in it, at its middle. */
function streetDemand({ middles, millimeters }: ReturnType<typeof piecesOf>): Demand {
  const metersByCell = new Map<string, number>();
  for (const [i, [lng, lat]] of middles.entries()) {
    const cell = latLngToCell(lat, lng, 10);
    metersByCell.set(cell, (metersByCell.get(cell) ?? 0) + millimeters[i]! / 1000);
  }
  const cells = [...metersByCell.keys()].sort();
  const centers = cells.map((cell): LngLat => {
    const [lat, lng] = cellToLatLng(cell);
    return [lng, lat];
  });
  return demandOf(
    cells,
    centers,
    cells.map((cell) => metersByCell.get(cell)!),
  );
}

/** Places where people work or gather, each as much as any other. */
const placeDemand = (places: readonly { lng: number; lat: number }[]) =>
  demandOf(
    places.map(({ lng, lat }) => latLngToCell(lat, lng, 10)),
    places.map(({ lng, lat }): LngLat => [lng, lat]),
    places.map(() => 1),
  );

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

function demandRow(
  city: string,
  what: string,
  {
    network,
    demand,
    sites,
    shown,
  }: {
    network: TravelNetwork;
    demand: Demand;
    sites: readonly Site[];
    shown: (weight: number) => string;
  },
): string {
  const snapped = snapAll(network, demand.centers, SNAP_PEOPLE_METERS);
  const study = studyOf({
    ...{ network, demand, sites, snapped },
    ...{ radiusMeters: RADIUS_METERS, hasCapacity: false },
  });
  const totals = totalsOf(study.measured, 0);
  const { served, outside, withoutRoom, rejected } = totals;
  const all = demand.weights.reduce((sum, weight) => sum + weight, 0);
  if (served + outside + withoutRoom + rejected !== all)
    throw new Error(`${city}, ${what}: ${all} are not what becomes of them`);
  const positions = sites.map(({ position }) => position);
  const straight = withinStraight(demand.centers, positions, RADIUS_METERS);
  const within = demand.weights.reduce((sum, weight, i) => sum + straight[i]! * weight, 0);
  const failed = study.siteFailures.filter(Boolean).length;
  const rejectedCount = study.demandFailures.filter(Boolean).length;
  return `| ${city} | ${what} | ${shown(all)} in ${demand.cells.length.toLocaleString("en")} | ${percent(served, all)} | ${percent(within, all)} | ${shown(rejected)} in ${rejectedCount.toLocaleString("en")} | ${sites.length.toLocaleString("en")} | ${failed} |`;
}

function rowsOf(
  city: string,
  { toilets, places, network }: Awaited<ReturnType<typeof imported>>,
): string[] {
  const sites = toilets.map(
    ({ id, lng, lat }): Site => ({
      ...{ id, position: [lng, lat], name: null, nameEn: null },
      ...{ stars: null, capacity: null, isNew: false, from: null },
    }),
  );
  const pieces = piecesOf(network);
  const demand = streetDemand(pieces);
  const { labels, siteFailures, measured } = studyOf({
    ...{ network, demand, sites, radiusMeters: RADIUS_METERS, hasCapacity: false },
    snapped: snapAll(network, demand.centers, SNAP_PEOPLE_METERS),
  });
  const along = streetShare(network, servedStretches(network, labels, measured.radiusMillimeters));
  const straight = withinStraight(
    pieces.middles,
    sites.map(({ position }) => position),
    RADIUS_METERS,
  );
  const within = pieces.millimeters.reduce((sum, length, i) => sum + straight[i]! * length, 0);
  const edges = network.isForward.filter((is, edge) => is || network.isBackward[edge]).length;
  const kilometers = (millimeters: number) => `${(millimeters / 1e6).toFixed(1)} km`;
  const failed = siteFailures.filter(Boolean).length;
  return [
    `| ${city} | streets | ${(along.meters / 1000).toFixed(1)} km in ${edges.toLocaleString("en")} | ${percent(along.servedMeters, along.meters)} | ${percent(within / 1000, along.meters)} | none | ${sites.length.toLocaleString("en")} | ${failed} |`,
    demandRow(city, "street as demand", { network, demand, sites, shown: kilometers }),
    demandRow(city, "places", {
      ...{ network, sites, demand: placeDemand(places) },
      shown: (weight) => (weight / 1000).toLocaleString("en"),
    }),
  ];
}

/** How much of two cities lies within 300 m of a public toilet, by street and by straight line. */
export async function benchCoverageCities(): Promise<BenchResult> {
  const missing = CITIES.find(({ file }) => !existsSync(`${FOLDER}/${file}`));
  if (missing) return { skipped: `${FOLDER}/${missing.file} is missing` };
  const { database, drop } = await openTestDatabase();
  try {
    const rows: string[] = [];
    for (const city of CITIES) rows.push(...rowsOf(city.name, await imported(database, city)));
    return {
      report: `## Coverage of two cities

Within ${RADIUS_METERS} m of a toilet that OpenStreetMap has, imported as anybody imports; by street on foot, and by straight line. Streets are what one may walk, by their length; for
the straight line in pieces of at most ${PIECE_METERS} m. Nobody's homes are known there, so demand is made up of what is: of each H3 cell of resolution 10 the streets in it, at its middle; and
places where people work or gather, each as one. Shares are of all demand: what has no street within ${SNAP_PEOPLE_METERS} m, or an obstacle before it, is rejected, by street not served, and counted.
By street, a way has what lies between a street and what stands beside it too, and so has whom it serves.

| city | what | how much, in how many | by street | straight | rejected | toilets | not on a street |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`,
    };
  } finally {
    await drop();
  }
}
