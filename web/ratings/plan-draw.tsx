import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { addDays, dayOfText, daysBetween } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Assignee } from "./assignee.tsx";
import { type Drawn, draw, previewDraw } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { overviewQuery } from "./queries.ts";
import { TaskBasisTold } from "./task-basis.tsx";
import { TASK_REASON_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

const MOST_DAYS = 92;
/** A week is what one plans at a time. */
const USUAL_DAYS = 6;

/** Draws what is to be inspected in a period: a preview first, whose seed draws the same. */
export function DrawDialog(props: { rubricId: string | undefined; onClose: () => void }) {
  const { onClose } = props;
  const say = useWords(planWords);
  const language = useLanguage();
  const { count } = useTold();
  const id = useId();
  const client = useQueryClient();
  const { districtId, today } = useView().view.district;
  const rubrics = useQuery(overviewQuery(districtId, today)).data?.rubrics ?? [];
  const [days, setDays] = useState({ from: today, to: addDays(today, USUAL_DAYS) });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [assignedTo, setAssignedTo] = useState("");
  const [seen, setSeen] = useState<Drawn | null>(null);
  const from = dayOfText(days.from);
  const to = dayOfText(days.to);
  const isWrong = !from || !to || to < from || daysBetween(from, to) > MOST_DAYS;
  const chosen = rubrics.filter(
    ({ rubricId }) =>
      (props.rubricId === undefined || rubricId === props.rubricId) && !left.has(rubricId),
  );
  const body = (seed?: string) => ({
    ...{ from: from ?? "", to: to ?? "", subjects: [], assignedTo: assignedTo || null },
    rubricIds: chosen.map(({ rubricId }) => rubricId),
    ...(seed === undefined ? {} : { seed }),
  });
  const preview = useMutation({
    mutationFn: () => previewDraw(districtId, body()),
    onSuccess: setSeen,
  });
  const save = useMutation({
    mutationFn: (seed: string) => draw(districtId, body(seed)),
    onSuccess: () => {
      onClose();
      void client.invalidateQueries({ queryKey: ["ratings", "plan"] });
      void client.invalidateQueries({ queryKey: ["ratings", "subjects"] });
    },
  });
  // what was previewed is what is drawn: another question needs another preview
  const ask = (change: () => void) => {
    change();
    setSeen(null);
  };
  const error = preview.error ?? save.error;
  return (
    <Dialog
      title={say.drawTitle}
      onClose={onClose}
      onSubmit={() => (seen ? save.mutate(seen.seed) : preview.mutate())}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button
            type="submit"
            className="button button-main"
            disabled={
              isWrong ||
              chosen.length === 0 ||
              preview.isPending ||
              save.isPending ||
              seen?.drawn.length === 0
            }
          >
            {seen ? say.confirm(count(seen.drawn.length)) : say.preview}
          </button>
        </>
      }
    >
      <p>{say.drawIntro}</p>
      <div className="st-days">
        <label htmlFor={`${id}-from`}>{say.from}</label>
        <DayInput
          id={`${id}-from`}
          text={days.from}
          onChange={(text) => ask(() => setDays({ ...days, from: text }))}
        />
        <label htmlFor={`${id}-to`}>{say.to}</label>
        <DayInput
          id={`${id}-to`}
          text={days.to}
          onChange={(text) => ask(() => setDays({ ...days, to: text }))}
        />
      </div>
      {isWrong && (
        <p className="st-failed" role="alert">
          {say.wrongPeriod}
        </p>
      )}
      {props.rubricId === undefined && (
        <fieldset className="st-toggles" aria-label={say.rubrics}>
          {rubrics.map(({ rubricId, title }) => (
            <Toggle
              key={rubricId}
              isOn={!left.has(rubricId)}
              onChange={(isOn) =>
                ask(() =>
                  setLeft((now) => {
                    const next = new Set(now);
                    if (isOn) next.delete(rubricId);
                    else next.add(rubricId);
                    return next;
                  }),
                )
              }
            >
              {titleIn(language, title)}
            </Toggle>
          ))}
        </fieldset>
      )}
      <Assignee value={assignedTo} onChange={setAssignedTo} />
      {seen && <Preview drawn={seen} />}
      {error && (
        <p className="st-failed" role="alert">
          {error.message}
        </p>
      )}
    </Dialog>
  );
}

function Preview({ drawn }: { drawn: Drawn }) {
  const say = useWords(planWords);
  const language = useLanguage();
  const { count, day, name } = useTold();
  if (drawn.drawn.length === 0) return <p className="answer-empty">{say.noneDrawn}</p>;
  return (
    <section className="st-drawn" aria-live="polite">
      <p>
        <b>
          {say.drawn(count(drawn.drawn.length), count(drawn.subjects), count(drawn.alreadyOpen))}
        </b>
        <small>
          {say.seed} {drawn.seed}
        </small>
      </p>
      <ol>
        {drawn.drawn.map(({ subject, dueOn, reason, basis, rubricId }) => (
          <li key={`${rubricId} ${subject.id} ${reason}`}>
            <b>{name(subject)}</b>
            <span>{say.dueBy(day(dueOn))}</span>
            <span>
              {TASK_REASON_TITLES[reason] && titleIn(language, TASK_REASON_TITLES[reason]!)}{" "}
              <TaskBasisTold basis={basis} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
