import type { Position } from "geojson";
import { storedFacilities } from "../data/demo/flaws.ts";
import type {
  DemoConstruction,
  DemoDistrict,
  DemoLand,
  DemoSetting,
  LngLat,
  Ring,
} from "../data/demo/records.ts";
import { toEwkbHex } from "./geo/ewkb.ts";
import type { Queryable } from "./store/database.ts";

const BATCH = 4_000;

/** One column of a bulk insert: its name, how the statement reads it, and its values. */
export type Column = {
  readonly name: string;
  readonly type: string;
  readonly values: readonly unknown[];
};

/** A table and what is written to it. */
export type Rows = { readonly table: string; readonly columns: readonly Column[] };

/**
 * Tables in an order in which every reference finds its record.
 *
 * @param more  Settings, places and plots, what is to be built, and the tables of complaints, which refer to streets, facilities and areas.
 */
export function tablesOf(
  district: DemoDistrict,
  more: {
    readonly settings: readonly DemoSetting[];
    readonly land: DemoLand;
    readonly construction: DemoConstruction;
    readonly complaints: readonly Rows[];
    /** Vehicles, what they are assigned to, and what was done of late. */
    readonly fleet: readonly Rows[];
    /** Rubrics, inspections, stars and red flags. */
    readonly ratings: readonly Rows[];
  },
): Rows[] {
  return [
    {
      table: "district_setting",
      columns: settingColumns([...district.settings, ...more.settings]),
    },
    { table: "area", columns: areaColumns(district) },
    { table: "street", columns: streetColumns(district) },
    { table: "street_edge", columns: edgeColumns(district) },
    { table: "facility", columns: facilityColumns(district) },
    { table: "demand_cell", columns: cellColumns(district) },
    { table: "ground", columns: groundColumns(district) },
    { table: "place", columns: placeColumns(more.land) },
    { table: "plot", columns: plotColumns(more.land) },
    ...more.complaints,
    { table: "cleaning_route", columns: routeColumns(district) },
    { table: "cleaning_route_edge", columns: routeEdgeColumns(district) },
    ...more.fleet,
    ...more.ratings,
    { table: "scenario", columns: scenarioColumns(more.construction) },
    { table: "construction_target", columns: targetColumns(more.construction) },
  ];
}

/** Columns of records: each a name, a type, and where its value is. */
export function columnsOf<T>(
  records: readonly T[],
  fields: Readonly<Record<string, readonly [type: string, value: (record: T) => unknown]>>,
): Column[] {
  return Object.entries(fields).map(([name, [type, value]]) => ({
    name,
    type,
    values: records.map(value),
  }));
}

const positions = (path: readonly LngLat[]) => path.map(([lng, lat]): Position => [lng, lat]);
export const point = (at: LngLat | null) =>
  at && toEwkbHex({ type: "Point", coordinates: [at[0], at[1]] });

const multiPolygon = (polygons: readonly (readonly Ring[])[]) =>
  toEwkbHex({ type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(positions)) });

const settingColumns = (settings: readonly DemoSetting[]) =>
  columnsOf(settings, {
    key: ["text", ({ key }) => key],
    value: ["jsonb", ({ value }) => JSON.stringify(value)],
  });

const areaColumns = ({ areas }: DemoDistrict) =>
  columnsOf(areas, {
    area_id: ["text", ({ areaId }) => areaId],
    level: ["text", ({ level }) => level],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    parent_id: ["text", ({ parentId }) => parentId],
    valid_from: ["date", ({ validFrom }) => validFrom],
    valid_to: ["date", ({ validTo }) => validTo],
    boundary: ["geometry", ({ boundary }) => multiPolygon(boundary)],
  });

const streetColumns = ({ streets }: DemoDistrict) =>
  columnsOf(streets, {
    street_id: ["text", ({ streetId }) => streetId],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    is_main: ["boolean", ({ isMain }) => isMain],
    is_model: ["boolean", ({ isModel }) => isModel],
  });

const edgeColumns = ({ edges }: DemoDistrict) =>
  columnsOf(edges, {
    edge_id: ["text", ({ edgeId }) => edgeId],
    street_id: ["text", ({ streetId }) => streetId],
    from_node: ["bigint", ({ fromNode }) => fromNode],
    to_node: ["bigint", ({ toNode }) => toNode],
    class: ["text", (edge) => edge.class],
    grade: ["smallint", ({ grade }) => grade],
    oneway: ["text", ({ oneway }) => oneway],
    is_drivable: ["boolean", ({ isDrivable }) => isDrivable],
    is_bridge: ["boolean", ({ isBridge }) => isBridge],
    width_meters: ["real", ({ widthMeters }) => widthMeters],
    length_meters: ["double precision", ({ lengthMeters }) => lengthMeters],
    path: [
      "geometry",
      ({ path }) => toEwkbHex({ type: "LineString", coordinates: positions(path) }),
    ],
  });

const facilityColumns = (district: DemoDistrict) =>
  columnsOf(storedFacilities(district), {
    facility_id: ["text", ({ facilityId }) => facilityId],
    kind: ["text", ({ kind }) => kind],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    address: ["text", ({ address }) => address],
    position: ["geometry", ({ position }) => point(position)],
    status: ["text", ({ status }) => status],
    owner: ["text", ({ owner }) => owner],
    manager: ["text", ({ manager }) => manager],
    opened_on: ["date", ({ openedOn }) => openedOn],
    closed_on: ["date", ({ closedOn }) => closedOn],
    verified_on: ["date", ({ verifiedOn }) => verifiedOn],
    verified_by: ["text", ({ verifiedBy }) => verifiedBy],
    attributes: ["jsonb", ({ attributes }) => JSON.stringify(attributes)],
    source: ["text", ({ source }) => source],
    source_key: ["text", ({ sourceKey }) => sourceKey],
  });

const cellColumns = ({ cells }: DemoDistrict) =>
  columnsOf(cells, {
    cell: ["text", ({ cell }) => cell],
    residents: ["real", ({ residents }) => residents],
    daytime: ["real", ({ daytime }) => daytime],
  });

const groundColumns = ({ ground }: DemoDistrict) =>
  columnsOf(ground, {
    ground_id: ["text", ({ groundId }) => groundId],
    kind: ["text", ({ kind }) => kind],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    shape: ["geometry", ({ shape }) => toEwkbHex(shape)],
  });

const placeColumns = ({ places }: DemoLand) =>
  columnsOf(places, {
    place_id: ["text", ({ placeId }) => placeId],
    kind: ["text", ({ kind }) => kind],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    position: ["geometry", ({ position }) => point(position)],
  });

const plotColumns = ({ plots }: DemoLand) =>
  columnsOf(plots, {
    plot_id: ["text", ({ plotId }) => plotId],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    land_use: ["text", ({ landUse }) => landUse],
    usable_area_square_meters: ["float8", ({ usableAreaSquareMeters: area }) => area],
    owner: ["text", ({ owner }) => owner],
    objection: ["text", ({ objection }) => objection],
    is_available: ["boolean", ({ isAvailable }) => isAvailable],
    cost_yuan: ["float8", ({ costYuan }) => costYuan],
    shape: ["geometry", ({ shape }) => multiPolygon(shape)],
  });

const routeColumns = ({ routes }: DemoDistrict) =>
  columnsOf(routes, {
    route_id: ["text", ({ routeId }) => routeId],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    kind: ["text", ({ kind }) => kind],
    team: ["text", ({ team }) => team],
    vehicle_kind: ["text", ({ vehicleKind }) => vehicleKind],
    turn: ["text", ({ turn }) => turn],
    season: ["text", ({ season }) => season],
    part: ["text", ({ part }) => part],
    proof: ["text", ({ proof }) => proof],
    shifts: ["jsonb", ({ shifts }) => JSON.stringify(shifts)],
    passes: ["real", ({ passes }) => passes],
    period: ["text", ({ period }) => period],
    valid_from: ["date", ({ validFrom }) => validFrom],
  });

const routeEdgeColumns = ({ routes }: DemoDistrict) =>
  columnsOf(
    routes.flatMap(({ routeId, edgeIds }) =>
      edgeIds.map((edgeId, i) => ({ routeId, sequence: i + 1, edgeId })),
    ),
    {
      route_id: ["text", ({ routeId }) => routeId],
      sequence: ["integer", ({ sequence }) => sequence],
      edge_id: ["text", ({ edgeId }) => edgeId],
    },
  );

/** Who the demonstration says has written something. */
const WRITTEN_BY = "演示数据 demonstration";

const scenarioColumns = ({ scenarios }: DemoConstruction) =>
  columnsOf(scenarios, {
    scenario_id: ["text", ({ scenarioId }) => scenarioId],
    name: ["text", ({ name }) => name],
    note: ["text", ({ note }) => note],
    question: ["jsonb", ({ question }) => JSON.stringify(question)],
    costs: ["jsonb", ({ costs }) => JSON.stringify(costs)],
    created_by: ["text", () => WRITTEN_BY],
    updated_by: ["text", () => WRITTEN_BY],
  });

const targetColumns = ({ targets }: DemoConstruction) =>
  columnsOf(targets, {
    target_id: ["text", ({ targetId }) => targetId],
    kind: ["text", ({ kind }) => kind],
    name: ["text", ({ name }) => name],
    position: ["geometry", ({ position }) => point(position)],
    planned_for: ["date", ({ plannedFor }) => plannedFor],
    state: ["text", ({ state }) => state],
    facility_id: ["text", ({ facilityId }) => facilityId],
    cost_yuan: ["float8", ({ costYuan }) => costYuan],
    note: ["text", ({ note }) => note],
    created_by: ["text", () => WRITTEN_BY],
    updated_by: ["text", () => WRITTEN_BY],
  });

/**
 * Inserts many rows by `unnest`, some thousands a statement.
 *
 * @param isTakenSkipped  leaves out rows whose key or number is taken, instead of failing.
 * @returns How many were inserted.
 */
export async function insertRows(
  tx: Queryable,
  districtId: string,
  table: string,
  columns: readonly Column[],
  { isTakenSkipped = false }: { isTakenSkipped?: boolean } = {},
): Promise<number> {
  const names = columns.map(({ name }) => name).join(", ");
  // Composite types travel as text and are cast row by row: an array of geometry or jsonb has no plain literal.
  const isPlain = (type: string) => !["geometry", "jsonb"].includes(type);
  const casts = columns.map(({ name, type }) => (isPlain(type) ? name : `${name}::${type}`));
  const arrays = columns.map(({ type }, i) => `$${i + 2}::${isPlain(type) ? type : "text"}[]`);
  const rows = `insert into ${table} (district_id, ${names})
    select $1, ${casts.join(", ")} from unnest(${arrays.join(", ")}) as given (${names})
    ${isTakenSkipped ? "on conflict do nothing" : ""} returning 1`;
  const sql = `with inserted as (${rows}) select count(*)::int as count from inserted`;
  const given = columns[0]!.values.length;
  let inserted = 0;
  for (let from = 0; from < given; from += BATCH) {
    const batch = columns.map(({ values }) => values.slice(from, from + BATCH));
    const [row] = await tx.query<{ count: number }>(sql, [districtId, ...batch]);
    inserted += row!.count;
  }
  return inserted;
}
