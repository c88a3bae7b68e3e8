import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { addDays, dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { numberOf } from "../ui/typed-number.ts";
import type { NextStep } from "./appeal-card.tsx";
import { Assignee } from "./assignee.tsx";
import { useFoundTitle } from "./found-titles.ts";
import {
  type Appeal,
  type AppealStep,
  decideAppeal,
  type Inspection,
  withdrawAppeal,
} from "./plan-queries.ts";
import { subjectWords } from "./subject-words.ts";
import { useTold } from "./told.ts";

const USUAL_DAYS = 7;

/** The next step of an appeal, with its reason; a correction says what holds instead. */
export function AppealDialog(props: {
  appeal: Appeal;
  inspection: Inspection;
  step: NextStep;
  onClose: () => void;
}) {
  const { appeal, inspection, step, onClose } = props;
  const say = useWords(subjectWords);
  const id = useId();
  const client = useQueryClient();
  const { districtId, today } = useView().view.district;
  const [words, setWords] = useState("");
  const [points, setPoints] = useState<Readonly<Record<string, string>>>({});
  const [struck, setStruck] = useState<ReadonlySet<string>>(new Set());
  const [due, setDue] = useState(addDays(today, USUAL_DAYS));
  const [assignedTo, setAssignedTo] = useState("");
  const dueOn = dayOfText(due);
  const corrections = correctionsOf(inspection, points, struck);
  const save = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (step === "withdrawn") return withdrawAppeal(districtId, appeal.appealId, words.trim());
      return decideAppeal(districtId, appeal.appealId, {
        step: step as AppealStep["step"], // being raised follows nothing
        words: words.trim(),
        ...(step === "corrected" && corrections ? { corrections } : {}),
        ...(step === "reinspection"
          ? { dueOn: dueOn ?? today, assignedTo: assignedTo || null }
          : {}),
      });
    },
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  const isWrong =
    words.trim() === "" ||
    (step === "corrected" && (corrections === null || corrections.length === 0)) ||
    (step === "reinspection" && (dueOn === null || dueOn < today));
  return (
    <Dialog
      title={say.step(step)}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={isWrong || save.isPending}>
            {say.step(step)}
          </button>
        </>
      }
    >
      {step === "corrected" && (
        <CorrectionFields
          {...{ inspection, points, struck }}
          onPoints={(itemId, text) => setPoints({ ...points, [itemId]: text })}
          onStrike={(vetoId, isOn) => {
            const next = new Set(struck);
            if (isOn) next.add(vetoId);
            else next.delete(vetoId);
            setStruck(next);
          }}
        />
      )}
      {step === "reinspection" && (
        <>
          <div className="st-field">
            <label htmlFor={`${id}-due`}>{say.dueOn}</label>
            <DayInput id={`${id}-due`} text={due} onChange={setDue} />
          </div>
          <Assignee value={assignedTo} onChange={setAssignedTo} />
        </>
      )}
      <div className="st-field">
        <label htmlFor={`${id}-words`}>{say.reason}</label>
        <textarea
          id={`${id}-words`}
          className="input st-words"
          rows={3}
          maxLength={2_000}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      {save.error && (
        <p className="st-failed" role="alert">
          {save.error.message}
        </p>
      )}
    </Dialog>
  );
}

/** What holds instead of what was found; null where a number is none or too large. */
export function correctionsOf(
  { deductions }: Pick<Inspection, "deductions">,
  points: Readonly<Record<string, string>>,
  struck: ReadonlySet<string>,
): NonNullable<AppealStep["corrections"]> | null {
  const corrections: NonNullable<AppealStep["corrections"]> = [];
  for (const { itemId, of } of deductions) {
    const text = points[itemId]?.trim() ?? "";
    if (text === "") continue;
    const given = numberOf(text);
    if (given === null || given > of) return null;
    corrections.push({ itemId, points: given });
  }
  for (const vetoId of struck) corrections.push({ vetoId, isStruck: true });
  return corrections;
}

function CorrectionFields(props: {
  inspection: Inspection;
  points: Readonly<Record<string, string>>;
  struck: ReadonlySet<string>;
  onPoints: (itemId: string, text: string) => void;
  onStrike: (vetoId: string, isOn: boolean) => void;
}) {
  const { inspection, points, struck } = props;
  const say = useWords(subjectWords);
  const vetoTitle = useFoundTitle(inspection);
  const { title, score } = useTold();
  return (
    <fieldset className="sub-corrections">
      <legend>{say.correctHint}</legend>
      {inspection.deductions.map(({ itemId, title: called, lost, of }) => (
        <label key={itemId}>
          <span>{title(called)}</span>
          <small>{say.lost(score(lost), score(of))}</small>
          <span>
            <input
              className="input"
              inputMode="decimal"
              maxLength={6}
              value={points[itemId] ?? ""}
              onChange={({ target }) => props.onPoints(itemId, target.value)}
            />
            / {score(of)}
          </span>
        </label>
      ))}
      {inspection.vetoes.map((vetoId) => (
        <Toggle
          key={vetoId}
          isOn={struck.has(vetoId)}
          onChange={(isOn) => props.onStrike(vetoId, isOn)}
        >
          {say.strike}: {vetoTitle(vetoId)}
        </Toggle>
      ))}
    </fieldset>
  );
}
