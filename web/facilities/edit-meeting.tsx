import { useId, useState } from "react";
import { Button } from "../ui/controls.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { EditFoot } from "./edit-foot.tsx";
import { keyOf, type Value, type Values } from "./edit-form.ts";
import { isSettled, type Meeting, meetingsOf, type Side, settledValues } from "./edit-merge.ts";
import type { Changed, FacilityForm } from "./edit-queries.ts";
import { useValueWords } from "./edit-values.ts";
import { editWords } from "./edit-words.ts";
import "./edit-meeting.css";

/** Two versions field by field, when somebody was faster: mine and theirs, with what both began from. */
export function EditMeeting(props: {
  form: FacilityForm;
  base: Values;
  mine: Values;
  theirs: Values;
  by: Pick<Changed, "changedBy" | "changedAt"> | null;
  timeZone: string;
  isSaving: boolean;
  onSettled: (values: Values) => void;
  onCancel: () => void;
}) {
  const say = useWords(editWords);
  const language = useLanguage();
  const shownOf = useValueWords(props.form);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const meetings = meetingsOf(props.base, props.mine, props.theirs);
  const titleOf = ({ key }: Meeting) => {
    const field = props.form.fields.find((one) => keyOf(one) === key);
    return field ? titleIn(language, field.title) : say.position;
  };
  const sideOf = ({ key, side }: Meeting) => chosen[key] ?? side;
  const open = meetings.filter((meeting) => sideOf(meeting) === null);
  const written = settledValues(meetings, chosen);
  const all = (side: Side) => setChosen(Object.fromEntries(meetings.map(({ key }) => [key, side])));
  return (
    <section className="meeting" aria-label={say.compare}>
      <p className="meeting-note" role="alert">
        {say.stale}
      </p>
      <div className="meeting-table">
        <div className="meeting-head">
          <span>{say.field}</span>
          <span>
            {say.mine}
            <small>{say.mineHint}</small>
          </span>
          <span>
            {say.theirs}
            <ChangedBy by={props.by} timeZone={props.timeZone} />
          </span>
        </div>
        {meetings.map((meeting) => (
          <MeetingRow
            key={meeting.key}
            meeting={meeting}
            title={titleOf(meeting)}
            shownOf={(value) => shownOf(meeting.key, value)}
            side={sideOf(meeting)}
            onChoose={(side) => setChosen({ ...chosen, [meeting.key]: side })}
          />
        ))}
      </div>
      <div className="meeting-all">
        <Button isQuiet onPress={() => all("mine")}>
          {say.allMine}
        </Button>
        <Button isQuiet onPress={() => all("theirs")}>
          {say.allTheirs}
        </Button>
      </div>
      <EditFoot
        error={null}
        note={open.length > 0 && say.stillToChoose(open.map(titleOf).join(say.comma))}
      >
        <button
          className="button edit-save"
          type="button"
          disabled={props.isSaving || !isSettled(meetings, chosen)}
          onClick={() => props.onSettled(written)}
        >
          {props.isSaving
            ? say.saving
            : open.length === 0 && Object.keys(written).length === 0
              ? say.settleTheirs
              : say.settle}
        </button>
        <Button isQuiet onPress={props.onCancel}>
          {say.cancel}
        </Button>
      </EditFoot>
    </section>
  );
}

/** Who made the record what it is now, and when. */
function ChangedBy({
  by,
  timeZone,
}: {
  by: Pick<Changed, "changedBy" | "changedAt"> | null;
  timeZone: string;
}) {
  const language = useLanguage();
  if (!by?.changedBy) return null;
  const time = dateFormat(language, {
    ...{ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
    timeZone,
  });
  return (
    <small>
      {by.changedBy}
      {by.changedAt && ` · ${time.format(new Date(by.changedAt))}`}
    </small>
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
  const say = useWords(editWords);
  const name = useId();
  const choice = (which: Side) => (
    <label className="meeting-choice" data-chosen={side === which || undefined}>
      <input
        type="radio"
        name={name}
        aria-label={`${say[which]}: ${shownOf(meeting[which])}`}
        checked={side === which}
        onChange={() => onChoose(which)}
      />
      <span>{shownOf(meeting[which])}</span>
    </label>
  );
  return (
    <div
      className="meeting-row"
      role="radiogroup"
      aria-label={title}
      data-open={side === null || undefined}
    >
      <div className="meeting-field">
        {title}
        <small>{say.was(shownOf(meeting.base))}</small>
      </div>
      {choice("mine")}
      {choice("theirs")}
    </div>
  );
}
