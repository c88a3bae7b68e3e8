import type { LayerColumn, LayerSource } from "../store/layer.ts";
import { CRS84, OGC_CRS } from "./ogc-crs.ts";

const SPEC = "http://www.opengis.net/spec";
/** Where OGC keeps its relations. */
export const REL = "http://www.opengis.net/def/rel/ogc/1.0";

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

/** A link as every document has them. */
export const link = (href: string, rel: string, type = "application/json", title?: string) => ({
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
      // GDAL takes types from here; without it, it guesses them from ten items
      link(`${self}/feature-schema`, "describedBy", JSON_SCHEMA),
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

/** An item as a GeoJSON feature, in JSON Schema. */
export function featureSchemaDocument({ root }: OgcService, source: LayerSource) {
  const properties = source.columns.map((column) => [column.name, propertySchema(column)]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${root}/collections/${source.id}/feature-schema`,
    title: `${source.title.zh} · ${source.title.en}`,
    type: "object",
    properties: {
      type: { const: "Feature" },
      id: { type: "string" },
      geometry: { $ref: "https://geojson.org/schema/Geometry.json" },
      properties: { type: "object", properties: Object.fromEntries(properties) },
    },
  };
}
