import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { questionOf, useCoverageLink } from "./params.ts";

const PATH = "/api/districts/{districtId}/coverage/lens";

type Question = {
  readonly lensId: string;
  readonly statuses: ReturnType<typeof questionOf>["statuses"];
};

const askLens = (districtId: string, question: Question, signal: AbortSignal) =>
  unwrap(api.POST(PATH, { params: { path: { districtId } }, body: question, signal }));

// as they arrive: the client knows positions as lists, not as pairs
export type LensTold = Awaited<ReturnType<typeof askLens>>;
type Result = LensTold["result"];
export type SpacingTold = Extract<Result, { gaps: unknown }>;
export type AreasTold = Extract<Result, { areas: unknown }>;
export type FacilitiesTold = Extract<Result, { facilities: unknown }>;

const lensQuery = (districtId: string, question: Question) =>
  queryOptions({
    queryKey: ["coverage", "lens", districtId, question],
    queryFn: ({ signal }) => askLens(districtId, question, signal),
    staleTime: 60_000,
    meta: {
      kinds: [
        ...["facility", "street_edge", "street", "plot", "ground", "place"],
        ...["area", "demand_cell", "district_setting"],
      ],
    },
    placeholderData: keepPreviousData,
  });

/** What the lens says of what the link counts as there. */
export function useLensAnswer(lensId: string) {
  const { districtId } = useView().view.district;
  const { statuses } = questionOf(useCoverageLink());
  const question = { lensId, statuses };
  const asked = useQuery(lensQuery(districtId, question));
  // the answer of another lens is no answer to this one
  const isOfLens = asked.data?.asked.lensId === lensId;
  return {
    answer: isOfLens ? asked : { ...asked, data: undefined },
    fileUrl: (format: string, language: "zh" | "en") =>
      `/api/districts/${districtId}/coverage/lens/file?${new URLSearchParams({
        ...{ lensId, format, lang: language },
        statuses: (statuses ?? ["open"]).join(","),
      })}`,
  };
}

/** How the link names all streets without a name together. */
export const NAMELESS = "-";
