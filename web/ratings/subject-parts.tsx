import { useWords } from "../ui/language.ts";
import type { SubjectFile } from "./queries.ts";
import { subjectWords } from "./subject-words.ts";
import { TASK_REASON_TITLES } from "./titles.ts";
import { To } from "./to.ts";
import { useTold, useWarningTold } from "./told.ts";

/** Why its star is in danger, with figures. */
export function SubjectWarnings({ file: { subject } }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const tell = useWarningTold();
  if (subject.warnings.length === 0) return null;
  return (
    <section className="sub-card sub-warned">
      <h3>{say.warnings}</h3>
      <ul>
        {subject.warnings.map((warning) => (
          <li key={warning.kind}>{tell(warning)}</li>
        ))}
      </ul>
    </section>
  );
}

/** So many stand there at once. */
const MOST_DEFECTS = 5;

/** Found wanting, and not found full since. */
export function SubjectDefects({ file: { defects, subject } }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { count } = useTold();
  return (
    <section className="sub-card">
      <h3>{say.defects}</h3>
      {defects.length === 0 && (
        <p className="sub-none">{subject.lastInspectedOn === null ? say.noneYet : say.noDefects}</p>
      )}
      <DefectList defects={defects.slice(0, MOST_DEFECTS)} />
      {defects.length > MOST_DEFECTS && (
        <details className="sub-more">
          <summary>{say.moreDefects(count(defects.length - MOST_DEFECTS))}</summary>
          <DefectList defects={defects.slice(MOST_DEFECTS)} />
        </details>
      )}
    </section>
  );
}

function DefectList({ defects }: { defects: SubjectFile["defects"] }) {
  const say = useWords(subjectWords);
  const { title, score, day } = useTold();
  return (
    <ul className="sub-list">
      {defects.map((defect) => (
        <li key={defect.itemId}>
          <To page="." search={{ starInspection: defect.inspectionId }}>
            {title(defect.title)}
          </To>
          <b>{say.lost(score(defect.lost), score(defect.of))}</b>
          <small>
            {say.found(day(defect.day))}
            {defect.note && ` · ${defect.note}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** Complaints with their period, what is to be inspected, and red flags. */
export function SubjectAside({ file }: { file: SubjectFile }) {
  const { subject, tasks, redFlags, nearMeters, complaintsDefinition } = file;
  const say = useWords(subjectWords);
  const { count, day, score, title } = useTold();
  const { complaints, dueOn } = subject;
  return (
    <>
      <section className="sub-card">
        <h3>{say.complaints}</h3>
        <p>
          <b>
            {say.complaintsCount(count(complaints.n), day(complaints.from), day(complaints.to))}
          </b>
          {complaints.perKm !== null && ` · ${say.perKm(score(complaints.perKm))}`}
        </p>
        <p>{say.linkedNear(count(complaints.linked), count(complaints.near), count(nearMeters))}</p>
        <small>{title(complaintsDefinition)}</small>
      </section>
      <section className="sub-card">
        <h3>{say.tasks}</h3>
        <p className="sub-due" data-late={(dueOn !== null && dueOn < file.date) || undefined}>
          {dueOn === null
            ? say.dueNever
            : dueOn < file.date
              ? say.overdue(day(dueOn))
              : say.due(day(dueOn))}
        </p>
        {tasks.length === 0 && <p className="sub-none">{say.noTasks}</p>}
        <ul className="sub-list">
          {tasks.map((task) => {
            const reason = TASK_REASON_TITLES[task.reason];
            return (
              <li key={task.taskId}>
                <span>{reason ? title(reason) : task.reason}</span>
                <b>{say.taskState(task.state)}</b>
                <small>{say.taskDue(day(task.dueOn))}</small>
              </li>
            );
          })}
        </ul>
      </section>
      {redFlags.length > 0 && (
        <section className="sub-card">
          <h3>{say.redFlags}</h3>
          <p>{redFlags.map(({ month }) => month.slice(0, 7)).join(" · ")}</p>
        </section>
      )}
    </>
  );
}
