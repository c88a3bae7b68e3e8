import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components, operations } from "../api/schema.gen.ts";

export type Report = components["schemas"]["QualityReport"];
export type Figure = Report["checks"][number];
export type Check = Figure["check"];
export type RowsPage = components["schemas"]["QualityRows"];
export type QualityRow = RowsPage["rows"][number];
export type Group = components["schemas"]["DatumGroups"]["groups"][number];
export type Reading = Group["fits"][number]["reading"];
export type Preview = components["schemas"]["RepairPreview"];
export type Repair = components["schemas"]["DatumRepair"];
export type Undone = components["schemas"]["RepairUndone"];
type RowsAsked = NonNullable<operations["getQualityRows"]["parameters"]["query"]>;

/** The kinds of record whose change may change a figure. */
const KINDS = ["facility", "complaint", "area", "street_edge", "district_setting", "district"];

/** The figures of all checks. */
export const reportQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["imports", "quality", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/quality", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: KINDS },
  });

/** Which rows of a check. */
export type Asked = {
  readonly districtId: string;
  readonly check: Check;
  readonly kind?: RowsAsked["kind"];
  readonly area?: string | undefined;
  readonly sort?: RowsAsked["sort"];
};

const PAGE = 200;

/** The rows behind a figure, page by page. */
export const rowsQuery = ({ districtId, check, kind, area, sort }: Asked) =>
  infiniteQueryOptions({
    queryKey: ["imports", "quality", districtId, "rows", { check, kind, area, sort }],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/quality/{check}", {
          params: {
            path: { districtId, check },
            query: {
              limit: PAGE,
              ...(kind ? { kind } : {}),
              ...(area ? { area } : {}),
              ...(sort ? { sort } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
        // no format is asked for, so it is a page and no file
      ) as Promise<RowsPage>,
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    meta: { kinds: KINDS },
  });

/** Where the same rows are as a file. */
export function rowsFileUrl(asked: Asked, format: "csv" | "xlsx", lang: "zh" | "en") {
  const { districtId, check, kind, area, sort } = asked;
  const query = new URLSearchParams({
    ...(kind ? { kind } : {}),
    ...(area ? { area } : {}),
    ...(sort ? { sort } : {}),
    format,
    lang,
  });
  return `/api/districts/${districtId}/quality/${check}?${query}`;
}

/** In which datum positions are stored. */
export const groupsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["imports", "quality", districtId, "groups"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/quality/datum-groups", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: KINDS },
  });

/** Repairs that were made. */
export const repairsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["imports", "quality", districtId, "repairs"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/quality/datum-repairs", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["facility"] },
  });

export type RepairAsked = { readonly groupId: string; readonly reading: Preview["reading"] };

/** What a repair would do. Nothing is written; it is asked for again whenever a facility changes. */
export const previewQuery = (districtId: string, asked: RepairAsked) =>
  queryOptions({
    queryKey: ["imports", "quality", districtId, "preview", asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/quality/datum-repair/preview", {
          params: { path: { districtId } },
          body: asked,
          signal,
        }),
      ),
    meta: { kinds: ["facility", "street_edge", "area"] },
  });

/** Whatever shows facilities or figures is asked again. */
function useWritten() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["imports"] }),
      client.invalidateQueries({ queryKey: ["facilities"] }),
    ]);
}

/** Mends a group as its preview showed it. */
export function useRepair(districtId: string) {
  const written = useWritten();
  return useMutation({
    mutationFn: (body: RepairAsked & { fingerprint: string }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/quality/datum-repair", {
          params: { path: { districtId } },
          body,
        }),
      ),
    onSettled: () => void written(),
  });
}

/** Takes a repair back. */
export function useUndoRepair(districtId: string) {
  const written = useWritten();
  return useMutation({
    mutationFn: (repairId: string) =>
      unwrap(
        api.POST("/api/districts/{districtId}/quality/datum-repair/{repairId}/undo", {
          params: { path: { districtId, repairId } },
        }),
      ),
    onSettled: () => void written(),
  });
}

type Seen = { readonly facilityId: string; readonly revision: number };

/** What is written to all chosen rows. */
export type Shared =
  | { readonly do: "verify" }
  | { readonly do: "manager" | "owner"; readonly value: string };

/** The most records one request writes. */
const MOST = 500;

/** Writes the same to many facilities; each request all or none. */
export function useBulk(districtId: string) {
  const written = useWritten();
  const params = { path: { districtId } };
  return useMutation({
    mutationFn: async ({ records, shared }: { records: readonly Seen[]; shared: Shared }) => {
      for (let from = 0; from < records.length; from += MOST) {
        const lot = records.slice(from, from + MOST).map(({ facilityId, revision }) => ({
          ...{ facilityId, revision },
        }));
        await unwrap(
          shared.do === "verify"
            ? api.POST("/api/districts/{districtId}/facilities/bulk-verification", {
                ...{ params, body: { records: lot } },
              })
            : api.POST("/api/districts/{districtId}/facilities/bulk-edit", {
                ...{ params, body: { records: lot, [shared.do]: shared.value } },
              }),
        );
      }
      return records.length;
    },
    onSettled: () => void written(),
  });
}

/** Changes what the district goes by. */
export function useSettings(districtId: string) {
  const written = useWritten();
  return useMutation({
    mutationFn: (body: components["schemas"]["QualitySettings"]) =>
      unwrap(
        api.PUT("/api/districts/{districtId}/quality/settings", {
          ...{ params: { path: { districtId } }, body },
        }),
      ),
    onSettled: () => void written(),
  });
}
