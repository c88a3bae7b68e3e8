import { useQuery } from "@tanstack/react-query";
import { Answer } from "../ui/answer.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { beforeWords } from "./before-words.ts";
import "./cleaning.css";
import { type Before, beforeQuery } from "./queries.ts";
import { EvidenceMark, PassMark, StandingColors } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { useHours, useTold } from "./told.ts";
import { To } from "./tools.tsx";

/**
 * Was it cleaned before somebody complained? Of each work the last service before the instant, what was due then, or that
 * nobody can know.
 *
 * @param position  `[lng, lat]`; null where the place is unknown: then the street is asked for.
 */
export function BeforeCard(props: {
  districtId: string;
  at: string;
  streetId: string | null;
  position: readonly number[] | null;
}) {
  const { districtId, at, streetId, position } = props;
  const say = useWords(beforeWords);
  const place =
    position && position.length >= 2
      ? { lng: position[0]!, lat: position[1]! }
      : streetId !== null
        ? { streetId }
        : null;
  const before = useQuery({
    ...beforeQuery(districtId, { at, ...place }),
    enabled: place !== null,
  });
  if (!place) return <p className="clean-quiet">{say.noPlace}</p>;
  return (
    <>
      <StandingColors />
      <Answer to={{ ...before, isFetching: false }}>{(known) => <Known before={known} />}</Answer>
    </>
  );
}

const DAYS_BEFORE = 3;

function Known({ before }: { before: Before }) {
  const say = useWords(beforeWords);
  const language = useLanguage();
  const moments = useMoments();
  const works = before.works.filter(
    ({ work, latest, due }) => work !== "collection" && (latest !== null || due !== null),
  );
  if (before.street === null) return <p className="clean-quiet">{say.noStreet}</p>;
  const { streetId } = before.street;
  const from = moments.dayOf(
    new Date(Date.parse(before.at) - DAYS_BEFORE * 86_400_000).toISOString(),
  );
  return (
    <>
      {works.length === 0 && <p className="clean-quiet">{say.nothingDue}</p>}
      <ul className="clean-before">
        {works.map((one) => (
          <li key={one.work}>
            <Work of={one} lookBackDays={before.lookBackDays} />
          </li>
        ))}
      </ul>
      <p className="clean-quiet" title={titleIn(language, before.definition)}>
        {before.edgeId === null ? say.ofStreet : say.ofStretch}
        {streetId !== null && (
          <>
            {" · "}
            <To
              page={`/cleaning/streets/${encodeURIComponent(streetId)}`}
              search={{ proofFrom: from, proofTo: moments.dayOf(before.at) }}
            >
              {say.toProof}
            </To>
          </>
        )}
      </p>
    </>
  );
}

function Work({ of, lookBackDays }: { of: Before["works"][number]; lookBackDays: number }) {
  const say = useWords(beforeWords);
  const { work, count } = useTold();
  const hours = useHours();
  const moments = useMoments();
  const { latest, due } = of;
  return (
    <>
      <b>{work(of.work)}</b>
      <span>
        {latest ? (
          <>
            {say.last(hours(latest.hoursBefore), moments.stamp(latest.at))}{" "}
            <EvidenceMark evidence={latest.evidence}>
              {latest.plate && ` ${latest.plate}`}
            </EvidenceMark>
          </>
        ) : (
          <span className="clean-unknown">{say.unknown(count(lookBackDays))}</span>
        )}
        {due && (
          <small>
            {say.due(
              moments.span(
                due.pass.fromAt,
                due.pass.toAt,
                moments.dayOf(latest?.at ?? due.pass.toAt),
              ),
            )}{" "}
            <PassMark state={due.state} />
            {due.state === "not_recorded" && ` ${say.notKnown}`}
          </small>
        )}
      </span>
    </>
  );
}
