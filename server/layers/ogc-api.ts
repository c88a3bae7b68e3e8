import { type Context, Hono } from "hono";
import { trimTrailingSlash } from "hono/trailing-slash";
import { demoNotice } from "../http/export-table.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Queryable } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import type { LayerSource } from "../store/layer.ts";
import { localDay } from "../store/local-day.ts";
import type { Snapshots } from "../store/snapshots.ts";
import type { layersApi } from "./api.ts";
import { exportRows, orderedRows, pageOf, whereOf } from "./features.ts";
import { ogcCrsOf } from "./ogc-crs.ts";
import {
  CONFORMANCE,
  collectionDocument,
  collectionsDocument,
  featureSchemaDocument,
  itemSchemaDocument,
  landingPage,
  type OgcCollection,
  type OgcService,
  queryablesDocument,
} from "./ogc-documents.ts";
import { askedDays, daysOf, GEOJSON, itemOf, itemsLinks, questionOf } from "./ogc-items.ts";
import { openapiDocument } from "./ogc-openapi.ts";
import { onlyJson, onlyKnown, parseDatetime, parseItemsQuery } from "./ogc-query.ts";
import {
  tilejsonDocument,
  tileMatrixSets,
  tilesetDocument,
  tilesetsDocument,
  webMercatorQuad,
} from "./ogc-tiles.ts";

type Parts = {
  database: Queryable;
  snapshots: Snapshots;
  /** The endpoints of the layers: tiles are theirs. */
  layers: ReturnType<typeof layersApi>;
  /** Where the world reaches the server; else what the request says. */
  publicUrl: string | null;
  version: string;
};

type Served = { district: District; service: OgcService; parameters: URLSearchParams };

/**
 * OGC API – Features and Tiles of every public layer: under `/ogc` for the default district, and under
 * `/ogc/districts/{district}` for each.
 */
export function ogcApi(parts: Parts) {
  const app = new Hono<HttpEnv>();
  app.use("/ogc/*", trimTrailingSlash()); // clients put one at the end of the address they are given
  app.route("/ogc", serviceApi(parts));
  app.route("/ogc/districts/:districtId", serviceApi(parts));
  return app;
}

function serviceApi({ database, snapshots, layers, publicUrl, version }: Parts) {
  const app = new Hono<HttpEnv>();
  const recent = recentDistricts(database);
  const tiles = new Hono().route("/", layers);
  tiles.onError((error) => {
    throw error; // answered as a problem where everything else is
  });
  const published = snapshots.sources.filter((source) => source.audience === "public");

  async function serve(c: Context<HttpEnv>, known: readonly string[] | null): Promise<Served> {
    const url = new URL(c.req.url);
    if (known) {
      onlyKnown(url.searchParams, ["f", ...known]);
      onlyJson(url.searchParams);
    }
    const districtId = c.req.param("districtId");
    const districts = await recent();
    const district =
      districtId === undefined ? districts[0] : districts.find((d) => d.districtId === districtId);
    if (!district)
      throw new DomainError("district-unknown", `No district ${districtId ?? "has been made yet"}`);
    const at = districtId === undefined ? "/ogc" : `/ogc/districts/${districtId}`;
    return {
      district,
      service: { root: `${publicUrl ?? url.origin}${at}`, district },
      parameters: url.searchParams,
    };
  }

  function sourceOf(c: Context<HttpEnv>): LayerSource {
    const id = c.req.param("layerId");
    const source = published.find((candidate) => candidate.id === id);
    if (!source) throw new DomainError("layer-unknown", `No collection ${id}`);
    return source;
  }

  async function collectionOf({ districtId }: District, source: LayerSource) {
    const snapshot = await snapshots.get(districtId, source.id);
    return { source, bbox: snapshot?.bbox ?? null, days: snapshot && daysOf(snapshot) };
  }

  app.get("/", async (c) => c.json(landingPage((await serve(c, [])).service)));
  app.get("/conformance", async (c) => {
    await serve(c, []);
    return c.json({ conformsTo: CONFORMANCE });
  });
  app.get("/api", async (c) => {
    const { service } = await serve(c, []);
    return json(openapiDocument(service, published, version), OAS30);
  });

  app.get("/collections", async (c) => {
    const { district, service } = await serve(c, []);
    const collections: OgcCollection[] = [];
    for (const source of published) collections.push(await collectionOf(district, source));
    return c.json(collectionsDocument(service, collections));
  });
  app.get("/collections/:layerId", async (c) => {
    const { district, service } = await serve(c, []);
    return c.json(collectionDocument(service, await collectionOf(district, sourceOf(c))));
  });
  app.get("/collections/:layerId/queryables", async (c) => {
    const { service } = await serve(c, []);
    return json(queryablesDocument(service, sourceOf(c)), JSON_SCHEMA);
  });
  app.get("/collections/:layerId/schema", async (c) => {
    const { service } = await serve(c, []);
    return json(itemSchemaDocument(service, sourceOf(c)), JSON_SCHEMA);
  });

  app.get("/collections/:layerId/feature-schema", async (c) => {
    const { service } = await serve(c, []);
    return json(featureSchemaDocument(service, sourceOf(c)), JSON_SCHEMA);
  });

  app.get("/collections/:layerId/items", async (c) => {
    const { district, service, parameters } = await serve(c, null);
    const source = sourceOf(c);
    const query = parseItemsQuery(parameters, source.columns, (instant) =>
      localDay(instant, district.timeZone),
    );
    const { districtId, today } = district;
    const snapshot = await snapshots.get(districtId, source.id);
    if (!snapshot) throw new DomainError("district-unknown", `No district ${districtId}`);
    const rows = orderedRows(snapshot, questionOf(parameters, today), () =>
      snapshot.select({
        ...askedDays(source, query.days, today),
        bbox: query.bbox ?? undefined,
        where: whereOf({
          filter: query.filter ?? undefined,
          toLngLat: query.filterCrs.toLngLat,
          equals: query.equals,
        }),
      }),
    );
    const { page, next } = pageOf(snapshot, rows, query.limit, query.after);
    const self = `${service.root}/collections/${source.id}/items`;
    return json(
      {
        type: "FeatureCollection",
        ...(district.isDemo ? { notice: demoNotice("zh") } : {}),
        timeStamp: new Date().toISOString(),
        numberMatched: rows.length,
        numberReturned: page.length,
        features: [...exportRows(snapshot, page)].map((row) => itemOf(row, snapshot, query.crs)),
        links: itemsLinks(self, parameters, next, service.root, source.id),
      },
      GEOJSON,
      { "Content-Crs": `<${query.crs.uri}>` },
    );
  });

  app.get("/collections/:layerId/items/:featureId", async (c) => {
    const { district, service, parameters } = await serve(c, ["crs"]);
    const source = sourceOf(c);
    const crs = ogcCrsOf("crs", parameters.get("crs") ?? undefined);
    const snapshot = await snapshots.get(district.districtId, source.id);
    const row = snapshot?.rowOf(c.req.param("featureId")) ?? null;
    if (!snapshot || row === null)
      throw new DomainError("record-unknown", `No item ${c.req.param("featureId")}`);
    const collection = `${service.root}/collections/${source.id}`;
    const [record] = exportRows(snapshot, [row]);
    return json(
      {
        ...itemOf(record!, snapshot, crs),
        links: [
          {
            href: `${collection}/items/${encodeURIComponent(snapshot.idAt(row))}`,
            rel: "self",
            type: GEOJSON,
          },
          { href: collection, rel: "collection", type: "application/json" },
        ],
      },
      GEOJSON,
      { "Content-Crs": `<${crs.uri}>` },
    );
  });

  app.get("/tileMatrixSets", async (c) => c.json(tileMatrixSets((await serve(c, [])).service)));
  app.get("/tileMatrixSets/WebMercatorQuad", async (c) => {
    await serve(c, []);
    return c.json(webMercatorQuad());
  });
  app.get("/collections/:layerId/tiles", async (c) => {
    const { service } = await serve(c, []);
    return c.json(tilesetsDocument(service, sourceOf(c)));
  });
  app.get("/collections/:layerId/tiles/WebMercatorQuad", async (c) => {
    const { district, service, parameters } = await serve(c, null);
    onlyKnown(parameters, ["f"]);
    onlyJson(parameters, ["json", "tilejson"]);
    const collection = await collectionOf(district, sourceOf(c));
    return c.json(
      parameters.get("f") === "tilejson"
        ? tilejsonDocument(service, collection)
        : tilesetDocument(service, collection),
    );
  });
  app.get("/collections/:layerId/tiles/WebMercatorQuad/:zoom/:row/:column", async (c) => {
    const { district, parameters } = await serve(c, null);
    onlyKnown(parameters, ["datetime", "f"]);
    onlyJson(parameters, ["mvt"]);
    const source = sourceOf(c);
    const datetime = parameters.get("datetime");
    const days =
      datetime === null
        ? null
        : parseDatetime(datetime, (instant) => localDay(instant, district.timeZone));
    const [zoom, y, x] = (["zoom", "row", "column"] as const).map((name) =>
      tileNumber(c.req.param(name)),
    ) as [number, number, number]; // one each
    const asked = new URLSearchParams(askedDays(source, days, district.today));
    const path = `/tiles/${district.districtId}/${source.id}/${zoom}/${x}/${y}.mvt?${asked}`;
    return tiles.fetch(new Request(new URL(path, c.req.url), { headers: c.req.raw.headers }));
  });
  return app;
}

const JSON_SCHEMA = "application/schema+json";
const OAS30 = "application/vnd.oai.openapi+json;version=3.0";

const json = (body: unknown, type: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { headers: { "Content-Type": type, ...headers } });

function tileNumber(text: string) {
  if (/^\d{1,8}$/.test(text)) return Number(text);
  throw new DomainError("query-invalid", `no tile ${text}`, [
    {
      field: "tile",
      value: text.slice(0, 200),
      remedy: "whole numbers: tileMatrix/tileRow/tileCol",
    },
  ]);
}

/** Districts as they were at most a second ago: a client asks ten records at a time, thousands of times. */
function recentDistricts(database: Queryable) {
  let readAt = Number.NEGATIVE_INFINITY;
  let districts: Promise<District[]> = Promise.resolve([]);
  return () => {
    if (performance.now() - readAt < 1_000) return districts;
    readAt = performance.now();
    districts = readDistricts(database);
    districts.catch(() => {
      readAt = Number.NEGATIVE_INFINITY; // whoever asked hears of it; the next one asks again
    });
    return districts;
  };
}
