import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select } from "../ui/controls.tsx";
import { FileMenu, TABLE_FORMATS } from "../ui/file-menu.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { InspectionFacts } from "./inspection-facts.tsx";
import { useMoment } from "./moment.ts";
import { useRatingLink, useSetRatingLink } from "./params.ts";
import { type InspectionSummary, inspectionsQuery } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { fileUrl } from "./queries.ts";
import { LEVEL_TITLES, LEVELS } from "./titles.ts";
import { sheetOf, To } from "./to.ts";
import { useTold } from "./told.ts";

const PAGE = 50;
/** The server's own bound. */
const MOST = 200;

/** What was inspected, the latest first. */
export function InspectionsTab() {
  const say = useWords(planWords);
  const language = useLanguage();
  const { count } = useTold();
  const { districtId } = useView().view.district;
  const { starRubric, starLevel } = useRatingLink();
  const set = useSetRatingLink();
  const [limit, setLimit] = useState(PAGE);
  const level = LEVELS.find((one) => one === starLevel);
  const narrowed = {
    ...(starRubric ? { rubricId: starRubric } : {}),
    ...(level ? { level } : {}),
  };
  const inspections = useQuery(inspectionsQuery(districtId, { ...narrowed, limit }));
  return (
    <>
      <div className="st-acts">
        <Select
          isBoxed
          label={say.levels}
          value={level ?? ""}
          options={[
            { value: "", title: `${say.levels}: ${say.allLevels}` },
            ...LEVELS.map((value) => ({ value, title: titleIn(language, LEVEL_TITLES[value]) })),
          ]}
          onChange={(value) => set({ starLevel: value || undefined }, true)}
        />
        <FileMenu label={say.files}>
          {TABLE_FORMATS.map(({ format, title }) => (
            <li key={format}>
              <a
                href={fileUrl(districtId, "inspections", {
                  ...narrowed,
                  ...{ format, lang: language === "en" ? "en" : "zh" },
                })}
                download
              >
                {title}
              </a>
            </li>
          ))}
        </FileMenu>
      </div>
      <Answer
        to={{ ...inspections, isFetching: inspections.isPlaceholderData }}
        isEmpty={({ total }) => total === 0}
        empty={say.noInspections}
      >
        {(known) => (
          <>
            <p className="st-age">
              <b>{say.total(count(known.total))}</b>
            </p>
            <ol className="st-inspections">
              {known.inspections.map((one) => (
                <InspectionRow key={one.inspectionId} one={one} />
              ))}
            </ol>
            {known.next !== null && limit < MOST && (
              <Button isQuiet onPress={() => setLimit((now) => Math.min(MOST, now + PAGE))}>
                {say.more}
              </Button>
            )}
          </>
        )}
      </Answer>
    </>
  );
}

function InspectionRow({ one }: { one: InspectionSummary }) {
  const say = useWords(planWords);
  const language = useLanguage();
  const { name, score } = useTold();
  const moment = useMoment();
  const { subject } = one;
  return (
    <li className="st-inspection" data-out={one.isVoid || one.withdrawn !== null || undefined}>
      <To
        page={sheetOf({ subjectKind: subject.kind, subjectId: subject.id })}
        search={{ starInspection: one.inspectionId }}
      >
        {name(subject)}
      </To>
      <b>{one.score === null ? say.noScore : score(one.score)}</b>
      <small>
        {moment(one.inspectedAt)} · {titleIn(language, LEVEL_TITLES[one.level])} ·{" "}
        {one.inspectorName}
      </small>
      <InspectionFacts of={one} />
    </li>
  );
}
