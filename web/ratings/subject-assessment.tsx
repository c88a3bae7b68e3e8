import { Stars } from "../ui/figure.tsx";
import { useWords } from "../ui/language.ts";
import type { SubjectFile, Trial } from "./queries.ts";
import { subjectWords } from "./subject-words.ts";
import { To } from "./to.ts";
import { useTold } from "./told.ts";

/** What the inspections of the window give together, with n, and the mean of each item. */
export function SubjectAssessment({ file }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { trial, rubricId } = file.subject;
  return (
    <section className="sub-card">
      <h3>
        {say.assessment}
        {trial && (
          <To page={`/ratings/rubrics/${rubricId}`} className="sub-version">
            {trial.isApproved ? say.official : say.trial} ·{" "}
            {trial.rubricVersion === 0 ? say.byPreset : say.byVersion(String(trial.rubricVersion))}
          </To>
        )}
      </h3>
      {trial === null || trial.n === 0 ? (
        <p className="sub-none">{say.noInspections}</p>
      ) : (
        <Given trial={trial} />
      )}
      {trial !== null && trial.n > 0 && <Breakdown file={file} />}
    </section>
  );
}

function Given({ trial }: { trial: Trial }) {
  const say = useWords(subjectWords);
  const { count, day, score } = useTold();
  const { stars, vetoes, cappedFrom } = trial;
  return (
    <div className="sub-given" data-small={trial.isSmall || undefined}>
      <p>
        <b className="sub-score">{trial.score === null ? "—" : score(trial.score)}</b>
        <span>
          {stars === null || stars === 0 ? say.givesNone : <Stars count={stars} />}
          <small>{stars ? say.gives(count(stars)) : ""}</small>
        </span>
      </p>
      <p>{say.window(day(trial.from), day(trial.to), count(trial.n))}</p>
      <ul>
        {trial.isSmall && (
          <li data-is="grey">{say.small(count(trial.n), count(trial.leastInspections))}</li>
        )}
        {vetoes.length > 0 && <li data-is="bad">{say.vetoed}</li>}
        {cappedFrom !== null && <li data-is="bad">{say.capped(count(cappedFrom))}</li>}
      </ul>
    </div>
  );
}

/** The mean of each item of the window; what lost most is seen at once. */
function Breakdown({ file: { breakdown } }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { score, title, count } = useTold();
  return (
    <details className="sub-items" open>
      <summary>{say.items}</summary>
      {breakdown
        .filter(({ items }) => items.length > 0)
        .map((group) => (
          <div key={group.groupId}>
            <h4>{title(group.title)}</h4>
            <ul>
              {group.items.map((item) => (
                <li key={item.itemId} data-lost={isLost(item) || undefined}>
                  <span>{title(item.title)}</span>
                  {item.mean === null ? (
                    <small>{say.neverApplied}</small>
                  ) : (
                    <>
                      <span className="sub-meter" aria-hidden="true">
                        <i style={{ width: `${(item.mean / item.of) * 100}%` }} />
                      </span>
                      <b>{say.itemOf(score(item.mean), score(item.of))}</b>
                    </>
                  )}
                  <small>n={count(item.n)}</small>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </details>
  );
}

/** Below this share of its points an item stands out. */
const LOW_SHARE = 0.8;
const isLost = ({ mean, of }: { mean: number | null; of: number }) =>
  mean !== null && mean < of * LOW_SHARE;
