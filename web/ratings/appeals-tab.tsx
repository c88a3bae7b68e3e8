import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useMoment } from "./moment.ts";
import { useRatingLink, useSetRatingLink } from "./params.ts";
import { type Appeal, appealsQuery } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { APPEAL_STEP_TITLES } from "./titles.ts";
import { sheetOf, To } from "./to.ts";
import { useTold } from "./told.ts";

/** Appeals that wait for a decision, or all of them; each leads to the inspection it is against. */
export function AppealsTab() {
  const say = useWords(planWords);
  const { count } = useTold();
  const { districtId } = useView().view.district;
  const { starAppeals, starRubric } = useRatingLink();
  const set = useSetRatingLink();
  const isAll = starAppeals === "all";
  const appeals = useQuery(appealsQuery(districtId, isAll ? {} : { isOpen: "true" }));
  const isOf = ({ inspection }: Appeal) =>
    starRubric === undefined || inspection.rubricId === starRubric;
  return (
    <>
      <div className="st-by" data-print="hide">
        <Segmented
          label={say.states}
          value={isAll ? "all" : "open"}
          options={[
            { value: "open", title: say.open },
            { value: "all", title: say.all },
          ]}
          onChange={(value) => set({ starAppeals: value === "all" ? "all" : undefined }, true)}
        />
      </div>
      <Answer
        to={{ ...appeals, isFetching: appeals.isPlaceholderData }}
        isEmpty={(known) => known.appeals.filter(isOf).length === 0}
        empty={isAll ? say.noAppealsAll : say.noAppeals}
      >
        {(known) => (
          <>
            <p className="st-age">
              <b>{say.appealsTotal(count(known.appeals.filter(isOf).length))}</b>
            </p>
            <ol className="st-appeals">
              {known.appeals.filter(isOf).map((appeal) => (
                <AppealRow key={appeal.appealId} appeal={appeal} />
              ))}
            </ol>
          </>
        )}
      </Answer>
    </>
  );
}

function AppealRow({ appeal }: { appeal: Appeal }) {
  const say = useWords(planWords);
  const language = useLanguage();
  const { name, score } = useTold();
  const moment = useMoment();
  const { inspection } = appeal;
  const { subject } = inspection;
  const state = APPEAL_STEP_TITLES[appeal.state];
  return (
    <li className="st-appeal" data-open={!appeal.isClosed || undefined}>
      <To
        page={sheetOf({ subjectKind: subject.kind, subjectId: subject.id })}
        search={{ starInspection: inspection.inspectionId }}
      >
        {name(subject)}
      </To>
      <span className="badge">{state && titleIn(language, state)}</span>
      <small>
        {say.against(
          moment(inspection.inspectedAt),
          inspection.score === null ? say.noScore : say.score(score(inspection.score)),
        )}
      </small>
      <q>{appeal.words}</q>
      <small>{say.raised(appeal.raisedBy, moment(appeal.raisedAt))}</small>
    </li>
  );
}
