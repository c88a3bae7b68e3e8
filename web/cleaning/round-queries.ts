import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { live } from "./queries.ts";

type Told = components["schemas"]["CollectionRounds"];
type ToldRound = Told["rounds"][number];
/** The client reads pairs as lists. */
export type RoundStop = Omit<ToldRound["stops"][number], "position"> & {
  readonly position: readonly number[] | null;
};
export type Round = Omit<ToldRound, "stops"> & { readonly stops: readonly RoundStop[] };
export type Rounds = Omit<Told, "rounds"> & { readonly rounds: readonly Round[] };

/** Collection rounds of a day; undefined is today. Another day is waited for: nobody takes one for the other. */
export const roundsQuery = (districtId: string, day: string | undefined) =>
  queryOptions({
    queryKey: ["cleaning", "rounds", districtId, day ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/cleaning/rounds", {
          params: { path: { districtId }, query: day === undefined ? {} : { day } },
          signal,
        }),
      ),
    ...live,
    meta: { kinds: [...live.meta.kinds, "facility"] },
  });
