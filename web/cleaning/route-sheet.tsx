import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useRouteAsked } from "./route-link.ts";
import { RoutePicture } from "./route-picture.tsx";
import { type RoutePage, type Run, routeQuery } from "./route-queries.ts";
import "./route-sheet.css";
import { gradeTitle, STOP_TITLES } from "./route-titles.ts";
import { useFacts } from "./route-view.tsx";
import { routeWords } from "./route-words.ts";

/** A named page of a style sheet would say the same, but Chromium prints the first page by the unnamed one. */
const UPRIGHT = "@page { size: A4 portrait; margin: 12mm; }";

/** What a driver or a team takes along: the route's streets in order, on paper. */
export function RouteSheet() {
  const say = useWords(routeWords);
  const { routeId } = useRouteAsked();
  return routeId === null ? (
    <p className="answer-empty">{say.sheetNone}</p>
  ) : (
    <Asked {...{ routeId }} />
  );
}

function Asked({ routeId }: { routeId: string }) {
  const { districtId } = useView().view.district;
  const page = useQuery(routeQuery(districtId, routeId));
  return <Answer to={{ ...page, isFetching: false }}>{(told) => <Paper page={told} />}</Answer>;
}

function Paper({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { district } = useView().view;
  const facts = useFacts(page);
  return (
    <article className="rts prints-itself">
      <style>{UPRIGHT}</style>
      <nav className="rts-tools" data-print="hide">
        <Link
          className="button button-quiet"
          to={"/cleaning/routes" as never}
          // the router's type of search is of every page at once; the link's own is kept
          search={((now: object) => ({ ...now, route: page.routeId })) as never}
        >
          {say.toMap}
        </Link>
        <Button icon="print" onPress={() => print()}>
          {say.print}
        </Button>
      </nav>
      <header>
        <h2>
          {say.sheetTitle} <b>{page.code}</b>
        </h2>
        <p>
          {nameIn(language, page)}
          <small>
            {nameIn(language, district)} · {formatDay(page.today, language)}
          </small>
        </p>
        {district.isDemo && <DemoBadge />}
      </header>
      <div className="rts-top">
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <figure>
          <RoutePicture page={page} />
          <figcaption>{say.picture}</figcaption>
        </figure>
      </div>
      {page.stops.length > 0 && <StopTable page={page} />}
      {page.runs.length > 0 && <CourseTable page={page} />}
      <footer>
        <span>{say.sign}</span>
        <span>{say.date}</span>
      </footer>
    </article>
  );
}

function CourseTable({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const names = (list: Run["from"]) =>
    list
      .flatMap(({ name, nameEn }) => (name === null ? [] : nameIn(language, { name, nameEn })))
      .join(say.join);
  const grade = ({ grades, isMain }: Run) =>
    [
      ...(isMain ? [say.main] : []),
      ...grades.map((one) => titleIn(language, gradeTitle(one))),
    ].join(" ");
  return (
    <table>
      <thead>
        <tr>
          <th>{say.order}</th>
          <th>{say.street}</th>
          <th>{say.from}</th>
          <th>{say.to}</th>
          <th className="rts-number">{say.meters}</th>
          <th>{say.grade}</th>
        </tr>
      </thead>
      <tbody>
        {page.runs.map((run, i) => (
          <tr key={run.first} data-break={run.isBreak || undefined}>
            <td>{i + 1}</td>
            <th scope="row">
              {run.name === null
                ? say.unnamed
                : nameIn(language, { name: run.name, nameEn: run.nameEn })}
            </th>
            <td>{names(run.from) || "–"}</td>
            <td>{names(run.to) || "–"}</td>
            <td className="rts-number">{formatNumber(run.lengthMeters, language, 0)}</td>
            <td>{grade(run)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          <th scope="row">{say.total}</th>
          <td colSpan={2}>
            {say.loadTitle} {say.load(formatNumber(page.weightedKilometers, language, 2))}
          </td>
          <td className="rts-number">{formatNumber(page.lengthMeters, language, 0)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

function StopTable({ page }: { page: RoutePage }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  return (
    <table>
      <thead>
        <tr>
          <th>{say.order}</th>
          <th>
            {say.stops} {formatCount(page.stops.length, language)}
          </th>
          <th>{say.stopKind}</th>
          <th>{say.code}</th>
        </tr>
      </thead>
      <tbody>
        {page.stops.map((stop, i) => (
          <tr key={stop.facilityId}>
            <td>{i + 1}</td>
            <th scope="row">{nameIn(language, stop)}</th>
            <td>{titleIn(language, STOP_TITLES[stop.kind] ?? { zh: stop.kind, en: stop.kind })}</td>
            <td>{stop.code}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
