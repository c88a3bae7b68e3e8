import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./problem.ts";

/** A district as the server lists it. */
export type District = {
  districtId: string;
  name: string;
  nameEn: string | null;
  code: string | null;
  timeZone: string;
  isDemo: boolean;
  bbox: [number, number, number, number] | null;
  center: [number, number] | null;
  today: string;
  version: number;
};

/** The districts one can look at. */
export const districtsQuery = () =>
  queryOptions({
    queryKey: ["layers", "districts"],
    queryFn: async ({ signal }): Promise<{ districts: District[] }> => {
      const response = await fetch("/api/districts", { signal });
      const body = await response.json();
      if (!response.ok) throw new ApiError(body);
      return body;
    },
    staleTime: 60_000,
    meta: { kinds: ["district"] },
  });
