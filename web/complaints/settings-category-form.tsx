import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { ApiError } from "../api/problem.ts";
import { Button, IconButton, Select } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import {
  type CategoryTitle,
  type Code,
  faultsBelow,
  type Group,
  takenTitles,
} from "./settings-category-changes.ts";
import { categoryWords } from "./settings-category-words.ts";

/** Leads the focus back to the button that opened a form, once the form is closed. */
export function useFocusBack<T extends HTMLElement>(isOpen: boolean) {
  const around = useRef<T>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) around.current?.querySelector("button")?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return around;
}

/** What one gives a category: its names, and its codes where it is the district's own. */
export type Given = { readonly title: CategoryTitle; readonly codes: Code[] };

/** A code while it is typed: rows keep their place on the screen by a key of their own. */
type TypedCode = { readonly key: number; readonly code: Code };

let keys = 0;
const typedOf = (code: Code): TypedCode => ({ key: ++keys, code });

/** Codes of a district can be of any list; one mostly means these. */
const standardsOf = (groups: readonly Group[]) => [
  ...new Set(
    groups.flatMap(({ categories }) =>
      categories.flatMap(({ codes }) => codes.map(({ standard }) => standard)),
    ),
  ),
];

/**
 * The names of a category, and its codes.
 *
 * @param id  of the one that is changed; null is a new one.
 * @param codes  null where they are the preset's and stay.
 * @param path  where the entry stands in what is sent, e.g. `added.2`: what is refused is said at its field.
 */
export function CategoryForm(props: {
  label: string;
  id: string | null;
  title: CategoryTitle;
  codes: readonly Code[] | null;
  groups: readonly Group[];
  path: string;
  error: Error | null;
  isSaving: boolean;
  onSave: (given: Given) => void;
  onCancel: () => void;
  more?: ReactNode;
}) {
  const { groups, error, isSaving, onCancel } = props;
  const say = useWords(categoryWords);
  const [zh, setZh] = useState(props.title.zh);
  // a name that was not given in English was kept as the Chinese one
  const [en, setEn] = useState(props.title.en === props.title.zh ? "" : props.title.en);
  const [codes, setCodes] = useState(() => (props.codes ?? []).map(typedOf));
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const title = { zh: zh.trim(), en: en.trim() || zh.trim() };
  const taken = takenTitles(groups, props.id, title);
  const found: Record<string, string> = {
    ...(title.zh === "" ? { "title.zh": say.nameNeeded } : {}),
    ...Object.fromEntries(
      title.zh === "" ? [] : taken.map((language) => [`title.${language}`, say.nameTaken]),
    ),
    ...Object.fromEntries(
      codes.flatMap(({ code }, index) => [
        ...(code.standard.trim() === "" ? [[`codes.${index}.standard`, say.standardNeeded]] : []),
        ...(/^[0-9-]{1,20}$/.test(code.code.trim())
          ? []
          : [[`codes.${index}.code`, say.numberWrong]]),
      ]),
    ),
  };
  const refused = faultsBelow(
    (error instanceof ApiError && error.problem.faults) || [],
    props.path,
  );
  const faults = { ...refused, ...(tries > 0 ? found : {}) };
  const refusals = Object.keys(refused).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try leads to what is wrong first
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [tries, refusals]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (Object.keys(found).length > 0) return;
    props.onSave({
      title,
      codes: codes.map(({ code }) => ({
        ...{ standard: code.standard.trim(), kind: code.kind, code: code.code.trim() },
      })),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // the page stays
    onCancel();
  };
  return (
    <form
      className="settings-category-form"
      ref={form}
      aria-label={props.label}
      onSubmit={submit}
      onKeyDown={onKeyDown}
    >
      <b>{props.label}</b>
      <div className="settings-category-names">
        <Field label={say.zh} fault={faults["title.zh"]}>
          {(field) => (
            <input
              {...field}
              // biome-ignore lint/a11y/noAutofocus: one has just asked to type here
              autoFocus
              maxLength={40}
              value={zh}
              onChange={({ target }) => setZh(target.value)}
            />
          )}
        </Field>
        <Field label={say.en} note={say.optional} fault={faults["title.en"]}>
          {(field) => (
            <input
              {...field}
              lang="en"
              maxLength={80}
              placeholder={say.enHint}
              value={en}
              onChange={({ target }) => setEn(target.value)}
            />
          )}
        </Field>
      </div>
      {props.codes && (
        <Codes {...{ codes, faults }} standards={standardsOf(groups)} onChange={setCodes} />
      )}
      {error && refusals === 0 && <p role="alert">{error.message}</p>}
      <div className="settings-line">
        <button type="submit" className="button button-main" disabled={isSaving}>
          {say.save}
        </button>
        <Button isQuiet onPress={onCancel}>
          {say.cancel}
        </Button>
        {props.more}
      </div>
    </form>
  );
}

type FieldProps = {
  readonly id: string;
  readonly className: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
};

/** A line with its label, and what is wrong with it. */
function Field(props: {
  label: string;
  note?: string;
  fault: string | undefined;
  children: (field: FieldProps) => ReactNode;
}) {
  const id = useId();
  const { fault } = props;
  return (
    <div className="settings-field">
      <label htmlFor={id}>
        {props.label}
        {props.note && <small>{props.note}</small>}
      </label>
      {props.children({
        ...{ id, className: "input" },
        "aria-invalid": fault ? true : undefined,
        "aria-describedby": fault ? `${id}-fault` : undefined,
      })}
      {fault && (
        <small className="settings-fault" id={`${id}-fault`}>
          {fault}
        </small>
      )}
    </div>
  );
}

/** Codes of 数字城管: whose they are, of an event or a component, and the code itself. */
function Codes(props: {
  codes: readonly TypedCode[];
  standards: readonly string[];
  faults: Readonly<Record<string, string>>;
  onChange: (codes: TypedCode[]) => void;
}) {
  const { codes, faults, onChange } = props;
  const say = useWords(categoryWords);
  const listId = useId();
  const change = (index: number, code: Code) =>
    onChange(codes.with(index, { key: codes[index]!.key, code }));
  return (
    <fieldset className="settings-codes">
      <legend>
        {say.codes}
        <small>{say.optional}</small>
      </legend>
      <datalist id={listId}>
        {props.standards.map((standard) => (
          <option key={standard} value={standard} />
        ))}
      </datalist>
      {codes.map(({ key, code }, index) => (
        <div key={key} className="settings-code">
          <Field label={say.standard} fault={faults[`codes.${index}.standard`]}>
            {(field) => (
              <input
                {...field}
                list={listId}
                maxLength={60}
                value={code.standard}
                onChange={({ target }) => change(index, { ...code, standard: target.value })}
              />
            )}
          </Field>
          <Select
            isBoxed
            label={say.kind}
            value={code.kind}
            onChange={(kind) => change(index, { ...code, kind })}
            options={[
              { value: "event", title: say.event },
              { value: "component", title: say.component },
            ]}
          />
          <Field label={say.number} fault={faults[`codes.${index}.code`]}>
            {(field) => (
              <input
                {...field}
                maxLength={20}
                placeholder={say.numberHint}
                value={code.code}
                onChange={({ target }) => change(index, { ...code, code: target.value })}
              />
            )}
          </Field>
          <IconButton
            icon="close"
            label={say.removeCode}
            tip="left"
            onPress={() => onChange(codes.toSpliced(index, 1))}
          />
        </div>
      ))}
      {codes.length < 10 && (
        <Button
          icon="plus"
          isQuiet
          onPress={() =>
            onChange([
              ...codes,
              typedOf({ standard: codes.at(-1)?.code.standard ?? "", kind: "event", code: "" }),
            ])
          }
        >
          {say.addCode}
        </Button>
      )}
    </fieldset>
  );
}
