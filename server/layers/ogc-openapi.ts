import type { LayerColumn, LayerSource } from "../store/layer.ts";
import { OGC_CRS } from "./ogc-crs.ts";
import { type OgcService, propertySchema } from "./ogc-documents.ts";
import { ITEMS_LIMIT } from "./ogc-query.ts";

const answer = (description: string, type = "application/json") => ({
  "200": { description, content: { [type]: { schema: { type: "object" } } } },
  "400": { $ref: "#/components/responses/Problem" },
  "404": { $ref: "#/components/responses/Problem" },
  "500": { $ref: "#/components/responses/Problem" },
});

const get = (operationId: string, summary: string, responses: object, parameters?: object[]) => ({
  get: { operationId, summary, tags: ["ogc"], ...(parameters ? { parameters } : {}), responses },
});

const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` });

const query = (name: string, description: string, schema: object) => ({
  name,
  in: "query",
  required: false,
  style: "form",
  explode: false,
  description,
  schema,
});

const path = (name: string, schema: object) => ({ name, in: "path", required: true, schema });

const columnParameter = (column: LayerColumn) => {
  const { title, ...schema } = propertySchema(column);
  return query(column.name, `Only items with this value. ${title}`, schema);
};

const numbers = { type: "array", items: { type: "number" }, minItems: 4, maxItems: 6 };
const system = { type: "string", enum: OGC_CRS.map((crs) => crs.uri) };

/** Parameters that more than one operation has. */
const PARAMETERS = {
  limit: query("limit", "How many items a page holds", {
    type: "integer",
    minimum: 1,
    maximum: ITEMS_LIMIT.greatest,
    default: ITEMS_LIMIT.usual,
  }),
  cursor: query("cursor", "Where the page begins; take it from a next link", { type: "string" }),
  bbox: query("bbox", "Only items that touch this box", numbers),
  "bbox-crs": query("bbox-crs", "The system bbox is written in", system),
  datetime: query("datetime", "Only items of this day, instant or interval", { type: "string" }),
  crs: query("crs", "The system of the answer", system),
  filter: query("filter", "Only items this CQL2 text is true of", { type: "string" }),
  "filter-lang": query("filter-lang", "The language of filter", {
    type: "string",
    enum: ["cql2-text"],
    default: "cql2-text",
  }),
  "filter-crs": query("filter-crs", "The system geometries in filter are written in", system),
  f: query("f", "The form of the answer", { type: "string", enum: ["json"] }),
};

/**
 * The OpenAPI 3.0 definition of an OGC service.
 *
 * @param sources  The layers that are published; each has paths of its own, because its parameters differ.
 */
export function openapiDocument(
  { root, district }: OgcService,
  sources: readonly LayerSource[],
  version: string,
) {
  const tileParameters = ["tileMatrix", "tileRow", "tileCol"].map((name) =>
    path(name, { type: "string" }),
  );
  const paths: Record<string, object> = {
    "/": get("getLandingPage", "The landing page", answer("Links to everything")),
    "/conformance": get("getConformance", "What is conformed to", answer("Conformance classes")),
    "/api": get(
      "getApi",
      "This document",
      answer("OpenAPI 3.0", "application/vnd.oai.openapi+json;version=3.0"),
    ),
    "/collections": get("getCollections", "The collections", answer("Collections")),
    "/tileMatrixSets": get("getTileMatrixSets", "The tiling schemes", answer("Tiling schemes")),
    "/tileMatrixSets/WebMercatorQuad": get(
      "getTileMatrixSet",
      "The tiling scheme",
      answer("Tiling scheme"),
    ),
  };
  for (const { id, title, columns } of sources) {
    const at = `/collections/${id}`;
    const name = title.en;
    paths[at] = get(`describe.${id}`, name, answer("The collection"));
    paths[`${at}/queryables`] = get(
      `queryables.${id}`,
      `What ${name} can be asked by`,
      answer("JSON Schema", "application/schema+json"),
    );
    paths[`${at}/schema`] = get(
      `schema.${id}`,
      `What an item of ${name} holds`,
      answer("JSON Schema", "application/schema+json"),
    );
    paths[`${at}/items`] = get(
      `getFeatures.${id}`,
      `Items of ${name}`,
      answer("A page of items", "application/geo+json"),
      [...Object.keys(PARAMETERS).map(shared), ...columns.map(columnParameter)],
    );
    paths[`${at}/items/{featureId}`] = get(
      `getFeature.${id}`,
      `One of ${name}`,
      answer("The item", "application/geo+json"),
      [path("featureId", { type: "string" }), shared("crs"), shared("f")],
    );
    paths[`${at}/tiles`] = get(`tilesets.${id}`, `Tilesets of ${name}`, answer("Tilesets"));
    paths[`${at}/tiles/WebMercatorQuad`] = get(
      `tileset.${id}`,
      `The tileset of ${name}`,
      answer("Tileset metadata, or TileJSON with f=tilejson"),
      [query("f", "The form of the answer", { type: "string", enum: ["json", "tilejson"] })],
    );
    paths[`${at}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`] = get(
      `tile.${id}`,
      `A tile of ${name}`,
      {
        ...answer("A vector tile", "application/vnd.mapbox-vector-tile"),
        "204": { description: "Nothing is there" },
      },
      [...tileParameters, shared("datetime")],
    );
  }
  return {
    openapi: "3.0.3",
    info: {
      title: `Huanwei Atlas – ${district.nameEn ?? district.name}`,
      version,
      description: district.isDemo ? "演示数据 · demonstration data" : "",
      license: { name: "Apache-2.0" },
    },
    servers: [{ url: root }],
    tags: [{ name: "ogc" }],
    paths,
    components: {
      parameters: PARAMETERS,
      responses: {
        Problem: {
          description: "RFC 9457 problem details",
          content: { "application/problem+json": { schema: { type: "object" } } },
        },
      },
    },
  };
}
