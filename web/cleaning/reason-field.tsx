import { useId } from "react";
import { useWords } from "../ui/language.ts";
import { entryWords } from "./entry-words.ts";

/** Why: one of those that are said most, or one's own words. */
export function ReasonField(props: {
  quick: readonly string[];
  value: string;
  onChange: (reason: string) => void;
}) {
  const { quick, value, onChange } = props;
  const say = useWords(entryWords);
  const id = useId();
  return (
    <fieldset className="clean-field clean-reason" aria-label={say.reason}>
      <legend>{say.reason}</legend>
      <div className="clean-quick">
        {quick.map((reason) => (
          <button
            key={reason}
            type="button"
            aria-pressed={value === reason}
            onClick={() => onChange(reason)}
          >
            {reason}
          </button>
        ))}
      </div>
      <label className="visually-hidden" htmlFor={id}>
        {say.reasonOwn}
      </label>
      <input
        id={id}
        className="input"
        maxLength={200}
        placeholder={say.reasonOwn}
        value={quick.includes(value) ? "" : value}
        onChange={({ target }) => onChange(target.value)}
      />
    </fieldset>
  );
}
