import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { useSubjects } from "./asked.ts";
import { Legend } from "./legend.tsx";
import { OverviewGroups } from "./overview-groups.tsx";
import { type LinkChange, recordsOf, shownOf, useRatingLink, useSetRatingLink } from "./params.ts";
import type { Overview, RubricFigures } from "./queries.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** Stars in force by rubric, with what was created in the year apart; each figure opens its records. */
export function OverviewTab({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const { count, day } = useTold();
  const linked = useRatingLink();
  const { starRubric } = linked;
  const subjects = useSubjects();
  const rubrics = overview.rubrics.filter(
    ({ rubricId }) => starRubric === undefined || rubricId === starRubric,
  );
  const { modelRoads } = overview;
  const hasStreets = rubrics.some(({ kind }) => kind === "street");
  return (
    <>
      <p className="st-age">
        <b>{say.asOf(day(overview.date))}</b>
        <small>{say.dayHint}</small>
      </p>
      {rubrics.map((one) => (
        <RubricCard key={one.rubricId} rubric={one} year={overview.year} />
      ))}
      {hasStreets && (
        <div className="st-model">
          <Opens to={{ starModel: "true", starRubric: rubricOfStreets(overview) }}>
            <b>{count(modelRoads.n)}</b> {say.modelRoads}
          </Opens>
          <small>
            {say.modelRoadsOf(count(modelRoads.withStars))} · {say.modelHint}
          </small>
        </div>
      )}
      <OverviewGroups rubrics={rubrics} />
      {subjects.data && <Legend subjects={subjects.data.subjects} shown={shownOf(linked)} />}
    </>
  );
}

const rubricOfStreets = ({ rubrics }: Overview) =>
  rubrics.find(({ kind }) => kind === "street")?.rubricId;

/** A figure that opens what it counts. */
export function Opens(props: { to: LinkChange; label?: string; children: React.ReactNode }) {
  const set = useSetRatingLink();
  return (
    <button
      type="button"
      className="st-opens"
      aria-label={props.label}
      onClick={() => set(recordsOf(props.to), true)}
    >
      {props.children}
    </button>
  );
}

function RubricCard({ rubric, year }: { rubric: RubricFigures; year: number }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count } = useTold();
  const { total, rubricId } = rubric;
  const of = { starRubric: rubricId };
  const rated = total.byStars.reduce((sum, n, at) => (at > 0 ? sum + n : sum), 0);
  return (
    <Section title={titleIn(language, rubric.title)} aside={<Standing rubric={rubric} />}>
      <div className="st-figures">
        <p className="st-figure">
          <Opens to={{ ...of, starCount: "any" }}>
            <b>{count(rated)}</b>
          </Opens>
          <span>
            {say.inForce}
            <small>{say.inForceOf(count(total.subjects))}</small>
          </span>
        </p>
        <p className="st-figure" title={say.createdHint}>
          <Opens to={{ ...of, starCreated: String(year) }}>
            <b>{count(rubric.createdInYear)}</b>
          </Opens>
          <span>
            {say.created(year)}
            <small>
              {rubric.target === null ? say.noTarget : say.target(count(rubric.target))}
            </small>
          </span>
        </p>
      </div>
      <Distribution rubric={rubric} />
      <p className="st-also">
        {rubric.warned > 0 && (
          <Opens to={{ ...of, starWarning: "any" }}>
            <b>{count(rubric.warned)}</b> {say.warned}
          </Opens>
        )}
        {rubric.due > 0 && (
          <Opens to={{ ...of, starDue: "true" }}>
            <b>{count(rubric.due)}</b> {say.due}
          </Opens>
        )}
        <span>
          {say.trials(count(rubric.withTrial))}
          {rubric.smallSamples > 0 && ` · ${say.small(count(rubric.smallSamples))}`}
        </span>
      </p>
    </Section>
  );
}

/** Whether what is scored now gives stars or only tries. */
function Standing({ rubric: { version, isApproved, rubricId } }: { rubric: RubricFigures }) {
  const say = useWords(words);
  if (version === null) return say.noVersion;
  return (
    <span className="st-state" data-is={isApproved ? "approved" : "proposal"} key={rubricId}>
      {isApproved ? say.official : say.trialOnly} ·{" "}
      {version === 0 ? say.preset : say.version(String(version))}
    </span>
  );
}

/** How many hold how many stars: a bar, and a number for each. */
function Distribution({ rubric: { total, rubricId } }: { rubric: RubricFigures }) {
  const say = useWords(words);
  const { count } = useTold();
  const parts = [
    ...[5, 4, 3, 2, 1].map((stars) => ({
      ...{ key: String(stars), n: total.byStars[stars] ?? 0, title: say.stars(stars) },
      starCount: String(stars),
    })),
    { key: "0", n: total.byStars[0] ?? 0, title: say.zero, starCount: "0" },
    { key: "none", n: total.unrated, title: say.unrated, starCount: "none" },
  ];
  return (
    <>
      <div className="st-bar" aria-hidden="true">
        {parts.map(({ key, n }) => (
          <i key={key} data-stars={key} style={{ flexGrow: n }} />
        ))}
      </div>
      <ul className="st-parts">
        {parts
          .filter(({ key, n }) => n > 0 || key !== "0")
          .map(({ key, n, title, starCount }) => (
            <li key={key}>
              <Opens to={{ starRubric: rubricId, starCount }}>
                <i data-stars={key} />
                {title} <b>{count(n)}</b>
              </Opens>
            </li>
          ))}
      </ul>
    </>
  );
}
