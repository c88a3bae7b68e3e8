import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

export type Reminder = components["schemas"]["ReminderInbox"]["reminders"][number];
export type ReminderScope = components["schemas"]["ReminderInbox"]["scope"];

const PATH = "/api/districts/{districtId}/complaints/reminders";
const PAGE = 50;
// a reminder is an event of its complaint
const meta = { kinds: ["complaint", "confidential_complaint"] };

/** What went out about complaints, newest first, page by page. */
export const remindersQuery = (districtId: string, scope: ReminderScope) =>
  infiniteQueryOptions({
    queryKey: ["complaints", "reminders", districtId, scope],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET(PATH, {
          params: {
            path: { districtId },
            query: { scope, limit: PAGE, ...(pageParam ? { before: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ isMore, reminders }) => (isMore ? reminders.at(-1)?.number : undefined),
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta,
  });

/** How many of one's reminders one has not seen. */
export const unreadQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "reminders", districtId, "unread"],
    queryFn: async ({ signal }) => {
      const inbox = await unwrap(
        api.GET(PATH, { params: { path: { districtId }, query: { limit: 1 } }, signal }),
      );
      return inbox.unread;
    },
    staleTime: 0,
    meta,
  });

/** Says up to which reminder one has seen them. */
export function useSeeReminders(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (number: number) =>
      unwrap(api.POST(`${PATH}/seen`, { params: { path: { districtId } }, body: { number } })),
    onSuccess: () =>
      client.invalidateQueries({ queryKey: ["complaints", "reminders", districtId] }),
  });
}
