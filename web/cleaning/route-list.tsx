import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText, formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { newRoute } from "./route-draft.ts";
import { useRouteAsked, useSetRouteLink } from "./route-link.ts";
import { RouteOverview } from "./route-overview.tsx";
import { type Route, routesQuery } from "./route-queries.ts";
import { setEditing } from "./route-session.ts";
import { spanOf } from "./route-span.ts";
import { SEASON_TITLES } from "./route-titles.ts";
import { routeWords } from "./route-words.ts";
import { WORK_TITLES, WORKS } from "./titles.ts";

/** The routes of a day by team, what they leave out, and the work of each team. */
export function RouteList({ mayEdit }: { mayEdit: boolean }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { day, work } = useRouteAsked();
  const set = useSetRouteLink();
  const routes = useQuery(routesQuery(districtId, day));
  return (
    <Panel
      title={say.title}
      tools={
        mayEdit && (
          <Button
            icon="plus"
            isDisabled={!routes.data}
            onPress={() => routes.data && setEditing(newRoute(routes.data.day))}
          >
            {say.add}
          </Button>
        )
      }
    >
      <div className="rt-asks">
        <DayAsked shown={routes.data?.day ?? ""} />
        <Select
          isBoxed
          label={say.work}
          value={work ?? "all"}
          options={[
            { value: "all", title: say.allWorks },
            ...WORKS.map((one) => ({ value: one, title: titleIn(language, WORK_TITLES[one]) })),
          ]}
          onChange={(value) => set({ routeWork: value === "all" ? undefined : value }, true)}
        />
      </div>
      <Answer
        to={{ ...routes, isFetching: routes.isPlaceholderData }}
        isEmpty={({ routes: all }) => all.length === 0}
        empty={mayEdit ? say.emptyAdd : say.empty}
      >
        {({ day: told, routes: all, upcoming }) => {
          const listed = all.filter((route) => work === null || route.work === work);
          return (
            <>
              <p className="rt-told">
                {say.inForce(formatDay(told, language), formatCount(listed.length, language))}
                {upcoming > 0 && ` · ${say.upcoming(formatCount(upcoming, language))}`}
              </p>
              {listed.length === 0 && <p className="answer-empty">{say.noneOfWork}</p>}
              <RouteOverview routes={all} />
              {byTeam(listed).map(({ team, routes: own }) => (
                <section key={team ?? ""} className="rt-team">
                  <h3>
                    <span>{team ?? say.noTeam}</span>
                    <small>{formatCount(own.length, language)}</small>
                  </h3>
                  <ul>
                    {own.map((route) => (
                      <RouteRow key={route.routeId} route={route} />
                    ))}
                  </ul>
                </section>
              ))}
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}

/** The day whose routes are shown, in the link once it is one. */
function DayAsked({ shown }: { shown: string }) {
  const say = useWords(routeWords);
  const { day } = useRouteAsked();
  const set = useSetRouteLink();
  const [typed, setTyped] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day in the link takes the place of what was typed
  useEffect(() => setTyped(null), [day]);
  return (
    <label className="rt-day" htmlFor="rt-day">
      <span className="visually-hidden">{say.day}</span>
      <DayInput
        id="rt-day"
        text={typed ?? shown}
        onChange={(text) => {
          setTyped(text);
          const read = dayOfText(text);
          if (read && read !== shown) set({ routeDay: read });
        }}
      />
      {day !== undefined && (
        <Button isQuiet onPress={() => set({ routeDay: undefined })}>
          {say.today}
        </Button>
      )}
    </label>
  );
}

/** Routes by team, in the order of their codes. */
function byTeam(routes: readonly Route[]) {
  const teams = new Map<string | null, Route[]>();
  for (const route of routes) {
    const own = teams.get(route.team);
    if (own) own.push(route);
    else teams.set(route.team, [route]);
  }
  return [...teams].map(([team, own]) => ({ team, routes: own }));
}

/** The mark of a work, as its routes are coloured on the map. */
export function WorkMark({ work }: Pick<Route, "work">) {
  const flavor = useFlavor();
  return <i className="rt-mark" style={{ background: palettes[flavor].route[work] }} />;
}

function RouteRow({ route }: { route: Route }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { code, work, season, lengthMeters, weightedKilometers, vehicles, stopIds } = route;
  const facts = [
    titleIn(language, WORK_TITLES[work]),
    ...(season === "all" ? [] : [titleIn(language, SEASON_TITLES[season])]),
    say.km(formatNumber(lengthMeters / 1_000, language)),
    say.load(formatNumber(weightedKilometers, language)),
    ...(vehicles.length > 0 ? [say.vehicles(formatCount(vehicles.length, language))] : []),
    ...(stopIds.length > 0 ? [`${say.stops} ${formatCount(stopIds.length, language)}`] : []),
  ];
  return (
    <li>
      <Link
        className="rt-row"
        to={"/cleaning/routes" as never}
        // the router's type of search is of every page at once; the link's own is kept
        search={((now: object) => ({ ...now, route: route.routeId })) as never}
      >
        <WorkMark work={work} />
        <span className="rt-row-name">
          <b>{code}</b> {nameIn(language, route)}
        </span>
        <span className="rt-row-facts">{facts.join(" · ")}</span>
        <span className="rt-row-span">{spanOf(route, say, language)}</span>
      </Link>
    </li>
  );
}
