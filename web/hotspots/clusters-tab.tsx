import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Select } from "../ui/controls.tsx";
import { formatCount, formatNumber, formatPeriod } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Exports, OnPaper, useLook } from "./exports.tsx";
import { clustersQuery, type HotspotClusters } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { useClustersAsked, useSetHotLink } from "./params.ts";
import { Categories, Definition, PlaceList, type PlaceRow, useNames } from "./place-list.tsx";
import { AllInRegister } from "./register-link.tsx";
import { clustersSheet, type HotSheet } from "./sheet.ts";

/** Complaints that lie together in space and time. */
export function ClustersTab() {
  const say = useWords(moreWords);
  const { view } = useView();
  const look = useLook();
  const answer = useQuery(clustersQuery(view.district.districtId, useClustersAsked()));
  const sheetOf = (told: HotspotClusters) =>
    answer.isPlaceholderData ? null : clustersSheet(told, look);
  return (
    <Answer to={answer}>
      {(told) => (
        <>
          <Reach told={told} />
          <OnPaper sheet={sheetOf(told)} />
          <Summary told={told} sheet={sheetOf(told)} />
          {told.clusters.length === 0 ? (
            <p className="answer-empty">{say.noClusters}</p>
          ) : (
            <List told={told} />
          )}
          <Definition of={told.asked.definition} />
        </>
      )}
    </Answer>
  );
}

const METERS = [50, 100, 150, 200, 300, 500];
const DAYS = [3, 7, 14, 30];
const POINTS = [3, 5, 8, 10, 20];

/** How near and how soon: what a cluster is depends on it, so it stands above them. */
function Reach({ told: { asked, suggestedEpsMeters } }: { told: HotspotClusters }) {
  const say = useWords(moreWords);
  const language = useLanguage();
  const set = useSetHotLink();
  const among = (list: readonly number[], ...more: (number | null)[]) =>
    [...new Set([...list, ...more.filter((value) => value !== null)])].sort((a, b) => a - b);
  const count = (value: number) => formatCount(value, language);
  const lists = [
    {
      param: "epsMeters",
      title: say.epsMeters,
      value: asked.epsMeters,
      options: among(METERS, asked.epsMeters, suggestedEpsMeters),
      word: (value: number) =>
        value === suggestedEpsMeters ? say.suggested(count(value)) : say.metersOption(count(value)),
    },
    {
      param: "epsDays",
      title: say.epsDays,
      value: asked.epsDays,
      options: among(DAYS, asked.epsDays),
      word: (value: number) => say.daysOption(count(value)),
    },
    {
      param: "minPoints",
      title: say.minPoints,
      value: asked.minPoints,
      options: among(POINTS, asked.minPoints),
      word: (value: number) => say.pointsOption(count(value)),
    },
  ] as const;
  return (
    <div className="hot-reach">
      {lists.map(({ param, title, value, options, word }) => (
        <div className="hot-filter-line" key={param}>
          <span>{title}</span>
          <Select
            label={title}
            isBoxed
            value={String(value)}
            options={options.map((each) => ({ value: String(each), title: word(each) }))}
            onChange={(next) => set({ [param]: next, spot: undefined }, true)}
          />
        </div>
      ))}
    </div>
  );
}

function Summary(props: { told: HotspotClusters; sheet: HotSheet | null }) {
  const { totals, found } = props.told;
  const say = useWords(moreWords);
  const asked = useClustersAsked();
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  return (
    <section className="hot-summary hot-summary-row">
      <p>
        {say.clusters(count(found))}
        <small>
          {" "}
          {say.clustered(count(totals.clustered), count(totals.noise))}
          {totals.withoutPosition > 0 && ` · ${say.withoutPosition(count(totals.withoutPosition))}`}
        </small>
      </p>
      <Exports sheet={props.sheet} files={[{ path: "clusters/file", asked }]} />
    </section>
  );
}

function List({ told: { clusters } }: { told: HotspotClusters }) {
  const say = useWords(moreWords);
  const language = useLanguage();
  const names = useNames();
  const count = (value: number) => formatCount(value, language);
  const places = clusters.slice(0, 50).map(
    (cluster): PlaceRow => ({
      center: cluster.center,
      name: names.street(cluster.street),
      figure: count(cluster.complaints),
      share: cluster.complaints / clusters[0]!.complaints,
      facts: formatPeriod(cluster.days, language),
      more: [
        cluster.category && titleIn(language, cluster.category.title),
        names.unit(cluster.unit),
      ]
        .filter(Boolean)
        .join(" · "),
      detail: (
        <>
          <p>
            {say.reporters(count(cluster.reporters))}
            {(cluster.mostOfOne ?? 0) > 1 && ` · ${say.mostOfOne(count(cluster.mostOfOne!))}`}
            {" · "}
            {say.perDay(formatNumber(cluster.perDay, language))}
            {" · "}
            {say.radius(count(Math.round(cluster.radiusMeters)))}
          </p>
          <Categories categories={cluster.categories} />
          <AllInRegister
            list={cluster.list}
            count={cluster.isListExact ? cluster.complaints : null}
          />
        </>
      ),
    }),
  );
  return (
    <>
      <p className="hot-by">
        <small>{say.bySize}</small>
      </p>
      <PlaceList places={places} />
    </>
  );
}
