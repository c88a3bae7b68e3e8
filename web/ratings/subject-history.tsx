import { Stars } from "../ui/figure.tsx";
import { useWords } from "../ui/language.ts";
import type { Rating, SubjectFile } from "./queries.ts";
import { subjectWords } from "./subject-words.ts";
import { RATING_KIND_TITLES } from "./titles.ts";
import { To } from "./to.ts";
import { useTold } from "./told.ts";

/** Every rating it was given, the latest first, each with the version of the rubric it was given by. */
export function SubjectHistory({ file: { ratings, subject } }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  return (
    <section className="sub-card">
      <h3>{say.history}</h3>
      {ratings.length === 0 && <p className="sub-none">{say.noHistory}</p>}
      <ol className="sub-history">
        {ratings
          .flatMap((rating) => rating ?? [])
          .map((rating) => (
            <Entry
              key={rating.ratingId}
              rating={rating}
              isInForce={rating.ratingId === subject.rating?.ratingId}
            />
          ))}
      </ol>
    </section>
  );
}

function Entry({ rating, isInForce }: { rating: Rating; isInForce: boolean }) {
  const say = useWords(subjectWords);
  const { day, title, score } = useTold();
  return (
    <li data-trial={rating.isTrial || undefined} data-now={isInForce || undefined}>
      <p>
        {rating.stars > 0 ? <Stars count={rating.stars} /> : <b>{say.zero}</b>}
        <span className="badge">
          {rating.isTrial ? say.trialOf : title(RATING_KIND_TITLES[rating.kind])}
        </span>
        {isInForce && <span className="badge sub-now">{say.inForce}</span>}
      </p>
      <p>
        {say.since(day(rating.validFrom))}
        {say.comma}
        {rating.validTo === null ? say.noEnd : say.until(day(rating.validTo))}
      </p>
      <p className="sub-why">{rating.reason}</p>
      <small>
        {rating.rubricId === null || rating.rubricVersion === null ? (
          say.byNone
        ) : (
          <To
            page={`/ratings/rubrics/${rating.rubricId}`}
            search={{ rubricVersion: String(rating.rubricVersion) }}
          >
            {rating.rubricVersion === 0
              ? say.byPreset
              : say.byVersion(String(rating.rubricVersion))}
          </To>
        )}
        {rating.score !== null && ` · ${say.meanOf(score(rating.score))}`}
        {rating.decidedBy !== null && ` · ${say.by(rating.decidedBy)}`}
      </small>
      {rating.evidence.length > 0 && (
        <small className="sub-evidence">
          {say.why}
          {rating.evidence.map((inspectionId, at) => (
            <To key={inspectionId} page="." search={{ starInspection: inspectionId }}>
              {at + 1}
            </To>
          ))}
        </small>
      )}
    </li>
  );
}
