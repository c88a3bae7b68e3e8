import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

const PATH = "/api/districts/{districtId}/fleet/events";

type Asked = {
  /** Instants, ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly vehicleId?: string;
  readonly acknowledged?: "yes" | "no";
};

const readEvents = (districtId: string, query: Asked, signal: AbortSignal) =>
  unwrap(api.GET(PATH, { params: { path: { districtId }, query }, signal }));
// as they arrive: the client knows positions as lists, not as pairs
export type FleetEvent = Awaited<ReturnType<typeof readEvents>>["events"][number];

/** What happened with vehicles in a period, youngest first. */
export const eventsQuery = (districtId: string, asked: Asked) =>
  queryOptions({
    queryKey: ["fleet", "events", districtId, asked],
    queryFn: ({ signal }) => readEvents(districtId, asked, signal),
    staleTime: 0,
    meta: { kinds: ["fleet_event", "vehicle"] },
  });

/** Says that somebody has seen to an event. */
export function useAcknowledge(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ eventId, note }: { readonly eventId: string; readonly note: string }) =>
      unwrap(
        api.POST(`${PATH}/{eventId}/acknowledge`, {
          params: { path: { districtId, eventId } },
          body: { note },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ["fleet", "events", districtId] }),
  });
}
