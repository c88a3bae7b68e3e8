import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import "./combobox.css";

/** One thing that can be picked. */
export type ComboboxOption = {
  readonly key: string;
  readonly content: ReactNode;
  /** A heading above it where it differs from the one before. */
  readonly group?: string;
  /** For when nothing else is meant: an Enter that came before the options does not pick it. */
  readonly isFallback?: boolean;
};

/**
 * A line to type in that offers what fits: arrows move, Enter picks, Esc closes the list and keeps what was typed.
 *
 * @param isWaiting  The options that fit are still awaited: Enter picks the best once they are there.
 * @param note  Said above the options: that one waits, that nothing was found.
 * @param isTabPicking  Leaving with Tab picks the option that is marked, once something was typed.
 */
export function Combobox(props: {
  id: string;
  text: string;
  placeholder: string;
  options: readonly ComboboxOption[];
  onText: (text: string) => void;
  onPick: (key: string) => void;
  isWaiting?: boolean;
  note?: ReactNode;
  isTabPicking?: boolean;
  isWrong?: boolean;
  describedBy?: string | undefined;
  input?: Ref<HTMLInputElement>;
  maxLength?: number;
}) {
  const { options } = props;
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [isTyped, setTyped] = useState(false);
  const current = Math.min(active, options.length - 1);
  const isShown = isOpen && (options.length > 0 || Boolean(props.note));
  const pick = (index: number) => {
    const option = options[index];
    if (!option) return;
    props.onPick(option.key);
    setOpen(false);
    setTyped(false);
    setActive(0);
  };
  // who presses Enter before the answer is there means the best of what comes
  const [isHasty, setHasty] = useState(false);
  const { isWaiting = false } = props;
  const latestPick = useRef(pick);
  latestPick.current = pick;
  const hasBest = options[0] !== undefined && !options[0].isFallback;
  useEffect(() => {
    if (!isHasty || isWaiting) return;
    setHasty(false);
    if (hasBest) latestPick.current(0);
  }, [isHasty, isWaiting, hasBest]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") {
      setActive(isOpen ? Math.min(current + 1, options.length - 1) : 0);
      setOpen(true);
    } else if (event.key === "ArrowUp") setActive(Math.max(current - 1, 0));
    else if (event.key === "Enter" && isWaiting) setHasty(true);
    else if (event.key === "Enter" && isShown && current >= 0) pick(current);
    else if (event.key === "Tab" && props.isTabPicking && isTyped && isShown && current >= 0) {
      pick(current);
      return; // and the focus goes on
    } else if (event.key === "Escape" && isShown) {
      setOpen(false);
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation(); // the page would leave the field
    } else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the whole of it closes it; nothing is pressed
    <div
      className="combobox"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        id={props.id}
        ref={props.input}
        className="input"
        type="text"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && current >= 0 ? `${listId}-${current}` : undefined}
        aria-invalid={props.isWrong || undefined}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={props.maxLength ?? 100}
        value={props.text}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          props.onText(event.target.value);
          setTyped(true);
          setHasty(false);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {isShown && (
        <div className="combobox-list">
          {props.note && <p className="combobox-note">{props.note}</p>}
          <div id={listId} role="listbox" aria-label={props.placeholder}>
            {options.map((option, index) => (
              <div key={option.key}>
                {option.group !== undefined && option.group !== options[index - 1]?.group && (
                  <p className="combobox-group">{option.group}</p>
                )}
                <div
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === current}
                  className="combobox-option"
                  ref={index === current ? intoSight : undefined}
                  onPointerDown={(event) => {
                    event.preventDefault(); // the field keeps the focus
                    pick(index);
                  }}
                >
                  {option.content}
                </div>
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });
