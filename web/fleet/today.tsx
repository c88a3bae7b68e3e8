import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { addDays, formatCount, formatLength } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { useLimits } from "./fleet-now.ts";
import { tracksQuery } from "./queries.ts";
import { factsOf, type Track } from "./replay-track.ts";
import { words } from "./words.ts";
import { clockAt, instantAt } from "./zoned.ts";

/** Is asked again so often: the day goes on. */
const AGAIN_MS = 60_000;

/** What a vehicle's positions of today come to. */
export function Today({ vehicleId }: { vehicleId: string }) {
  const say = useWords(words);
  const { districtId, today, timeZone } = useView().view.district;
  const span = useMemo(
    () => ({
      fromMs: instantAt(today, "00:00", timeZone),
      toMs: instantAt(addDays(today, 1), "00:00", timeZone),
    }),
    [today, timeZone],
  );
  const tracks = useQuery({
    ...tracksQuery(districtId, span, [vehicleId]),
    refetchInterval: AGAIN_MS,
    staleTime: 0, // it may have been looked at a moment ago, before anything came
  });
  return (
    <Section title={say.today}>
      <Answer
        to={{ ...tracks, isFetching: false }}
        isEmpty={({ points }) => points === 0}
        empty={say.noToday}
      >
        {({ tracks: [track] }) => track && <Facts track={track} />}
      </Answer>
    </Section>
  );
}

function Facts({ track }: { track: Track }) {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const { gapMs } = useLimits();
  const facts = useMemo(() => factsOf(track, gapMs), [track, gapMs]);
  if (!facts) return null;
  const time = (ms: number) => clockAt(ms, timeZone).slice(0, 5);
  const count = (value: number) => formatCount(value, language);
  const minutes = Math.round(facts.workingMs / 60_000);
  return (
    <dl className="fleet-facts">
      <div>
        <dt>{say.firstLast}</dt>
        <dd>
          {time(facts.firstMs)}–{time(facts.lastMs)}
          <small>{say.points(count(facts.positions))}</small>
        </dd>
      </div>
      <div>
        <dt>{say.driven}</dt>
        <dd>{formatLength(facts.meters, language)}</dd>
      </div>
      <div>
        <dt>{say.workedFor}</dt>
        <dd>
          {track.working.every((sign) => sign < 0)
            ? say.workingUnknown
            : minutes < 60
              ? say.minutes(count(minutes))
              : say.hours(count(Math.floor(minutes / 60)), count(minutes % 60))}
        </dd>
      </div>
      <div>
        <dt>{say.gaps}</dt>
        <dd>
          {facts.gaps === 0
            ? say.noGaps
            : say.gapsSaid(count(facts.gaps), count(Math.round(facts.gapMs / 60_000)))}
        </dd>
      </div>
    </dl>
  );
}
