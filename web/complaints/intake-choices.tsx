import type { ReactNode } from "react";

/** One of a few, all visible: arrows and Tab go as in any set of radio buttons, and a digit chooses where they are numbered. */
export function Choices<T extends string>(props: {
  name: string;
  label: string;
  options: readonly { readonly value: T; readonly title: string }[];
  value: T;
  isNumbered?: boolean;
  isFirst?: boolean;
  onChange: (value: T, byDigit: boolean) => void;
  children?: ReactNode;
}) {
  const { options, isNumbered } = props;
  return (
    <fieldset
      className="intake-field"
      onKeyDown={(event) => {
        const option =
          isNumbered && !event.ctrlKey && !event.altKey && options[Number(event.key) - 1];
        if (!option) return;
        event.preventDefault();
        props.onChange(option.value, true);
      }}
    >
      <legend>{props.label}</legend>
      <div className="intake-choices">
        {options.map((option, i) => (
          <label key={option.value}>
            <input
              type="radio"
              name={props.name}
              checked={option.value === props.value}
              ref={props.isFirst && option.value === props.value ? takeFocusOnce : undefined}
              onChange={() => props.onChange(option.value, false)}
            />
            <span>
              {isNumbered && <kbd>{i + 1}</kbd>}
              {option.title}
            </span>
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  );
}

/** The first thing to choose has the focus when the form opens, unless somebody is already elsewhere in it. */
function takeFocusOnce(element: HTMLElement | null) {
  const form = element?.closest("form");
  if (!element || !form || form.dataset.focused) return;
  form.dataset.focused = "";
  element.focus({ preventScroll: true });
}
