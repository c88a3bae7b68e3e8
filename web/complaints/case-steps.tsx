import { useEffect, useState } from "react";
import { useLanguage, useWords } from "../ui/language.ts";
import { useLink } from "../ui/link.ts";
import { actionTitle, missingMarks, orderedSteps, titleOf } from "./case-life.ts";
import type { CaseRecord, Life, OfferedStep, Unit } from "./case-queries.ts";
import { StepForm } from "./case-step-form.tsx";
import { words } from "./case-words.ts";

const LINKED = ["step"] as const;

/** Whether keys belong to what one types in, or to something that is open over the page. */
const isTyping = (target: EventTarget | null) =>
  (target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]")) ||
  document.querySelector("dialog[open]") !== null;

/** What one may do next: those steps that lead on are large and near the thumb, the others a touch away. */
export function CaseSteps(props: {
  record: CaseRecord;
  life: Life;
  units: readonly Unit[];
  onTaken: (record: CaseRecord) => void;
}) {
  const { record, life, units, onTaken } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { step: linked } = useLink(LINKED);
  const { onward, others } = orderedSteps(record);
  const all = [...onward, ...others];
  // whoever was sent here to do something finds its form open
  const [chosen, choose] = useState<OfferedStep | null>(
    () => all.find(({ action }) => action === linked) ?? null,
  );
  const [isMore, setMore] = useState(false);
  const missing = missingMarks(record).map((mark) => titleOf(language, life.marks, mark));
  const isSettling = ["accepted", "on-site", "handled", "replied"].includes(record.state);

  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const step = /^[1-9]$/.test(event.key) ? all[Number(event.key) - 1] : undefined;
      if (!step) return;
      event.preventDefault();
      choose(step);
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  });

  const button = (step: OfferedStep, index: number, isMain: boolean) => (
    <button
      key={step.action}
      type="button"
      className={isMain ? "button button-main case-step" : "button case-step"}
      aria-pressed={chosen?.action === step.action}
      onClick={() => choose(step)}
    >
      <span>{actionTitle(language, life, step.action)}</span>
      {index < 9 && (
        <span className="case-key" aria-hidden="true">
          {index + 1}
        </span>
      )}
    </button>
  );
  if (all.length === 0 && !chosen) return <p className="case-no-steps">{say.noSteps}</p>;
  return (
    <section className="case-steps" data-print="hide" data-open={chosen ? true : undefined}>
      {chosen ? (
        <StepForm
          key={chosen.action}
          {...{ record, life, units }}
          step={chosen}
          isOffered={all.some(({ action }) => action === chosen.action)}
          onClose={() => choose(null)}
          onTaken={(taken) => {
            choose(null);
            setMore(false);
            onTaken(taken);
          }}
        />
      ) : (
        <>
          <h3>{say.steps}</h3>
          {isSettling && missing.length > 0 && (
            <p className="case-missing">
              {say.marksFirst(missing.join(language === "en" ? ", " : "、"))}
            </p>
          )}
          <div className="case-onward">
            {onward.map((step, index) => button(step, index, index === 0))}
          </div>
          {others.length > 0 && (
            <>
              <button
                type="button"
                className="button button-quiet case-more"
                aria-expanded={isMore}
                onClick={() => setMore(!isMore)}
              >
                {isMore ? say.fewerSteps : say.moreSteps}
              </button>
              <div className="case-others" data-shown={isMore || onward.length === 0 || undefined}>
                {others.map((step, index) => button(step, onward.length + index, false))}
              </div>
            </>
          )}
          <p className="case-keys">{say.keys}</p>
        </>
      )}
    </section>
  );
}
