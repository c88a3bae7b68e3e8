import { type ReactNode, useId } from "react";
import { DayInput } from "../ui/day-input.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Fault, keyOf, type Texts } from "./edit-form.ts";
import type { FacilityForm, FormField, Warning } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";

type Faults = Readonly<Record<string, Fault | string>>;

/** The fields of a form, each with what is wrong with it and what to think of. */
export function EditFields(props: {
  form: FacilityForm;
  texts: Texts;
  faults: Faults;
  warnings: readonly Warning[];
  /** Said under a field. */
  hints?: Readonly<Record<string, ReactNode>>;
  isClosed: boolean;
  onChange: (key: string, text: string | null) => void;
}) {
  const { form, texts, faults, warnings, onChange } = props;
  const say = useWords(editWords);
  const shown = form.fields.filter(({ name }) => !(name === "status" && props.isClosed));
  return shown.map((field) => {
    const key = keyOf(field);
    return (
      <FieldRow
        key={key}
        field={field}
        text={texts[key] ?? null}
        fault={faultIn(faults, key, say)}
        hint={props.hints?.[key]}
        warnings={warnings.filter((one) => one.field === key)}
        onChange={(text) => onChange(key, text)}
      />
    );
  });
}

const faultIn = (faults: Faults, key: string, say: { fault: (fault: Fault) => string }) => {
  const fault = faults[key];
  return fault === undefined || typeof fault === "string" ? fault : say.fault(fault);
};

/** Where it is, as two numbers, with what to think of the place. */
export function PlaceFields(props: {
  texts: Texts;
  faults: Faults;
  warnings: readonly Warning[];
  onChange: (key: "lng" | "lat", text: string | null) => void;
}) {
  const { texts, onChange } = props;
  const say = useWords(editWords);
  const fault = faultIn(props.faults, "position", say);
  return (
    <>
      {(["lng", "lat"] as const).map((key) => (
        <label key={key} data-wrong={fault ? true : undefined}>
          <span>{say[key]}</span>
          <input
            inputMode="decimal"
            value={texts[key] ?? ""}
            onChange={(event) => onChange(key, event.target.value || null)}
          />
          {key === "lat" && fault && <small>{fault}</small>}
        </label>
      ))}
      <Warnings warnings={props.warnings.filter(({ field }) => field === "position")} />
    </>
  );
}

function FieldRow(props: {
  field: FormField;
  text: string | null;
  fault: string | undefined;
  hint: ReactNode;
  warnings: readonly Warning[];
  onChange: (text: string | null) => void;
}) {
  const { field, text, fault, hint, warnings, onChange } = props;
  const say = useWords(editWords);
  const language = useLanguage();
  const title = titleIn(language, field.title);
  const id = useId();
  const options =
    field.type === "boolean"
      ? [
          { value: "true", title: say.yes },
          { value: "false", title: say.no },
        ]
      : (field.options ?? []).map((one) => ({
          value: one.value,
          title: titleIn(language, one.title),
        }));
  return (
    <>
      <label htmlFor={id} data-wrong={fault ? true : undefined}>
        <span>
          {title}
          {field.isRequired && <b aria-hidden="true"> *</b>}
        </span>
        {field.type === "boolean" || field.type === "choice" ? (
          <select
            id={id}
            value={text ?? ""}
            onChange={(event) => onChange(event.target.value || null)}
          >
            {field.name !== "status" && <option value="">{say.unknown}</option>}
            {options.map((one) => (
              <option key={one.value} value={one.value}>
                {one.title}
              </option>
            ))}
          </select>
        ) : field.type === "day" ? (
          <DayInput id={id} text={text ?? ""} onChange={(day) => onChange(day || null)} />
        ) : (
          <input
            id={id}
            type="text"
            inputMode={field.type === "integer" || field.type === "number" ? "decimal" : undefined}
            value={text ?? ""}
            maxLength={field.maxLength}
            placeholder={
              field.name === "manager" && text === ""
                ? say.nobody
                : field.name === "hours"
                  ? say.hoursExample
                  : undefined
            }
            onChange={(event) => onChange(event.target.value || null)}
          />
        )}
        {fault ? <small>{fault}</small> : hint && <small className="edit-hint">{hint}</small>}
      </label>
      {field.name === "manager" && (
        <label className="edit-nobody">
          <input
            type="checkbox"
            checked={text === ""}
            onChange={(event) => onChange(event.target.checked ? "" : null)}
          />
          {say.nobody}
          <small className="edit-hint">{say.nobodyHint}</small>
        </label>
      )}
      <Warnings warnings={warnings} />
    </>
  );
}

/** What standards and plain sense say, which saving allows all the same. */
function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const say = useWords(editWords);
  const language = useLanguage();
  return warnings.map(({ words, basis }) => (
    <p className="edit-warning" key={words.zh}>
      {titleIn(language, words)}
      {basis && (
        <small className="edit-basis">
          {basis.standard} {basis.clause}
          {basis.confidence === "READ" ? "" : ` · ${say.notSure}`}
        </small>
      )}
    </p>
  ));
}

/** Goes to the first field of a form that is wrong, once it is marked. */
export function focusWrong(form: HTMLElement | null) {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>("[data-wrong] :is(input, select)")?.focus();
  });
}
