import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useTime } from "./case-time.ts";
import { wholeNumber } from "./terms-draft.ts";
import { erasuresQuery, intakeQuery, useSaveReporterTerm } from "./terms-queries.ts";
import { reporterTermWords } from "./terms-reporters-words.ts";

/** How long it is known who complained, and whose data was erased. */
export function TermReporters() {
  const say = useWords(reporterTermWords);
  const { districtId } = useView().view.district;
  const intake = useQuery(intakeQuery(districtId));
  const mayRead = useMay("audit.read")?.isWhole === true;
  return (
    <>
      <p className="watch-quiet">{say.intro}</p>
      <section className="watch-card terms-general">
        <h2>{say.title}</h2>
        <Answer to={intake}>
          {({ own, merged, presets }) => (
            <TermForm
              key={merged.reporterTermMonths}
              months={merged.reporterTermMonths}
              preset={presets.reporterTermMonths}
              isOwn={own.reporterTermMonths !== undefined}
            />
          )}
        </Answer>
      </section>
      {mayRead ? <Log /> : <p className="watch-quiet">{say.logHidden}</p>}
    </>
  );
}

function TermForm(props: { months: number; preset: number; isOwn: boolean }) {
  const { months, preset, isOwn } = props;
  const say = useWords(reporterTermWords);
  const language = useLanguage();
  const id = useId();
  const { districtId } = useView().view.district;
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const [text, setText] = useState(String(months));
  const save = useSaveReporterTerm(districtId);
  const read = wholeNumber(text, 1, 600);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read !== null) save.mutate(read === preset ? null : read);
  };
  return (
    <form onSubmit={submit}>
      <span className="terms-field">
        <label htmlFor={id}>{say.after}</label>
        <input
          id={id}
          className="input"
          inputMode="numeric"
          maxLength={3}
          value={text}
          readOnly={!mayEdit}
          aria-invalid={read === null}
          onChange={({ target }) => setText(target.value)}
        />
        {say.months}
        {mayEdit && read !== months && (
          <button
            type="submit"
            className="button button-main"
            disabled={read === null || save.isPending}
          >
            {say.save}
          </button>
        )}
        {mayEdit && isOwn && (
          <Button isQuiet isDisabled={save.isPending} onPress={() => save.mutate(null)}>
            {say.reset(formatCount(preset, language))}
          </Button>
        )}
        {read === null && <small role="alert">{say.wrong}</small>}
      </span>
      <p className="terms-basis">{isOwn ? say.own(formatCount(preset, language)) : say.basis}</p>
      {save.error && <p role="alert">{save.error.message}</p>}
    </form>
  );
}

function Log() {
  const say = useWords(reporterTermWords);
  const language = useLanguage();
  const time = useTime();
  const { districtId } = useView().view.district;
  const log = useQuery(erasuresQuery(districtId));
  return (
    <section className="watch-card terms-step" aria-label={say.log}>
      <h2>{say.log}</h2>
      <Answer to={log} isEmpty={({ total }) => total === 0} empty={say.logEmpty}>
        {({ erasures, total, isMore }) => (
          <>
            <div className="compared-scroller">
              <table className="terms-log">
                <thead>
                  <tr>
                    <th scope="col">{say.when}</th>
                    <th scope="col">{say.whose}</th>
                    <th scope="col">{say.why}</th>
                    <th scope="col">{say.by}</th>
                    <th scope="col">{say.complaints}</th>
                  </tr>
                </thead>
                <tbody>
                  {erasures.map((one) => (
                    <tr key={one.reporterId}>
                      <td>{time(one.erasedAt)}</td>
                      <td>{one.reporterId}</td>
                      <td>
                        {one.termMonths === null
                          ? one.reason
                          : say.termOver(formatCount(one.termMonths, language))}
                      </td>
                      <td>{one.termMonths === null ? one.erasedBy : say.byItself}</td>
                      <td>{formatCount(one.complaints, language)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {isMore && (
              <p className="watch-quiet">
                {say.shown(formatCount(erasures.length, language), formatCount(total, language))}
              </p>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}
