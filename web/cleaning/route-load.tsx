import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { formatCount, formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { courseRuns, type KnownNetwork, loadOf, stepsOf } from "./route-course.ts";
import type { Editing } from "./route-draft.ts";
import { useRouteAsked } from "./route-link.ts";
import { routesQuery } from "./route-queries.ts";
import { passesADay, teamAverage } from "./route-share.ts";
import { routeWords } from "./route-words.ts";

/** How much work the draft is, live, beside the other routes of its team. */
export function RouteLoad({ editing, known }: { editing: Editing; known: KnownNetwork }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { day } = useRouteAsked();
  const routes = useQuery(routesQuery(districtId, day)).data?.routes;
  const { draft, of } = editing;
  const runs = useMemo(() => courseRuns(stepsOf(known, draft.edgeIds)), [known, draft.edgeIds]);
  const { lengthMeters, weightedKilometers } = loadOf(runs);
  const streets = new Set(runs.map(({ streetId }) => streetId)).size;
  const aDay = weightedKilometers * passesADay(draft, streets);
  const average = teamAverage(routes ?? [], draft.team.trim() || null, of?.code ?? null);
  const number = (value: number) => formatNumber(value, language, 2);
  return (
    <div className="rt-figures" aria-live="polite">
      <p>
        <b>{number(lengthMeters / 1_000)}</b> km
      </p>
      <p title={say.loadHint}>
        <b data-testid="workload">{number(weightedKilometers)}</b>{" "}
        {language === "en" ? "km×grade" : "km×等级"}
        <small>{say.aDay(number(aDay))}</small>
      </p>
      <p className="rt-average">
        {average === null
          ? say.teamNone
          : say.teamAverage(number(average.value), formatCount(average.routes, language))}
      </p>
    </div>
  );
}
