import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { useTypedText } from "../ui/typed-text.ts";
import { useSubjects } from "./asked.ts";
import { Legend } from "./legend.tsx";
import {
  type LinkChange,
  NOBODY,
  shownOf,
  UNFILTERED,
  useRatingLink,
  useSetRatingLink,
  WARNINGS,
} from "./params.ts";
import type { Overview, Subjects } from "./queries.ts";
import { standingAs } from "./standing.ts";
import { SubjectRow } from "./subject-row.tsx";
import { WARNING_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** What is rated in the order of the ranking, with the rule of it, and what narrows the list. */
export function ListTab({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const subjects = useSubjects();
  return (
    <>
      <Search />
      <Filters overview={overview} />
      <Answer
        to={{ ...subjects, isFetching: subjects.isPlaceholderData }}
        isEmpty={(known) => known.total === 0}
        empty={say.noneMatch}
      >
        {(known) => <Listed known={known} />}
      </Answer>
    </>
  );
}

function Listed({ known }: { known: Subjects }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, day } = useTold();
  const shown = shownOf(useRatingLink());
  const listed = standingAs(known.subjects, shown);
  return (
    <>
      <p className="st-age">
        <b>{say.listed(count(listed.length))}</b>
        <small>{say.asOf(day(known.date))}</small>
      </p>
      <p className="st-note" data-print="only">
        {say.rule}: {titleIn(language, known.ranking)}
      </p>
      <details className="st-rule" data-print="hide">
        <summary>{say.rule}</summary>
        <p>{titleIn(language, known.ranking)}</p>
        <p>{titleIn(language, known.complaintsDefinition)}</p>
      </details>
      <ol className="st-list" onKeyDown={throughRows(".st-row > button")}>
        {listed.map((subject) => (
          <SubjectRow key={`${subject.rubricId} ${subject.subjectId}`} subject={subject} />
        ))}
      </ol>
      <Legend subjects={known.subjects} shown={shown} />
    </>
  );
}

function Search() {
  const say = useWords(words);
  const { starText } = useRatingLink();
  const set = useSetRatingLink();
  const [text, setText] = useTypedText(starText ?? "", (next) =>
    set({ starText: next === "" ? undefined : next }),
  );
  return (
    <label className="st-search" data-print="hide">
      <Icon name="search" size={16} />
      <input
        className="input"
        aria-label={say.search}
        placeholder={say.search}
        maxLength={100}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </label>
  );
}

/** What narrows the list; each is taken away by itself. */
function Filters({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const linked = useRatingLink();
  const set = useSetRatingLink();
  const chips = useChips(overview);
  if (chips.length === 0) return null;
  const isNarrowed = Object.keys(UNFILTERED).some((name) => name in linked);
  return (
    <p className="st-chips">
      {chips.map(({ title, off }) => (
        <button
          key={title}
          type="button"
          aria-label={say.remove(title)}
          onClick={() => set(off, true)}
        >
          {title}
          <Icon name="close" size={12} />
        </button>
      ))}
      {isNarrowed && chips.length > 1 && (
        <button type="button" className="st-link" onClick={() => set(UNFILTERED, true)}>
          {say.clear}
        </button>
      )}
    </p>
  );
}

function useChips({ rubrics }: Overview): { title: string; off: LinkChange }[] {
  const say = useWords(words);
  const language = useLanguage();
  const { name } = useTold();
  const { view } = useView();
  const linked = useRatingLink();
  const { starCount, starWarning, starArea, starManager, starCreated, starModel, starDue } = linked;
  const groupName = (of: "areas" | "managers", key: string) => {
    const group = rubrics.flatMap((rubric) => rubric[of]).find((one) => one.key === key);
    return group ? name(group) : key;
  };
  const warning = WARNINGS.find((one) => one === starWarning);
  const chips: [string | undefined, string, LinkChange][] = [
    [
      starCount,
      starCount === "any"
        ? say.starsAny
        : starCount === "none"
          ? say.starsNone
          : say.stars(Number(starCount)),
      { starCount: undefined },
    ],
    [
      starWarning,
      warning ? titleIn(language, WARNING_TITLES[warning]) : say.warningAny,
      { starWarning: undefined },
    ],
    [
      starArea,
      starArea === "none" ? say.nobody : groupName("areas", starArea ?? ""),
      { starArea: undefined },
    ],
    [
      starManager,
      starManager === NOBODY ? say.nobody : groupName("managers", starManager ?? ""),
      { starManager: undefined },
    ],
    [starCreated, say.createdIn(starCreated ?? view.date.slice(0, 4)), { starCreated: undefined }],
    [starModel, say.modelRoads, { starModel: undefined }],
    [starDue, say.dueOnly, { starDue: undefined }],
  ];
  return chips.flatMap(([given, title, off]) => (given === undefined ? [] : [{ title, off }]));
}
