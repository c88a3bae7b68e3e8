import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KIND_TITLES, type VehicleKind } from "../fleet/titles.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel, Section } from "../ui/panel.tsx";
import { RouteActs } from "./route-acts.tsx";
import { useSetRouteLink } from "./route-link.ts";
import { WorkMark } from "./route-list.tsx";
import { type RoutePage, type Run, routeQuery } from "./route-queries.ts";
import { pointRun } from "./route-session.ts";
import { shiftsTold, spanOf, standsOn } from "./route-span.ts";
import {
  PART_TITLES,
  PERIOD_TITLES,
  PROOF_TITLES,
  SEASON_TITLES,
  STOP_TITLES,
  TURN_TITLES,
} from "./route-titles.ts";
import { routeWords } from "./route-words.ts";
import { WORK_TITLES } from "./titles.ts";

/** One version of a route: what it says, its streets in order, and the versions of its code. */
export function RouteView({ routeId, mayEdit }: { routeId: string; mayEdit: boolean }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const page = useQuery(routeQuery(districtId, routeId));
  const set = useSetRouteLink();
  const title = page.data ? `${page.data.code} ${nameIn(language, page.data)}` : say.title;
  return (
    <Panel title={title} onClose={() => set({ route: undefined }, true)}>
      <Answer to={{ ...page, isFetching: false }}>
        {(told) => (
          <>
            <RouteActs page={told} mayEdit={mayEdit} />
            <Facts page={told} />
            {told.stops.length > 0 && <Stops page={told} />}
            {told.runs.length > 0 && <Course page={told} />}
            <Versions page={told} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

/** What a version says, as rows of a name and a value. */
export function useFacts(page: RoutePage): readonly (readonly [string, string])[] {
  const say = useWords(routeWords);
  const language = useLanguage();
  const kind = page.vehicleKind as VehicleKind | null; // the server's own list
  const passes = say.passes(
    formatNumber(page.passes, language, 2),
    titleIn(language, PERIOD_TITLES[page.period]),
  );
  return [
    [say.work, titleIn(language, WORK_TITLES[page.work])],
    [say.part, titleIn(language, PART_TITLES[page.part])],
    [say.season, titleIn(language, SEASON_TITLES[page.season])],
    [say.team, page.team ?? say.none],
    [
      say.vehicleKind,
      kind === null ? say.anyKind : titleIn(language, KIND_TITLES[kind] ?? { zh: kind, en: kind }),
    ],
    [say.vehicleNames, page.vehicles.map(({ plate }) => plate).join(say.join) || say.none],
    [say.shifts, page.shifts.length > 0 ? shiftsTold(page.shifts) : say.allDay],
    [say.passesTitle, page.turn === "street" ? titleIn(language, TURN_TITLES.street) : passes],
    [say.proof, titleIn(language, PROOF_TITLES[page.proof])],
    [say.validity, spanOf(page, say, language)],
    ...(page.note ? [[say.note, page.note] as const] : []),
  ];
}

function Facts({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const facts = useFacts(page);
  const number = (value: number) => formatNumber(value, language, 2);
  return (
    <>
      <div className="rt-figures">
        <p>
          <b>{formatNumber(page.lengthMeters / 1_000, language)}</b> km
        </p>
        <p title={say.loadHint}>
          <b>{number(page.weightedKilometers)}</b> {language === "en" ? "km×grade" : "km×等级"}
          <small>{say.aDay(number(page.weightedKilometers * page.passesADay))}</small>
        </p>
      </div>
      <dl className="rt-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {name === say.work && <WorkMark work={page.work} />}
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Stops({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  return (
    <Section title={say.stops} aside={say.stopsTold(formatCount(page.stops.length, language))}>
      <ol className="rt-course">
        {page.stops.map((stop) => (
          <li key={stop.facilityId}>
            <span>{nameIn(language, stop)}</span>
            <small>
              {titleIn(language, STOP_TITLES[stop.kind] ?? { zh: stop.kind, en: stop.kind })}
            </small>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Course({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { runs, lengthMeters } = page;
  const breaks = runs.filter(({ isBreak }) => isBreak).length;
  return (
    <Section
      title={say.course}
      aside={[
        say.courseTold(
          formatCount(runs.length, language),
          formatNumber(lengthMeters / 1_000, language),
        ),
        ...(breaks > 0 ? [say.breaks(formatCount(breaks, language))] : []),
      ].join(" · ")}
    >
      <ol className="rt-course" onPointerLeave={() => pointRun(null)}>
        {runs.map((run) => (
          <li
            key={run.first}
            data-break={run.isBreak || undefined}
            onPointerEnter={() => pointRun({ first: run.first, last: run.last })}
          >
            <span>
              {run.name === null
                ? say.unnamed
                : nameIn(language, { name: run.name, nameEn: run.nameEn })}
            </span>
            <small>{formatNumber(run.lengthMeters, language, 0)} m</small>
            <Crossings run={run} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The streets between which a stretch is gone along. */
function Crossings({ run }: { run: Run }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const names = (list: Run["from"]) =>
    list
      .flatMap(({ name, nameEn }) => (name === null ? [] : nameIn(language, { name, nameEn })))
      .join(say.join);
  const [from, to] = [names(run.from), names(run.to)];
  if (!from && !to) return null;
  return <small className="rt-crossings">{say.fromTo(from || "–", to || "–")}</small>;
}

/** The versions of the code, the youngest first, each a link. */
function Versions({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  return (
    <Section title={say.history} aside={formatCount(page.versions.length, language)}>
      <ul className="rt-versions">
        {page.versions.toReversed().map((version) => {
          const isShown = version.routeId === page.routeId;
          const stands = standsOn(version, page.today);
          return (
            <li key={version.routeId} aria-current={isShown || undefined}>
              <Link
                to={"/cleaning/routes" as never}
                // the router's type of search is of every page at once; the link's own is kept
                search={((now: object) => ({ ...now, route: version.routeId })) as never}
              >
                <span>{spanOf(version, say, language)}</span>
                <small data-stands={stands}>{say[stands]}</small>
              </Link>
              {version.madeOn && (
                <small>{say.made(formatDay(version.madeOn, language), version.madeBy ?? "")}</small>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
