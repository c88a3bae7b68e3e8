import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import type { Geometry } from "geojson";
import { api, unwrap } from "../api/client.ts";
import { toApiError } from "../api/problem.ts";
import type { components, operations } from "../api/schema.gen.ts";
import { type LayerInfo, layersQuery } from "../layers/queries.ts";
import type { Bbox, LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage } from "../ui/language.ts";
import { whileThere } from "./edit-leaving.ts";
import { fetchFeatures } from "./features-queries.ts";

type Schemas = components["schemas"];

/** A value of a record. */
export type Value = string | number | boolean | null;

/** A column of a layer as the server describes it. */
export type ColumnInfo = Schemas["LayerColumn"];

/** A record that a search found; of a street, the id is the street's. */
export type Hit = Schemas["SearchResult"]["hits"][number];

/** A facility as the register lists it. */
export type Facility = Schemas["RegisterItem"];

/** A page of the register. It names its question. */
export type RegisterPage = Schemas["RegisterPage"];

/** A part of a record's page, from the capability that knows it. */
export type PageSection = Schemas["Section"];

/** Everything that is known of a facility. */
export type FacilityPage = Schemas["FacilityPage"];

/** Everything that is known of a street. */
export type StreetPage = Schemas["StreetPage"];

/** A position on the wire; the contract says two numbers, which its types cannot. */
export const toLngLat = (position: readonly number[] | null): LngLat | null =>
  position && position.length >= 2 ? [position[0]!, position[1]!] : null;

/** A box on the wire: west, south, east, north. */
export const toBbox = (box: readonly number[] | null): Bbox | null =>
  box && box.length === 4 ? [box[0]!, box[1]!, box[2]!, box[3]!] : null;

/** Hits offered while one types. */
const OFFERED = 24;

/** Hits among which those of one layer are looked for. */
const LOOKED_THROUGH = 100;

/** Records whose name, code or street contains the words. */
export const searchQuery = (asked: {
  districtId: string;
  q: string;
  layerId?: string | undefined;
}) =>
  queryOptions({
    queryKey: ["facilities", "search", asked],
    queryFn: async ({ signal }): Promise<{ q: string; hits: Hit[] }> => {
      const { districtId, q, layerId } = asked;
      const query = { q, limit: layerId ? LOOKED_THROUGH : OFFERED };
      const found = await unwrap(
        api.GET("/api/districts/{districtId}/search", {
          params: { path: { districtId }, query },
          signal,
        }),
      );
      return layerId
        ? { q: found.q, hits: found.hits.filter((hit) => hit.layerId === layerId) }
        : found;
    },
    meta: { kinds: ["facility", "street", "cleaning_route", "area"] },
  });

/** What the base map is made of is no answer to what is somewhere. */
const GROUND: ReadonlySet<string> = new Set(["water", "green", "buildings", "railways"]);

/** Whether a layer is of the work, not of the ground it is done on. */
export const isThematic = ({ layerId }: { layerId: string }) => !GROUND.has(layerId);

/** The areas one asks for by name: the sub-districts. */
export const areasQuery = (districtId: string, date: string) =>
  queryOptions({
    queryKey: ["facilities", "areas", districtId, date],
    queryFn: async ({ signal }) => {
      const asked = { districtId, layerId: "areas", date, filter: "level = 'subdistrict'" };
      const page = await fetchFeatures(asked, 200, signal);
      return page.features.map(({ id, properties }) => ({
        id,
        name: String(properties.name),
        nameEn: typeof properties.nameEn === "string" ? properties.nameEn : null,
      }));
    },
    meta: { kinds: ["area"] },
  });

/** The layers of the view's day and period. */
export function useLayers(): readonly LayerInfo[] {
  const { view } = useView();
  const days = { date: view.date, ...view.period };
  return useQuery(layersQuery(view.district.districtId, days)).data?.layers ?? [];
}

/** A layer's title in the language of the screen. */
export function useLayerTitles(): (layerId: string) => string {
  const language = useLanguage();
  const layers = useLayers();
  return (layerId) => {
    const info = layers.find((each) => each.layerId === layerId);
    return info ? titleIn(language, info.title) : layerId;
  };
}

/** A layer's column by name. */
export function useColumns(): (layerId: string, column: string) => ColumnInfo | undefined {
  const layers = useLayers();
  return (layerId, column) =>
    layers.find((each) => each.layerId === layerId)?.columns.find(({ name }) => name === column);
}

type RegisterParams = NonNullable<operations["getFacilities"]["parameters"]["query"]>;

/** What of the register is asked for, as it stands in the link. */
export type RegisterAsked = {
  districtId: string;
  date: string;
  kind?: string | undefined;
  status?: string | undefined;
  area?: string | undefined;
  q?: string | undefined;
};

const REGISTER_PAGE = 500;

/** The register, page by page. */
export const registerQuery = (asked: RegisterAsked) =>
  infiniteQueryOptions({
    queryKey: ["facilities", "register", asked],
    queryFn: ({ signal, pageParam }) => {
      const { districtId, ...rest } = asked;
      const query = { ...rest, limit: REGISTER_PAGE, cursor: pageParam ?? undefined };
      const page = unwrap(
        api.GET("/api/districts/{districtId}/facilities", {
          // the link's words are checked by the server, which refuses a kind it does not know
          params: { path: { districtId }, query: query as RegisterParams },
          signal,
        }),
      );
      return page as Promise<RegisterPage>; // a file only where a format is asked for
    },
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ next }) => next,
    meta: { kinds: ["facility", "rating", "area"] },
  });

/** The address of a file of the register. */
export function registerFileUrl({ districtId, ...asked }: RegisterAsked, file: FileAsked): string {
  const parameters = new URLSearchParams(file);
  for (const [key, value] of Object.entries(asked)) if (value) parameters.set(key, value);
  return `/api/districts/${encodeURIComponent(districtId)}/facilities?${parameters}`;
}

/** Which file: its format and the language of its headers. */
export type FileAsked = { format: string; lang: "zh" | "en" };

/** 一厕一档, 一站一档: one facility has one page. */
export const facilityQuery = (districtId: string, facilityId: string) =>
  queryOptions({
    queryKey: ["facilities", "page", districtId, facilityId],
    queryFn: ({ signal }) =>
      whileThere(facilityId, () =>
        unwrap(
          api.GET("/api/districts/{districtId}/facilities/{facilityId}", {
            params: { path: { districtId, facilityId } },
            signal,
          }),
        ),
      ),
    meta: { kinds: ["facility", "rating", "complaint", "cleaning_route"] },
  });

/** 一路一档: one street has one page; null where the id is not a street's but one way's. */
export const streetQuery = (districtId: string, streetId: string) =>
  queryOptions({
    queryKey: ["facilities", "street", districtId, streetId],
    queryFn: async ({ signal }): Promise<StreetPage | null> => {
      const asked = { districtId, layerId: "streets", filter: `streetId = ${quoted(streetId)}` };
      const ways = await fetchFeatures(asked, 1, signal);
      if (ways.numberMatched === 0) return null;
      return unwrap(
        api.GET("/api/districts/{districtId}/streets/{streetId}", {
          params: { path: { districtId, streetId } },
          signal,
        }),
      );
    },
    meta: { kinds: ["street", "street_edge", "rating", "complaint", "cleaning_route"] },
  });

/** A text as CQL2 quotes it. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A record of any layer with everything published of it. */
export type FeatureRecord = {
  id: string;
  geometry: Geometry | null;
  properties: Record<string, Value>;
};

/** One record of any layer, whatever day it holds on: OGC API – Features has it under its id. */
export const recordQuery = (districtId: string, layerId: string, id: string) =>
  queryOptions({
    queryKey: ["facilities", "record", districtId, layerId, id],
    queryFn: async ({ signal }): Promise<FeatureRecord> => {
      const path = [districtId, "collections", layerId, "items", id].map(encodeURIComponent);
      const response = await fetch(`/ogc/districts/${path.join("/")}`, { signal });
      const body = await response.json();
      if (!response.ok) throw await toApiError(body);
      return body;
    },
    meta: {
      kinds: ["facility", "street_edge", "complaint", "demand_cell", "cleaning_route", "area"],
    },
  });
