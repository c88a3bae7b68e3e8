import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { NumberField, TitleFields } from "./fields.tsx";
import type { RubricPartProps } from "./rubric-body.tsx";
import { itemsOf, pointsOf, withThreshold } from "./rubric-draft.ts";
import { rubricWords, SAMPLING_SAID } from "./rubric-words.ts";
import { useTold } from "./told.ts";

const SAMPLINGS = [
  ...(["intervalDays", "windowDays", "leastInspections", "randomPerWeek"] as const),
  "riskPerWeek" as const,
];

/** What is not an item: total points, thresholds and what they would do, validity, how often it is inspected. */
export function RubricNumbers(props: RubricPartProps & { children?: React.ReactNode }) {
  const { content, edit, wrong } = props;
  const say = useWords(rubricWords);
  const { score } = useTold();
  const total = pointsOf(itemsOf(content));
  return (
    <>
      <section className="rub-card rub-total">
        {edit && (
          <TitleFields
            label={say.title}
            zh={say.titleZh}
            en={say.titleEn}
            value={content.title}
            isWrong={wrong?.has("title title") ?? false}
            onChange={(title) => edit({ ...content, title }, "title")}
          />
        )}
        <p>
          {say.total} <b data-testid="total-points">{Number.isNaN(total) ? "—" : score(total)}</b>
        </p>
        {total !== 100 && <small>{say.totalNot100}</small>}
      </section>
      <section className="rub-card" aria-label={say.thresholds}>
        <h3>
          {say.thresholds} <small>{say.thresholdsDo}</small>
        </h3>
        <ul className="rub-stars">
          {[5, 4, 3, 2, 1].map((stars) => (
            <Threshold key={stars} stars={stars} {...props} />
          ))}
        </ul>
      </section>
      {props.children}
      <section className="rub-card" aria-label={say.sampling}>
        <h3>{say.sampling}</h3>
        <dl className="rub-sampling">
          <Row title={say.validity} unit={say.months}>
            {edit ? (
              <NumberField
                label={say.validity}
                value={content.validityMonths}
                isWrong={wrong?.has("range validityMonths") ?? false}
                onChange={(validityMonths) => edit({ ...content, validityMonths }, "validity")}
              />
            ) : (
              score(content.validityMonths)
            )}
          </Row>
          {SAMPLINGS.map((name) => (
            <SamplingRow key={name} name={name} {...props} />
          ))}
        </dl>
      </section>
    </>
  );
}

function Row(props: { title: string; unit: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.title}</dt>
      <dd>
        <b>{props.children}</b> <small>{props.unit}</small>
      </dd>
    </div>
  );
}

function SamplingRow(props: RubricPartProps & { name: (typeof SAMPLINGS)[number] }) {
  const { content, edit, wrong, name } = props;
  const language = useLanguage();
  const { score } = useTold();
  const { title, unit } = SAMPLING_SAID[name];
  return (
    <Row title={titleIn(language, title)} unit={titleIn(language, unit)}>
      {edit ? (
        <NumberField
          label={titleIn(language, title)}
          value={content.sampling[name]}
          isWrong={wrong?.has(`range ${name}`) ?? false}
          onChange={(value) =>
            edit({ ...content, sampling: { ...content.sampling, [name]: value } }, name)
          }
        />
      ) : (
        score(content.sampling[name])
      )}
    </Row>
  );
}

/** From which score so many stars; a number of stars may be left out. */
function Threshold(props: RubricPartProps & { stars: number }) {
  const { content, edit, wrong, stars } = props;
  const say = useWords(rubricWords);
  const { score } = useTold();
  const atLeast = content.stars.find((one) => one.stars === stars)?.atLeast ?? null;
  return (
    <li>
      <i data-stars={stars} />
      <span>{say.starsN(stars)}</span>
      {edit ? (
        <>
          <NumberField
            label={say.starsN(stars)}
            value={atLeast ?? Number.NaN}
            isWrong={wrong?.has(`range stars ${stars}`) ?? false}
            onChange={(value) =>
              edit(withThreshold(content, stars, Number.isNaN(value) ? null : value), `s${stars}`)
            }
          />
          <small>{atLeast === null ? say.notGiven : say.atLeast}</small>
        </>
      ) : (
        <b>{atLeast === null ? say.notGiven : `≥ ${score(atLeast)}`}</b>
      )}
    </li>
  );
}
