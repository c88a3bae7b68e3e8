import { z } from "@hono/zod-openapi";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { exportResponse, fileContent, streamOf } from "../http/export.ts";
import { geojsonOf } from "../http/export-geojson.ts";
import { demoNotice } from "../http/export-table.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Queryable } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { chosenRows, exportColumns, exportRows, pageOf, requireFits } from "./features.ts";
import { rowsInPlace } from "./features-place.ts";
import { FeaturesPage, FeaturesQuery } from "./features-schema.ts";
import { parseBbox } from "./ogc-crs.ts";
import { cursorOf, ITEMS_LIMIT, parseCursor } from "./ogc-query.ts";

const getFeatures = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/layers/{layerId}/features",
  operationId: "getFeatures",
  tags: ["layers"],
  summary: "The records of a layer, as a page or as a file",
  request: {
    params: inDistrict.extend({ layerId: z.string() }),
    query: FeaturesQuery,
  },
  responses: {
    200: {
      description: "A page, or the file that format asks for",
      content: {
        "application/json": { schema: FeaturesPage },
        ...fileContent,
      },
    },
    ...failures,
  },
});

/** A district by its id. @throws {DomainError} `district-unknown`. */
export async function requireDistrict(database: Queryable, districtId: string): Promise<District> {
  const districts = await readDistricts(database);
  const found = districts.find((district) => district.districtId === districtId);
  if (!found) throw new DomainError("district-unknown", `No district ${districtId}`);
  return found;
}

/** The records of any layer: what tables read, and what is exported. */
export const featuresApi = ({
  database,
  snapshots,
}: {
  database: Queryable;
  snapshots: Snapshots;
}) =>
  createRouter().openapi(getFeatures, async (c) => {
    const { districtId, layerId } = c.req.valid("param");
    const query = c.req.valid("query");
    const district = await requireDistrict(database, districtId);
    const date = query.date ?? district.today;
    const { snapshot, ...known } = await chosenRows(snapshots, districtId, layerId, {
      bbox: query.bbox === undefined ? undefined : parseBbox(query.bbox),
      date,
      from: query.from,
      to: query.to,
      areaId: query.area,
      filter: query.filter,
    });
    const asked = { ...query, date };
    const rows = await rowsInPlace(snapshots, districtId, snapshot, known.rows, asked);
    const { source } = snapshot;
    const table = {
      district: { id: districtId, name: district.name, isDemo: district.isDemo },
      id: layerId,
      title: source.title[query.lang],
      language: query.lang,
      date,
      columns: exportColumns(source.columns, query.lang),
    };
    const isPage = query.limit !== undefined || query.cursor !== undefined;
    if (query.format && !(query.format === "geojson" && isPage)) {
      requireFits(rows.length);
      return exportResponse({ ...table, rows: exportRows(snapshot, rows) }, query.format);
    }
    const limit = query.limit ?? ITEMS_LIMIT.usual;
    const after = query.cursor === undefined ? null : parseCursor(query.cursor);
    const { page, next } = pageOf(snapshot, snapshot.byId(rows), limit, after);
    const foreign = {
      districtId,
      layerId,
      version: snapshot.version,
      date,
      numberMatched: rows.length,
      numberReturned: page.length,
      next: next === null ? null : cursorOf(next),
      ...(district.isDemo ? { notice: demoNotice(query.lang) } : {}),
    };
    const body = geojsonOf({ ...table, rows: exportRows(snapshot, page) }, foreign);
    const type = query.format ? "application/geo+json" : "application/json";
    return new Response(streamOf(body), { headers: { "Content-Type": type } });
  });
