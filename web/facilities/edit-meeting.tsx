import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { type Language, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { keyOf, type Value, type Values } from "./edit-form.ts";
import { isSettled, type Meeting, meetingsOf, type Side, settledValues } from "./edit-merge.ts";
import type { Changed, FacilityForm } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";

/** Two versions field by field, when somebody was faster: as it was, mine, theirs. */
export function EditMeeting(props: {
  form: FacilityForm;
  base: Values;
  mine: Values;
  theirs: Values;
  by: Pick<Changed, "changedBy" | "changedAt"> | null;
  timeZone: string;
  isSaving: boolean;
  onSettled: (values: Values) => void;
}) {
  const say = useWords(editWords);
  const language = useLanguage();
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const meetings = meetingsOf(props.base, props.mine, props.theirs);
  const titleOf = (key: string) => {
    const field = props.form.fields.find((one) => keyOf(one) === key);
    return field ? titleIn(language, field.title) : say.position;
  };
  const at = props.by?.changedAt;
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: props.timeZone,
  });
  const all = (side: Side) => setChosen(Object.fromEntries(meetings.map(({ key }) => [key, side])));
  return (
    <section className="edit-meeting" role="alert">
      <p>{say.stale}</p>
      {props.by?.changedBy && (
        <p>{say.changedBy(props.by.changedBy, at ? time.format(new Date(at)) : "")}</p>
      )}
      <table>
        <thead>
          <tr>
            <th>{say.field}</th>
            <th>{say.before}</th>
            <th>{say.mine}</th>
            <th>{say.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {meetings.map((meeting) => (
            <MeetingRow
              key={meeting.key}
              meeting={meeting}
              title={titleOf(meeting.key)}
              shownOf={(value) => shown(props.form, meeting.key, value, language, say)}
              side={chosen[meeting.key] ?? meeting.side}
              onChoose={(side) => setChosen({ ...chosen, [meeting.key]: side })}
            />
          ))}
        </tbody>
      </table>
      <div className="edit-bar">
        <Button isQuiet onPress={() => all("mine")}>
          {say.allMine}
        </Button>
        <Button isQuiet onPress={() => all("theirs")}>
          {say.allTheirs}
        </Button>
        <Button
          isDisabled={props.isSaving || !isSettled(meetings, chosen)}
          onPress={() => props.onSettled(settledValues(meetings, chosen))}
        >
          {say.settle}
        </Button>
      </div>
    </section>
  );
}

function MeetingRow(props: {
  meeting: Meeting;
  title: string;
  shownOf: (value: Value) => string;
  side: Side | null;
  onChoose: (side: Side) => void;
}) {
  const { meeting, title, shownOf, side, onChoose } = props;
  const choice = (which: Side) => (
    <label className="edit-side">
      <input
        className="edit-radio"
        type="radio"
        name={`side-${meeting.key}`}
        checked={side === which}
        onChange={() => onChoose(which)}
      />
      {shownOf(meeting[which])}
    </label>
  );
  return (
    <tr data-open={side === null || undefined}>
      <th>{title}</th>
      <td>{shownOf(meeting.base)}</td>
      <td>{choice("mine")}</td>
      <td>{choice("theirs")}</td>
    </tr>
  );
}

function shown(
  form: FacilityForm,
  key: string,
  value: Value,
  language: Language,
  say: { nothing: string; nobody: string; yes: string; no: string },
): string {
  if (value === "" && key === "manager") return say.nobody;
  if (value === null || value === "") return say.nothing;
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (Array.isArray(value)) return value.map((degrees: number) => degrees.toFixed(6)).join(", ");
  const option = form.fields
    .find((one) => keyOf(one) === key)
    ?.options?.find((one) => one.value === value);
  return option ? titleIn(language, option.title) : String(value);
}
