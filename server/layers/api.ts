import { z } from "@hono/zod-openapi";
import { type AnswerCache, createAnswerCache } from "../http/answer-cache.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { LayerColumn } from "../store/layer.ts";
import type { Selection } from "../store/selection.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { noArea } from "./features.ts";
import { layerCount } from "./layers.ts";
import {
  CountsQuery,
  Days,
  DistrictId,
  DistrictList,
  LayerList,
  TileJson,
  TileParams,
} from "./schema.ts";
import { layerStore } from "./store.ts";
import { encodedTile, FULL_DETAIL_ZOOM } from "./tiles.ts";

/** What the layers' endpoints are wired to. */
export type LayersDependencies = {
  database: Database;
  snapshots: Snapshots;
  /** Memory for tiles that were asked for, 64 MiB unless said. */
  cacheBytes?: number;
};

const json = <T>(description: string, schema: T) => ({
  200: { description, content: { "application/json": { schema } } },
  304: { description: "Unchanged since the answer the request names by If-None-Match" },
});

const getDistricts = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts",
  operationId: "getDistricts",
  tags: ["layers"],
  summary: "Every district there is",
  responses: { ...json("The districts, real ones first", DistrictList), ...failures },
});

const getLayers = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/layers",
  operationId: "getLayers",
  tags: ["layers"],
  summary: "The layers of a district and how many records each holds, by class",
  request: { params: z.object({ districtId: DistrictId }), query: CountsQuery },
  responses: { ...json("The layers, in the order lists show them", LayerList), ...failures },
});

const getTile = endpoint({
  access: "anyone",
  method: "get",
  path: "/tiles/{districtId}/{layerIds}/{z}/{x}/{tile}",
  operationId: "getTile",
  tags: ["layers"],
  summary: "One or more layers as a Mapbox Vector Tile (WebMercatorQuad)",
  request: { params: TileParams, query: Days },
  responses: {
    200: {
      description: "The tile; each of its layers is named by a layer id",
      content: {
        "application/vnd.mapbox-vector-tile": {
          schema: z.string().openapi({ format: "binary" }),
        },
      },
    },
    204: { description: "Nothing is there" },
    304: { description: "Unchanged since the tile the request names by If-None-Match" },
    ...failures,
  },
});

const getTileJson = endpoint({
  access: "anyone",
  method: "get",
  path: "/tiles/{districtId}/{document}",
  operationId: "getTileJson",
  tags: ["layers"],
  summary: "TileJSON of one or more layers",
  request: {
    params: z.object({
      districtId: DistrictId,
      document: z
        .string()
        .regex(/^[a-z0-9,-]+\.json$/, "layer ids, separated by commas, and .json")
        .describe("Layer ids, separated by commas, and the format: `{layerIds}.json`"),
    }),
    query: Days,
  },
  responses: { ...json("The description", TileJson), ...failures },
});

const ENCODING_VERSION = 1; // count up when the same snapshot gives other bytes
const encoder = new TextEncoder();
const JSON_TYPE = "application/json; charset=utf-8";

const orderedDays = ({ from, to }: z.infer<typeof Days>) => {
  if (from === undefined || to === undefined || from <= to) return;
  throw new DomainError("query-invalid", `from: ${from} is after to: ${to}`, [
    { field: "from", value: from, remedy: `a day not after ${to}` },
  ]);
};

const daysQuery = (days: Record<string, string | undefined>) => {
  const given = Object.entries(days).flatMap(([name, day]) => (day ? [`${name}=${day}`] : []));
  return given.length > 0 ? `?${given.join("&")}` : "";
};

/** The endpoints of the layers capability: districts, layers with counts, tiles. */
export function layersApi({ database, snapshots, cacheBytes = 64 * 2 ** 20 }: LayersDependencies) {
  const store = layerStore(database, snapshots);
  const cache: AnswerCache = createAnswerCache(cacheBytes);
  const isVisible = ({ source }: Snapshot) => source.audience === "public";

  /** The layers named, refused before anything else when the caller may not see them. */
  async function visibleLayers(districtId: string, layerIds: readonly string[]) {
    const layers = await store.readLayers(districtId, [...new Set(layerIds)]);
    const hidden = layers.find((layer) => !isVisible(layer));
    if (hidden) throw new DomainError("layer-unknown", `There is no layer ${hidden.source.id}`);
    return layers;
  }

  /** @throws {DomainError} `query-invalid` when there is no such area. */
  async function areaOf(districtId: string, areaId: string | undefined) {
    if (areaId === undefined) return undefined;
    const area = await snapshots.area(districtId, areaId);
    if (!area) throw noArea(areaId);
    return area;
  }

  const keyOf = (layers: readonly Snapshot[], ...parts: readonly (string | number | undefined)[]) =>
    [
      ENCODING_VERSION,
      "public",
      ...layers.map(({ source, stamp }) => `${source.id}@${stamp}`),
      ...parts,
    ].join(" ");

  return createRouter()
    .openapi(getDistricts, async (c) => {
      const districts = (await store.readDistricts()).map((district) => ({
        ...district,
        bbox: district.bbox && [...district.bbox],
        attributions: [...district.attributions],
        center: district.bbox && [
          (district.bbox[0] + district.bbox[2]) / 2,
          (district.bbox[1] + district.bbox[3]) / 2,
        ],
      }));
      return c.json({ districts }, 200);
    })
    .openapi(getLayers, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      orderedDays(query);
      const { today } = await store.clock(districtId);
      const asked = { ...query, date: query.date ?? today };
      const area = await areaOf(districtId, query.area);
      const ids = snapshots.sources.filter(({ audience }) => audience === "public");
      const layers = await store.readLayers(
        districtId,
        ids.map(({ id }) => id),
      );
      return cache.answer(c, {
        key: keyOf(layers, "layers", asked.date, asked.from, asked.to, asked.area),
        contentType: JSON_TYPE,
        make: () => {
          const version = Math.max(...layers.map((layer) => layer.version));
          const described = layers.map((layer) =>
            describedLayer(districtId, layer, { ...asked, area }),
          );
          return encoder.encode(
            JSON.stringify({ districtId, ...asked, version, layers: described }),
          );
        },
      });
    })
    .openapi(getTile, async (c) => {
      const { districtId, layerIds, z: zoom, x, tile } = c.req.valid("param");
      const days = c.req.valid("query");
      orderedDays(days);
      const { today } = await store.clock(districtId);
      const asked = { ...days, date: days.date ?? today };
      const layers = await visibleLayers(districtId, layerIds.split(","));
      const y = Number.parseInt(tile, 10);
      return cache.answer(c, {
        key: keyOf(layers, zoom, x, y, asked.date, asked.from, asked.to),
        contentType: "application/vnd.mapbox-vector-tile",
        make: () => encodedTile(layers, { z: zoom, x, y }, asked),
      });
    })
    .openapi(getTileJson, async (c) => {
      const { districtId, document } = c.req.valid("param");
      const days = c.req.valid("query");
      orderedDays(days);
      await store.clock(districtId);
      const layerIds = document.replace(/\.json$/, "");
      const layers = await visibleLayers(districtId, layerIds.split(","));
      const address = `${new URL(c.req.url).origin}/tiles/${districtId}/${layerIds}/{z}/{x}/{y}.mvt`;
      return c.json(tileJson(layers, address + daysQuery(days)), 200);
    });
}

function describedLayer(
  districtId: string,
  snapshot: Snapshot,
  selection: Selection,
): z.infer<typeof LayerList>["layers"][number] {
  const { source } = snapshot;
  const { count, withoutPlace, classes } = layerCount(snapshot, selection);
  return {
    layerId: source.id,
    title: { ...source.title },
    geometry: source.geometry,
    count,
    withoutPlace,
    bbox: snapshot.bbox && [...snapshot.bbox],
    detailFromZoom: source.detailFromZoom,
    hasDays: source.day !== undefined,
    hasValidity: source.validity !== undefined,
    columns: source.columns.map(({ isInTiles = false, isClass = false, values, ...column }) => ({
      ...column,
      isInTiles,
      isClass,
      ...(values ? { values: { ...values } } : {}),
    })),
    classes: Object.fromEntries(
      Object.entries(classes).map(([name, counts]) => [name, counts.map((one) => ({ ...one }))]),
    ),
    tiles: `/tiles/${districtId}/${source.id}/{z}/{x}/{y}.mvt`,
  };
}

/** A column's type in TileJSON's words. */
const fieldType = (type: LayerColumn["type"]) =>
  type === "boolean" ? "Boolean" : type === "integer" || type === "number" ? "Number" : "String";

/** TileJSON of some layers; aggregates below `detailFromZoom` are a layer of their own. */
function tileJson(layers: readonly Snapshot[], tiles: string): z.infer<typeof TileJson> {
  const boxes = layers.flatMap(({ bbox }) => (bbox ? [bbox] : []));
  const [west, south] = [0, 1].map((i) => Math.min(...boxes.map((box) => box[i]!)));
  const [east, north] = [2, 3].map((i) => Math.max(...boxes.map((box) => box[i]!)));
  const bounds = boxes.length > 0 ? [west!, south!, east!, north!] : undefined;
  return {
    tilejson: "3.0.0",
    name: layers.map(({ source }) => source.title.zh).join("、"),
    attribution: "",
    tiles: [tiles],
    minzoom: 0,
    maxzoom: FULL_DETAIL_ZOOM,
    ...(bounds ? { bounds, center: [(west! + east!) / 2, (south! + north!) / 2, 13] } : {}),
    vector_layers: layers.flatMap(({ source }) => {
      const fields = Object.fromEntries(
        source.columns
          .filter((column) => column.isInTiles)
          .map(({ name, type }) => [name, fieldType(type)]),
      );
      const detail = {
        id: source.id,
        description: `${source.title.zh} ${source.title.en}`,
        minzoom: source.detailFromZoom,
        maxzoom: FULL_DETAIL_ZOOM,
        fields: { id: "String", ...fields },
      };
      if (source.geometry !== "point" || source.detailFromZoom === 0) return [detail];
      const cells = {
        id: `${source.id}.cells`,
        description: `${source.title.zh}（每格数量） ${source.title.en}, count per H3 cell`,
        minzoom: 0,
        maxzoom: source.detailFromZoom - 1,
        fields: { cell: "String", count: "Number" },
      };
      return [cells, detail];
    }),
  };
}
