import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Life, lifeQuery } from "./case-queries.ts";
import { CategoryField } from "./intake-category.tsx";
import { Choices } from "./intake-choices.tsx";
import { wrongIn } from "./intake-draft.ts";
import { faultsOf, IntakeFoot } from "./intake-foot.tsx";
import { useNear } from "./intake-near.ts";
import { PlaceField } from "./intake-place.tsx";
import { ReporterFields } from "./intake-reporter.tsx";
import { changeDraft, save, useIntake } from "./intake-session.ts";
import { NearList, useIsWide } from "./intake-side.tsx";
import { UnitField } from "./intake-unit.tsx";
import { intakeWords } from "./intake-words.ts";

/** The form: from the channel down to the unit, in the order in which a call goes. */
export function IntakeForm() {
  const { view } = useView();
  const life = useQuery(lifeQuery(view.district.districtId));
  return <Answer to={life}>{(known) => <Form life={known} />}</Answer>;
}

/** A number that belongs to a person, among the words. */
const hasTelephone = (text: string) => /(?:\d[ -]?){10}\d/.test(text.normalize("NFKC"));

function Form({ life }: { life: Life }) {
  const say = useWords(intakeWords);
  const language = useLanguage();
  const { view } = useView();
  const { draft, saving, last } = useIntake();
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const isWide = useIsWide();
  const { near, isEnabled } = useNear();
  const isFixed = saving.is === "sending" || saving.is === "doubt";
  const wrong = wrongIn(draft);
  const faults: Readonly<Record<string, string>> = {
    ...faultsOf(saving.is === "typing" ? saving.error : null),
    ...(wasTried && wrong.includes("text") ? { text: say.textNeeded } : {}),
    ...(wrong.includes("reporter.telephone") ? { "reporter.telephone": say.telephoneWrong } : {}),
  };
  function submit() {
    setTried(true);
    if (wrong.length === 0) return void save(view.district.districtId);
    form.current
      ?.querySelector<HTMLElement>(`[data-field="${wrong[0]}"] :is(input, textarea)`)
      ?.focus();
  }
  useKeys(submit);
  const titled = (of: Life["channels"]) =>
    of.map(({ id, title }) => ({ value: id, title: titleIn(language, title) }));
  return (
    <form
      className="intake-form"
      ref={form}
      noValidate
      onKeyDown={(event) => {
        // Enter in a line is no word that the complaint is complete: Ctrl+Enter is
        if (event.key === "Enter" && event.target instanceof HTMLInputElement)
          event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {last && <p className="intake-last">{say.last(last.number)}</p>}
      <div className="intake-fields" inert={isFixed}>
        <Choices
          name="channel"
          label={say.channel}
          options={titled(life.channels)}
          value={draft.channel}
          isNumbered
          isFirst
          onChange={(channel, byDigit) => {
            changeDraft({ channel });
            if (byDigit)
              form.current?.querySelector<HTMLElement>("[data-field=category] input")?.focus();
          }}
        />
        <CategoryField
          life={life}
          value={draft.category}
          fault={faults.category}
          onChange={(category) => changeDraft({ category })}
        />
        <TextField text={draft.text} fault={faults.text} />
        <PlaceField draft={draft} fault={faults.position ?? faults.streetId ?? faults.facilityId} />
        {!isWide && isEnabled && (
          <details className="intake-nearby">
            <summary>
              {near.data ? say.foundCount(near.data.duplicates.length, near.data.near.length) : "…"}
            </summary>
            <NearList />
          </details>
        )}
        <ReporterFields draft={draft} fault={faults["reporter.telephone"]} />
        <Choices
          name="importance"
          label={say.importance}
          options={titled(life.importances)}
          value={draft.importance}
          // the options are the contract's own
          onChange={(importance) =>
            changeDraft({ importance: importance as typeof draft.importance })
          }
        />
        <UnitField life={life} draft={draft} />
      </div>
      <IntakeFoot hasWrong={wasTried && wrong.length > 0} />
    </form>
  );
}

function TextField({ text, fault }: { text: string; fault: string | undefined }) {
  const say = useWords(intakeWords);
  return (
    <div className="intake-field" data-field="text" data-wrong={fault ? true : undefined}>
      <label htmlFor="intake-text">{say.text}</label>
      <textarea
        id="intake-text"
        className="input"
        rows={3}
        maxLength={4000}
        placeholder={say.textHint}
        value={text}
        aria-invalid={fault ? true : undefined}
        aria-describedby="intake-text-note"
        onChange={(event) => changeDraft({ text: event.target.value })}
      />
      <small id="intake-text-note" className="intake-fault" role={fault ? "alert" : undefined}>
        {fault ?? (hasTelephone(text) ? say.telephoneInText : "")}
      </small>
    </div>
  );
}

/** Ctrl+Enter saves from wherever one is; F2 goes to the likely duplicates and back. */
function useKeys(submit: () => void) {
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    let from: Element | null = null;
    const heard = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) latest.current();
      } else if (event.key === "F2") {
        event.preventDefault();
        const details = document.querySelector<HTMLDetailsElement>(".intake-nearby");
        if (details) details.open = true;
        const list = document.querySelector("[data-duplicates]");
        if (list?.contains(document.activeElement)) return (from as HTMLElement | null)?.focus();
        from = document.activeElement;
        list?.querySelector<HTMLElement>("button")?.focus();
      }
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, []);
}
