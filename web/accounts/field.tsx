import { useEffect, useId, useRef } from "react";

/** A labelled line to type in; what is wrong with it stands under it and is read with it. */
export function Field(props: {
  label: string;
  name: string;
  type?: "text" | "password";
  hint?: string;
  failure?: string | null;
  autoComplete?: string;
  /** What stands there at first. */
  given?: string;
  maxLength?: number;
  /** The first thing to type on the page. */
  isFirst?: boolean;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!props.isFirst) return;
    input.current?.setAttribute("autofocus", ""); // a dialog that opens around it asks for this
    input.current?.focus();
  }, [props.isFirst]);
  const note = props.failure ?? props.hint;
  return (
    <div className="field" data-wrong={props.failure ? true : undefined}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        ref={input}
        name={props.name}
        type={props.type ?? "text"}
        autoComplete={props.autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={props.given}
        maxLength={props.maxLength ?? 200}
        aria-invalid={props.failure ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
      />
      {note && <small id={`${id}-note`}>{note}</small>}
    </div>
  );
}
