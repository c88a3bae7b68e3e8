import { formatCount, formatDay } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Inside } from "./case-facts.tsx";
import { categoryTitle } from "./case-life.ts";
import type { Life, Unit } from "./case-queries.ts";
import { useTime } from "./case-time.ts";
import type { Trial } from "./settings-queries.ts";
import { settingsWords } from "./settings-words.ts";

/** What other rules would have done: counts by unit, and the complaints that would have gone elsewhere. */
export function TrialSaid(props: { trial: Trial; units: readonly Unit[]; life: Life }) {
  const { trial, units, life } = props;
  const say = useWords(settingsWords);
  const language = useLanguage();
  const time = useTime();
  const count = (n: number) => formatCount(n, language);
  const nameOf = (unitId: string | null) => {
    const unit = units.find((one) => one.unitId === unitId);
    return unit ? nameIn(language, unit) : (unitId ?? say.nobody);
  };
  return (
    <section className="settings-trial" aria-label={say.trial}>
      <p role="status">
        <b>
          {trial.changed === 0
            ? say.trialSame
            : say.trialSaid(count(trial.complaints), count(trial.changed))}
        </b>{" "}
        <small>{say.period(formatDay(trial.from, language), formatDay(trial.to, language))}</small>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.unit}</th>
            <th scope="col">{say.present}</th>
            <th scope="col">{say.proposed}</th>
            <th scope="col">{say.difference}</th>
          </tr>
        </thead>
        <tbody>
          {trial.units.map(({ unitId, present, proposed }) => (
            <tr key={unitId}>
              <th scope="row">{nameOf(unitId)}</th>
              <td>{count(present)}</td>
              <td>{count(proposed)}</td>
              <td>
                {proposed > present ? "+" : ""}
                {count(proposed - present)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {trial.examples.length > 0 && (
        <details>
          <summary>{say.examples}</summary>
          <ul>
            {trial.examples.map((one) => (
              <li key={one.complaintId} className="settings-line">
                <Inside to={`/complaints/${one.complaintId}`}>{one.number}</Inside>
                <span>{categoryTitle(language, life, one.category)}</span>
                <span>
                  {nameOf(one.present)} → {nameOf(one.proposed)}
                </span>
                <small>{time(one.receivedAt)}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
