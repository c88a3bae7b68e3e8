import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LinkTo as To } from "../ui/to.tsx";
import { useAlarmWords } from "./alarm-words.ts";
import { alarmsQuery, STATE_MS, useAcknowledge, type WallAlarm } from "./queries.ts";
import { useMoment } from "./times.ts";
import { ALARM_TITLES } from "./titles.ts";
import { words } from "./words.ts";
import "./alarms-page.css";

/** What is open of the alarms, for a telephone: seen and acknowledged with one thumb. */
export function AlarmsPage() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const alarms = useQuery({ ...alarmsQuery(districtId), refetchInterval: STATE_MS });
  const acknowledge = useAcknowledge(districtId);
  const may = useMay("wall.acknowledge") !== null;
  const { refetch } = alarms;
  // a telephone that was in a pocket shows what is now
  useEffect(() => {
    const seen = () => document.visibilityState === "visible" && void refetch();
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [refetch]);
  return (
    <div className="alm-page">
      {acknowledge.error && (
        <p role="alert" className="alm-failed">
          {say.acknowledgeFailed}：{acknowledge.error.message}
        </p>
      )}
      <Answer
        to={{ ...alarms, isFetching: false }}
        isEmpty={({ alarms: open }) => open.length === 0}
        empty={say.alarmsNone}
      >
        {({ n, alarms: open }) => (
          <>
            <ul>
              {open.map((alarm) => (
                <Alarm
                  key={alarm.alarmId}
                  alarm={alarm}
                  onSeen={may ? () => acknowledge.mutate(alarm.alarmId) : null}
                  isBusy={acknowledge.isPending && acknowledge.variables === alarm.alarmId}
                />
              ))}
            </ul>
            {n > open.length && (
              <p className="alm-more">{say.alarmsMore(formatCount(n - open.length, language))}</p>
            )}
          </>
        )}
      </Answer>
      <p className="alm-more">
        <To page="/wall/settings">{say.toSettings}</To>
      </p>
    </div>
  );
}

function Alarm(props: { alarm: WallAlarm; onSeen: (() => void) | null; isBusy: boolean }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const { alarm, onSeen } = props;
  const { title, note } = useAlarmWords()(alarm);
  const now = Date.now();
  return (
    <li data-severity={alarm.severity} data-state={alarm.state}>
      <p>
        <strong>{title}</strong>
        {note && <span>{note}</span>}
        <small>
          {titleIn(language, ALARM_TITLES[alarm.kind])} · {moment(alarm.happenedAt, now)}
        </small>
        {alarm.acknowledged && (
          <small>{say.alarmSeen(alarm.acknowledged.by, moment(alarm.acknowledged.at, now))}</small>
        )}
      </p>
      {alarm.state === "new" && onSeen && (
        <button
          type="button"
          className="button button-main"
          disabled={props.isBusy}
          onClick={onSeen}
          aria-label={`${say.acknowledge}：${title}`}
        >
          {say.acknowledge}
        </button>
      )}
    </li>
  );
}
