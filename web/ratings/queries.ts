import { type dataTagSymbol, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components, paths } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
/** What a query answers with, as the client reads it. */
export type AnswerOf<
  Query extends (...asked: never[]) => { queryKey: { [dataTagSymbol]: unknown } },
> = ReturnType<Query>["queryKey"][typeof dataTagSymbol];

export type Overview = AnswerOf<typeof overviewQuery>;
export type RubricFigures = Overview["rubrics"][number];
export type RatingGroup = RubricFigures["areas"][number];
export type Subjects = AnswerOf<typeof subjectsQuery>;
export type Subject = Subjects["subjects"][number];
export type SubjectFile = AnswerOf<typeof fileQuery>;
export type Rating = NonNullable<SubjectFile["ratings"][number]>;
export type Trial = NonNullable<Subject["trial"]>;
export type Warning = Subject["warnings"][number];
export type Warnings = AnswerOf<typeof warningsQuery>;
export type Expiries = AnswerOf<typeof expiriesQuery>;
export type Meeting = AnswerOf<typeof meetingQuery>;
export type RedFlags = AnswerOf<typeof redFlagsQuery>;

export const PATH = "/api/districts/{districtId}/ratings";
export const pathOf = (districtId: string) => ({ path: { districtId } });

/** What changes what is said of stars. */
export const KINDS = [
  ...["rating", "inspection", "inspection_task", "rating_appeal", "rubric", "red_flag"],
  ...["facility", "street_edge", "district_setting"],
];
/** Complaints come all day: what counts them is looked at again after a while. */
const live = { meta: { kinds: KINDS }, staleTime: 60_000 };

/** What the bureau speaks of first; rubrics of anything else follow. */
const USUAL = ["star-toilet", "star-station", "star-road"];
const placeOf = ({ rubricId }: { readonly rubricId: string }) =>
  (USUAL.indexOf(rubricId) + 10) % 10;

/** An answer with its rubrics in the order in which people speak of them. */
export function inUsualOrder<T extends { rubrics: { readonly rubricId: string }[] }>(answer: T): T {
  return { ...answer, rubrics: [...answer.rubrics].sort((a, b) => placeOf(a) - placeOf(b)) };
}

/** How many stars there are by rubric, area and unit. */
export const overviewQuery = (districtId: string, date: string) =>
  queryOptions({
    queryKey: ["ratings", "overview", districtId, date],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/overview`, { params: { ...pathOf(districtId), query: { date } }, signal }),
      ),
    select: inUsualOrder,
    ...live,
    placeholderData: keepPreviousData,
  });

type SubjectsQuery = NonNullable<
  paths["/api/districts/{districtId}/ratings/subjects"]["get"]["parameters"]["query"]
>;
/** What narrows the subjects. */
export type SubjectsAsked = Omit<SubjectsQuery, "sort" | "offset" | "limit" | "format" | "lang">;

/** More than any district has of what is rated; the answer says how many there are. */
const MOST_SUBJECTS = 2_000;

/** What is rated, in the order of the ranking: for the list, the legend and the map alike. */
export const subjectsQuery = (districtId: string, asked: SubjectsAsked) =>
  queryOptions({
    queryKey: ["ratings", "subjects", districtId, asked],
    queryFn: async ({ signal }) => {
      const answer = await unwrap(
        api.GET(`${PATH}/subjects`, {
          params: {
            ...pathOf(districtId),
            query: { ...asked, sort: "ranking", limit: MOST_SUBJECTS },
          },
          signal,
        }),
      );
      return answer as Exclude<typeof answer, string>; // text is a file, which was not asked for
    },
    ...live,
    placeholderData: keepPreviousData,
  });

export type SubjectKind = "facility" | "street";
export type SubjectOf = { readonly subjectKind: SubjectKind; readonly subjectId: string };

/** Everything the stars of one subject rest on. */
export const fileQuery = (districtId: string, of: SubjectOf, date: string) =>
  queryOptions({
    queryKey: ["ratings", "file", districtId, of, date],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/subjects/{subjectKind}/{subjectId}`, {
          params: { path: { districtId, ...of }, query: { date } },
          signal,
        }),
      ),
    ...live,
    retry: false,
  });

/** Stars that are about to be lost. */
export const warningsQuery = (districtId: string, date: string, rubricId: string | undefined) =>
  queryOptions({
    queryKey: ["ratings", "warnings", districtId, date, rubricId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/warnings`, {
          params: { ...pathOf(districtId), query: { date, ...(rubricId ? { rubricId } : {}) } },
          signal,
        }),
      ),
    ...live,
    placeholderData: keepPreviousData,
  });

/** Which stars end when. */
export const expiriesQuery = (districtId: string, from: string, rubricId: string | undefined) =>
  queryOptions({
    queryKey: ["ratings", "expiries", districtId, from, rubricId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/expiries`, {
          params: { ...pathOf(districtId), query: { from, ...(rubricId ? { rubricId } : {}) } },
          signal,
        }),
      ),
    ...live,
    placeholderData: keepPreviousData,
  });

/** Many stars and many complaints, few stars and few complaints. */
export const meetingQuery = (districtId: string, date: string, rubricId: string | undefined) =>
  queryOptions({
    queryKey: ["ratings", "meeting", districtId, date, rubricId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/complaints`, {
          params: { ...pathOf(districtId), query: { date, ...(rubricId ? { rubricId } : {}) } },
          signal,
        }),
      ),
    ...live,
    placeholderData: keepPreviousData,
  });

/** Who has the flag in a month, and by what. */
export const redFlagsQuery = (districtId: string, rubricId: string, month: string | undefined) =>
  queryOptions({
    queryKey: ["ratings", "flag", districtId, rubricId, month],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/red-flags`, {
          params: { ...pathOf(districtId), query: { rubricId, ...(month ? { month } : {}) } },
          signal,
        }),
      ),
    ...live,
    placeholderData: keepPreviousData,
  });

export const awardFlag = (districtId: string, body: Schemas["RedFlagAward"]) =>
  unwrap(api.POST(`${PATH}/red-flags`, { params: pathOf(districtId), body }));

/** A star given, lowered or taken away. */
export const decide = (districtId: string, of: SubjectOf, body: Schemas["RatingDecision"]) =>
  unwrap(
    api.POST(`${PATH}/subjects/{subjectKind}/{subjectId}/decisions`, {
      params: { path: { districtId, ...of } },
      body,
    }),
  );

/** Where a file of an answer is fetched from. */
export function fileUrl(
  districtId: string,
  path: string,
  asked: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/api/districts/${encodeURIComponent(districtId)}/ratings/${path}?${new URLSearchParams(given)}`;
}
