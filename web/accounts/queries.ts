import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { toApiError } from "../api/problem.ts";
import type { components } from "../api/schema.gen.ts";
import { type Session, sessionQuery } from "../api/session.ts";

export type Role = Session["demoRoles"][number];
export type OwnAccount = components["schemas"]["OwnAccount"];

/** One's own account, with where it is signed in. */
export const ownAccountQuery = () =>
  queryOptions({
    queryKey: ["accounts", "own"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/account", { signal })),
  });

/** An answer without a body; a problem is thrown. */
export async function done(asked: Promise<{ error?: unknown; response: Response }>) {
  const { error, response } = await asked;
  // every failure leaves the server in this shape
  if (!response.ok) throw await toApiError(error as Parameters<typeof toApiError>[0]);
}

/** Something that changes who one is: everything is asked again as the new caller. */
export function useSessionChange<V>(change: (given: V) => Promise<Session | undefined>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (session) => {
      if (session) client.setQueryData(sessionQuery().queryKey, session);
      await client.invalidateQueries();
    },
  });
}
