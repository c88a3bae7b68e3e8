import { latLngToCell } from "h3-js";
import { recordChange } from "../../server/store/changes.ts";
import type { Database, Queryable } from "../../server/store/database.ts";

/**
 * A district of two blocks at 60°N 25°E, west and east of the meridian 25.01, each 0.01 × 0.01 degrees, with one street
 * along 60.005 from end to end.
 *
 * Until 2024-01-01 the western block reached to 25.012 (`west-old`), which matters to the complaint `c4` at 25.011.
 *
 * | layer | west | east |
 * |---|---|---|
 * | toilets | t1 open, five stars; t2 under repair, unrated | t3, closed since 2024-06-01 |
 * | bins | b1 b2 b3 | b4 |
 * | places | school | station |
 * | plots | free, whose owner and neighbours' objection are for staff | homes |
 * | complaints | c1 2023-03-01, c2 2024-03-31, c3 2024-04-01 | c4 2023-05-05, c5 2024-05-05; c6 without a place 2024-05-06 |
 */
export async function writeSmallDistrict(database: Database, districtId = "north"): Promise<void> {
  await database.transaction(
    async (tx) => {
      await tx.query(
        "insert into district (district_id, name, name_en, time_zone) values ($1, '北区', 'North', 'Europe/Helsinki')",
        [districtId],
      );
      await writeAreas(tx, districtId);
      await writeStreet(tx, districtId);
      await writeFacilities(tx, districtId);
      await writeComplaints(tx, districtId);
      await writeGround(tx, districtId);
      await writeLand(tx, districtId);
      await recordChange(tx, districtId, "facility", []);
    },
    { asOwner: true },
  );
}

const square = (west: number, east: number) => ({
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [west, 60],
        [east, 60],
        [east, 60.01],
        [west, 60.01],
        [west, 60],
      ],
    ],
  ],
});

async function writeAreas(tx: Queryable, districtId: string) {
  const rows: [id: string, code: string, from: string, to: string | null, shape: object][] = [
    ["west-old", "01", "2020-01-01", "2024-01-01", square(25, 25.012)],
    ["west", "01", "2024-01-01", null, square(25, 25.01)],
    ["east-old", "02", "2020-01-01", "2024-01-01", square(25.012, 25.02)],
    ["east", "02", "2024-01-01", null, square(25.01, 25.02)],
  ];
  for (const [id, code, from, to, shape] of rows)
    await tx.query(
      `insert into area (district_id, area_id, level, code, name, valid_from, valid_to, boundary)
       values ($1, $2, 'subdistrict', $3, $2, $4, $5, st_setsrid(st_geomfromgeojson($6), 4326))`,
      [districtId, id, code, from, to, JSON.stringify(shape)],
    );
}

async function writeStreet(tx: Queryable, districtId: string) {
  await tx.query(
    "insert into street (district_id, street_id, name, name_en, is_model) values ($1, 's1', '中街', 'Middle Street', true)",
    [districtId],
  );
  const edges: [id: string, from: number, to: number][] = [
    ["e1", 25, 25.01],
    ["e2", 25.01, 25.02],
  ];
  for (const [i, [id, from, to]] of edges.entries())
    await tx.query(
      `insert into street_edge (district_id, edge_id, street_id, from_node, to_node, class, grade, length_meters, path)
       values ($1, $2, 's1', $3, $4, 'arterial', 1, 556, st_geomfromtext($5, 4326))`,
      [districtId, id, i, i + 1, `LINESTRING(${from} 60.005, ${to} 60.005)`],
    );
  await tx.query(
    `insert into cleaning_route (district_id, route_id, code, name, kind, shifts, passes, period, valid_from)
     values ($1, 'r1', 'R-1', '中街普扫', 'full_sweep', '[{"from": "04:30", "to": "07:00"}]', 3, 'day', '2022-01-01'),
            ($1, 'r2', 'R-2', '中街细扫', 'fine_sweep', '[]', 7, 'week', '2022-01-01'),
            ($1, 'r3', 'R-3', '中街冲洗', 'wash', '[]', 1, 'day', '2022-01-01')`,
    [districtId],
  );
  await tx.query(
    `insert into cleaning_route_edge (district_id, route_id, sequence, edge_id)
     values ($1, 'r1', 0, 'e1'), ($1, 'r1', 1, 'e2'), ($1, 'r2', 0, 'e1'), ($1, 'r3', 0, 'e1')`,
    [districtId],
  );
}

async function writeFacilities(tx: Queryable, districtId: string) {
  const rows: [
    id: string,
    kind: string,
    lng: number,
    lat: number,
    status: string,
    closedOn: string | null,
  ][] = [
    ["t1", "toilet", 25.002, 60.002, "open", null],
    ["t2", "toilet", 25.008, 60.008, "repair", null],
    ["t3", "toilet", 25.015, 60.0051, "closed", "2024-06-01"],
    ["b1", "bin", 25.001, 60.005, "open", null],
    ["b2", "bin", 25.004, 60.005, "open", null],
    ["b3", "bin", 25.009, 60.005, "open", null],
    ["b4", "bin", 25.0125, 60.005, "open", null],
  ];
  for (const [id, kind, lng, lat, status, closedOn] of rows)
    await tx.query(
      `insert into facility (district_id, facility_id, kind, code, name, position, status, opened_on, closed_on, attributes)
       values ($1, $2, $3, upper($2), $2, st_setsrid(st_makepoint($4, $5), 4326), $6, '2020-01-01', $7, $8::jsonb)`,
      [
        districtId,
        id,
        kind,
        lng,
        lat,
        status,
        closedOn,
        JSON.stringify(
          kind === "toilet" ? { toiletClass: "2", stallsFemale: 6 } : { isSorted: id !== "b4" },
        ),
      ],
    );
  await tx.query(
    `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, valid_from, valid_to, reason)
     values ($1, 'g1', 'facility', 't1', 3, '2021-01-01', '2023-01-01', ''), ($1, 'g2', 'facility', 't1', 5, '2023-01-01', null, ''),
            ($1, 'g3', 'facility', 't2', 4, '2021-01-01', '2022-01-01', ''), ($1, 'g4', 'street', 's1', 4, '2021-01-01', null, '')`,
    [districtId],
  );
}

async function writeComplaints(tx: Queryable, districtId: string) {
  const rows: [
    id: string,
    lng: number | null,
    lat: number | null,
    day: string,
    category: string | null,
  ][] = [
    ["c1", 25.0021, 60.0052, "2023-03-01", "垃圾"],
    ["c2", 25.0031, 60.0048, "2024-03-31", "垃圾"],
    ["c3", 25.0034, 60.0082, "2024-04-01", "公厕"],
    ["c4", 25.011, 60.0051, "2023-05-05", "垃圾"],
    ["c5", 25.016, 60.0049, "2024-05-05", null],
    ["c6", null, null, "2024-05-06", "公厕"],
  ];
  for (const [id, lng, lat, day, category] of rows)
    await tx.query(
      `insert into complaint (district_id, complaint_id, number, channel, category, occurred_on, position, street_id)
       values ($1, $2, $2, '12345', $3, $4, st_setsrid(st_makepoint($5, $6), 4326), 's1')`,
      [districtId, id, category, day, lng, lat],
    );
}

async function writeGround(tx: Queryable, districtId: string) {
  const lake =
    "POLYGON((25.002 60.006, 25.006 60.006, 25.006 60.009, 25.002 60.009, 25.002 60.006)," +
    "(25.003 60.007, 25.003 60.008, 25.005 60.008, 25.005 60.007, 25.003 60.007))";
  await tx.query(
    `insert into ground (district_id, ground_id, kind, name, shape)
     values ($1, 'lake', 'water', '环湖', st_geomfromtext($2, 4326)),
            ($1, 'rail', 'railway', null, st_geomfromtext('LINESTRING(25 60.009, 25.02 60.009)', 4326))`,
    [districtId, lake],
  );
  await tx.query(
    "insert into demand_cell (district_id, cell, residents, daytime) values ($1, $2, 120, 40)",
    [districtId, latLngToCell(60.005, 25.005, 10)],
  );
}

async function writeLand(tx: Queryable, districtId: string) {
  await tx.query(
    `insert into place (district_id, place_id, kind, name, name_en, position)
     values ($1, 'school', 'school', '北小学', 'North School', st_setsrid(st_makepoint(25.004, 60.004), 4326)),
            ($1, 'station', 'transport', '东站', null, st_setsrid(st_makepoint(25.018, 60.006), 4326))`,
    [districtId],
  );
  await tx.query(
    `insert into plot (district_id, plot_id, code, name, land_use, usable_area_square_meters, owner, objection,
       is_available, cost_yuan, shape)
     values ($1, 'free', 'DK1', '河边地块', 'utility', 120, '区人民政府', '居民反对设公厕', true, 50000,
              st_multi(st_makeenvelope(25.006, 60.004, 25.007, 60.0045, 4326))),
            ($1, 'homes', 'DK2', null, 'residential', null, null, null, false, null,
              st_multi(st_makeenvelope(25.012, 60.006, 25.016, 60.008, 4326)))`,
    [districtId],
  );
}
