import { Fragment } from "react";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { monthPeriod } from "./params.ts";
import type { RankedArea, RankingContent } from "./queries.ts";
import { LEVEL_TITLES } from "./titles.ts";
import { To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

export function useLevelTitle() {
  const language = useLanguage();
  return (level: RankingContent["groups"][number]["level"]) =>
    titleIn(language, LEVEL_TITLES[level]);
}

/** Areas with their ranks, scores and what each was made of; a name opens the records. */
export function RankingTable(props: {
  content: RankingContent;
  areas: readonly RankedArea[];
  /** After how many of them others are left out; null where none are. */
  gapAfter?: number | null;
  /** How many more have no rank. */
  unranked: number;
}) {
  const { content, areas, gapAfter = null } = props;
  const say = useWords(words);
  const { count, points } = useTold();
  const { weights } = content;
  const part = (title: string, weight: number) => (
    <th scope="col">
      {title} <small>×{points(weight)}</small>
    </th>
  );
  return (
    <>
      <div className="rep-wide">
        <table className="rep-table rep-ranking">
          <thead>
            <tr>
              <th scope="col">{say.rank}</th>
              <th scope="col">{say.area}</th>
              <th scope="col">{say.total}</th>
              {part(say.inspectionsPart, weights.inspections)}
              {part(say.hygienePart, weights.hygiene)}
              {part(say.mediaPart, weights.media)}
            </tr>
          </thead>
          <tbody>
            {areas.map((area, i) => (
              <Fragment key={area.area.areaId}>
                {gapAfter === i && (
                  <tr className="rep-gap">
                    <td colSpan={6}>…</td>
                  </tr>
                )}
                <Row area={area} content={content} />
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <p className="rep-quiet">
        {say.weightsSays(
          points(weights.inspections),
          points(weights.hygiene),
          points(weights.media),
        )}{" "}
        ({say.proposal}){props.unranked > 0 && ` · ${say.unranked(count(props.unranked))}`}
      </p>
    </>
  );
}

function Row({ area: one, content }: { area: RankedArea; content: RankingContent }) {
  const say = useWords(words);
  const told = useTold();
  const { count, points, score } = told;
  const { inspections, hygiene, media, area } = one;
  const period = monthPeriod(content.from.slice(0, 7));
  return (
    <tr data-unranked={one.rank === null || undefined}>
      <td>
        <b>{one.rank ?? "–"}</b>
      </td>
      <th scope="row">
        <To
          page="/reports"
          search={{ reportFrom: period.from, reportTo: period.to, reportArea: area.areaId }}
        >
          {told.area(area)}
        </To>
        {area.parent && <small>{told.area(area.parent)}</small>}
      </th>
      <td>
        <b>{score(one.score)}</b>
      </td>
      <td>
        {score(inspections.score)}{" "}
        <small>{say.timesOf(count(inspections.count), points(inspections.deducted))}</small>
      </td>
      <td>
        {hygiene.score === null ? "–" : score(hygiene.score)}{" "}
        <small>{say.daysOf(count(hygiene.days), count(hygiene.of))}</small>
      </td>
      <td>
        {score(media.score)}{" "}
        <small>{say.mediaOf(count(media.good), count(media.bad), count(media.open))}</small>
      </td>
    </tr>
  );
}
