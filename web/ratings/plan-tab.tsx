import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { TASK_STATES, useRatingLink, useSetRatingLink } from "./params.ts";
import { type Plan, planQuery, type Task } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { TaskBasisTold } from "./task-basis.tsx";
import { TASK_REASON_TITLES, TASK_STATE_TITLES } from "./titles.ts";
import { sheetOf, To } from "./to.ts";
import { useTold } from "./told.ts";

const DrawDialog = lazy(() => import("./plan-draw.tsx").then((m) => ({ default: m.DrawDialog })));
const TaskDialog = lazy(() => import("./plan-task.tsx").then((m) => ({ default: m.TaskDialog })));

/** What is to be inspected, the most urgent first, and how more is drawn. */
export function PlanTab() {
  const say = useWords(planWords);
  const { view } = useView();
  const { starRubric } = useRatingLink();
  const mayPlan = useMay("ratings.plan") !== null;
  const [isDrawing, setDrawing] = useState(false);
  const plan = useQuery(
    planQuery(view.district.districtId, starRubric ? { rubricId: starRubric } : {}),
  );
  return (
    <>
      {mayPlan && (
        <div className="st-acts" data-print="hide">
          <Button icon="plus" onPress={() => setDrawing(true)}>
            {say.draw}
          </Button>
        </div>
      )}
      <Answer
        to={{ ...plan, isFetching: plan.isPlaceholderData }}
        isEmpty={({ counts }) => Object.values(counts).every((n) => n === 0)}
        empty={say.noTasks}
      >
        {(known) => <Known plan={known} mayPlan={mayPlan} />}
      </Answer>
      <Suspense>
        {isDrawing && <DrawDialog rubricId={starRubric} onClose={() => setDrawing(false)} />}
      </Suspense>
    </>
  );
}

function Known({ plan, mayPlan }: { plan: Plan; mayPlan: boolean }) {
  const say = useWords(planWords);
  const language = useLanguage();
  const { count, day } = useTold();
  const { starTasks } = useRatingLink();
  const set = useSetRatingLink();
  const state =
    TASK_STATES.find((one) => one === starTasks) ??
    TASK_STATES.find((one) => (plan.counts[one] ?? 0) > 0) ??
    "due";
  const tasks = plan.tasks.filter((task) => task.state === state);
  return (
    <>
      <p className="st-age">
        <small>{say.asOf(day(plan.today))}</small>
      </p>
      <ul className="st-kinds">
        {TASK_STATES.map((one) => (
          <li key={one}>
            <button
              type="button"
              data-is={one}
              data-none={(plan.counts[one] ?? 0) === 0 || undefined}
              aria-pressed={one === state}
              onClick={() => set({ starTasks: one }, true)}
            >
              {titleIn(language, TASK_STATE_TITLES[one])} <b>{count(plan.counts[one] ?? 0)}</b>
            </button>
          </li>
        ))}
      </ul>
      {tasks.length === 0 && <p className="answer-empty">{say.noneInState}</p>}
      <ol className="st-tasks">
        {tasks.map((task) => (
          <TaskRow key={task.taskId} task={task} mayPlan={mayPlan} />
        ))}
      </ol>
      {plan.isCut && <p className="st-note">{say.isCut}</p>}
    </>
  );
}

/** What is to be inspected, why, by when and by whom. */
function TaskRow({ task, mayPlan }: { task: Task; mayPlan: boolean }) {
  const say = useWords(planWords);
  const language = useLanguage();
  const { day, name } = useTold();
  const [dialog, setDialog] = useState<"change" | "drop" | null>(null);
  const { subject } = task;
  const isOpen = task.state === "due" || task.state === "overdue";
  const reason = TASK_REASON_TITLES[task.reason];
  return (
    <li className="st-task" data-is={task.state}>
      <To
        page={sheetOf({ subjectKind: subject.kind, subjectId: subject.id })}
        search={{ starInspection: task.done?.inspectionId }}
      >
        {name(subject)}
      </To>
      <b>{say.dueBy(day(task.dueOn))}</b>
      <span>
        {reason && titleIn(language, reason)} <TaskBasisTold basis={task.basis} />
      </span>
      <small>
        <Became task={task} />
      </small>
      {mayPlan && isOpen && (
        <span className="st-task-acts" data-print="hide">
          <button type="button" className="st-link" onClick={() => setDialog("change")}>
            {say.change}
          </button>
          <button type="button" className="st-link" onClick={() => setDialog("drop")}>
            {say.drop}
          </button>
        </span>
      )}
      <Suspense>
        {dialog && <TaskDialog {...{ task, dialog }} onClose={() => setDialog(null)} />}
      </Suspense>
    </li>
  );
}

/** What became of it, or whose it is. */
function Became({ task: { done, dropped, assignedName } }: { task: Task }) {
  const say = useWords(planWords);
  const { day } = useTold();
  if (dropped) return say.droppedWhy(dropped.reason);
  if (done) return `${say.doneOn(day(done.day))}${done.isLate ? ` · ${say.late}` : ""}`;
  return assignedName === null ? say.unassigned : say.by(assignedName);
}
