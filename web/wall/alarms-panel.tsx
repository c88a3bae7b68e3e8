import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { alarmNumbers } from "./alarm-numbers.ts";
import { useAlarmWords } from "./alarm-words.ts";
import { useServerTime } from "./clock.ts";
import { WallPanel } from "./panel.tsx";
import { alarmsQuery, STATE_MS, type WallAlarm } from "./queries.ts";
import { Rows } from "./rows.tsx";
import { useDayOf, useMoment } from "./times.ts";
import { ALARM_TITLES } from "./titles.ts";
import { words } from "./words.ts";

/** What somebody must look at; the number beside an alarm is its key. */
export function AlarmsPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const alarms = useQuery(alarmsQuery(districtId));
  const count = (n: number) => formatCount(n, language);
  const waiting = alarms.data?.alarms.filter(({ state }) => state === "new").length ?? 0;
  const numbers = alarmNumbers(alarms.data?.alarms ?? []);
  return (
    <WallPanel
      title={say.alarms}
      aside={
        alarms.data && alarms.data.n > 0
          ? say.alarmCount(count(waiting), count(alarms.data.n))
          : undefined
      }
      to={alarms}
      asOf={({ asOf }) => asOf}
      everyMs={STATE_MS}
      isEmpty={({ alarms: open }) => open.length === 0}
      empty={say.alarmsNone}
    >
      {(data) => (
        <Rows className="wall-alarms" total={data.n}>
          {data.alarms.map((alarm) => (
            <Alarm key={alarm.alarmId} alarm={alarm} number={numbers.get(alarm.alarmId) ?? null} />
          ))}
        </Rows>
      )}
    </WallPanel>
  );
}

function Alarm({ alarm, number }: { alarm: WallAlarm; number: number | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const dayOf = useDayOf();
  const nowMs = useServerTime(60_000);
  const { title, note } = useAlarmWords()(alarm);
  const isNew = alarm.state === "new";
  return (
    <li className="wall-alarm" data-severity={alarm.severity} data-state={alarm.state}>
      <span className="wall-key">{isNew ? (number ?? "·") : "✓"}</span>
      <span className="wall-row-title">
        <strong>{title}</strong>
        <small>
          {titleIn(language, ALARM_TITLES[alarm.kind])} ·{" "}
          {alarm.kind === "downgrade" // stars change with a day, and have no hour
            ? say.since(dayOf(alarm.happenedAt))
            : moment(alarm.happenedAt, nowMs)}
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
