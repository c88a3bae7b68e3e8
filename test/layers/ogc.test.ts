import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { tileAt } from "../../server/geo/tile.ts";
import { layerSources } from "../../server/layer-sources.ts";
import { servedNorth } from "../worlds/served.ts";

const north = servedNorth();

const ask = (path: string) => north.request(`/ogc${path}`);
const json = async (path: string) => (await ask(path)).json();
type Link = { href: string; rel: string; type: string };
type Item = { id: string; geometry: { coordinates: number[] }; properties: object };
const ids = async (path: string) => (await json(path)).features.map((item: Item) => item.id);
const linkOf = (links: Link[], rel: string) => links.find((link) => link.rel === rel)?.href;

describe("the service", () => {
  it.each(["", "/districts/north"])(
    "answers at /ogc%s with links that lead somewhere",
    async (at) => {
      const page = await json(at);
      expect(page.title).toBe("北区 · North");
      expect(page.links.map(({ rel }: Link) => rel)).toEqual(
        expect.arrayContaining(["self", "service-desc", "conformance", "data"]),
      );
      for (const { href, type } of page.links as Link[]) {
        const answer = await north.request(href);
        expect(answer.status, href).toBe(200);
        expect(answer.headers.get("Content-Type")).toContain(type);
      }
    },
  );

  it("leads an address with a slash at its end to the one without", async () => {
    expect((await ask("/")).headers.get("Location")).toMatch(/\/ogc$/);
    expect((await ask("/collections/")).headers.get("Location")).toMatch(/\/ogc\/collections$/);
  });

  it("declares Core, GeoJSON, OpenAPI, CRS, and what it does of CQL2", async () => {
    const { conformsTo } = await json("/conformance");
    for (const name of [
      "ogcapi-features-1/1.0/conf/core",
      "ogcapi-features-1/1.0/conf/geojson",
      "ogcapi-features-1/1.0/conf/oas30",
      "ogcapi-features-2/1.0/conf/crs",
      "ogcapi-features-3/1.0/conf/features-filter",
      "cql2/1.0/conf/cql2-text",
      "cql2/1.0/conf/basic-cql2",
      "ogcapi-tiles-1/1.0/conf/core",
    ])
      expect(conformsTo).toContain(`http://www.opengis.net/spec/${name}`);
    expect(conformsTo).not.toContain("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html");
    expect(conformsTo).not.toContain("http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions");
  });

  it("describes every path of every collection in OpenAPI 3.0, each reference resolved", async () => {
    const document = await json("/api");
    expect(document.openapi).toMatch(/^3\.0\./);
    for (const { id } of layerSources)
      expect(document.paths).toHaveProperty([`/collections/${id}/items`]);
    const text = JSON.stringify(document);
    for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let target: unknown = document;
      // a reference goes through objects only
      for (const key of path!.split("/")) target = (target as Record<string, unknown>)[key];
      expect(target, path).toBeDefined();
    }
  });

  it("lists every public layer with extent, systems and links", async () => {
    const { collections } = await json("/collections");
    expect(collections.map((collection: { id: string }) => collection.id)).toEqual(
      layerSources.filter((source) => source.audience === "public").map((source) => source.id),
    );
    const bins = await json("/collections/bins");
    expect(bins.extent.spatial.bbox).toEqual([
      [25.001, 60.005, 25.0125, 60.005].map((degrees) => expect.closeTo(degrees, 6)),
    ]);
    expect(bins.crs).toContain(bins.storageCrs);
    const complaints = await json("/collections/complaints");
    expect(complaints.extent.temporal.interval).toEqual([
      ["2023-03-01T00:00:00Z", "2024-05-06T00:00:00Z"],
    ]);
    for (const { href } of bins.links) expect((await north.request(href)).status).toBe(200);
  });

  it("says what can be asked and what an item holds, as JSON Schema", async () => {
    const queryables = await json("/collections/toilets/queryables");
    expect(queryables.properties.stars).toMatchObject({ type: "integer" });
    expect(queryables.properties.openedOn).toMatchObject({ type: "string", format: "date" });
    expect(queryables.properties.geometry).toMatchObject({ format: "geometry-point" });
    const schema = await json("/collections/toilets/schema");
    const { features } = await json("/collections/toilets/items");
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(Object.keys(features[0].properties)),
    );
  });
});

describe("items", () => {
  it("carry their count, time and self link", async () => {
    const answer = await ask("/collections/bins/items");
    expect(answer.headers.get("Content-Type")).toBe("application/geo+json");
    expect(answer.headers.get("Content-Crs")).toBe(
      "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>",
    );
    const page = await answer.json();
    expect(page).toMatchObject({ type: "FeatureCollection", numberMatched: 4, numberReturned: 4 });
    expect(Date.now() - Date.parse(page.timeStamp)).toBeLessThan(60_000);
    expect(linkOf(page.links, "next")).toBeUndefined();
  });

  it("are paged by next links without gap or repetition, keeping every parameter", async () => {
    const seen: string[] = [];
    let next: string | undefined =
      "http://localhost/ogc/collections/bins/items?limit=1&status=open";
    while (next) {
      const page: { features: Item[]; links: Link[]; numberMatched: number } = await (
        await north.request(next)
      ).json();
      expect(page.numberMatched).toBe(4);
      seen.push(...page.features.map((item) => item.id));
      expect(seen.length).toBeLessThanOrEqual(4);
      next = linkOf(page.links, "next");
    }
    expect(seen).toEqual(["b1", "b2", "b3", "b4"]);
  });

  it.each([
    ["bins/items?bbox=25.003,60,25.01,60.01", ["b2", "b3"]],
    ["bins/items?bbox=25.003,60,0,25.01,60.01,100", ["b2", "b3"]],
    [
      "bins/items?bbox=60,25.003,60.01,25.01&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
      ["b2", "b3"],
    ],
    ["toilets/items", ["t1", "t2"]],
    ["toilets/items?datetime=2024-05-31", ["t1", "t2", "t3"]],
    ["toilets/items?datetime=2024-05-31T20:59:59Z", ["t1", "t2", "t3"]], // 23:59:59 in Helsinki
    ["toilets/items?datetime=2024-05-31T21:00:00Z", ["t1", "t2"]], // midnight: t3 has closed
    ["complaints/items?datetime=2024-04-01/..", ["c3", "c5", "c6"]],
    ["complaints/items?datetime=../2023-12-31", ["c1", "c4"]],
    ["complaints/items?datetime=2024-03-31/2024-04-01", ["c2", "c3"]],
    ["complaints/items?category=%E5%9E%83%E5%9C%BE", ["c1", "c2", "c4"]],
    ["bins/items?isSorted=false", ["b4"]],
    ["toilets/items?stars=5&status=open", ["t1"]],
    ["bins/items?filter=code%20LIKE%20'B%25'%20AND%20NOT%20code%20IN%20('B1')", ["b2", "b3", "b4"]],
    [
      "bins/items?filter=S_WITHIN(geometry,BBOX(25,60,25.005,60.01))&filter-lang=cql2-text",
      ["b1", "b2"],
    ],
    [
      "bins/items?filter=S_INTERSECTS(geometry,BBOX(60,25,60.01,25.005))&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
      ["b1", "b2"],
    ],
  ])("%s", async (path, expected) => {
    expect(await ids(`/collections/${path}`)).toEqual(expected);
  });

  it.each([
    // EPSG:3857 is R·λ and R·ln tan(π/4 + φ/2) with R = 6,378,137 m; the others have latitude first
    [
      "EPSG/0/3857",
      (6_378_137 * 25.001 * Math.PI) / 180,
      6_378_137 * Math.log(Math.tan(Math.PI / 4 + (60.005 * Math.PI) / 360)),
    ],
    ["EPSG/0/4326", 60.005, 25.001],
    ["EPSG/0/4490", 60.005, 25.001],
    ["OGC/1.3/CRS84", 25.001, 60.005],
  ])("come in %s when asked", async (name, first, second) => {
    const crs = `http://www.opengis.net/def/crs/${name}`;
    for (const path of ["items", "items/b1"]) {
      const answer = await ask(`/collections/bins/${path}?crs=${crs}`);
      expect(answer.headers.get("Content-Crs")).toBe(`<${crs}>`);
      const body = await answer.json();
      const { coordinates } = (body.features?.[0] ?? body).geometry;
      expect(coordinates[0]).toBeCloseTo(first, name.includes("3857") ? 1 : 6);
      expect(coordinates[1]).toBeCloseTo(second, name.includes("3857") ? 1 : 6);
    }
  });

  it("are found one by one", async () => {
    expect(await json("/collections/bins/items/b4")).toMatchObject({
      type: "Feature",
      id: "b4",
      properties: { code: "B4", isSorted: false },
    });
    expect(await json("/collections/bins/items/b9")).toMatchObject({ status: 404 });
  });

  it.each([
    "bins/items?limt=3",
    "bins/items?limit=0",
    "bins/items?limit=abc",
    "bins/items?bbox=1,2,3",
    "bins/items?bbox=NaN,2,3,4",
    "bins/items?bbox=3,2,1,4",
    "bins/items?bbox=1,2,3,4&bbox-crs=EPSG:9999",
    "bins/items?crs=http://www.opengis.net/def/crs/EPSG/0/9999",
    "bins/items?datetime=yesterday",
    "bins/items?datetime=2024-02-30",
    "bins/items?datetime=2024-03-01/2024-02-01",
    "bins/items?datetime=../..",
    "bins/items?filter=colour='red'",
    "bins/items?filter=status='open'&filter-lang=cql2-json",
    "bins/items?isSorted=maybe",
    "toilets/items?stars=five",
    "bins/items?status=open&status=closed",
    "bins/items?cursor=???",
    "bins/items?f=html",
    "bins/items/b1?limit=3",
    "bins?color=red",
    "bins/tiles/WebMercatorQuad/z/1/2",
    "bins/tiles/WebMercatorQuad/40/1/2",
  ])("refuse %s with a problem", async (path) => {
    const answer = await ask(`/collections/${path}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      code: "query-invalid",
      detail: expect.any(String),
    });
  });

  it("answers a limit beyond the greatest with fewer", async () => {
    expect((await ask("/collections/bins/items?limit=1000000")).status).toBe(200);
  });

  it("knows no other collection or district", async () => {
    expect((await ask("/collections/castles/items")).status).toBe(404);
    expect((await ask("/districts/south/collections")).status).toBe(404);
  });
});

describe("tiles", () => {
  it("lead from the collection to a tile with the same records", async () => {
    const collection = await json("/collections/bins");
    const rel = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
    const { tilesets } = await (await north.request(linkOf(collection.links, rel)!)).json();
    const self = linkOf(tilesets[0].links, "self")!;
    const tileset = await (await north.request(self)).json();
    expect(tileset).toMatchObject({ dataType: "vector", layers: [{ id: "bins" }] });
    const { x, y } = tileAt(25.005, 60.005, 12);
    expect(tileAt(25.0125, 60.005, 12)).toMatchObject({ x, y }); // all four are in one tile
    const zoom = 12;
    const href = linkOf(tileset.links, "item")!
      .replace("{tileMatrix}", String(zoom))
      .replace("{tileRow}", String(y))
      .replace("{tileCol}", String(x));
    const answer = await north.request(href);
    expect(answer.headers.get("Content-Type")).toBe("application/vnd.mapbox-vector-tile");
    const tile = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer())));
    const cells = tile.layers["bins.cells"]!;
    let count = 0;
    for (let i = 0; i < cells.length; i++) count += Number(cells.feature(i).properties.count);
    expect(count).toBe(4);
  });

  it("have a TileJSON whose template is their own", async () => {
    const document = await json("/collections/bins/tiles/WebMercatorQuad?f=tilejson");
    expect(document.tilejson).toBe("3.0.0");
    const { x, y } = tileAt(25.005, 60.005, 16);
    const href = document.tiles[0].replace("{z}", "16").replace("{x}", x).replace("{y}", y);
    expect((await north.request(href)).status).toBe(200);
  });

  it("halve their cells with every zoom", async () => {
    const { tileMatrices } = await json("/tileMatrixSets/WebMercatorQuad");
    expect(tileMatrices[0]).toMatchObject({ id: "0", matrixWidth: 1 });
    // 2π·6,378,137 m over 256 cells
    expect(tileMatrices[0].cellSize).toBeCloseTo((2 * Math.PI * 6_378_137) / 256, 4);
    expect(tileMatrices[5].cellSize * 32).toBeCloseTo(tileMatrices[0].cellSize, 6);
  });
});
