import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { addDays } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { throughRows } from "../ui/rows.ts";
import { subjectKey } from "./map-layers.ts";
import { useRatingLink } from "./params.ts";
import { draw } from "./plan-queries.ts";
import { type Meeting, meetingQuery } from "./queries.ts";
import { SubjectRow } from "./subject-row.tsx";
import { useComplaintsTold, useTold } from "./told.ts";
import { words } from "./words.ts";

type Met = Meeting["many"][number];

/** Stars that do not agree with complaints, to be looked at: five stars and many complaints, few stars and quiet. */
export function MeetingTab() {
  const { view } = useView();
  const { starRubric } = useRatingLink();
  const meeting = useQuery(meetingQuery(view.district.districtId, view.date, starRubric));
  return (
    <Answer to={{ ...meeting, isFetching: meeting.isPlaceholderData }}>
      {(known) => <Known known={known} />}
    </Answer>
  );
}

function Known({ known }: { known: Meeting }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, day, score } = useTold();
  const mayPlan = useMay("ratings.plan")?.isWhole === true;
  const { today } = useView().view.district;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { rules } = known;
  const choose = (keys: readonly string[], isOn: boolean) =>
    setChosen((now) => {
      const next = new Set(now);
      for (const key of keys) isOn ? next.add(key) : next.delete(key);
      return next;
    });
  const all = [...known.many, ...known.quiet];
  const choices = { chosen, choose, mayPlan: mayPlan && known.date === today };
  return (
    <>
      <p className="st-age">
        <b>{say.meetingPeriod(day(known.from), day(known.to), count(known.days))}</b>
      </p>
      <List
        {...choices}
        title={say.many}
        rule={say.manyRule(
          count(rules.many.stars),
          count(rules.many.complaints),
          score(rules.many.perKm),
        )}
        subjects={known.many}
      />
      <List
        {...choices}
        title={say.quiet}
        rule={say.quietRule(
          count(rules.quiet.stars),
          count(rules.quiet.complaints),
          score(rules.quiet.perKm),
        )}
        subjects={known.quiet}
      />
      {choices.mayPlan && all.length > 0 && (
        <IntoPlan
          subjects={all.filter((one) => chosen.has(subjectKey(one)))}
          onDone={() => setChosen(new Set())}
        />
      )}
      <p className="st-note">
        {say.definition}: {titleIn(language, known.definition)}
      </p>
    </>
  );
}

function List(props: {
  title: string;
  rule: string;
  subjects: readonly Met[];
  chosen: ReadonlySet<string>;
  choose: (keys: readonly string[], isOn: boolean) => void;
  mayPlan: boolean;
}) {
  const { subjects, chosen, choose, mayPlan } = props;
  const say = useWords(words);
  const { count, name } = useTold();
  const told = useComplaintsTold();
  const keys = subjects.map(subjectKey);
  const isAll = keys.length > 0 && keys.every((key) => chosen.has(key));
  return (
    <Section title={props.title} aside={say.listed(count(subjects.length))}>
      <p className="st-note st-meets">
        {props.rule}
        {mayPlan && keys.length > 1 && (
          <button type="button" className="st-link" onClick={() => choose(keys, !isAll)}>
            {say.chooseAll}
          </button>
        )}
      </p>
      {subjects.length === 0 && <p className="answer-empty">{say.noMany}</p>}
      <ol className="st-list" onKeyDown={throughRows(".st-row > button")}>
        {subjects.map((subject) => (
          <SubjectRow
            key={subjectKey(subject)}
            subject={subject}
            before={
              mayPlan && (
                <input
                  type="checkbox"
                  aria-label={say.choose(name(subject))}
                  checked={chosen.has(subjectKey(subject))}
                  onChange={({ target }) => choose([subjectKey(subject)], target.checked)}
                />
              )
            }
          >
            <b className="st-meets-n">{told(subject.complaints)}</b>
            <small>
              {say.linkedNear(count(subject.complaints.linked), count(subject.complaints.near))}
              {subject.starsOf === "trial" &&
                ` · ${say.trialStars} ${say.stars(subject.meetingStars)}`}
            </small>
          </SubjectRow>
        ))}
      </ol>
    </Section>
  );
}

/** Within so many days what was chosen is to be inspected. */
const DAYS = 7;

/** Has the chosen inspected, with the figures they were chosen by. */
function IntoPlan({ subjects, onDone }: { subjects: readonly Met[]; onDone: () => void }) {
  const say = useWords(words);
  const { count } = useTold();
  const client = useQueryClient();
  const { districtId, today } = useView().view.district;
  const plan = useMutation({
    mutationFn: () =>
      draw(districtId, {
        ...{ from: today, to: addDays(today, DAYS), rubricIds: [], assignedTo: null },
        subjects: subjects.map(({ subjectKind, subjectId, complaints, meetingStars }) => ({
          ...{ kind: subjectKind, id: subjectId, stars: meetingStars },
          ...{ complaints: complaints.n, days: complaints.days },
        })),
      }),
    onSuccess: () => {
      onDone();
      void client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  return (
    <div className="st-bottom" data-print="hide">
      <span role="status">
        {plan.isSuccess && subjects.length === 0
          ? say.intoPlanDone(count(plan.data.taskIds.length))
          : say.chosen(count(subjects.length))}
      </span>
      {plan.error && <span role="alert">{plan.error.message}</span>}
      <Button
        icon="plus"
        isDisabled={subjects.length === 0 || plan.isPending}
        onPress={() => plan.mutate()}
      >
        {say.intoPlan}
      </Button>
    </div>
  );
}
