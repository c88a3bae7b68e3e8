import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** A button that says what it does; with `isQuiet` it has no frame until pointed at. */
export function Button(props: {
  children: ReactNode;
  onPress: () => void;
  icon?: IconName;
  isQuiet?: boolean;
  isPressed?: boolean;
  isDisabled?: boolean;
}) {
  return (
    <button
      type="button"
      className={props.isQuiet ? "button button-quiet" : "button"}
      onClick={props.onPress}
      aria-pressed={props.isPressed}
      disabled={props.isDisabled}
    >
      {props.icon && <Icon name={props.icon} size={16} />}
      <span>{props.children}</span>
    </button>
  );
}

/** A button that is only an icon: its label is read aloud and shown when pointed at or focused. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  onPress: () => void;
  isPressed?: boolean;
  isExpanded?: boolean;
  isDisabled?: boolean;
  tip?: "below" | "above" | "left" | "right";
}) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={props.label}
      aria-pressed={props.isPressed}
      aria-expanded={props.isExpanded}
      data-tip={props.label}
      data-tip-side={props.tip ?? "below"}
      onClick={props.onPress}
      disabled={props.isDisabled}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** One of a few, all visible. */
export function Segmented<T extends string>(props: {
  label: string;
  options: readonly { readonly value: T; readonly title: string }[];
  value: T | null;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="segmented" aria-label={props.label}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          onClick={() => props.onChange(option.value)}
        >
          {option.title}
        </button>
      ))}
    </fieldset>
  );
}

/** Something that is on or off; the whole row is its target. */
export function Toggle(props: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className="toggle">
      <input
        type="checkbox"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span className="toggle-box">
        <Icon name="check" size={12} />
      </span>
      {props.children}
    </label>
  );
}

type SelectOption<T extends string> = {
  readonly value: T;
  readonly title: string;
  readonly group?: string;
};

/**
 * A choice from a longer list, with the platform's own picker; with `isBoxed` it looks like a field. Options that follow
 * each other with the same `group` stand under its title.
 */
export function Select<T extends string>(props: {
  label: string;
  options: readonly SelectOption<T>[];
  value: T;
  onChange: (value: T) => void;
  isBoxed?: boolean;
}) {
  const groups: { title: string | undefined; options: SelectOption<T>[] }[] = [];
  for (const option of props.options) {
    if (groups.at(-1)?.title !== option.group || groups.length === 0)
      groups.push({ title: option.group, options: [] });
    groups.at(-1)!.options.push(option);
  }
  return (
    <span className="select" data-boxed={props.isBoxed}>
      <select
        aria-label={props.label}
        value={props.value}
        // the options are the only values the element can report
        onChange={(event) => props.onChange(event.target.value as T)}
      >
        {groups.map(({ title, options }) => {
          const own = options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ));
          return title === undefined ? (
            own
          ) : (
            <optgroup key={title} label={title}>
              {own}
            </optgroup>
          );
        })}
      </select>
      <Icon name="down" size={12} />
    </span>
  );
}
