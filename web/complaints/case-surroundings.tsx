import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { Answer } from "../ui/answer.tsx";
import { Stars } from "../ui/figure.tsx";
import { formatDay, formatLength, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Inside } from "./case-facts.tsx";
import { categoryTitle, titleOf } from "./case-life.ts";
import {
  type CaseRecord,
  type Life,
  type Surroundings,
  surroundingsQuery,
  type Target,
} from "./case-queries.ts";
import {
  FACILITY_KIND_TITLES,
  PERIOD_TITLES,
  ROUTE_KIND_TITLES,
} from "./case-surroundings-titles.ts";
import { useDay } from "./case-time.ts";
import { words } from "./case-words.ts";

const BeforeCard = lazy(() =>
  import("../cleaning/before-card.tsx").then((module) => ({ default: module.BeforeCard })),
);

/** What was there before somebody complained: what was due, what stands near, what was said before. */
export function CaseSurroundings(props: { record: CaseRecord; target: Target; life: Life }) {
  const { record, target, life } = props;
  const say = useWords(words);
  const language = useLanguage();
  const around = useQuery(surroundingsQuery(target));
  return (
    <section className="case-card case-around">
      <h3>{say.surroundings}</h3>
      <Answer to={around}>
        {(known) => (
          <>
            <p className="case-quiet">{say.onDay(formatDay(known.day, language))}</p>
            <Street known={known} />
            <Part title={say.service}>
              <Suspense fallback={<p className="case-quiet" role="status" />}>
                <BeforeCard
                  districtId={target.districtId}
                  complaintId={record.complaintId}
                  at={record.receivedAt}
                  streetId={known.street?.streetId ?? null}
                  position={record.position}
                />
              </Suspense>
            </Part>
            <Facilities known={known} />
            {known.spot && (
              <Part
                title={say.spot(known.spot.radiusMeters, known.spot.weeks)}
                aside={say.spotTotal(known.spot.total)}
              >
                <Others list={known.spot.complaints} total={known.spot.total} life={life} />
              </Part>
            )}
            {known.reporter && (
              <Part title={say.sameReporter} aside={say.spotTotal(known.reporter.total)}>
                {known.reporter.complaints && (
                  <Others
                    list={known.reporter.complaints}
                    total={known.reporter.total}
                    life={life}
                  />
                )}
              </Part>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

function Part(props: { title: string; aside?: string; children?: ReactNode }) {
  return (
    <div className="case-part">
      <h4>
        {props.title}
        {props.aside && <small>{props.aside}</small>}
      </h4>
      {props.children}
    </div>
  );
}

function Street({ known: { street } }: { known: Surroundings }) {
  const say = useWords(words);
  const language = useLanguage();
  if (!street)
    return (
      <Part title={say.streetDue}>
        <p className="case-quiet">{say.noStreet}</p>
      </Part>
    );
  const grades = street.grades.map(({ grade }) => (grade ? say.grade(grade) : say.noGrade));
  return (
    <Part title={say.streetDue}>
      <p className="case-line">
        <Inside to={`/streets/${encodeURIComponent(street.streetId)}`}>
          {nameIn(language, street)}
        </Inside>
        <span>{grades.join(" / ")}</span>
        <Stars count={street.stars} />
      </p>
      {street.distanceMeters !== null && (
        <p className="case-quiet">
          {say.nearestStreet(formatLength(street.distanceMeters, language))}
        </p>
      )}
      {street.routes.length === 0 ? (
        <p className="case-quiet">{say.noRoutes}</p>
      ) : (
        <ul>
          {street.routes.map((route) => (
            <li key={route.routeId} className="case-line">
              <span>{titled(language, ROUTE_KIND_TITLES, route.kind)}</span>
              <b>
                {titled(language, PERIOD_TITLES, route.period)}{" "}
                {formatNumber(route.passes, language)}×
              </b>
              <small>
                {route.shifts.map(({ from, to }) => `${from}–${to}`).join(" ")} {route.team}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

const titled = (
  language: Parameters<typeof titleIn>[0],
  titles: typeof ROUTE_KIND_TITLES,
  id: string,
) => {
  const known = titles[id];
  return known ? titleIn(language, known) : id;
};

function Facilities({ known: { facilities, spot } }: { known: Surroundings }) {
  const say = useWords(words);
  const language = useLanguage();
  if (spot === null) return null; // without a place nothing is near
  return (
    <Part title={say.nearestFacilities}>
      {facilities.length === 0 && <p className="case-quiet">{say.noFacilities}</p>}
      <ul>
        {facilities.map((one) => (
          <li key={one.facilityId} className="case-line">
            <span>{titled(language, FACILITY_KIND_TITLES, one.kind)}</span>
            <Inside to={`/facilities/${encodeURIComponent(one.facilityId)}`}>
              {nameIn(language, one)}
            </Inside>
            <Stars count={one.stars} />
            <small>{formatLength(one.distanceMeters, language)}</small>
          </li>
        ))}
      </ul>
    </Part>
  );
}

type Other = NonNullable<Surroundings["spot"]>["complaints"];

function Others({ list, total, life }: { list: Other; total: number; life: Life }) {
  const say = useWords(words);
  const language = useLanguage();
  const day = useDay();
  const hidden = total - list.length;
  if (total === 0) return <p className="case-quiet">{say.spotNone}</p>;
  return (
    <>
      <ul>
        {list.map((one) => (
          <li key={one.complaintId} className="case-line">
            <Inside to={`/complaints/${one.complaintId}`}>{one.number}</Inside>
            <span>{categoryTitle(language, life, one.category)}</span>
            <span>{titleOf(language, life.states, one.state)}</span>
            <small>{day(one.receivedAt)}</small>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="case-quiet">{say.spotHidden(hidden)}</p>}
    </>
  );
}
