import { useState } from "react";
import type { LngLat } from "../map/geometry.ts";
import { useOwnPosition } from "../map/own-position.ts";
import { useView } from "../map/view.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { daysBetween, formatLength, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { ownId } from "../ui/own-id.ts";
import { throughRows } from "../ui/rows.ts";
import {
  type Choice,
  choicesCalled,
  choicesNear,
  choicesOfTasks,
  rubricsFor,
  subjectKey,
  withoutSeenTo,
} from "./inspect-choices.ts";
import { newDraft } from "./inspect-draft.ts";
import { saveDraft, useDrafts } from "./inspect-drafts.ts";
import type { Kit, KitRubric, KitSubject } from "./inspect-kit.ts";
import { useInspectLink, useSetInspectLink } from "./inspect-link.ts";
import { useUnsent } from "./inspect-session.ts";
import { inspectWords } from "./inspect-words.ts";

const MOST = 40;

/** What is to be inspected: by its task, by where one stands, or by its name. */
export function InspectChoose(props: { kit: Kit; accountId: string; districtId: string }) {
  const { accountId } = props;
  const { unsent } = useUnsent();
  const kit = withoutSeenTo(
    props.kit,
    unsent.map(({ draft }) => draft),
  );
  const say = useWords(inspectWords);
  const { inspectFind } = useInspectLink();
  const set = useSetInspectLink();
  const [text, setText] = useState("");
  const [position, setPosition] = useState<LngLat | null>(null);
  const own = useOwnPosition(setPosition);
  const { start, question } = useStart({ ...props, kit });
  const tasks = choicesOfTasks(kit, accountId, position);
  const by =
    inspectFind === "near" || (inspectFind !== "tasks" && tasks.length === 0) ? "near" : "tasks";
  const choices =
    text.trim() !== ""
      ? choicesCalled(kit, text, MOST)
      : by === "tasks"
        ? tasks.slice(0, MOST)
        : position
          ? choicesNear(kit, position, MOST)
          : null;
  return (
    <section className="inspect-part">
      <h2>{say.choose}</h2>
      <input
        className="input inspect-find"
        type="search"
        enterKeyHint="search"
        aria-label={say.find}
        placeholder={say.find}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {text.trim() === "" && (
        <Segmented
          label={say.choose}
          options={[
            { value: "tasks", title: say.tasks(String(tasks.length)) },
            { value: "near", title: say.near },
          ]}
          value={by}
          onChange={(inspectFind) => set({ inspectFind })}
        />
      )}
      {text.trim() === "" && by === "near" && (
        <p className="inspect-hint">
          {own.mayLocate ? (
            <Button icon="locate" isDisabled={own.state === "looking"} onPress={own.locate}>
              {own.state === "looking" ? say.locating : say.locate}
            </Button>
          ) : (
            say.mayNotLocate
          )}
          {own.state === "failed" && ` ${say.locateFailed}`}
        </p>
      )}
      {choices?.length === 0 && (
        <p className="inspect-hint">{text.trim() === "" ? say.noTasks : say.nothingFound}</p>
      )}
      {choices && choices.length > 0 && (
        <ul className="inspect-rows" onKeyDown={throughRows(".inspect-row")}>
          {choices.map((choice) => (
            <li key={choice.task?.taskId ?? subjectKey(choice.subject)}>
              <ChoiceRow {...{ choice, accountId }} onPress={() => start(choice)} />
            </li>
          ))}
        </ul>
      )}
      {question}
    </section>
  );
}

function ChoiceRow(props: { choice: Choice; accountId: string; onPress: () => void }) {
  const { subject, task, distanceMeters } = props.choice;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const { today } = useView().view.district;
  const days = task && daysBetween(today, task.dueOn);
  const facts = [
    subject.code,
    task && say.reasons(task.reason),
    subject.last
      ? say.last(
          subject.last.day.slice(5),
          subject.last.score === null ? "–" : formatNumber(subject.last.score, language),
        )
      : say.never,
  ];
  return (
    <button type="button" className="inspect-row" onClick={props.onPress}>
      <strong>{nameIn(language, subject)}</strong>
      <small>{facts.filter(Boolean).join(" · ")}</small>
      <span className="inspect-badges">
        {task?.assignedTo === props.accountId && <span className="badge">{say.mine}</span>}
        {days !== null && (
          <span className={days < 0 ? "badge badge-warn" : "badge"}>
            {days < 0
              ? say.overdue(String(-days))
              : days === 0
                ? say.dueToday
                : say.dueIn(String(days))}
          </span>
        )}
        {distanceMeters !== null && <small>{formatLength(distanceMeters, language)}</small>}
      </span>
    </button>
  );
}

/** Begins an inspection, or goes on with one that was begun; asks by which rubric where there are several. */
function useStart(props: { kit: Kit; accountId: string; districtId: string }) {
  const { kit, accountId, districtId } = props;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const set = useSetInspectLink();
  const { drafts } = useDrafts();
  const [asked, setAsked] = useState<KitSubject | null>(null);
  const begin = (subject: KitSubject, rubric: KitRubric) => {
    setAsked(null);
    const begun = drafts?.find(
      (draft) =>
        draft.districtId === districtId &&
        draft.rubric.rubricId === rubric.rubricId &&
        subjectKey(draft.subject) === subjectKey(subject),
    );
    const draftId = begun?.draftId ?? ownId();
    const now = new Date().toISOString();
    const { levels, tasks } = kit;
    if (!begun)
      void saveDraft(
        newDraft({ draftId, accountId, districtId, now, subject, rubric, levels, tasks }),
      );
    set({ inspectDraft: draftId, inspectPart: undefined }, true);
  };
  const start = ({ subject, task }: Choice) => {
    const rubrics = rubricsFor(kit, subject);
    const only = rubrics.find(({ rubricId }) => rubricId === task?.rubricId) ?? rubrics[0];
    if (only && (rubrics.length === 1 || task)) begin(subject, only);
    else if (only) setAsked(subject);
  };
  const question = asked && (
    <Dialog
      title={say.chooseRubric}
      onClose={() => setAsked(null)}
      buttons={
        <Button isQuiet onPress={() => setAsked(null)}>
          {say.cancel}
        </Button>
      }
    >
      {rubricsFor(kit, asked).map((rubric) => (
        <Button key={rubric.rubricId} onPress={() => begin(asked, rubric)}>
          {titleIn(language, rubric.title)}
        </Button>
      ))}
    </Dialog>
  );
  return { start, question };
}
