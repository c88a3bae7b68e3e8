import { useView } from "../map/view.ts";
import { Stars } from "../ui/figure.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { subjectKey } from "./map-layers.ts";
import type { Subject } from "./queries.ts";
import { SubjectSign } from "./sign.tsx";
import { layerOf, signOf } from "./standing.ts";
import { KIND_TITLES, RATING_KIND_TITLES, STANDING_TITLES } from "./titles.ts";
import { sheetOf, To } from "./to.ts";
import { useComplaintsTold, useTold } from "./told.ts";
import { words } from "./words.ts";

/** One subject: pressed, its whole file opens beside the map; the link leads to where its stars are decided. */
export function SubjectRow(props: {
  subject: Subject;
  /** What is said of it beneath; left out: score, inspections and complaints. */
  children?: React.ReactNode;
  before?: React.ReactNode;
}) {
  const { subject } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { name } = useTold();
  const { view, change } = useView();
  const sign = signOf(subject);
  const layerId = layerOf(subject.kind);
  const isOpen = view.selection?.layerId === layerId && view.selection.id === subject.subjectId;
  return (
    <li className="st-row" data-open={isOpen || undefined} data-key={subjectKey(subject)}>
      {props.before}
      <button
        type="button"
        aria-pressed={isOpen}
        onClick={() =>
          change({ selection: isOpen ? null : { layerId, id: subject.subjectId } }, true)
        }
      >
        <SubjectSign sign={sign} />
        <span className="st-row-head">
          <strong>{name(subject)}</strong>
          {subject.isModel && <span className="badge">{say.model}</span>}
          {sign.standing === "stars" ? (
            <Stars count={sign.stars} />
          ) : (
            <em data-standing={sign.standing}>
              {titleIn(language, STANDING_TITLES[sign.standing])}
              {sign.standing === "trial" && ` ${say.stars(sign.stars ?? 0)}`}
            </em>
          )}
          <Lost rating={subject.rating} />
        </span>
        <span className="st-row-more">{props.children ?? <Digest subject={subject} />}</span>
      </button>
      <To page={sheetOf(subject)} className="st-row-sheet" label={say.sheetOf(name(subject))}>
        {say.sheet}
      </To>
    </li>
  );
}

/** That its star was lowered or taken away, and since when. */
function Lost({ rating }: Pick<Subject, "rating">) {
  const { title, day } = useTold();
  if (rating?.kind !== "lowering" && rating?.kind !== "removal") return null;
  return (
    <span className="badge badge-warn">
      {title(RATING_KIND_TITLES[rating.kind])} {day(rating.validFrom)}
    </span>
  );
}

/** Rank, mean with n, complaints with their period. */
function Digest({ subject: { kind, rank, trial, complaints } }: { subject: Subject }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, score } = useTold();
  const told = useComplaintsTold();
  return (
    <>
      {trial && trial.n > 0 && (
        <small>
          {rank === null
            ? say.notRanked
            : say.rank(titleIn(language, KIND_TITLES[kind]), count(rank))}{" "}
          · {trial.score === null ? say.noScore : say.score(score(trial.score))}{" "}
          {say.n(count(trial.n))}
        </small>
      )}
      <small>{told(complaints)}</small>
    </>
  );
}
