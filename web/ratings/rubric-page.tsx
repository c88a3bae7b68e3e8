import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { useRatingLink, useSetRatingLink } from "./params.ts";
import "./plan.css";
import { RubricBody } from "./rubric-body.tsx";
import { RubricEditor } from "./rubric-editor.tsx";
import { newRubric } from "./rubric-new.ts";
import { type Rubric, rubricsQuery } from "./rubric-queries.ts";
import { RubricVersions } from "./rubric-versions.tsx";
import "./rubric.css";
import { rubricWords } from "./rubric-words.ts";
import { RatingColors } from "./sign.tsx";
import { To } from "./to.ts";

/** A rubric with its versions: read, written anew, approved. */
export function RubricPage() {
  const say = useWords(rubricWords);
  // the router's types are of every page at once
  const { rubricId = "" } = useParams({ strict: false }) as { rubricId?: string };
  const { districtId } = useView().view.district;
  const rubrics = useQuery(rubricsQuery(districtId));
  const begun = newRubric.use();
  return (
    <div className="rub-page">
      <RatingColors />
      <To page="/ratings/rubrics" className="st-back">
        <Icon name="left" size={16} />
        {say.allRubrics}
      </To>
      {/* it does not fade as it is asked again: one may be writing in it */}
      <Answer to={{ ...rubrics, isFetching: false }}>
        {(known) => {
          const rubric = known.rubrics.find((one) => one.rubricId === rubricId);
          if (rubric) return <Known key={rubricId} rubric={rubric} />;
          if (begun?.rubricId === rubricId)
            return (
              <RubricEditor
                key={rubricId}
                {...{ districtId, rubricId, base: begun.content }}
                lastVersion={null}
                onDone={() => newRubric.set(null)}
              />
            );
          return <p className="answer-empty">{say.gone}</p>;
        }}
      </Answer>
    </div>
  );
}

function Known({ rubric }: { rubric: Rubric }) {
  const { districtId } = useView().view.district;
  const mayEdit = useMay("ratings.edit")?.isWhole === true;
  const { rubricVersion } = useRatingLink();
  const set = useSetRatingLink();
  const [isEditing, setEditing] = useState(false);
  const { versions, scoredBy } = rubric;
  const chosen =
    versions.find(({ version }) => String(version) === rubricVersion) ??
    versions.find(({ version }) => version === scoredBy) ??
    versions.at(-1);
  if (!chosen) return null;
  if (isEditing)
    return (
      <RubricEditor
        {...{ districtId, rubricId: rubric.rubricId, base: chosen.content }}
        lastVersion={rubric.lastVersion}
        onDone={(version) => {
          setEditing(false);
          if (version !== null) set({ rubricVersion: String(version) });
        }}
      />
    );
  return (
    <>
      <RubricVersions
        {...{ rubric, chosen }}
        onChoose={(version) => set({ rubricVersion: String(version) }, true)}
        onEdit={mayEdit ? () => setEditing(true) : null}
      />
      <RubricBody content={chosen.content} />
    </>
  );
}
