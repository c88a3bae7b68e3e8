import { queryOptions } from "@tanstack/react-query";
import type { Geometry } from "geojson";
import { api, unwrap } from "../api/client.ts";

/** The most records these questions are asked for: what is more than this is not drawn one by one. */
const LIMIT = 10_000;

type Asked = {
  readonly layerId: string;
  readonly date: string;
  /** CQL2 text. */
  readonly filter?: string;
};

/** A record as it comes: `geometry` null where the place is unknown. */
export type LayerFeature = {
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
};

const KINDS: Readonly<Record<string, readonly string[]>> = {
  areas: ["area"],
  water: ["ground"],
  green: ["ground"],
  streets: ["street", "street_edge", "rating"],
};

/** The records of a layer on a day, at most ten thousand of them. */
export const recordsQuery = (districtId: string, { layerId, date, filter }: Asked) =>
  queryOptions({
    queryKey: ["layers", districtId, layerId, "features", { date, filter }],
    queryFn: async ({ signal }): Promise<LayerFeature[]> => {
      const query = { date, limit: LIMIT, ...(filter ? { filter } : {}) };
      const path = { districtId, layerId };
      const page = await unwrap(
        api.GET("/api/districts/{districtId}/layers/{layerId}/features", {
          params: { path, query },
          signal,
        }),
      );
      if (typeof page === "string") throw new TypeError("a file came where a page was asked for");
      // the contract says "GeoJSON geometry" no closer than by its type
      return page.features as LayerFeature[];
    },
    meta: { kinds: KINDS[layerId] ?? ["facility", "rating"] },
  });

/** Areas large enough to be named on the map. */
export const namedAreasQuery = (districtId: string, date: string) =>
  recordsQuery(districtId, {
    layerId: "areas",
    date,
    filter: "level IN ('subdistrict','community')",
  });

/** Waters, or parks, that have a name. */
export const namedGroundQuery = (districtId: string, layerId: "water" | "green", date: string) =>
  recordsQuery(districtId, { layerId, date, filter: "name IS NOT NULL" });

/** The edges of streets that hold stars. */
export const starStreetsQuery = (districtId: string, date: string) =>
  recordsQuery(districtId, { layerId: "streets", date, filter: "stars >= 0" });
