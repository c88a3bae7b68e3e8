import type { components } from "../api/schema.gen.ts";
import { addDays } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import type { Gap, Shift } from "./duty-queries.ts";
import { dayAt, instantAt, timeAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

type Roster = components["schemas"]["DutyRoster"];

/** Days from Monday to the first of the month. */
const blanksBefore = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** What of the hours without anybody lies on one local day. */
function gapsOn(gaps: readonly Gap[], day: string, timeZone: string) {
  const begins = instantAt(day, "00:00", timeZone).toISOString();
  const ends = instantAt(addDays(day, 1), "00:00", timeZone).toISOString();
  return gaps
    .filter(({ startsAt, endsAt }) => startsAt < ends && endsAt > begins)
    .map(({ startsAt, endsAt }) => ({
      startsAt: startsAt < begins ? begins : startsAt,
      endsAt: endsAt > ends ? ends : endsAt,
      isWhole: startsAt <= begins && endsAt >= ends,
    }));
}

/** A month, each day with its shifts and, in words, when nobody is there. On a telephone the days stand in one column. */
export function RosterCalendar(props: {
  roster: Roster;
  today: string;
  chosen: string | null;
  onShift: (shiftId: string) => void;
  /** null for those who only read. */
  onDay: ((day: string) => void) | null;
}) {
  const { roster, today, chosen, onShift, onDay } = props;
  const { from, to, timeZone, shifts, gaps } = roster;
  const say = useWords(dutyWords);
  const language = useLanguage();
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const weekday = dateFormat(language, { weekday: "short", timeZone: "UTC" });
  const nameOf = (day: string) => weekday.format(new Date(`${day}T00:00:00Z`));
  return (
    <ol className="duty-calendar">
      {Array.from({ length: 7 }, (_, index) => addDays("2024-01-01", index)).map((monday) => (
        <li key={monday} className="duty-weekday" aria-hidden="true">
          {nameOf(monday)}
        </li>
      ))}
      {days.map((day, index) => (
        <li
          key={day}
          className="duty-day"
          data-today={day === today || undefined}
          data-past={day < today || undefined}
          data-column={index === 0 ? blanksBefore(day) + 1 : undefined}
        >
          <h3>
            {Number(day.slice(8))} <i>{nameOf(day)}</i>
            {onDay && day >= today && (
              <button
                type="button"
                className="duty-add"
                aria-label={`${say.addShift} ${day}`}
                onClick={() => onDay(day)}
              >
                <Icon name="plus" size={14} />
              </button>
            )}
          </h3>
          {shifts
            .filter(({ startsAt }) => dayAt(startsAt, timeZone) === day)
            .map((shift) => (
              <ShiftButton
                key={shift.shiftId}
                shift={shift}
                timeZone={timeZone}
                isChosen={shift.shiftId === chosen}
                onPress={() => onShift(shift.shiftId)}
              />
            ))}
          {gapsOn(gaps, day, timeZone).map((gap) => (
            <p key={gap.startsAt} className="duty-gap">
              <Icon name="warning" size={12} />{" "}
              {gap.isWhole
                ? say.gapAll
                : say.gap(timeAt(gap.startsAt, timeZone), timeAt(gap.endsAt, timeZone, true))}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

function ShiftButton(props: {
  shift: Shift;
  timeZone: string;
  isChosen: boolean;
  onPress: () => void;
}) {
  const { shift, timeZone } = props;
  const say = useWords(dutyWords);
  const { substitute, coveredFrom } = shift;
  return (
    <button
      type="button"
      className="duty-shift"
      aria-current={props.isChosen || undefined}
      onClick={props.onPress}
    >
      <small>
        {timeAt(shift.startsAt, timeZone)}–{timeAt(shift.endsAt, timeZone, true)}
        {shift.isHandedOver && <Icon name="check" size={12} />}
      </small>
      <span>
        {coveredFrom && substitute ? (
          <>
            <s>{shift.officer.name}</s> {substitute.name}
            <em>{say.isSubstitute}</em>
          </>
        ) : (
          shift.officer.name
        )}
      </span>
      {shift.leader && (
        <small>
          {say.leader} {shift.leader.name}
        </small>
      )}
    </button>
  );
}
