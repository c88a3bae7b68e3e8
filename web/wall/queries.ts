import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { noteServerTime } from "./clock.ts";

type Schemas = components["schemas"];
const PATH = "/api/districts/{districtId}/wall";
const pathOf = (districtId: string) => ({ params: { path: { districtId } } });

const askState = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}`, { ...pathOf(districtId), signal }));
const askTicker = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}/ticker`, { ...pathOf(districtId), signal }));
const askAlarms = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}/alarms`, { ...pathOf(districtId), signal }));
const askHandover = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}/handover`, { ...pathOf(districtId), signal }));
const askScenes = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}/scenes`, { ...pathOf(districtId), signal }));

// as they arrive: the client knows positions as lists, not as pairs
export type WallState = Awaited<ReturnType<typeof askState>>;
export type WallTicker = Awaited<ReturnType<typeof askTicker>>;
export type TickerEntry = WallTicker["entries"][number];
export type WallAlarms = Awaited<ReturnType<typeof askAlarms>>;
export type WallAlarm = WallAlarms["alarms"][number];
export type WallHandover = Awaited<ReturnType<typeof askHandover>>;
export type HandoverLot = WallHandover["open"];
export type WallScenes = Awaited<ReturnType<typeof askScenes>>;
export type WallScene = WallScenes["scenes"][number];
export type WallStarChange = Schemas["WallStarChange"];
export type WallSceneDraft = Schemas["WallSceneDraft"];
export type WallFeed = WallState["feeds"][number];
export type WallPanelId = WallScene["panels"][number]["panelId"];
export type WallLayerId = WallScene["layers"][number];

/** What is late becomes so by itself, and a feed falls silent by itself: asked again this often, whatever is told. */
export const STATE_MS = 10_000;
/** What a wall shows is asked for again by the wall itself, never by the kind of what changed alone. */
const own = { staleTime: 0, gcTime: 60_000, retry: false as const };

/** What a wall says at all times. Its answers set the clock. */
export const stateQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["wall", "state", districtId],
    queryFn: async ({ signal }) => {
      const sentMs = performance.now();
      const state = await askState(districtId, signal);
      noteServerTime(state.serverTime, sentMs, performance.now());
      return state;
    },
    refetchInterval: STATE_MS,
    ...own,
  });

/** The newest complaints. */
export const tickerQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["wall", "ticker", districtId],
    queryFn: ({ signal }) => askTicker(districtId, signal),
    refetchInterval: 3 * STATE_MS,
    ...own,
  });

/** What is open of the alarms, the most urgent first. */
export const alarmsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["wall", "alarms", districtId],
    queryFn: ({ signal }) => askAlarms(districtId, signal),
    refetchInterval: STATE_MS,
    ...own,
    meta: { kinds: ["wall_alarm"] },
  });

/** What changed in eight hours, what is open and what will be late. */
export const handoverQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["wall", "handover", districtId],
    queryFn: ({ signal }) => askHandover(districtId, signal),
    refetchInterval: 60_000,
    ...own,
  });

/** The scenes of a district. */
export const scenesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["wall", "scenes", districtId],
    queryFn: ({ signal }) => askScenes(districtId, signal),
    refetchInterval: 60_000,
    ...own,
    meta: { kinds: ["wall_scene", "district_setting"] },
  });

/** Where complaints pile up beyond chance, as one sees it first. */
export const wallHotspotsQuery = (districtId: string, refetchInterval: number) =>
  queryOptions({
    queryKey: ["wall", "hotspots", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(`${PATH}/hotspots`, { ...pathOf(districtId), signal })),
    ...{ ...own, refetchInterval, staleTime: refetchInterval },
    meta: { kinds: ["district_setting"] },
  });

/** Who is served by toilets, and who is not. */
export const wallCoverageQuery = (districtId: string, refetchInterval: number) =>
  queryOptions({
    queryKey: ["wall", "coverage", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/coverage`, {
          params: { path: { districtId }, query: { kind: "toilet" } },
          signal,
        }),
      ),
    ...{ ...own, refetchInterval, staleTime: refetchInterval },
    meta: { kinds: ["facility", "rating", "street_edge", "demand_cell", "district_setting"] },
  });

/** Stars in force today by subject and in figures, and which may be lost. */
export const wallStarsQuery = (districtId: string, refetchInterval: number) =>
  queryOptions({
    queryKey: ["wall", "stars", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(`${PATH}/stars`, { ...pathOf(districtId), signal })),
    ...{ ...own, refetchInterval, staleTime: refetchInterval },
    meta: { kinds: ["rating", "facility", "street"] },
  });

/** Stars that became others in the last weeks. */
export const starChangesQuery = (districtId: string, refetchInterval: number) =>
  queryOptions({
    queryKey: ["wall", "star-changes", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/star-changes`, { ...pathOf(districtId), signal })),
    ...{ ...own, refetchInterval, staleTime: refetchInterval },
    meta: { kinds: ["rating"] },
  });

/** The vehicles that may send, by kind; where they are now comes by a line of its own. */
export const wallVehiclesQuery = (districtId: string, refetchInterval: number) =>
  queryOptions({
    queryKey: ["wall", "vehicles", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(`${PATH}/vehicles`, { ...pathOf(districtId), signal })),
    ...{ ...own, refetchInterval, staleTime: refetchInterval },
    meta: { kinds: ["vehicle"] },
  });

/** By what a wall sounds, stays and is kept up. */
export const wallSettingsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["wall", "settings", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(`${PATH}/settings`, { ...pathOf(districtId), signal })),
    refetchInterval: 5 * 60_000,
    ...own,
    meta: { kinds: ["district_setting"] },
  });

/** Says of an alarm that somebody has seen it. */
export function useAcknowledge(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alarmId: string) =>
      unwrap(
        api.POST(`${PATH}/alarms/{alarmId}/acknowledge`, {
          params: { path: { districtId, alarmId } },
        }),
      ),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries(alarmsQuery(districtId)),
        client.invalidateQueries(stateQuery(districtId)),
      ]),
  });
}
