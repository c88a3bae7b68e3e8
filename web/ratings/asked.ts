import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { shownOf, subjectsAsked, type Tab, tabOf, useRatingLink } from "./params.ts";
import { meetingQuery, type Subject, subjectsQuery, warningsQuery } from "./queries.ts";
import { standingAs } from "./standing.ts";

const NONE: readonly Subject[] = [];

/** What narrows the subjects, with the day whose stars one looks at. */
export function useSubjectsAsked() {
  const linked = useRatingLink();
  const { date } = useView().view;
  return useMemo(() => subjectsAsked(linked, date), [linked, date]);
}

/** The subjects that the list names, before the legend narrows them. */
export const useSubjects = () =>
  useQuery(subjectsQuery(useView().view.district.districtId, useSubjectsAsked()));

/** The subjects on the map: those that the open tab speaks of. */
export function useDrawnSubjects(): readonly Subject[] {
  const linked = useRatingLink();
  const { view } = useView();
  const { districtId } = view.district;
  const tab: Tab = tabOf(linked);
  const rubricId = linked.starRubric;
  const isOf = { warnings: tab === "warnings", meeting: tab === "meeting" };
  const asked = useSubjectsAsked();
  const ofRubric = useMemo(
    () => ({ date: view.date, ...(rubricId ? { rubricId } : {}) }),
    [view.date, rubricId],
  );
  const listed = useQuery({
    ...subjectsQuery(districtId, tab === "list" ? asked : ofRubric),
    placeholderData: keepPreviousData,
    enabled: !isOf.warnings && !isOf.meeting,
  }).data;
  const warned = useQuery({
    ...warningsQuery(districtId, view.date, rubricId),
    enabled: isOf.warnings,
  }).data;
  const met = useQuery({
    ...meetingQuery(districtId, view.date, rubricId),
    enabled: isOf.meeting,
  }).data;
  const all = isOf.warnings
    ? warned?.subjects
    : isOf.meeting
      ? met && [...met.many, ...met.quiet]
      : listed?.subjects;
  const shown = shownOf(linked);
  const isNarrowed = tab === "list" || tab === "overview";
  return isNarrowed ? standingAs(all ?? NONE, shown) : (all ?? NONE);
}
