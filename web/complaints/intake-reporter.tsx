import { useId } from "react";
import { useWords } from "../ui/language.ts";
import type { Draft } from "./intake-draft.ts";
import { useNear } from "./intake-near.ts";
import { changeDraft } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";

/** Who complains: kept apart from what is said. */
export function ReporterFields({ draft, fault }: { draft: Draft; fault: string | undefined }) {
  const say = useWords(intakeWords);
  const id = useId();
  const { near, asked, isCurrent } = useNear();
  const caller = isCurrent && asked.telephone ? near.data?.caller : null;
  const line = (name: "telephone" | "name" | "contact", more: object = {}) => (
    <div data-field={`reporter.${name}`}>
      <label htmlFor={`${id}-${name}`}>{say[name]}</label>
      <input
        id={`${id}-${name}`}
        className="input"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={draft[name]}
        onChange={(event) => changeDraft({ [name]: event.target.value })}
        {...more}
      />
    </div>
  );
  return (
    <fieldset className="intake-field intake-reporter" data-wrong={fault ? true : undefined}>
      <legend>{say.reporter}</legend>
      <small className="intake-hint" id={`${id}-note`}>
        {say.reporterNote}
      </small>
      <div className="intake-two">
        {line("telephone", {
          ...{ type: "tel", maxLength: 40, "aria-invalid": fault ? true : undefined },
          "aria-describedby": `${id}-note ${id}-fault`,
        })}
        {line("name")}
      </div>
      <small id={`${id}-fault`} className={fault ? "intake-fault" : "intake-same"} role="status">
        {fault ?? (caller ? say.sameCaller(caller.count) : "")}
      </small>
      {line("contact", { maxLength: 300 })}
    </fieldset>
  );
}
