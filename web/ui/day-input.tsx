import { useEffect, useRef } from "react";
import "./day-input.css";
import { dayOfText } from "./format.ts";
import { Icon } from "./icon.tsx";
import { useWords } from "./language.ts";
import { words } from "./words.ts";

/**
 * A day that one types in any usual spelling or picks from the platform's calendar. It stands there the same in every
 * browser; the platform's own field would write it in the browser's language.
 *
 * @param text  What stands there; read it with `dayOfText`.
 */
export function DayInput(props: {
  text: string;
  onChange: (text: string) => void;
  /** Of the field, for its label. */
  id: string;
  isRequired?: boolean;
}) {
  const say = useWords(words);
  const { text, onChange } = props;
  const day = dayOfText(text);
  const input = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLInputElement>(null);
  const isWrong = text.trim() !== "" && day === null;
  useEffect(() => input.current?.setCustomValidity(isWrong ? say.dayWrong : ""), [isWrong, say]);
  return (
    <span className="day-input">
      <input
        ref={input}
        id={props.id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder={say.dayOrder}
        maxLength={20}
        required={props.isRequired}
        value={text}
        onChange={({ target }) => onChange(target.value)}
        onBlur={() => day !== null && day !== text && onChange(day)}
      />
      <input
        ref={calendar}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={day ?? ""}
        onChange={({ target }) => onChange(target.value)}
      />
      <button
        type="button"
        aria-label={say.dayPick}
        title={say.dayPick}
        onClick={() => calendar.current?.showPicker?.()}
      >
        <Icon name="calendar" size={16} />
      </button>
    </span>
  );
}
