import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { NewRubricDialog } from "./new-rubric-dialog.tsx";
import { itemsOf, pointsOf } from "./rubric-draft.ts";
import { type Rubric, rubricsQuery } from "./rubric-queries.ts";
import "./plan.css";
import "./rubric.css";
import { rubricWords } from "./rubric-words.ts";
import { RatingColors, SubjectSign } from "./sign.tsx";
import { KIND_TITLES } from "./titles.ts";
import { To } from "./to.ts";
import { useTold } from "./told.ts";

/** What stars are given by: every rubric, whether it is approved, and how it began. */
export function RubricsPage() {
  const say = useWords(rubricWords);
  const { districtId } = useView().view.district;
  const rubrics = useQuery(rubricsQuery(districtId));
  const mayEdit = useMay("ratings.edit")?.isWhole === true;
  const [isNew, setNew] = useState(false);
  return (
    <div className="rub-page">
      <RatingColors />
      <To page="/ratings" className="st-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      <header className="rub-card rub-intro">
        <p>{say.intro}</p>
        {mayEdit && (
          <Button icon="plus" onPress={() => setNew(true)}>
            {say.newRubric}
          </Button>
        )}
      </header>
      <Answer to={rubrics} isEmpty={(known) => known.rubrics.length === 0} empty={say.none}>
        {(known) => (
          <ul className="rub-list">
            {known.rubrics.map((rubric) => (
              <RubricCard key={rubric.rubricId} rubric={rubric} />
            ))}
          </ul>
        )}
      </Answer>
      {isNew && rubrics.data && (
        <NewRubricDialog
          taken={rubrics.data.rubrics.map(({ rubricId }) => rubricId)}
          onClose={() => setNew(false)}
        />
      )}
    </div>
  );
}

function RubricCard({ rubric }: { rubric: Rubric }) {
  const say = useWords(rubricWords);
  const language = useLanguage();
  const { count, score } = useTold();
  const shown =
    rubric.versions.find(({ version }) => version === rubric.scoredBy) ?? rubric.versions.at(-1);
  if (!shown) return null;
  const { content } = shown;
  const kind = content.subject.kind === "street" ? "street" : content.subject.facilityKind;
  const items = itemsOf(content);
  return (
    <li className="rub-card">
      <To page={`/ratings/rubrics/${rubric.rubricId}`}>
        <SubjectSign sign={{ kind, standing: "none", stars: null, n: 0, hasWarning: false }} />
        <span>
          <strong>{titleIn(language, content.title)}</strong>
          <small>{titleIn(language, KIND_TITLES[kind])}</small>
        </span>
        <span className="rub-state" data-is={rubric.inForce === null ? "proposal" : "approved"}>
          {rubric.inForce !== null
            ? say.inForce(String(rubric.inForce))
            : rubric.scoredBy === null
              ? say.noneScored
              : say.onlyTrial}
        </span>
        <span className="rub-figures">
          {say.points} <b>{score(pointsOf(items))}</b> · {say.itemsCount(count(items.length))} ·{" "}
          {say.vetoesCount(count(content.vetoes.length))} · {say.versions}{" "}
          {count(rubric.versions.length)}
        </span>
        <Icon name="right" size={16} />
      </To>
    </li>
  );
}
