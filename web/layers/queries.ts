import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "../api/problem.ts";
import type { Title } from "../ui/language.ts";

/** A layer of a district as the server describes it. */
export type LayerInfo = {
  layerId: string;
  title: Title;
  geometry: "point" | "line" | "polygon";
  count: number;
  withoutPlace: number;
  classes: Record<string, { value: string; title: Title; count: number }[]>;
};

type LayersAnswer = { districtId: string; date: string; version: number; layers: LayerInfo[] };

/** What is there on a day, layer by layer, with the counts of its classes. */
export const layersQuery = (districtId: string, date: string) =>
  queryOptions({
    queryKey: ["layers", districtId, { date }],
    queryFn: async ({ signal }): Promise<LayersAnswer> => {
      const response = await fetch(`/api/districts/${districtId}/layers?date=${date}`, { signal });
      const body = await response.json();
      if (!response.ok) throw new ApiError(body);
      return body;
    },
    meta: {
      kinds: [
        "facility",
        "street",
        "street_edge",
        "area",
        "demand_cell",
        "ground",
        "complaint",
        "cleaning_route",
        "rating",
      ],
    },
  });
