import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { fileQuery, type SubjectFile } from "./queries.ts";
import { RatingColors } from "./sign.tsx";
import "./plan.css";
import { SubjectAssessment } from "./subject-assessment.tsx";
import { SubjectHead } from "./subject-head.tsx";
import { SubjectHistory } from "./subject-history.tsx";
import { SubjectInspections } from "./subject-inspections.tsx";
import { SubjectAside, SubjectDefects, SubjectWarnings } from "./subject-parts.tsx";
import "./subject.css";
import { subjectWords } from "./subject-words.ts";
import { To } from "./to.ts";

/** What the stars of one facility or street rest on, and where they are decided. */
export function SubjectPage() {
  const say = useWords(subjectWords);
  // the router's types are of every page at once
  const { kind, subjectId = "" } = useParams({ strict: false }) as {
    kind?: string;
    subjectId?: string;
  };
  const { view } = useView();
  const subjectKind = kind === "street" ? "street" : "facility";
  const file = useQuery(fileQuery(view.district.districtId, { subjectKind, subjectId }, view.date));
  return (
    <div className="sub-page">
      <RatingColors />
      <To page="/ratings" className="st-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      <Answer to={{ ...file, isFetching: file.isPlaceholderData }}>
        {(known) => <Known key={`${subjectKind} ${subjectId}`} file={known} />}
      </Answer>
    </div>
  );
}

function Known({ file }: { file: SubjectFile }) {
  return (
    <>
      <SubjectHead file={file} />
      <div className="sub-columns">
        <div>
          <SubjectWarnings file={file} />
          <SubjectAssessment file={file} />
          <SubjectInspections file={file} />
        </div>
        <div>
          <SubjectHistory file={file} />
          <SubjectDefects file={file} />
          <SubjectAside file={file} />
        </div>
      </div>
    </>
  );
}
