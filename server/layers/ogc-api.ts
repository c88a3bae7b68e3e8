import { type Context, Hono } from "hono";
import { trimTrailingSlash } from "hono/trailing-slash";
import { featureOf } from "../http/export-geojson.ts";
import { demoNotice, type ExportRow } from "../http/export-table.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import { dateOf, NO_DAY } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import type { LayerSource } from "../store/layer.ts";
import { localDay } from "../store/local-day.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import type { layersApi } from "./api.ts";
import { chosenRows, exportRows, pageOf } from "./features.ts";
import { movedGeometry, ogcCrsOf } from "./ogc-crs.ts";
import {
  CONFORMANCE,
  collectionDocument,
  collectionsDocument,
  itemSchemaDocument,
  landingPage,
  type OgcCollection,
  type OgcService,
  queryablesDocument,
  tilejsonDocument,
  tileMatrixSets,
  tilesetDocument,
  tilesetsDocument,
  webMercatorQuad,
} from "./ogc-documents.ts";
import { openapiDocument } from "./ogc-openapi.ts";
import {
  cursorOf,
  type ItemsQuery,
  onlyJson,
  onlyKnown,
  parseDatetime,
  parseItemsQuery,
} from "./ogc-query.ts";

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
    const districts = await readDistricts(database);
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

  app.get("/collections/:layerId/items", async (c) => {
    const { district, service, parameters } = await serve(c, null);
    const source = sourceOf(c);
    const query = parseItemsQuery(parameters, source.columns, (instant) =>
      localDay(instant, district.timeZone),
    );
    const { snapshot, rows } = await chosenRows(snapshots, district.districtId, source.id, {
      ...askedDays(source, query.days, district.today),
      bbox: query.bbox ?? undefined,
      filter: query.filter ?? undefined,
      toLngLat: query.filterCrs.toLngLat,
      equals: query.equals,
    });
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

const GEOJSON = "application/geo+json";
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

/** Days as the selection takes them: records with a validity hold today, unless a time is asked for. */
function askedDays(
  source: LayerSource,
  days: ItemsQuery["days"],
  today: string,
): { date?: string; from?: string; to?: string } {
  if (!days) return source.validity ? { date: today } : {};
  return {
    ...(days.from === null ? {} : { from: days.from }),
    ...(days.to === null ? {} : { to: days.to }),
  };
}

/** A record as a feature, in the system asked for. */
function itemOf(record: ExportRow, snapshot: Snapshot, crs: ItemsQuery["crs"]) {
  const feature = featureOf(record, snapshot.source);
  const { geometry } = feature;
  return { ...feature, geometry: geometry && movedGeometry(geometry, crs.fromLngLat) };
}

function itemsLinks(
  self: string,
  parameters: URLSearchParams,
  next: string | null,
  root: string,
  layerId: string,
) {
  const here = parameters.size > 0 ? `${self}?${parameters}` : self;
  const onward = new URLSearchParams(parameters);
  if (next !== null) onward.set("cursor", cursorOf(next));
  return [
    { href: here, rel: "self", type: GEOJSON },
    ...(next === null ? [] : [{ href: `${self}?${onward}`, rel: "next", type: GEOJSON }]),
    { href: `${root}/collections/${layerId}`, rel: "collection", type: "application/json" },
  ];
}

/** First and last day in a layer of happenings. */
function daysOf(snapshot: Snapshot): readonly [string, string] | null {
  const { day } = snapshot.source;
  if (!day) return null;
  const days = snapshot.days(day);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  snapshot.visitAll((row) => {
    if (days[row] === NO_DAY) return;
    first = Math.min(first, days[row]!);
    last = Math.max(last, days[row]!);
  });
  return first > last ? null : [dateOf(first), dateOf(last)];
}
