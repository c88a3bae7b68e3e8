import { useId, useState } from "react";
import { Button, IconButton } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { type Draft, differences } from "./rubric-draft.ts";
import type { RubricContent } from "./rubric-queries.ts";
import { rubricWords } from "./rubric-words.ts";
import { useTold } from "./told.ts";

/** Steps back and forward, what differs, what is wrong, and saving it as a proposal from a day on. */
export function RubricSaveBar(props: {
  draft: Draft;
  base: RubricContent;
  isNew: boolean;
  isChanged: boolean;
  today: string;
  faults: readonly string[];
  isBusy: boolean;
  error: string | null;
  onUndo: () => void;
  onRedo: () => void;
  onDiscard: () => void;
  onSave: (of: { effectiveFrom: string; note: string }) => void;
}) {
  const { draft, faults, isChanged } = props;
  const say = useWords(rubricWords);
  const { count } = useTold();
  const id = useId();
  const [from, setFrom] = useState(props.today);
  const [note, setNote] = useState("");
  const day = dayOfText(from);
  const isDayWrong = day === null || day < props.today;
  const { added, changed, removed } = differences(props.base, draft.content);
  return (
    <form
      className="rub-card rub-save"
      data-print="hide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== null && !isDayWrong && faults.length === 0)
          props.onSave({ effectiveFrom: day, note: note.trim() });
      }}
    >
      <span className="rub-steps">
        <IconButton
          icon="history"
          label={say.undo}
          isDisabled={draft.past.length === 0}
          onPress={props.onUndo}
        />
        <IconButton
          icon="refresh"
          label={say.redo}
          isDisabled={draft.future.length === 0}
          onPress={props.onRedo}
        />
      </span>
      <b role="status">
        {added + changed + removed === 0
          ? say.noChanges
          : say.changes(count(added), count(changed), count(removed))}
      </b>
      <label htmlFor={`${id}-from`}>{say.effectiveFrom}</label>
      <DayInput id={`${id}-from`} text={from} onChange={setFrom} />
      <input
        className="input"
        aria-label={say.note}
        placeholder={say.noteHint}
        maxLength={500}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <Button isQuiet isDisabled={props.isBusy} onPress={props.onDiscard}>
        {say.discard}
      </Button>
      <button
        type="submit"
        className="button button-main"
        disabled={props.isBusy || !isChanged || faults.length > 0 || isDayWrong}
      >
        {props.isNew ? say.saveNew : say.save}
      </button>
      {(faults.length > 0 || isDayWrong || props.error !== null) && (
        <div className="rub-faults" role="alert">
          {props.error !== null && <p>{props.error}</p>}
          {isDayWrong && <p>{say.dayWrong}</p>}
          {faults.length > 0 && (
            <details open={faults.length <= 3}>
              <summary>{say.faults(count(faults.length))}</summary>
              <ul>
                {faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </form>
  );
}
