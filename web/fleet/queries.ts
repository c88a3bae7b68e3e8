import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { addDays } from "../ui/format.ts";
import type { Span } from "./replay-clock.ts";
import { trackOf } from "./replay-track.ts";

type Schemas = components["schemas"];
type VehicleDraft = Schemas["VehicleDraft"];
export type VehiclePatch = Schemas["VehiclePatch"];
export type Taken = Schemas["PositionsTaken"];
export type Datum = "wgs84" | "gcj02" | "bd09";

const VEHICLES = "/api/districts/{districtId}/vehicles";
const VEHICLE = `${VEHICLES}/{vehicleId}` as const;
const meta = { kinds: ["vehicle", "district_setting"] };

/** One vehicle of one district. */
export type Target = { readonly districtId: string; readonly vehicleId: string };

async function readVehicles(districtId: string, signal: AbortSignal) {
  const answer = await unwrap(api.GET(VEHICLES, { params: { path: { districtId } }, signal }));
  // ages are told by the server's clock: that of a page may go wrong by minutes
  return { ...answer, aheadMs: Date.parse(answer.at) - Date.now() };
}
// as they arrive: the client knows positions as lists, not as pairs
export type Vehicles = Awaited<ReturnType<typeof readVehicles>>;
export type Vehicle = Vehicles["vehicles"][number];
export type VehicleKind = Vehicle["kind"];

/** The register of vehicles, by plate. */
export const vehiclesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["fleet", "vehicles", districtId],
    queryFn: ({ signal }) => readVehicles(districtId, signal),
    staleTime: 30_000,
    meta,
  });

/** Where a vehicle is shown that does not move on the page is asked again so often. */
const AGAIN_MS = 15_000;

/** One vehicle. */
export const vehicleQuery = ({ districtId, vehicleId }: Target) =>
  queryOptions({
    queryKey: ["fleet", "vehicle", districtId, vehicleId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(VEHICLE, { params: { path: { districtId, vehicleId } }, signal })),
    refetchInterval: AGAIN_MS,
    staleTime: 0,
    retry: false,
    meta,
  });

/** By what vehicles are watched here. */
export const fleetSettingsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["fleet", "settings", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/fleet/settings", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    staleTime: 0,
    meta: { kinds: ["district_setting"] },
  });

/** What is over stays as it is but for late batches; what goes on is asked anew after this, of few vehicles sooner. */
const TRACKS_STALE_MS = 60_000;
const FEW_STALE_MS = 5_000;

/** Where vehicles were in a period, as typed arrays; null is all of them. */
export const tracksQuery = (
  districtId: string,
  { fromMs, toMs }: Span,
  vehicleIds: readonly string[] | null,
) =>
  queryOptions({
    queryKey: ["fleet", "tracks", districtId, fromMs, toMs, vehicleIds?.join() ?? ""],
    queryFn: async ({ signal }) => {
      const query = {
        ...{ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
        ...(vehicleIds ? { vehicleIds: vehicleIds.join() } : {}),
      };
      const answer = await unwrap(
        api.GET("/api/districts/{districtId}/fleet/tracks", {
          params: { path: { districtId }, query },
          signal,
        }),
      );
      const beganMs = Date.parse(answer.from);
      return {
        ...{ fromMs: beganMs, toMs: Date.parse(answer.to), points: answer.points },
        tracks: answer.tracks.map((columns) => trackOf(columns, beganMs)),
      };
    },
    staleTime: vehicleIds ? FEW_STALE_MS : TRACKS_STALE_MS,
    gcTime: 5 * TRACKS_STALE_MS,
    structuralSharing: false, // comparing half a million numbers would take longer than reading them
  });
/** So far back one looks for what was not taken. */
export const UNTAKEN_DAYS = 30;

/** The days one looks in; that of Greenwich may be tomorrow's here. */
export const untakenDays = (today: string) => ({
  from: addDays(today, 1 - UNTAKEN_DAYS),
  to: addDays(today, 1),
});

/** What was not taken of a vehicle's positions, by day and reason. */
export const rejectionsQuery = (
  { districtId, vehicleId }: Target,
  { from, to }: { readonly from: string; readonly to: string },
) =>
  queryOptions({
    queryKey: ["fleet", "rejections", districtId, vehicleId, from, to],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${VEHICLE}/rejections`, {
          params: { path: { districtId, vehicleId }, query: { from, to } },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** Everything that shows a vehicle asks anew. */
function useAsksAnew() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ["vehicles", "vehicle"].map((part) =>
        client.invalidateQueries({ queryKey: ["fleet", part] }),
      ),
    );
}

/** A vehicle to be entered, with its terminal where that is known. */
type Entry = Required<Pick<VehicleDraft, "plate" | "kind" | "name" | "team">> & {
  readonly terminalId: string | null;
};

/** Enters a vehicle in the register, and then its terminal. @returns its id. */
export function useEnterVehicle(districtId: string) {
  const anew = useAsksAnew();
  return useMutation({
    mutationFn: async ({ terminalId, ...body }: Entry) => {
      const path = { districtId };
      const { vehicleId } = await unwrap(api.POST(VEHICLES, { params: { path }, body }));
      if (terminalId !== null)
        await unwrap(
          api.PUT(`${VEHICLE}/terminal`, {
            params: { path: { districtId, vehicleId } },
            body: { terminalId, isEnabled: true, workingSignal: null },
          }),
        );
      return vehicleId;
    },
    onSettled: anew,
  });
}

/** What is to be changed, and the revision one saw. */
export type VehicleChange = { readonly patch: VehiclePatch; readonly revision: number };

/** Changes a vehicle. @throws {ApiError} `stale` when somebody was first. */
export function useChangeVehicle({ districtId, vehicleId }: Target) {
  const client = useQueryClient();
  const anew = useAsksAnew();
  return useMutation({
    mutationFn: ({ patch, revision }: VehicleChange) =>
      unwrap(
        api.PATCH(VEHICLE, {
          params: {
            path: { districtId, vehicleId },
            header: { "if-match": `"${revision}"` },
          },
          body: patch,
        }),
      ),
    onSuccess: (vehicle) => {
      client.setQueryData(vehicleQuery({ districtId, vehicleId }).queryKey, vehicle as Vehicle); // the same contract
      return anew();
    },
    onError: () => anew(), // somebody may have been first
  });
}

/** Puts a terminal on a vehicle, switches it on or off, takes it away, and gives it a key. */
export function useTerminal({ districtId, vehicleId }: Target) {
  const anew = useAsksAnew();
  const params = { path: { districtId, vehicleId } };
  const set = useMutation({
    mutationFn: (body: Schemas["TerminalDraft"]) =>
      unwrap(api.PUT(`${VEHICLE}/terminal`, { params, body })),
    onSuccess: anew,
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE(`${VEHICLE}/terminal`, { params })),
    onSuccess: anew,
  });
  const key = useMutation({
    mutationFn: () => unwrap(api.POST(`${VEHICLE}/terminal/key`, { params })),
    onSuccess: anew,
  });
  return { set, remove, key };
}

/** Takes the positions of a file. */
export function useUploadTrack({ districtId, vehicleId }: Target) {
  const client = useQueryClient();
  const anew = useAsksAnew();
  return useMutation({
    mutationFn: ({ file, datum }: { readonly file: File; readonly datum: Datum }) =>
      unwrap(
        api.POST(`${VEHICLE}/positions`, {
          params: { path: { districtId, vehicleId }, query: { datum } },
          body: file as unknown as string, // bytes as they are; the contract has no word for them
          bodySerializer: (body) => body,
          headers: { "Content-Type": "application/octet-stream" },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["fleet", "tracks"] });
      void client.invalidateQueries({ queryKey: ["fleet", "rejections"] });
      return anew();
    },
  });
}

/** Takes the vehicles of a file, all of them or none; a trial only says what would happen. */
export function useImportVehicles(districtId: string) {
  const anew = useAsksAnew();
  return useMutation({
    mutationFn: ({ file, isTrial }: { readonly file: File; readonly isTrial: boolean }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/vehicles/import", {
          params: { path: { districtId }, query: { dryRun: isTrial ? "yes" : "no" } },
          body: file as unknown as string, // bytes as they are; the contract has no word for them
          bodySerializer: (body) => body,
          headers: { "Content-Type": "application/octet-stream" },
        }),
      ),
    onSuccess: anew,
  });
}
