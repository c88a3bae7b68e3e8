import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { PlaceFields } from "./case-correct-place.tsx";
import { correctedOf } from "./case-corrected.ts";
import {
  type CasePatch,
  type Correction,
  correctionOf,
  differing,
  fieldsOf,
  type Typed,
  takenOver,
  typedOf,
} from "./case-correction.ts";
import { correctionWords } from "./case-correction-words.ts";
import { actionTitle } from "./case-life.ts";
import {
  type CaseRecord,
  caseQuery,
  type Life,
  lookAtReporter,
  sendCorrection,
  type Target,
} from "./case-queries.ts";
import { CategoryField } from "./intake-category.tsx";
import { FieldFault } from "./intake-fault.tsx";
import { faultsOf } from "./intake-foot.tsx";
import "./intake.css";

/** What stands in place of a number or a name that is masked. */
const MASKED = /\[(?:电话|证件号|卡号|邮箱|账号|姓名)\]/;

/**
 * Corrects what was taken down, or, by those who handle it, where it is. What somebody else corrects meanwhile is told and
 * taken over where one has typed nothing; what one has typed stays.
 */
export function CaseCorrect(props: {
  record: CaseRecord;
  life: Life;
  target: Target;
  onClose: () => void;
  onTaken: (record: CaseRecord) => void;
}) {
  const { record, life, target, onClose } = props;
  const say = useWords(correctionWords);
  const language = useLanguage();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(record);
  const [typed, setTyped] = useState(() => typedOf(record));
  const [full, setFull] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<CasePatch>({});
  const [isStale, setStale] = useState(false);
  const [since] = useState(record.events.length);
  const [isLeaving, setLeaving] = useState(false);
  const before = { ...correctionOf(base), ...(full === null ? {} : { text: full.trim() }) };
  const patch = differing(fieldsOf(typed), before);
  const isChanged = Object.keys(patch).length > 0;
  const isBlank = typed.text.trim() === "" && typed.category === null;
  const saving = useMutation({
    mutationFn: () => sendCorrection(target, base.revision, patch),
    onSuccess: (now) => {
      props.onTaken(now);
      onClose();
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.problem.code !== "stale") return;
      setStale(true);
      await client.invalidateQueries({ queryKey: caseQuery(target).queryKey });
    },
  });
  const isSending = saving.isPending || saving.isSuccess;
  const change = (next: Partial<Typed>) => {
    setLeaving(false);
    setTyped((now) => ({ ...now, ...next }));
  };

  useEffect(() => {
    // one's own correction comes as news too, before its answer is there
    if (record.revision === base.revision || isSending) return;
    const changed = differing(correctionOf(record), correctionOf(base));
    setTheirs((now) => ({ ...now, ...changed }));
    setBase(record);
    if ("text" in changed) setFull(null);
    setTyped((now) => takenOver(now, patch, record, changed));
  }, [record, base, patch, isSending]);
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
  }, []);

  const submit = () => {
    if (!isChanged || isBlank || saving.isPending) return;
    setStale(false);
    saving.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") {
      event.preventDefault(); // the form is let go, and not the page
      if (!isChanged || isLeaving) onClose();
      else setLeaving(true);
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement)
      event.preventDefault(); // picks a place, and says not that all is right
  };
  const isRefused = saving.error !== null && !isStale && !saving.isPending;
  const faults: Readonly<Record<string, string>> = isRefused ? faultsOf(saving.error) : {};
  const isTold = isStale || Object.keys(theirs).length > 0;
  return (
    <form
      ref={form}
      className="case-card case-correct intake"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={onKeyDown}
    >
      <h3 tabIndex={-1}>{record.mayCorrect ? say.title : say.titlePlace}</h3>
      {record.mayCorrect && (
        <>
          <CategoryField
            life={life}
            value={typed.category}
            fault={faults.category}
            onChange={(category) => change({ category })}
          />
          <Words
            {...{ record, target }}
            text={typed.text}
            isMasked={full === null && !("text" in patch) && MASKED.test(base.text)}
            fault={isBlank ? say.needText : faults.text}
            onText={(text) => change({ text })}
            onFull={(text) => {
              setFull(text);
              change({ text });
            }}
          />
          <div className="intake-field">
            <span className="case-correct-label">{say.importance}</span>
            <Segmented
              label={say.importance}
              options={life.importances.map(({ id, title }) => ({
                value: id as Correction["importance"], // the register's own ids
                title: titleIn(language, title),
              }))}
              value={typed.importance}
              onChange={(importance) => change({ importance })}
            />
          </div>
        </>
      )}
      <PlaceFields {...{ record, target, typed, change, faults }} />
      {isTold && <Theirs {...{ record, life, theirs, patch, isStale, since }} />}
      {isRefused && Object.keys(faults).length === 0 && <p role="alert">{saving.error.message}</p>}
      <footer>
        <small role="status">{isLeaving ? say.leaving : !isChanged && say.nothing}</small>
        <Button isQuiet onPress={onClose}>
          {say.cancel}
        </Button>
        <button
          className="button button-main"
          type="submit"
          disabled={!isChanged || isBlank || isSending}
        >
          {saving.isPending ? say.saving : isTold ? say.saveAnyway : say.save} <kbd>Ctrl Enter</kbd>
        </button>
      </footer>
    </form>
  );
}

/** What was said. Masked words are read whole before they are changed: a mask would take the place of the number. */
function Words(props: {
  record: CaseRecord;
  target: Target;
  text: string;
  isMasked: boolean;
  fault: string | undefined;
  onText: (text: string) => void;
  onFull: (text: string) => void;
}) {
  const { record, text, isMasked } = props;
  const say = useWords(correctionWords);
  const looking = useMutation({
    mutationFn: () => lookAtReporter(props.target),
    onSuccess: (seen) => props.onFull(seen.text),
  });
  return (
    <div className="intake-field" data-wrong={props.fault ? true : undefined}>
      <label htmlFor="case-correct-text">{say.text}</label>
      <textarea
        id="case-correct-text"
        className="input"
        rows={4}
        maxLength={4000}
        readOnly={isMasked}
        value={text}
        onChange={({ target }) => props.onText(target.value)}
      />
      <FieldFault says={props.fault} />
      {isMasked && <small>{record.maySeeReporter ? say.maskedText : say.maskedForYou}</small>}
      {isMasked && record.maySeeReporter && (
        <Button onPress={() => looking.mutate()} isDisabled={looking.isPending}>
          {say.unmask}
        </Button>
      )}
      {looking.error && <p role="alert">{looking.error.message}</p>}
    </div>
  );
}

/** What somebody else made of it while one typed: who did what, and what they corrected. */
function Theirs(props: {
  record: CaseRecord;
  life: Life;
  theirs: CasePatch;
  patch: CasePatch;
  isStale: boolean;
  /** How many events there were when the form was opened. */
  since: number;
}) {
  const { record, life } = props;
  const say = useWords(correctionWords);
  const language = useLanguage();
  const told = correctedOf(language, { record, life }, props.theirs, null);
  return (
    <div className="case-theirs" role="alert">
      <p>{props.isStale ? say.stale : say.meanwhile}</p>
      <ul>
        {record.events.slice(props.since).map(({ sequence, actor, action }) => (
          <li key={sequence}>{say.did(actor, actionTitle(language, life, action))}</li>
        ))}
        {told.map(({ field, title, now }) => (
          <li key={field}>
            {title} → {now}
            {field in props.patch && say.over}
          </li>
        ))}
      </ul>
    </div>
  );
}
