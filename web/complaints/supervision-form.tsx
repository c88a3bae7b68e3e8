import { type FormEvent, useId, useState } from "react";
import { useView } from "../map/view.ts";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText, formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useSetLink } from "../ui/link.ts";
import { useIssue } from "./supervision-queries.ts";
import { supervisionWords } from "./supervision-words.ts";

/** So many days for an answer, until somebody says otherwise. */
const USUAL_DAYS = 5;

/** One term and one text for all that are chosen. */
export function SupervisionForm(props: { chosen: readonly string[]; onIssued: () => void }) {
  const { chosen } = props;
  const say = useWords(supervisionWords);
  const language = useLanguage();
  const id = useId();
  const { districtId, today } = useView().view.district;
  const set = useSetLink<"tab">();
  const issue = useIssue(districtId);
  const [term, setTerm] = useState(addDays(today, USUAL_DAYS));
  const [text, setText] = useState("");
  const day = dayOfText(term);
  const isPast = day !== null && day < today;
  const count = formatCount(chosen.length, language);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!day || isPast || chosen.length === 0) return;
    issue.mutate(
      { complaintIds: [...chosen], term: day, words: text },
      {
        onSuccess: () => {
          setText("");
          props.onIssued();
        },
      },
    );
  };
  return (
    <form
      className="watch-card supervision-form"
      data-empty={chosen.length === 0 || undefined}
      onSubmit={submit}
      data-print="hide"
    >
      <h2>{say.form}</h2>
      <p role="status">{chosen.length === 0 ? say.chosenNone : say.chosen(count)}</p>
      <label htmlFor={`${id}-term`}>
        {say.term} <small>{say.termHint}</small>
      </label>
      <DayInput id={`${id}-term`} text={term} isRequired onChange={setTerm} />
      {isPast && <small className="supervision-late">{say.termPast}</small>}
      <label htmlFor={`${id}-words`}>
        {say.words} <small>{say.wordsHint}</small>
      </label>
      <textarea
        id={`${id}-words`}
        className="input"
        rows={4}
        required
        maxLength={4000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {issue.error && (
        <p role="alert">
          {say.none}
          {issue.error.message}
        </p>
      )}
      <button
        type="submit"
        className="button button-main"
        disabled={chosen.length === 0 || isPast || issue.isPending}
      >
        {chosen.length === 0 ? say.form : say.issue(count)}
      </button>
      {issue.data && chosen.length === 0 && (
        <p className="supervision-done" role="status">
          {say.issued(issue.data.complaintNumbers.join(language === "en" ? ", " : "、"))}{" "}
          <button type="button" className="button" onClick={() => set({ tab: "open" }, true)}>
            {say.seeOpen}
          </button>
        </p>
      )}
    </form>
  );
}
