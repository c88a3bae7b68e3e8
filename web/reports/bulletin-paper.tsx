import { formatDay } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { BulletinContent } from "./queries.ts";
import { FoundList } from "./record-list.tsx";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** What a bulletin says, section by section; it is told as it was composed. */
export function BulletinPaper({ content, remarks }: { content: BulletinContent; remarks: string }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <>
      <Totals content={content} />
      {remarks !== "" && (
        <section>
          <h3>{say.remarks}</h3>
          <p className="rep-remarks">{remarks}</p>
        </section>
      )}
      <div className="rep-two">
        <Scores content={content} />
        <div className="rep-beside">
          <Items content={content} />
          <Hygiene content={content} />
          <Media content={content} />
        </div>
      </div>
      <Problems content={content} />
      <p className="rep-quiet">
        {say.definition}: {titleIn(language, content.definition)}
      </p>
    </>
  );
}

type Of = { readonly content: BulletinContent };

/** Names of the areas of its records, each with the one it is in. */
function useAreaOf({ named }: BulletinContent) {
  const told = useTold();
  const byId = new Map(named.map((area) => [area.areaId, area]));
  return (areaId: string) => {
    const area = byId.get(areaId);
    return area
      ? { name: told.area(area), parent: area.parent && told.area(area.parent) }
      : { name: areaId, parent: null };
  };
}

function Totals({ content: { totals } }: Of) {
  const say = useWords(words);
  const { count, score } = useTold();
  return (
    <section>
      <dl className="rep-totals">
        <div>
          <dt>{say.inspections}</dt>
          <dd>{count(totals.inspections)}</dd>
        </div>
        <div>
          <dt>{say.areasInspected}</dt>
          <dd>{count(totals.areas)}</dd>
        </div>
        <div>
          <dt>{say.placesFound}</dt>
          <dd>{count(totals.places)}</dd>
        </div>
        <div>
          <dt>{say.meanScore}</dt>
          <dd>{score(totals.score)}</dd>
        </div>
      </dl>
      {totals.notInspected > 0 && (
        <p className="rep-quiet">
          {say.notInspected(count(totals.notInspected), count(totals.communities))}
        </p>
      )}
    </section>
  );
}

function Scores({ content }: Of) {
  const say = useWords(words);
  const join = useLanguage() === "en" ? ", " : "、";
  const { count, points, score } = useTold();
  const areaOf = useAreaOf(content);
  if (content.areas.length === 0) return null;
  const full = content.areas
    .filter((one) => one.score === 100)
    .map((one) => areaOf(one.areaId).name);
  return (
    <section>
      <h3>{say.byArea}</h3>
      <table className="rep-table">
        <thead>
          <tr>
            <th scope="col">{say.area}</th>
            <th scope="col">{say.count}</th>
            <th scope="col">{say.points}</th>
            <th scope="col">{say.score}</th>
          </tr>
        </thead>
        <tbody>
          {content.areas.flatMap((one) => {
            if (one.score === 100) return [];
            const { name, parent } = areaOf(one.areaId);
            return (
              <tr key={one.areaId}>
                <th scope="row">
                  {name} {parent && <small>{parent}</small>}
                </th>
                <td>{count(one.inspections)}</td>
                <td>{points(one.deducted)}</td>
                <td>
                  <b>{score(one.score)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {full.length > 0 && <p className="rep-quiet">{say.full(full.join(join))}</p>}
    </section>
  );
}

function Items({ content: { items } }: Of) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, points } = useTold();
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{say.byItem}</h3>
      <table className="rep-table">
        <thead>
          <tr>
            <th scope="col">{say.item}</th>
            <th scope="col">{say.placesHead}</th>
            <th scope="col">{say.points}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.itemId}>
              <th scope="row">{titleIn(language, item.title)}</th>
              <td>{count(item.places)}</td>
              <td>{points(item.points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Inspections on which something was found; the others are counted. */
function Problems({ content }: Of) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, points } = useTold();
  const areaOf = useAreaOf(content);
  const found = content.inspections.filter((one) => one.found.length > 0);
  const clean = content.inspections.length - found.length;
  return (
    <section>
      <h3>{say.problems}</h3>
      <ol className="rep-problems">
        {found.map((one) => (
          <li key={one.inspectionId}>
            <p>
              <b>{areaOf(one.areaId).name}</b> <small>{formatDay(one.day, language)}</small>
              <span>{say.pointsOff(points(one.deducted))}</span>
            </p>
            <FoundList found={one.found} />
            {one.note !== "" && <p className="rep-quiet">{one.note}</p>}
          </li>
        ))}
      </ol>
      {clean > 0 && <p className="rep-quiet">{say.cleanOnes(count(clean))}</p>}
    </section>
  );
}

function Hygiene({ content }: Of) {
  const say = useWords(words);
  const { count } = useTold();
  const areaOf = useAreaOf(content);
  const { activities } = content;
  const days = new Set(activities.map(({ day }) => day)).size;
  const areas = new Set(activities.map(({ areaId }) => areaId)).size;
  const people = activities.reduce((sum, one) => sum + (one.people ?? 0), 0);
  return (
    <section>
      <h3>{say.hygiene}</h3>
      {activities.length === 0 ? (
        <p className="rep-quiet">{say.noHygiene}</p>
      ) : (
        <>
          <p>{say.hygieneSays(count(areas), count(days), count(people))}</p>
          <p className="rep-names">
            {activities.map((one) => (
              <span key={one.activityId}>{areaOf(one.areaId).name}</span>
            ))}
          </p>
        </>
      )}
    </section>
  );
}

function Media({ content }: Of) {
  const say = useWords(words);
  const language = useLanguage();
  const stands = (isUpheld: boolean | null) =>
    isUpheld === null ? say.notJudged : isUpheld ? say.upheld : say.notUpheld;
  return (
    <section>
      <h3>{say.media}</h3>
      {content.exposures.length === 0 ? (
        <p className="rep-quiet">{say.noMedia}</p>
      ) : (
        <ul className="rep-media">
          {content.exposures.map((one) => (
            <li key={one.exposureId}>
              <b>{one.isGood ? say.good : say.bad}</b> {one.medium}: {one.title}{" "}
              <small>
                {formatDay(one.day, language)} · {stands(one.isUpheld)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
