import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DemoBadge, Stars } from "../ui/figure.tsx";
import { formatLength } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Rating, SubjectFile } from "./queries.ts";
import { SubjectSign } from "./sign.tsx";
import { layerOf, signOf } from "./standing.ts";
import { subjectWords } from "./subject-words.ts";
import { FILE_TITLES, KIND_TITLES, RATING_KIND_TITLES } from "./titles.ts";
import { To } from "./to.ts";
import { useTold } from "./told.ts";

const DecisionDialog = lazy(() =>
  import("./decision-dialog.tsx").then((m) => ({ default: m.DecisionDialog })),
);

/** What it is, which stars it holds and why, and what may be decided. */
export function SubjectHead({ file }: { file: SubjectFile }) {
  const { subject } = file;
  const say = useWords(subjectWords);
  const language = useLanguage();
  const { name, title, day } = useTold();
  const { district } = useView().view;
  const kindTitle = title(KIND_TITLES[subject.kind]);
  const fileTitle = FILE_TITLES[subject.kind];
  return (
    <header className="sub-card sub-head">
      <SubjectSign sign={signOf(subject)} />
      <div>
        <h2>{name(subject)}</h2>
        <p className="sub-what">
          <span>{fileTitle ? `${kindTitle} · ${title(fileTitle)}` : kindTitle}</span>
          {subject.code !== null && <span className="code">{say.code(subject.code)}</span>}
          {subject.areaName !== null && (
            <span>{name({ name: subject.areaName, nameEn: subject.areaNameEn })}</span>
          )}
          <span>{subject.manager ? say.manager(subject.manager) : say.noManager}</span>
          {subject.lengthMeters !== null && (
            <span>{say.length(formatLength(subject.lengthMeters, language))}</span>
          )}
          {subject.isModel && <span className="badge">{say.model}</span>}
          {district.isDemo && <DemoBadge />}
        </p>
        <p className="sub-ways" data-print="hide">
          <RecordLinks file={file} />
        </p>
      </div>
      <InForce rating={subject.rating} />
      <div className="sub-decide">
        <small>{say.asOf(day(file.date))}</small>
        <Decide file={file} />
      </div>
    </header>
  );
}

/** The whole record, and the place on the map. */
function RecordLinks({ file: { subject } }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { subjectKind, subjectId, kind } = subject;
  const id = encodeURIComponent(subjectId);
  return (
    <>
      <To page={`${subjectKind === "street" ? "/streets" : "/facilities"}/${id}`}>
        <Icon name="list" size={16} />
        {say.record}
        <small>{say.recordHint}</small>
      </To>
      <To page="/ratings" search={{ select: `${layerOf(kind)}:${subjectId}` }}>
        <Icon name="locate" size={16} />
        {say.onMap}
      </To>
    </>
  );
}

/** The rating in force with its grounds. */
function InForce({ rating }: { rating: Rating | null }) {
  const say = useWords(subjectWords);
  const language = useLanguage();
  const { day, count, score } = useTold();
  if (rating === null)
    return (
      <div className="sub-force" data-none="true">
        <b>{say.none}</b>
      </div>
    );
  return (
    <div className="sub-force">
      <p>
        {rating.stars > 0 ? <Stars count={rating.stars} /> : <b>{say.zero}</b>}
        <span className="badge">{titleIn(language, RATING_KIND_TITLES[rating.kind])}</span>
      </p>
      <p>
        {say.since(day(rating.validFrom))}
        {say.comma}
        {rating.validTo === null ? say.noEnd : say.until(day(rating.validTo))}
      </p>
      <p className="sub-why">{rating.reason}</p>
      <small>
        {[
          rating.rubricVersion === null
            ? say.byNone
            : rating.rubricVersion === 0
              ? say.byPreset
              : say.byRubric(String(rating.rubricVersion)),
          rating.evidence.length > 0 ? say.evidence(count(rating.evidence.length)) : say.entered,
          ...(rating.score === null ? [] : [say.meanOf(score(rating.score))]),
          ...(rating.decidedBy === null ? [] : [say.by(rating.decidedBy)]),
        ].join(" · ")}
      </small>
    </div>
  );
}

/** Stars are decided today and for days to come, by those who may. */
function Decide({ file }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { today } = useView().view.district;
  const mayDecide = useMay("ratings.decide") !== null;
  const [isOpen, setOpen] = useState(false);
  if (!mayDecide || file.date !== today) return null;
  const holds = (file.subject.rating?.stars ?? 0) > 0;
  return (
    <>
      <Button icon="star" onPress={() => setOpen(true)}>
        {holds ? say.changeStars : say.give}
      </Button>
      <Suspense>{isOpen && <DecisionDialog file={file} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
