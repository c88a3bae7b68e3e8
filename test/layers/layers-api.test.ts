import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tileAt } from "../../server/geo/tile.ts";
import { DomainError, problemOf } from "../../server/http/problem.ts";
import { createRouter } from "../../server/http/router.ts";
import { layerSources } from "../../server/layer-sources.ts";
import { layersApi } from "../../server/layers/api.ts";
import { recordChange } from "../../server/store/changes.ts";
import { createSnapshots, type Snapshots } from "../../server/store/snapshots.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
let snapshots: Snapshots;
let app: ReturnType<typeof createRouter>;

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  snapshots = createSnapshots(world.database, layerSources);
  app = createRouter();
  app.route("/", layersApi({ database: world.database, snapshots }));
  app.onError((error) => {
    if (!(error instanceof DomainError)) console.error(error);
    const problem = problemOf(error);
    return Response.json(problem, { status: problem.status });
  });
});

afterAll(async () => {
  await snapshots?.close();
  await world?.drop();
});

const ask = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

async function askTile(layerIds: string, z: number, query = "") {
  const { x, y } = tileAt(25.005, 60.005, z);
  const answer = await ask(`/tiles/north/${layerIds}/${z}/${x}/${y}.mvt${query}`);
  if (answer.status !== 200) return { status: answer.status, features: () => [] };
  const tile = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer())));
  const features = (name: string) =>
    Array.from({ length: tile.layers[name]?.length ?? 0 }, (_, i) => tile.layers[name]!.feature(i));
  return { status: 200, features };
}

describe("districts and layers", () => {
  it("lists the district with the box around what is in it", async () => {
    const { districts } = await (await ask("/api/districts")).json();
    expect(districts).toEqual([
      expect.objectContaining({
        districtId: "north",
        name: "北区",
        bbox: [25, 60, 25.02, 60.01],
        center: [expect.closeTo(25.01), expect.closeTo(60.005)],
        version: 1,
        isDemo: false,
      }),
    ]);
  });

  it("names whose data it is until the import is taken back", async () => {
    const credits = async () =>
      (await (await ask("/api/districts")).json()).districts[0].attributions;
    const inNorth = (sql: string) =>
      world.database.transaction(
        async (tx) => {
          await tx.query(sql);
          await recordChange(tx, "north", "facility", []);
        },
        { districtId: "north" },
      );
    expect(await credits()).toEqual([]);
    await inNorth(`insert into import_run
      (district_id, import_id, file_name, sha256, options, rows_in, written, unchanged, rejected)
      values ('north', 'i1', 'a.pbf', '', '{"attribution": "© Somebody"}', 1, 1, 0, 0)`);
    expect(await credits()).toEqual(["© Somebody"]);
    await inNorth("update import_run set undone_at = now() where district_id = 'north'");
    expect(await credits()).toEqual([]);
  });

  it("counts the records of each layer on a day, by class", async () => {
    const answer = await ask("/api/districts/north/layers?date=2024-05-31");
    const { layers, date } = await answer.json();
    const byId = Object.fromEntries(layers.map((one: { layerId: string }) => [one.layerId, one]));
    expect(date).toBe("2024-05-31");
    expect(
      Object.fromEntries(
        layers.map((l: { layerId: string; count: number }) => [l.layerId, l.count]),
      ),
    ).toEqual({
      "transfer-stations": 0,
      toilets: 3,
      bins: 4,
      "collection-points": 0,
      "rest-stops": 0,
      depots: 0,
      streets: 2,
      "cleaning-routes": 3,
      complaints: 6,
      water: 1,
      green: 0,
      buildings: 0,
      railways: 1,
      areas: 2,
      residents: 1,
      places: 2,
      plots: 2,
    });
    expect(
      byId.toilets.classes.status.map((c: { value: string; count: number }) => [c.value, c.count]),
    ).toEqual([
      ["open", 1],
      ["repair", 1],
      ["closed", 1],
    ]);
    expect(
      byId.toilets.classes.stars.map((c: { value: number; count: number }) => [c.value, c.count]),
    ).toEqual([
      [5, 1],
      [null, 2],
    ]);
    expect(byId.complaints.withoutPlace).toBe(1);
    for (const { count, classes } of layers)
      for (const values of Object.values<{ count: number }[]>(classes))
        expect(values.reduce((sum, value) => sum + value.count, 0)).toBe(count);
  });

  it.each([
    { query: "date=2024-06-01", toilets: 2, areas: 2, complaints: 6 }, // closed from this day on
    { query: "date=2023-12-31", toilets: 3, areas: 2, complaints: 6 },
    { query: "date=2019-12-31", toilets: 0, areas: 0, complaints: 6 },
    { query: "from=2024-04-01&to=2024-05-05", toilets: 2, areas: 2, complaints: 2 }, // both ends included
    { query: "from=2024-05-06", toilets: 2, areas: 2, complaints: 1 },
    { query: "to=2023-03-01", toilets: 2, areas: 2, complaints: 1 },
  ])("$query leaves $complaints complaints and $toilets toilets", async ({ query, ...counts }) => {
    const { layers } = await (await ask(`/api/districts/north/layers?${query}`)).json();
    for (const [id, count] of Object.entries(counts))
      expect(layers.find((one: { layerId: string }) => one.layerId === id)).toMatchObject({
        count,
      });
  });
});

describe("tiles", () => {
  it("carries several layers, each with ids and the columns meant for tiles", async () => {
    const { features } = await askTile("toilets,streets,water", 12);
    expect(
      features("toilets")
        .map(({ properties }) => properties.id)
        .sort(),
    ).toEqual(["t1", "t2"]);
    expect(
      features("toilets").find(({ properties }) => properties.id === "t1")?.properties,
    ).toEqual({
      id: "t1",
      name: "t1",
      status: "open",
      stars: 5,
    });
    expect(
      features("streets")
        .map(({ properties }) => properties.passesDuePerDay)
        .sort(),
    ).toEqual([3, 4]);
    const [lake] = features("water");
    expect(
      lake?.toGeoJSON(...(Object.values(tileAt(25.005, 60.005, 12)) as [number, number, number]))
        .geometry.type,
    ).toBe("Polygon");
  });

  it("shows what holds on the day asked for", async () => {
    const { features } = await askTile("areas", 13, "?date=2023-06-01");
    expect(
      features("areas")
        .map(({ properties }) => properties.id)
        .sort(),
    ).toEqual(["east-old", "west-old"]);
  });

  it("counts points per cell when they are too many to draw, and loses none", async () => {
    const { features } = await askTile("bins,complaints", 12);
    const sum = (name: string) =>
      features(name).reduce((total, { properties }) => total + Number(properties.count), 0);
    expect(features("bins")).toEqual([]);
    expect(sum("bins.cells")).toBe(4);
    expect(sum("complaints.cells")).toBe(5); // c6 has no place
  });

  it("draws points one by one from the very zoom it says, and counts them just below", async () => {
    const { detailFromZoom } = layerSources.find(({ id }) => id === "bins")!;
    const near = await askTile("bins", detailFromZoom);
    const far = await askTile("bins", detailFromZoom - 1);
    expect([near.features("bins").length > 0, near.features("bins.cells").length]).toEqual([
      true,
      0,
    ]);
    expect([far.features("bins").length, far.features("bins.cells").length > 0]).toEqual([0, true]);
  });

  it("keeps lines and areas away below their zoom, and says so with 204", async () => {
    expect((await askTile("streets", 9)).status).toBe(204);
    expect((await ask("/tiles/north/streets/14/0/0.mvt")).status).toBe(204);
  });

  it("answers 304 while nothing changed and something else when it did", async () => {
    const { x, y } = tileAt(25.005, 60.005, 14);
    const path = `/tiles/north/toilets/14/${x}/${y}.mvt`;
    const first = await ask(path);
    const etag = first.headers.get("etag") ?? "";
    expect((await ask(path, { "If-None-Match": etag })).status).toBe(304);
    await world.database.transaction(
      async (tx) => {
        await tx.query(
          "update facility set status = 'open' where district_id = 'north' and facility_id = 't2'",
        );
        await recordChange(tx, "north", "facility", ["t2"]);
      },
      { districtId: "north" },
    );
    await expect.poll(async () => (await ask(path, { "If-None-Match": etag })).status).toBe(200);
  });

  it("does not take one day's tile for another's, nor one layer's for another's", async () => {
    const { x, y } = tileAt(25.005, 60.005, 14);
    const at = `14/${x}/${y}.mvt`;
    const etags = await Promise.all(
      ["toilets", "bins", "toilets,bins"].flatMap((layers) =>
        ["?date=2024-05-31", "?date=2024-06-01", "?from=2024-05-31", "?to=2024-05-31"].map(
          async (query) => (await ask(`/tiles/north/${layers}/${at}${query}`)).headers.get("etag"),
        ),
      ),
    );
    expect(new Set(etags).size).toBe(12);
  });

  it.each(["gzip", "br"])("compresses with %s once and says so", async (encoding) => {
    const { x, y } = tileAt(25.005, 60.005, 14);
    const layers = layerSources.map(({ id }) => id).join(",");
    const answer = await ask(`/tiles/north/${layers}/14/${x}/${y}.mvt`, {
      "Accept-Encoding": encoding,
    });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toBe("Accept-Encoding");
  });
});

describe("requests that make no sense", () => {
  it.each([
    { path: "/tiles/north/toilets/40/0/0.mvt", status: 400, code: "query-invalid", field: "z" },
    { path: "/tiles/north/toilets/NaN/0/0.mvt", status: 400, code: "query-invalid", field: "z" },
    { path: "/tiles/north/toilets/3/8/0.mvt", status: 400, code: "query-invalid", field: "x" },
    { path: "/tiles/north/toilets/3/0/8.mvt", status: 400, code: "query-invalid", field: "y" },
    { path: "/tiles/north/toilets/3/0/-1.mvt", status: 400, code: "query-invalid", field: "tile" },
    {
      path: "/tiles/north/toilets/3/0/0.mvt?date=2024-02-30",
      status: 400,
      code: "query-invalid",
      field: "date",
    },
    {
      path: "/api/districts/north/layers?from=2024-02-02&to=2024-02-01",
      status: 400,
      code: "query-invalid",
      field: "from",
    },
  ])("$path names $field", async ({ path, status, code, field }) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, faults: [{ field }] });
  });

  it.each([
    { path: "/tiles/north/unicorns/3/0/0.mvt", code: "layer-unknown" },
    { path: "/tiles/nowhere/toilets/3/0/0.mvt", code: "district-unknown" },
    { path: "/api/districts/nowhere/layers", code: "district-unknown" },
    { path: "/tiles/north/toilets,unicorns.json", code: "layer-unknown" },
  ])("$path is not found: $code", async ({ path, code }) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code });
  });
});

it("describes layers as TileJSON, the aggregates too", async () => {
  const description = await (await ask("/tiles/north/bins,streets.json?date=2024-01-01")).json();
  expect(description.tiles[0]).toMatch(
    /\/tiles\/north\/bins,streets\/\{z\}\/\{x\}\/\{y\}\.mvt\?date=2024-01-01$/,
  );
  expect(description.vector_layers.map((layer: { id: string }) => layer.id)).toEqual([
    "bins.cells",
    "bins",
    "streets",
  ]);
  expect(description.bounds).toEqual([25, 60.005, 25.02, 60.005]);
});
