import { type ReactNode, useId } from "react";
import { Button, Toggle } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Basis } from "./terms-basis.tsx";
import {
  type GeneralEdits,
  type GeneralField,
  generalText,
  type TermEdits,
  type TermSettings,
  wrongFields,
} from "./terms-draft.ts";
import { termsWords } from "./terms-words.ts";

type TextField = Exclude<GeneralField, "isMoved">;

/** What holds for all terms: when they are soon and very late, and which hours and days count. */
export function TermGeneral(props: {
  settings: TermSettings;
  edits: TermEdits;
  mayEdit: boolean;
  onEdit: (change: (edits: TermEdits) => TermEdits) => void;
}) {
  const { settings, edits, mayEdit, onEdit } = props;
  const say = useWords(termsWords);
  const { merged, presets } = settings;
  const was = generalText(merged);
  const now = { ...was, ...edits.general };
  const wrong = wrongFields(edits);
  const edit = (change: GeneralEdits) =>
    onEdit((all) => {
      const general = Object.fromEntries(
        Object.entries({ ...all.general, ...change }).filter(
          // the names of fields are those of its type
          ([field, value]) => value !== was[field as GeneralField],
        ),
      );
      return { ...all, general };
    });
  const field = (name: TextField, after?: string, hint?: string) => (
    <Field
      label={say[name]}
      text={now[name]}
      wrong={wrong.has(name) ? say.wrong(name) : null}
      isLong={name === "spans"}
      {...{ after, hint, mayEdit }}
      onChange={(text) => edit({ [name]: text })}
    />
  );
  const reset = (names: readonly GeneralField[]) => {
    const standard = generalText(presets);
    if (!mayEdit || names.every((name) => now[name] === standard[name])) return null;
    return (
      <Button
        isQuiet
        onPress={() => edit(Object.fromEntries(names.map((name) => [name, standard[name]])))}
      >
        {say.reset}
      </Button>
    );
  };
  return (
    <>
      <section className="watch-card terms-general">
        <h2>{say.soonTitle}</h2>
        <p>
          {field("soonPercent", say.soonPercentAfter)}
          {field("soonDays", say.soonDaysAfter)}
        </p>
        <p>
          <Basis of={merged.soon.basis} /> {reset(["soonPercent", "soonDays"])}
        </p>
        <p>{field("veryLateTimes", say.veryLateAfter)}</p>
        <p>
          <Basis of={merged.veryLate.basis} /> {reset(["veryLateTimes"])}
        </p>
      </section>
      <section className="watch-card terms-general">
        <h2>{say.hoursTitle}</h2>
        <p>{field("spans", undefined, say.spansHint)}</p>
        <p>
          <Basis of={merged.hours.basis} /> {reset(["spans"])}
        </p>
        {mayEdit ? (
          <Toggle isOn={now.isMoved} onChange={(isMoved) => edit({ isMoved })}>
            {say.isMoved}
          </Toggle>
        ) : (
          now.isMoved && <p>{say.isMoved}</p>
        )}
        <p>
          <Basis of={merged.calendarDays.basis} /> {reset(["isMoved"])}
        </p>
      </section>
    </>
  );
}

function Field(props: {
  label: string;
  text: string;
  after: ReactNode;
  hint: string | undefined;
  wrong: string | null;
  isLong: boolean;
  mayEdit: boolean;
  onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <span className="terms-field" data-long={props.isLong || undefined}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        className="input"
        inputMode={props.isLong ? "text" : "decimal"}
        value={props.text}
        readOnly={!props.mayEdit}
        aria-invalid={props.wrong !== null}
        aria-describedby={`${id}-said`}
        onChange={({ target }) => props.onChange(target.value)}
      />
      {props.after}
      <small id={`${id}-said`} role={props.wrong ? "alert" : undefined}>
        {props.wrong ?? props.hint}
      </small>
    </span>
  );
}
