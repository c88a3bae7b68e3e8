import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useAlarmWords } from "./alarm-words.ts";
import { useServerTime } from "./clock.ts";
import { WallPanel } from "./panel.tsx";
import { alarmsQuery, STATE_MS, type WallAlarm } from "./queries.ts";
import { useMoment } from "./times.ts";
import { ALARM_TITLES } from "./titles.ts";
import { words } from "./words.ts";

/** So many alarms have a key of their own. */
export const NUMBERED = 9;

/** What somebody must look at; the number beside an alarm is its key. */
export function AlarmsPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const alarms = useQuery(alarmsQuery(districtId));
  return (
    <WallPanel
      title={say.alarms}
      aside={alarms.data && alarms.data.n > 0 ? formatCount(alarms.data.n, language) : undefined}
      to={alarms}
      asOf={({ asOf }) => asOf}
      everyMs={STATE_MS}
      isEmpty={({ alarms: open }) => open.length === 0}
      empty={say.alarmsNone}
    >
      {(data) => (
        <ol className="wall-rows wall-alarms">
          {data.alarms.map((alarm, i) => (
            <Alarm key={alarm.alarmId} alarm={alarm} number={i < NUMBERED ? i + 1 : null} />
          ))}
        </ol>
      )}
    </WallPanel>
  );
}

function Alarm({ alarm, number }: { alarm: WallAlarm; number: number | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const nowMs = useServerTime(60_000);
  const { title, note } = useAlarmWords()(alarm);
  const isNew = alarm.state === "new";
  return (
    <li className="wall-alarm" data-severity={alarm.severity} data-state={alarm.state}>
      <span className="wall-key">{isNew ? (number ?? "·") : "✓"}</span>
      <span className="wall-row-title">
        <strong>{title}</strong>
        <small>
          {titleIn(language, ALARM_TITLES[alarm.kind])} · {moment(alarm.happenedAt, nowMs)}
          {note && ` · ${note}`}
        </small>
        {alarm.acknowledged && (
          <small>
            {say.alarmSeen(alarm.acknowledged.by, moment(alarm.acknowledged.at, nowMs))}
          </small>
        )}
      </span>
    </li>
  );
}
