import { useState } from "react";
import { numberOf } from "../ui/typed-number.ts";

/**
 * A number as one types it: what is no number is told on as NaN and stays to be seen, so that nothing typed is lost.
 */
export function NumberField(props: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  isWrong?: boolean;
  id?: string;
}) {
  const { value } = props;
  const [text, setText] = useState(() => textOf(value));
  // what was typed says the same, as "5." does, or another step put another number there
  const isTyped = Object.is(numberOf(text) ?? Number.NaN, value);
  return (
    <input
      className="input rub-number"
      inputMode="decimal"
      autoComplete="off"
      maxLength={8}
      aria-label={props.label}
      aria-invalid={props.isWrong || undefined}
      id={props.id}
      value={isTyped ? text : textOf(value)}
      onChange={({ target }) => {
        setText(target.value);
        props.onChange(numberOf(target.value) ?? Number.NaN);
      }}
    />
  );
}

const textOf = (value: number) => (Number.isNaN(value) ? "" : String(value));

/** A name in both languages, the Chinese one first. */
export function TitleFields(props: {
  label: string;
  zh: string;
  en: string;
  value: { readonly zh: string; readonly en: string };
  onChange: (value: { zh: string; en: string }) => void;
  isWrong?: boolean;
}) {
  const { value, onChange } = props;
  return (
    <span className="rub-title">
      <input
        className="input"
        lang="zh-CN"
        aria-label={`${props.label}: ${props.zh}`}
        placeholder={props.zh}
        maxLength={80}
        aria-invalid={props.isWrong || undefined}
        value={value.zh}
        onChange={({ target }) => onChange({ ...value, zh: target.value })}
      />
      <input
        className="input"
        lang="en"
        aria-label={`${props.label}: ${props.en}`}
        placeholder={props.en}
        maxLength={120}
        value={value.en}
        onChange={({ target }) => onChange({ ...value, en: target.value })}
      />
    </span>
  );
}
