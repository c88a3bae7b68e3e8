import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Toggle } from "../ui/controls.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { numberFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Shown, useRouteAsked, useSetRouteLink, withShown } from "./route-link.ts";
import { type Overview, overviewQuery, type Route } from "./route-queries.ts";
import { gradeTitle } from "./route-titles.ts";
import { routeWords } from "./route-words.ts";
import { WORK_TITLES } from "./titles.ts";

/** What routes serve twice, what none of them sweeps, and what each team has to do. */
export function RouteOverview({ routes }: { routes: readonly Route[] }) {
  const { districtId } = useView().view.district;
  const { day } = useRouteAsked();
  const overview = useQuery(overviewQuery(districtId, day));
  if (routes.length === 0) return null;
  return (
    <Answer to={{ ...overview, isFetching: overview.isPlaceholderData }}>
      {(told) => (
        <>
          <Checks overview={told} />
          <Teams teams={told.teams} />
        </>
      )}
    </Answer>
  );
}

const sum = (parts: readonly { readonly lengthMeters: number }[]) =>
  parts.reduce((total, { lengthMeters }) => total + lengthMeters, 0) / 1_000;

const FEW = 5;

function Checks({ overview }: { overview: Overview }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const [isAll, setAll] = useState(false);
  const { overlaps, uncovered, gradedMeters } = overview;
  const km = (value: number) => formatNumber(value, language);
  const left = uncovered.filter(({ edgeIds }) => edgeIds.length > 0);
  const share = numberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const told = gradedMeters > 0 ? share.format((sum(left) * 1_000) / gradedMeters) : "–";
  return (
    <section className="rt-checks">
      <h3>{say.check}</h3>
      <Switch
        one="overlaps"
        title={say.overlaps}
        told={
          overlaps.length === 0
            ? say.overlapsNone
            : say.overlapsTold(formatCount(overlaps.length, language), km(sum(overlaps)))
        }
      >
        {overlaps.length > 0 && (
          <ul>
            {overlaps
              .slice(0, isAll ? undefined : FEW)
              .map(({ work, part, routes, lengthMeters }) => (
                <li key={`${work} ${part} ${routes.map(({ routeId }) => routeId).join()}`}>
                  {titleIn(language, WORK_TITLES[work])}{" "}
                  {say.overlapRow(
                    routes.map(({ code }) => code).join(" + "),
                    formatNumber(lengthMeters / 1_000, language, 2),
                  )}
                </li>
              ))}
            {overlaps.length > FEW && !isAll && (
              <li>
                <Button isQuiet onPress={() => setAll(true)}>
                  {say.more(formatCount(overlaps.length - FEW, language))}
                </Button>
              </li>
            )}
          </ul>
        )}
      </Switch>
      <Switch
        one="uncovered"
        title={say.uncovered}
        told={left.length === 0 ? say.uncoveredNone : say.uncoveredTold(km(sum(left)), told)}
      >
        {left.length > 0 && (
          <ul className="rt-grades">
            {left.map(({ grade, lengthMeters }) => (
              <li key={grade}>
                {say.gradeKm(
                  titleIn(language, gradeTitle(grade)),
                  formatNumber(lengthMeters / 1_000, language),
                )}
              </li>
            ))}
          </ul>
        )}
      </Switch>
    </section>
  );
}

/** Something that lies on the map or not, with what there is of it. */
function Switch(props: { one: Shown; title: string; told: string; children: React.ReactNode }) {
  const { shown } = useRouteAsked();
  const set = useSetRouteLink();
  const isOn = shown.includes(props.one);
  return (
    <div className="rt-check">
      <Toggle isOn={isOn} onChange={() => set({ routeShow: withShown(shown, props.one) }, true)}>
        <i className="rt-check-mark" data-of={props.one} />
        <b>{props.title}</b>
        <small>{props.told}</small>
      </Toggle>
      {isOn && props.children}
    </div>
  );
}

/** What each team has to do a day, beside the others. */
function Teams({ teams }: Pick<Overview, "teams">) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const most = Math.max(...teams.map(({ weightedKilometersADay }) => weightedKilometersADay), 0);
  if (most === 0) return null;
  return (
    <section className="rt-teams">
      <h3>
        <span>{say.teams}</span>
        <small>{say.teamsHint}</small>
      </h3>
      <dl>
        {teams.map(({ team, weightedKilometersADay: load }) => (
          <div key={team ?? ""}>
            <dt>{team ?? say.noTeam}</dt>
            <dd>
              <i style={{ inlineSize: `${(load / most) * 100}%` }} />
              <span>{formatNumber(load, language)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
