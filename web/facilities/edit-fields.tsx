import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId } from "react";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Fault, keyOf, readTexts, type Texts } from "./edit-form.ts";
import { checkQuery, type FacilityForm, type FormField, type Warning } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";

/** The fields of a form, each with what is wrong with it and what to think of. */
export function EditFields(props: {
  form: FacilityForm;
  texts: Texts;
  faults: Readonly<Record<string, Fault | string>>;
  /** null for a new record. */
  facilityId: string | null;
  isClosed: boolean;
  onChange: (key: string, text: string | null) => void;
}) {
  const { form, texts, faults, onChange } = props;
  const say = useWords(editWords);
  const warnings = useWarnings(form, texts, props.facilityId);
  const faultOf = (key: string) => {
    const fault = faults[key];
    return fault === undefined || typeof fault === "string" ? fault : say.fault(fault);
  };
  const shown = form.fields.filter(({ name }) => !(name === "status" && props.isClosed));
  return (
    <>
      {shown.map((field) => {
        const key = keyOf(field);
        return (
          <FieldRow
            key={key}
            field={field}
            text={texts[key] ?? null}
            fault={faultOf(key)}
            warnings={warnings.filter((one) => one.field === key)}
            onChange={(text) => onChange(key, text)}
          />
        );
      })}
      {(["lng", "lat"] as const).map((key) => (
        <label key={key} data-wrong={faultOf("position") ? true : undefined}>
          <span>{say[key]}</span>
          <input
            inputMode="decimal"
            value={texts[key] ?? ""}
            onChange={(event) => onChange(key, event.target.value || null)}
          />
          {key === "lat" && faultOf("position") && <small>{faultOf("position")}</small>}
        </label>
      ))}
      <Warnings warnings={warnings.filter(({ field }) => field === "position")} />
    </>
  );
}

function FieldRow(props: {
  field: FormField;
  text: string | null;
  fault: string | undefined;
  warnings: readonly Warning[];
  onChange: (text: string | null) => void;
}) {
  const { field, text, fault, warnings, onChange } = props;
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
        ) : (
          <input
            id={id}
            type={field.type === "day" ? "date" : "text"}
            inputMode={field.type === "integer" || field.type === "number" ? "decimal" : undefined}
            value={text ?? ""}
            maxLength={field.maxLength}
            placeholder={field.name === "manager" && text === "" ? say.nobody : undefined}
            onChange={(event) => onChange(event.target.value || null)}
          />
        )}
        {fault && <small>{fault}</small>}
      </label>
      {field.name === "manager" && (
        <label className="edit-nobody">
          <input
            className="edit-tick"
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

/** Asks what to think of what is typed; while it makes no sense, nothing is asked. */
function useWarnings(form: FacilityForm, texts: Texts, facilityId: string | null) {
  const { view } = useView();
  const typed = useDeferredValue(texts);
  const keys = [...form.fields.filter(({ isAttribute }) => isAttribute).map(keyOf), "position"];
  const { values } = readTexts(form.fields, typed, keys);
  const attributes = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key.startsWith("attributes.") && value !== null
        ? [[key.slice("attributes.".length), value as string | number | boolean]]
        : [],
    ),
  );
  const position = values.position as number[] | null | undefined; // the one field that is a place
  const check = useQuery({
    ...checkQuery(view.district.districtId, {
      facilityId,
      kind: form.kind,
      attributes,
      ...(position ? { position } : {}),
    }),
    placeholderData: (before) => before,
  });
  return check.data?.warnings ?? [];
}
