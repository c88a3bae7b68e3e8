import { VectorTile } from "@mapbox/vector-tile";
import { parse } from "csv-parse/sync";
import { PbfReader } from "pbf";
import initSqlJs from "sql.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FACILITY_KINDS, FACILITY_LAYERS } from "../../data/facility.ts";
import { tileAt } from "../../server/geo/tile.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { servedApp } from "../worlds/served.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
let served: ReturnType<typeof servedApp>;

/** Some of every kind, opened and closed on different days, west and east of the meridian 25.01. */
beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  let state = 11;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  await world.database.transaction(
    async (tx) => {
      for (const kind of FACILITY_KINDS)
        for (let n = 0; n < 25; n++) {
          const opened = 2018 + Math.floor(random() * 6);
          const closed = random() < 0.3 ? `${opened + 2}-07-01` : null;
          await tx.query(
            `insert into facility (district_id, facility_id, kind, code, name, position, opened_on, closed_on)
             values ('north', $1, $2, $1, $1, st_setsrid(st_makepoint($3, $4), 4326), $5, $6)`,
            [
              `${kind}-${n}`,
              kind,
              25 + random() * 0.02,
              60 + random() * 0.01,
              random() < 0.1 ? null : `${opened}-03-01`,
              closed,
            ],
          );
        }
    },
    { asOwner: true },
  );
  served = servedApp(world.database);
});
afterAll(async () => {
  await served?.close();
  await world?.drop();
});

const ask = (path: string) => served.app.request(path);
const json = async (path: string) => (await ask(path)).json();
const api = "/api/districts/north";

/** What the table itself says, worked out without the layers. */
async function register(kind: string, date: string, half: "west" | "east" | null) {
  const rows = await world.database.transaction(
    (tx) =>
      tx.query<{ count: number }>(
        `select count(*) as count from facility where kind = $1
           and (opened_on is null or opened_on <= $2::date) and (closed_on is null or closed_on > $2::date)
           and ($3::text is null or (st_x(position) < 25.01) = ($3 = 'west'))`,
        [kind, date, half],
      ),
    { asOwner: true },
  );
  return rows[0]!.count;
}

async function rowsOfGeopackage(answer: Response, table: string) {
  const sqlite = await initSqlJs();
  const file = new sqlite.Database(new Uint8Array(await answer.arrayBuffer()));
  const count = file.exec(`select count(*) from ${table}`)[0]!.values[0]![0];
  file.close();
  return count;
}

/** Ids drawn in all tiles of the district at a zoom where every kind is drawn one by one. */
async function drawn(layerId: string, date: string) {
  const zoom = 16;
  const [first, last] = [tileAt(25, 60.01, zoom), tileAt(25.02, 60, zoom)];
  const ids = new Set<unknown>();
  for (let x = first.x; x <= last.x; x++)
    for (let y = first.y; y <= last.y; y++) {
      const answer = await ask(`/tiles/north/${layerId}/${zoom}/${x}/${y}.mvt?date=${date}`);
      if (answer.status === 204) continue;
      const tile = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer())));
      const layer = tile.layers[layerId];
      for (let i = 0; i < (layer?.length ?? 0); i++) ids.add(layer!.feature(i).properties.id);
    }
  return ids.size;
}

/** What the legend's lines of a layer add up to. */
const legendOf = (layer: { classes: { status: { count: number }[] } }) =>
  layer.classes.status.reduce((sum, { count }) => sum + count, 0);

const dates = ["2019-06-30", "2022-07-01", "2024-05-31"];

describe("one number, one place", () => {
  it.each(dates)("is the same for the district on %s, wherever it is shown", async (date) => {
    const list = await json(`${api}/layers?date=${date}`);
    const { counts } = await json(`${api}/facilities?date=${date}&limit=1`);
    for (const kind of FACILITY_KINDS) {
      const layerId = FACILITY_LAYERS[kind];
      const expected = await register(kind, date, null);
      const layer = list.layers.find((one: { layerId: string }) => one.layerId === layerId);
      const features = `${api}/layers/${layerId}/features?date=${date}`;
      const files = `${api}/facilities?kind=${kind}&date=${date}`;
      const shown = {
        layers: layer.count,
        legend: legendOf(layer),
        features: (await json(features)).numberMatched,
        register: counts.find((one: { kind: string }) => one.kind === kind).count,
        featuresCsv:
          parse(await (await ask(`${features}&format=csv`)).text(), { bom: true }).length - 1,
        registerCsv:
          parse(await (await ask(`${files}&format=csv`)).text(), { bom: true }).length - 1,
        ogc: (await json(`/ogc/collections/${layerId}/items?datetime=${date}`)).numberMatched,
        map: await drawn(layerId, date),
      };
      for (const [place, count] of Object.entries(shown))
        expect(count, `${kind} in ${place}`).toBe(expected);
    }
  });

  it("is the same in a GeoPackage", async () => {
    for (const kind of FACILITY_KINDS) {
      const answer = await ask(`${api}/facilities?kind=${kind}&date=${dates[1]}&format=gpkg`);
      const table = FACILITY_LAYERS[kind].replaceAll("-", "_");
      expect(await rowsOfGeopackage(answer, table)).toBe(await register(kind, dates[1]!, null));
    }
  });

  it.each(["west", "east"] as const)("is the same for the area %s", async (area) => {
    const date = "2024-05-31";
    const west = area === "west" ? 25 : 25.01;
    const ring = [
      [west, 60],
      [west + 0.01, 60],
      [west + 0.01, 60.01],
      [west, 60.01],
      [west, 60],
    ];
    const summary = await (
      await served.app.request(`${api}/summary`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ shape: { type: "Polygon", coordinates: [ring] }, date }),
      })
    ).json();
    const { counts } = await json(`${api}/facilities?date=${date}&area=${area}&limit=1`);
    const list = await json(`${api}/layers?date=${date}&area=${area}`);
    for (const kind of FACILITY_KINDS) {
      const layerId = FACILITY_LAYERS[kind];
      const expected = await register(kind, date, area);
      const within = `S_INTERSECTS(geometry,BBOX(${west},60,${west + 0.01},60.01))`;
      const features = `${api}/layers/${layerId}/features?date=${date}&area=${area}`;
      const layer = list.layers.find((one: { layerId: string }) => one.layerId === layerId);
      const shown = {
        layers: layer.count,
        legend: legendOf(layer),
        features: (await json(features)).numberMatched,
        register: counts.find((one: { kind: string }) => one.kind === kind).count,
        csv: parse(await (await ask(`${features}&format=csv`)).text(), { bom: true }).length - 1,
        summary: summary.layers.find((one: { layerId: string }) => one.layerId === layerId).count,
        ogc: (await json(`/ogc/collections/${layerId}/items?datetime=${date}&filter=${within}`))
          .numberMatched,
      };
      for (const [place, count] of Object.entries(shown))
        expect(count, `${kind} in ${place}`).toBe(expected);
    }
  });

  it("is refused, not guessed, for an area there is not", async () => {
    const answer = await ask(`${api}/layers?area=nowhere`);
    expect([answer.status, (await answer.json()).code]).toEqual([400, "query-invalid"]);
  });
});
