import { type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ClockPeriod, useMovingPeriod } from "../map/clock.ts";

/**
 * The answer for the period the clock is at: the one that is played or dragged, or null while it stands at the link's own.
 * One question at a time: the next is asked when the last is answered, of where the clock is by then, so that a slow line
 * shows fewer frames and not none.
 */
export function useFollowed<T, K extends QueryKey>(
  queryOf: (at: ClockPeriod | null) => UseQueryOptions<T, Error, T, K>,
): T | undefined {
  const moving = useMovingPeriod();
  const [asked, setAsked] = useState(moving);
  const answer = useQuery(queryOf(asked));
  const isAt = asked?.from === moving?.from && asked?.to === moving?.to;
  useEffect(() => {
    if (!isAt && (!answer.isFetching || moving === null)) setAsked(moving);
  }, [isAt, answer.isFetching, moving]);
  return answer.data;
}
