import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { type Now, nowQuery } from "./duty-queries.ts";
import { hoursAndMinutes, momentAt, spanAt, timeAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

const TICK_MILLISECONDS = 15_000;

/** The time, again and again. */
function useClock() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Who answers the telephone at this moment, until when, and who comes next. */
export function DutyNow() {
  const { districtId } = useView().view.district;
  return (
    <section className="duty-now">
      <Answer to={useQuery(nowQuery(districtId))}>{(now) => <Known now={now} />}</Answer>
    </section>
  );
}

function Known({ now }: { now: Now }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const { timeZone, shift, onDuty, next } = now;
  return (
    <>
      <h2>{say.onDuty}</h2>
      {shift && onDuty ? (
        <>
          <p className="duty-who">
            {onDuty.name}
            {now.isSubstitute && (
              <span className="badge badge-warn">
                {say.isSubstitute} · {say.forOfficer(shift.officer.name)}
              </span>
            )}
          </p>
          <p className="duty-left">
            <Left until={shift.endsAt} />
            <small>{say.until(momentAt(shift.endsAt, timeZone, language))}</small>
          </p>
          <dl>
            <dt>{say.leader}</dt>
            <dd>{now.leader?.name ?? say.none}</dd>
            {shift.substitute && !now.isSubstitute && (
              <>
                <dt>{say.standsBy}</dt>
                <dd>
                  {shift.substitute.name}
                  {shift.coveredFrom && (
                    <small className="duty-said">
                      {say.covered(shift.substitute.name, timeAt(shift.coveredFrom, timeZone))}
                    </small>
                  )}
                </dd>
              </>
            )}
          </dl>
        </>
      ) : (
        <div className="duty-nobody" role="alert">
          <p>
            <Icon name="warning" /> {say.nobody}
          </p>
          <p>{say.nobodyHint}</p>
        </div>
      )}
      <dl>
        <dt>{say.next}</dt>
        <dd>
          {next ? (
            <>
              {next.officer.name}
              <small className="duty-said">{spanAt(next, timeZone, language)}</small>
            </>
          ) : (
            <strong className="duty-red">{say.nextNone}</strong>
          )}
        </dd>
      </dl>
    </>
  );
}

function Left({ until }: { until: string }) {
  const say = useWords(dutyWords);
  const { hours, minutes } = hoursAndMinutes(Date.parse(until) - useClock());
  return <strong>{say.left(hours, minutes)}</strong>;
}
