import { queryOptions } from "@tanstack/react-query";
import type { Geometry } from "geojson";
import { api, unwrap } from "../api/client.ts";
import type { components, operations } from "../api/schema.gen.ts";
import { polygonOf, type Shape, wktOf } from "./shape.ts";

type Schemas = components["schemas"];
type FeaturesParams = NonNullable<operations["getFeatures"]["parameters"]["query"]>;

/** A page of a layer's records. It names its question. */
export type FeaturesPage = Omit<Schemas["FeaturesPage"], "features"> & {
  features: {
    id: string;
    geometry: Geometry | null;
    properties: Record<string, string | number | boolean | null>;
  }[];
};

/** Which records of a layer. */
export type FeaturesAsked = {
  readonly districtId: string;
  readonly layerId: string;
} & Omit<FeaturesParams, "limit" | "cursor" | "format" | "lang">;

const KINDS = [
  "facility",
  "street",
  "street_edge",
  "complaint",
  "demand_cell",
  "cleaning_route",
  "area",
];

/** The first records of a layer, in the order of their ids. */
export async function fetchFeatures(
  { districtId, layerId, ...asked }: FeaturesAsked,
  limit: number,
  signal: AbortSignal,
): Promise<FeaturesPage> {
  const page = await unwrap(
    api.GET("/api/districts/{districtId}/layers/{layerId}/features", {
      params: { path: { districtId, layerId }, query: { ...asked, limit } },
      signal,
    }),
  );
  // the contract says that geometries are GeoJSON, and its types only that they are objects
  return page as unknown as FeaturesPage;
}

/** Some records of a layer. */
export const featuresQuery = (asked: FeaturesAsked, limit: number) =>
  queryOptions({
    queryKey: ["facilities", "features", asked, limit],
    queryFn: ({ signal }) => fetchFeatures(asked, limit, signal),
    meta: { kinds: KINDS },
  });

/** The address of a file of a layer's records. */
export function featuresFileUrl(
  { districtId, layerId, ...asked }: FeaturesAsked,
  file: { format: string; lang: "zh" | "en" },
): string {
  const parameters = new URLSearchParams(file);
  for (const [key, value] of Object.entries(asked)) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  const path = [districtId, "layers", layerId].map(encodeURIComponent).join("/");
  return `/api/districts/${path}/features?${parameters}`;
}

/** More edges than any street of a district has. */
const STREET_EDGES = 2000;

/** A street's edges with their lines. */
export const streetEdgesQuery = (districtId: string, date: string, streetId: string) =>
  featuresQuery(
    {
      districtId,
      layerId: "streets",
      date,
      filter: `streetId = '${streetId.replaceAll("'", "''")}'`,
    },
    STREET_EDGES,
  );

/** What a shape is asked, and about which days. */
export type ShapeAsked = {
  readonly districtId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly shape: Shape;
};

/** The records of a layer inside a shape: those that its summary counts. */
export const insideShape = ({ shape, ...asked }: ShapeAsked, layerId: string): FeaturesAsked =>
  shape.kind === "polygon"
    ? { ...asked, layerId, shape: wktOf(shape.ring) }
    : { ...asked, layerId, street: shape.streetId, withinMeters: shape.withinMeters };

/** What is inside a shape, of one layer. */
export type LayerSummary = Schemas["Summary"]["layers"][number];

const bodyOf = ({ shape, date, from, to }: ShapeAsked) =>
  shape.kind === "polygon"
    ? { shape: polygonOf(shape.ring), date, from, to }
    : { street: shape.streetId, withinMeters: shape.withinMeters, date, from, to };

/** What is inside a shape, layer by layer. */
export const summaryQuery = (asked: ShapeAsked) =>
  queryOptions({
    queryKey: ["facilities", "summary", asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/summary", {
          params: { path: { districtId: asked.districtId } },
          // the contract describes GeoJSON in words, its types as an object without keys
          body: bodyOf(asked) as Schemas["SummaryQuery"],
          signal,
        }),
      ),
    meta: { kinds: KINDS },
  });
