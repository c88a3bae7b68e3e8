import type { LayerColumn, LayerSource } from "../store/layer.ts";
import { CRS84, OGC_CRS } from "./ogc-crs.ts";

const SPEC = "http://www.opengis.net/spec";
const REL = "http://www.opengis.net/def/rel/ogc/1.0";

/** Where and for whom an OGC service answers. */
export type OgcService = {
  /** Absolute URL of the landing page, without a slash at its end. */
  readonly root: string;
  readonly district: {
    readonly name: string;
    readonly nameEn: string | null;
    readonly isDemo: boolean;
  };
};

/** A layer as a collection: what is fixed, and what its snapshot says. */
export type OgcCollection = {
  readonly source: LayerSource;
  readonly bbox: readonly [number, number, number, number] | null;
  /** First and last day something happened; null where the layer has no such day. */
  readonly days: readonly [string, string] | null;
};

const OAS30 = "application/vnd.oai.openapi+json;version=3.0";
const JSON_SCHEMA = "application/schema+json";
const MVT = "application/vnd.mapbox-vector-tile";

/** The conformance classes that are implemented, and no other. */
export const CONFORMANCE: readonly string[] = [
  `${SPEC}/ogcapi-common-1/1.0/conf/core`,
  `${SPEC}/ogcapi-common-2/1.0/conf/collections`,
  `${SPEC}/ogcapi-features-1/1.0/conf/core`,
  `${SPEC}/ogcapi-features-1/1.0/conf/oas30`,
  `${SPEC}/ogcapi-features-1/1.0/conf/geojson`,
  `${SPEC}/ogcapi-features-2/1.0/conf/crs`,
  `${SPEC}/ogcapi-features-3/1.0/conf/queryables`,
  `${SPEC}/ogcapi-features-3/1.0/conf/queryables-query-parameters`,
  `${SPEC}/ogcapi-features-3/1.0/conf/filter`,
  `${SPEC}/ogcapi-features-3/1.0/conf/features-filter`,
  `${SPEC}/cql2/1.0/conf/cql2-text`,
  `${SPEC}/cql2/1.0/conf/basic-cql2`,
  `${SPEC}/cql2/1.0/conf/advanced-comparison-operators`,
  `${SPEC}/cql2/1.0/conf/case-insensitive-comparison`,
  `${SPEC}/cql2/1.0/conf/basic-spatial-functions`,
  `${SPEC}/cql2/1.0/conf/basic-spatial-functions-plus`,
  `${SPEC}/cql2/1.0/conf/property-property`,
  `${SPEC}/cql2/1.0/conf/arithmetic`,
  `${SPEC}/ogcapi-tiles-1/1.0/conf/core`,
  `${SPEC}/ogcapi-tiles-1/1.0/conf/tileset`,
  `${SPEC}/ogcapi-tiles-1/1.0/conf/tilesets-list`,
  `${SPEC}/ogcapi-tiles-1/1.0/conf/geodata-tilesets`,
  `${SPEC}/ogcapi-tiles-1/1.0/conf/oas30`,
  `${SPEC}/ogcapi-tiles-1/1.0/conf/mvt`,
];

const link = (href: string, rel: string, type = "application/json", title?: string) => ({
  href,
  rel,
  type,
  ...(title ? { title } : {}),
});

/** The first page a client reads. */
export function landingPage({ root, district }: OgcService) {
  const notice = district.isDemo ? " (演示数据 · demonstration data)" : "";
  return {
    title: `${district.name}${district.nameEn ? ` · ${district.nameEn}` : ""}${notice}`,
    description:
      "A district's sanitation: facilities, streets, cleaning routes, complaints, areas.",
    links: [
      link(root, "self"),
      link(`${root}/api`, "service-desc", OAS30, "The API definition"),
      link(`${root}/conformance`, "conformance"),
      link(`${root}/collections`, "data"),
      link(`${root}/tileMatrixSets`, `${REL}/tiling-schemes`),
    ],
  };
}

/** A collection as `/collections/{collectionId}` gives it. */
export function collectionDocument({ root, district }: OgcService, collection: OgcCollection) {
  const { source, bbox, days } = collection;
  const self = `${root}/collections/${source.id}`;
  const notice = district.isDemo ? "演示数据 · demonstration data. " : "";
  const when = source.validity
    ? " Without datetime, those that hold today."
    : source.day
      ? " datetime chooses by the day it happened."
      : "";
  return {
    id: source.id,
    title: `${source.title.zh} · ${source.title.en}`,
    description: `${notice}${source.title.en} of ${district.nameEn ?? district.name}.${when}`,
    ...(bbox || days
      ? {
          extent: {
            ...(bbox ? { spatial: { bbox: [bbox], crs: CRS84.uri } } : {}),
            ...(days ? { temporal: { interval: [days.map((day) => `${day}T00:00:00Z`)] } } : {}),
          },
        }
      : {}),
    itemType: "feature",
    crs: OGC_CRS.map((crs) => crs.uri),
    storageCrs: CRS84.uri,
    links: [
      link(self, "self"),
      link(`${self}/items`, "items", "application/geo+json", source.title.en),
      link(`${self}/queryables`, `${REL}/queryables`, JSON_SCHEMA),
      link(`${self}/schema`, `${REL}/schema`, JSON_SCHEMA),
      link(`${self}/tiles`, `${REL}/tilesets-vector`),
    ],
  };
}

/** All collections as `/collections` gives them. */
export function collectionsDocument(service: OgcService, collections: readonly OgcCollection[]) {
  return {
    links: [link(`${service.root}/collections`, "self"), link(service.root, "root")],
    collections: collections.map((collection) => collectionDocument(service, collection)),
    crs: OGC_CRS.map((crs) => crs.uri),
  };
}

const GEOMETRIES = {
  point: "point",
  line: "any", // a street edge is a line, a cleaning route several
  polygon: "any",
} as const;

/** JSON Schema of one property. */
export function propertySchema(column: LayerColumn) {
  const type = column.type === "date" || column.type === "instant" ? "string" : column.type;
  return {
    title: `${column.title.zh} · ${column.title.en}`,
    type: type === "text" ? "string" : type,
    ...(column.type === "date" ? { format: "date" } : {}),
    ...(column.type === "instant" ? { format: "date-time" } : {}),
    ...(column.values && column.type === "text" ? { enum: Object.keys(column.values) } : {}),
  };
}

function schemaDocument(id: string, source: LayerSource, isQueryables: boolean) {
  const properties = source.columns.map((column) => [column.name, propertySchema(column)]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title: `${source.title.zh} · ${source.title.en}`,
    type: "object",
    properties: {
      ...(isQueryables ? {} : { id: { type: "string", "x-ogc-role": "id" } }),
      geometry: {
        title: "Place",
        "x-ogc-role": "primary-geometry",
        format: `geometry-${GEOMETRIES[source.geometry]}`,
      },
      ...Object.fromEntries(properties),
    },
    additionalProperties: false,
  };
}

/** What filters and parameters may ask for. */
export const queryablesDocument = ({ root }: OgcService, source: LayerSource) =>
  schemaDocument(`${root}/collections/${source.id}/queryables`, source, true);

/** What an item holds. */
export const itemSchemaDocument = ({ root }: OgcService, source: LayerSource) =>
  schemaDocument(`${root}/collections/${source.id}/schema`, source, false);

/** The list of tilesets of a collection: there is one. */
export function tilesetsDocument(service: OgcService, source: LayerSource) {
  const self = `${service.root}/collections/${source.id}/tiles`;
  return {
    links: [link(self, "self")],
    tilesets: [tilesetSummary(service, source)],
  };
}

function tilesetSummary({ root }: OgcService, source: LayerSource) {
  const self = `${root}/collections/${source.id}/tiles/WebMercatorQuad`;
  return {
    title: `${source.title.zh} · ${source.title.en}`,
    dataType: "vector",
    crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
    tileMatrixSetURI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    links: [
      link(self, "self"),
      link(`${root}/tileMatrixSets/WebMercatorQuad`, `${REL}/tiling-scheme`),
      {
        ...link(`${self}/{tileMatrix}/{tileRow}/{tileCol}`, "item", MVT),
        templated: true,
      },
      link(`${self}?f=tilejson`, "describedby", "application/json", "TileJSON"),
    ],
  };
}

/** One tileset with its extent and the layers within a tile. */
export function tilesetDocument(service: OgcService, { source, bbox }: OgcCollection) {
  const fields = source.columns.filter((column) => column.isInTiles);
  return {
    ...tilesetSummary(service, source),
    ...(bbox
      ? {
          boundingBox: {
            lowerLeft: [bbox[0], bbox[1]],
            upperRight: [bbox[2], bbox[3]],
            crs: CRS84.uri,
          },
        }
      : {}),
    layers: [
      {
        id: source.id,
        dataType: "vector",
        geometryDimension: { point: 0, line: 1, polygon: 2 }[source.geometry],
        propertiesSchema: {
          type: "object",
          properties: Object.fromEntries(
            fields.map((column) => [column.name, propertySchema(column)]),
          ),
        },
      },
    ],
  };
}

/** TileJSON 3.0 of a collection, whose template is the one of OGC API – Tiles. */
export function tilejsonDocument(service: OgcService, { source, bbox }: OgcCollection) {
  const fields = source.columns.filter((column) => column.isInTiles);
  return {
    tilejson: "3.0.0",
    name: `${source.title.zh} · ${source.title.en}`,
    tiles: [`${service.root}/collections/${source.id}/tiles/WebMercatorQuad/{z}/{y}/{x}`],
    minzoom: 0,
    maxzoom: GREATEST_ZOOM,
    ...(bbox ? { bounds: bbox } : {}),
    vector_layers: [
      {
        id: source.id,
        fields: Object.fromEntries(fields.map((column) => [column.name, column.title.en])),
        minzoom: source.detailFromZoom,
      },
    ],
  };
}

/** Tiles are made down to this zoom. */
const GREATEST_ZOOM = 22;

/** The one tiling scheme. */
export function tileMatrixSets({ root }: OgcService) {
  return {
    links: [link(`${root}/tileMatrixSets`, "self")],
    tileMatrixSets: [
      {
        id: "WebMercatorQuad",
        title: "Google Maps Compatible for the World",
        uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
        links: [link(`${root}/tileMatrixSets/WebMercatorQuad`, "self")],
      },
    ],
  };
}

/** Half the width of the world in EPSG:3857, meters. */
const HALF_WORLD_METERS = 20_037_508.342_789_244;

/** WebMercatorQuad. @see OGC 17-083r4, Two Dimensional Tile Matrix Set 2.0, annex D.1. */
export function webMercatorQuad() {
  return {
    id: "WebMercatorQuad",
    title: "Google Maps Compatible for the World",
    uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
    wellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
    orderedAxes: ["X", "Y"],
    tileMatrices: Array.from({ length: GREATEST_ZOOM + 1 }, (_, zoom) => {
      const cellSize = (2 * HALF_WORLD_METERS) / 256 / 2 ** zoom;
      return {
        id: String(zoom),
        scaleDenominator: cellSize / 0.00028, // a pixel is 0.28 mm, as the standard has it
        cellSize,
        cornerOfOrigin: "topLeft",
        pointOfOrigin: [-HALF_WORLD_METERS, HALF_WORLD_METERS],
        tileWidth: 256,
        tileHeight: 256,
        matrixWidth: 2 ** zoom,
        matrixHeight: 2 ** zoom,
      };
    }),
  };
}
