import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import type { Geometry } from "geojson";
import { ApiError } from "../api/problem.ts";
import type { LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { type Title, titleIn, useLanguage } from "../ui/language.ts";
import { polygonOf, type Shape, wktOf } from "./shape.ts";

export type Value = string | number | boolean | null;

async function fetchJson<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  const body = await response.json();
  if (!response.ok) throw new ApiError(body);
  return body;
}

const query = (values: Readonly<Record<string, string | number | null | undefined>>) => {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") parameters.set(key, String(value));
  }
  return parameters.toString();
};

const district = (districtId: string) => `/api/districts/${encodeURIComponent(districtId)}`;

/** A record that a search found; of a street, the id is the street's. */
export type Hit = {
  layerId: string;
  id: string;
  code: string | null;
  name: string | null;
  nameEn: string | null;
  kind: Title;
  position: LngLat | null;
};

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
      const limit = layerId ? 100 : 24;
      const { hits } = await fetchJson<{ hits: Hit[] }>(
        `${district(districtId)}/search?${query({ q, limit })}`,
        { signal },
      );
      return { q, hits: layerId ? hits.filter((hit) => hit.layerId === layerId) : hits };
    },
    meta: { kinds: ["facility", "street"] },
  });

/** A column of a layer as the server describes it. */
export type ColumnInfo = {
  name: string;
  title: Title;
  type: "text" | "integer" | "number" | "boolean" | "date" | "instant";
  isClass: boolean;
  values?: Record<string, Title>;
};

/** How many records have one value of a class; the title is null where the value speaks for itself. */
export type ClassCount = { value: Value; title: Title | null; count: number };

/** A layer of a district, with the counts of its classes. */
export type LayerInfo = {
  layerId: string;
  title: Title;
  geometry: "point" | "line" | "polygon";
  count: number;
  columns: ColumnInfo[];
  classes: Record<string, ClassCount[]>;
};

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
      const page = await fetchJson<FeaturesPage>(featuresUrl(asked, { limit: 200 }), { signal });
      return page.features.map(({ id, properties }) => ({
        id,
        name: String(properties.name),
        nameEn: typeof properties.nameEn === "string" ? properties.nameEn : null,
      }));
    },
    meta: { kinds: ["area"] },
  });

/** What is there on a day, and what happened in a period. */
export const catalogQuery = (
  districtId: string,
  date: string,
  period?: { readonly from: string; readonly to: string },
) =>
  queryOptions({
    queryKey: ["facilities", "catalog", districtId, { date, ...period }],
    queryFn: ({ signal }) =>
      fetchJson<{ date: string; layers: LayerInfo[] }>(
        `${district(districtId)}/layers?${query({ date, ...period })}`,
        { signal },
      ),
    meta: {
      kinds: ["facility", "street_edge", "complaint", "demand_cell", "cleaning_route", "area"],
    },
  });

/** A layer's title in the language of the screen. */
export function useLayerTitles(): (layerId: string) => string {
  const { view } = useView();
  const language = useLanguage();
  const known = useQuery(catalogQuery(view.district.districtId, view.date));
  return (layerId) => {
    const info = known.data?.layers.find((each) => each.layerId === layerId);
    return info ? titleIn(language, info.title) : layerId;
  };
}

/** A layer's column by name. */
export function useColumns(): (layerId: string, column: string) => ColumnInfo | undefined {
  const { view } = useView();
  const known = useQuery(catalogQuery(view.district.districtId, view.date));
  return (layerId, column) =>
    known.data?.layers
      .find((each) => each.layerId === layerId)
      ?.columns.find(({ name }) => name === column);
}

/** A facility as the register lists it. */
export type Facility = {
  facilityId: string;
  layerId: string;
  kind: string;
  code: string;
  name: string;
  nameEn: string | null;
  status: string;
  stars: number | null;
  address: string | null;
  owner: string | null;
  manager: string | null;
  openedOn: string | null;
  verifiedOn: string | null;
  position: [number, number];
};

/** What of the register is asked for. */
export type RegisterAsked = {
  districtId: string;
  date: string;
  kind?: string | undefined;
  status?: string | undefined;
  area?: string | undefined;
  q?: string | undefined;
};

/** A page of the register. It names its question. */
export type RegisterPage = {
  date: string;
  total: number;
  counts: { kind: string; count: number }[];
  items: Facility[];
  next: string | null;
};

const REGISTER_PAGE = 500;

/** The address of the register's answer, which is also where its files come from. */
export const registerUrl = (
  { districtId, ...asked }: RegisterAsked,
  more: Readonly<Record<string, string | number | null>> = {},
) => `${district(districtId)}/facilities?${query({ ...asked, ...more })}`;

/** The register, page by page. */
export const registerQuery = (asked: RegisterAsked) =>
  infiniteQueryOptions({
    queryKey: ["facilities", "register", asked],
    queryFn: ({ signal, pageParam }) =>
      fetchJson<RegisterPage>(registerUrl(asked, { limit: REGISTER_PAGE, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ next }) => next,
    meta: { kinds: ["facility", "rating", "area"] },
  });

/** A part of a record's page, from the capability that knows it. */
export type PageSection = {
  id: string;
  title: Title;
  figures: { label: Title; value: number; unit: Title | null; definition: Title }[];
  facts: { label: Title; value: Value; shown: Title | null }[];
  table: {
    columns: { name: string; title: Title; values?: Record<string, Title> }[];
    rows: Record<string, Value>[];
    total: number;
  } | null;
};

/** Everything that is known of a facility. */
export type FacilityPage = {
  facility: Facility & {
    closedOn: string | null;
    verifiedBy: string | null;
    starsValidTo: string | null;
    attributes: Record<string, Value>;
  };
  street: { streetId: string; name: string; distanceMeters: number } | null;
  sections: PageSection[];
};

/** 一厕一档, 一站一档: one facility has one page. */
export const facilityQuery = (districtId: string, facilityId: string) =>
  queryOptions({
    queryKey: ["facilities", "page", districtId, facilityId],
    queryFn: ({ signal }) =>
      fetchJson<FacilityPage>(
        `${district(districtId)}/facilities/${encodeURIComponent(facilityId)}`,
        { signal },
      ),
    meta: { kinds: ["facility", "rating", "complaint", "cleaning_route"] },
  });

/** Everything that is known of a street. */
export type StreetPage = {
  street: {
    streetId: string;
    name: string;
    nameEn: string | null;
    isMain: boolean;
    isModel: boolean;
    stars: number | null;
    edges: number;
    lengthMeters: number;
    bbox: [number, number, number, number] | null;
  };
  sections: PageSection[];
};

/** 一路一档: one street has one page; null where the id is not a street's but one way's. */
export const streetQuery = (districtId: string, streetId: string) =>
  queryOptions({
    queryKey: ["facilities", "street", districtId, streetId],
    queryFn: async ({ signal }): Promise<StreetPage | null> => {
      const asked = { districtId, layerId: "streets", filter: `streetId = ${quoted(streetId)}` };
      const ways = await fetchJson<FeaturesPage>(featuresUrl(asked, { limit: 1 }), { signal });
      if (ways.numberMatched === 0) return null;
      const url = `${district(districtId)}/streets/${encodeURIComponent(streetId)}`;
      return fetchJson<StreetPage>(url, { signal });
    },
    meta: { kinds: ["street", "street_edge", "rating", "complaint", "cleaning_route"] },
  });

/** One record of any layer with everything published of it. */
export const recordQuery = (districtId: string, layerId: string, id: string) =>
  queryOptions({
    queryKey: ["facilities", "record", districtId, layerId, id],
    queryFn: ({ signal }) =>
      fetchJson<FeatureRecord>(
        `/ogc/districts/${encodeURIComponent(districtId)}/collections/${layerId}/items/${encodeURIComponent(id)}`,
        { signal },
      ),
    meta: {
      kinds: ["facility", "street_edge", "complaint", "demand_cell", "cleaning_route", "area"],
    },
  });

/** What a shape is about to be asked. */
export type ShapeAsked = {
  districtId: string;
  date: string;
  from: string;
  to: string;
  shape: Shape;
};

/** What is inside a shape, of one layer. */
export type LayerSummary = {
  layerId: string;
  count: number;
  classes: Record<string, ClassCount[]>;
  lengthMeters?: number;
  residents?: number;
};

export type Summary = { date: string; from: string; to: string; layers: LayerSummary[] };

const bodyOf = ({ shape, date, from, to }: ShapeAsked) =>
  shape.kind === "polygon"
    ? { shape: polygonOf(shape.ring), date, from, to }
    : { street: shape.streetId, withinMeters: shape.withinMeters, date, from, to };

/** What is inside a shape, layer by layer. */
export const summaryQuery = (asked: ShapeAsked) =>
  queryOptions({
    queryKey: ["facilities", "summary", asked],
    queryFn: ({ signal }) =>
      fetchJson<Summary>(`${district(asked.districtId)}/summary`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(bodyOf(asked)),
        signal,
      }),
    meta: { kinds: ["facility", "street_edge", "complaint", "demand_cell", "cleaning_route"] },
  });

/** A record of any layer with everything published of it. */
export type FeatureRecord = {
  id: string;
  geometry: Geometry | null;
  properties: Record<string, Value>;
};

/** A page of a layer's records. It names its question. */
export type FeaturesPage = {
  layerId: string;
  date: string;
  numberMatched: number;
  next: string | null;
  features: FeatureRecord[];
};

/** Which records of a layer. */
export type FeaturesAsked = {
  districtId: string;
  layerId: string;
  date?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  bbox?: string | undefined;
  filter?: string | undefined;
  ids?: string | undefined;
  shape?: string | undefined;
  street?: string | undefined;
  withinMeters?: number | undefined;
};

/** The address of a layer's records, which is also where their files come from. */
export const featuresUrl = (
  { districtId, layerId, ...asked }: FeaturesAsked,
  more: Readonly<Record<string, string | number>> = {},
) => `${district(districtId)}/layers/${layerId}/features?${query({ ...asked, ...more })}`;

/** Some records of a layer. */
export const featuresQuery = (asked: FeaturesAsked, limit: number) =>
  queryOptions({
    queryKey: ["facilities", "features", asked, limit],
    queryFn: ({ signal }) => fetchJson<FeaturesPage>(featuresUrl(asked, { limit }), { signal }),
    meta: { kinds: ["facility", "street_edge", "complaint", "demand_cell", "cleaning_route"] },
  });

/** A text as CQL2 quotes it. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The records of a layer inside a shape. */
export const insideShape = ({ shape, ...asked }: ShapeAsked, layerId: string): FeaturesAsked =>
  shape.kind === "polygon"
    ? { ...asked, layerId, shape: wktOf(shape.ring) }
    : { ...asked, layerId, street: shape.streetId, withinMeters: shape.withinMeters };

/** More edges than any street of a district has. */
const STREET_EDGES = 2000;

/** A street's edges with their lines. */
export const streetEdgesQuery = (districtId: string, date: string, streetId: string) =>
  featuresQuery(
    { districtId, layerId: "streets", date, filter: `streetId = ${quoted(streetId)}` },
    STREET_EDGES,
  );
