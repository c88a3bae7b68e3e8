import { type ReactNode, useId, useState } from "react";
import { Segmented, Select } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { missingMarks } from "./case-life.ts";
import type { CaseRecord, Life, StepField, Unit } from "./case-queries.ts";
import { IntoField } from "./case-step-into.tsx";
import { STEP_FIELD_TITLES } from "./case-step-titles.ts";
import { words } from "./case-words.ts";

type Value = string | number | boolean;
type Props = {
  field: StepField;
  action: string;
  record: CaseRecord;
  life: Life;
  units: readonly Unit[];
  isRequired: boolean;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
};

/** One field of a step, as what it holds is best given. */
export function StepFieldInput(props: Props) {
  const say = useWords(words);
  const language = useLanguage();
  const id = useId();
  const { field, isRequired } = props;
  const title = titleIn(language, STEP_FIELD_TITLES[field]);
  const label = (
    <>
      {title}
      {!isRequired && <small>{say.optional}</small>}
    </>
  );
  return (
    <div className="case-field">
      <label htmlFor={id}>{label}</label>
      <Control {...props} id={id} title={title} />
    </div>
  );
}

function Control(props: Props & { id: string; title: string }): ReactNode {
  const { field, action, record, life, units, value, onChange, id, title, isRequired } = props;
  const say = useWords(words);
  const language = useLanguage();
  const text = value === undefined ? "" : String(value);
  const titled = (coded: Life["ways"]) => (
    <Segmented
      label={title}
      options={coded.map((one) => ({ value: one.id, title: titleIn(language, one.title) }))}
      value={text || null}
      onChange={onChange}
    />
  );
  switch (field) {
    case "unitId":
      return (
        <Select
          isBoxed
          label={title}
          value={text}
          onChange={(chosen) => onChange(chosen || undefined)}
          options={[
            { value: "", title: say.pick },
            ...units
              .filter(({ isActive }) => isActive)
              .map((unit) => ({
                value: unit.unitId,
                title: `${nameIn(language, unit)}（${unit.openComplaints}）`,
              })),
          ]}
        />
      );
    case "reason":
    case "words":
    case "minutes":
      return (
        <textarea
          id={id}
          rows={3}
          required={isRequired}
          maxLength={field === "reason" ? 1000 : 4000}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case "to":
      return (
        <input
          id={id}
          className="input"
          required={isRequired}
          maxLength={200}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case "into":
      return <IntoField {...{ record, life, id, onChange }} value={text} />;
    case "days":
      return (
        <input
          id={id}
          className="input"
          type="number"
          inputMode="numeric"
          min={1}
          max={365}
          required={isRequired}
          value={text}
          onChange={({ target }) =>
            onChange(target.value === "" ? undefined : Number(target.value))
          }
        />
      );
    case "mark": {
      const asked = record.marks.filter((one) => one.isWaiverAsked).map(({ mark }) => mark);
      const marks =
        action === "ask-waiver" ? missingMarks(record).filter((one) => one !== "record") : asked;
      return titled(life.marks.filter((one) => (marks as readonly string[]).includes(one.id)));
    }
    case "term":
      return <Term {...{ id, isRequired, onChange }} />;
    case "way":
      return titled(life.ways);
    case "outcome":
      return titled(life.outcomes.filter((one) => one.id !== "no-contact" || !record.hasContact));
    case "satisfaction":
      return titled(life.satisfactions);
    case "isResolved":
    case "isUpheld":
      return (
        <Segmented
          label={title}
          options={[
            { value: "yes", title: say.yes },
            { value: "no", title: say.no },
          ]}
          value={value === undefined ? null : value ? "yes" : "no"}
          onChange={(chosen) => onChange(chosen === "yes")}
        />
      );
  }
}

function Term(props: {
  id: string;
  isRequired: boolean;
  onChange: (day: string | undefined) => void;
}) {
  const [text, setText] = useState("");
  return (
    <DayInput
      id={props.id}
      isRequired={props.isRequired}
      text={text}
      onChange={(next) => {
        setText(next);
        props.onChange(dayOfText(next) ?? undefined);
      }}
    />
  );
}
