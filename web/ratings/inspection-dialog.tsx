import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { addDays, dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { Assignee } from "./assignee.tsx";
import type { InspectionAct } from "./inspection-card.tsx";
import {
  type Inspection,
  orderReinspection,
  raiseAppeal,
  withdrawInspection,
} from "./plan-queries.ts";
import { subjectWords } from "./subject-words.ts";

/** A week to mend it. */
const USUAL_DAYS = 7;

/** Appeals against an inspection, has it looked at again, or takes it back; each with what it says. */
export function InspectionDialog(props: {
  inspection: Inspection;
  act: InspectionAct;
  onClose: () => void;
}) {
  const { inspection, act, onClose } = props;
  const say = useWords(subjectWords);
  const id = useId();
  const client = useQueryClient();
  const { districtId, today } = useView().view.district;
  const [words, setWords] = useState("");
  const [due, setDue] = useState(addDays(today, USUAL_DAYS));
  const [assignedTo, setAssignedTo] = useState("");
  const dueOn = dayOfText(due);
  const { inspectionId } = inspection;
  const save = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (act === "appeal") return raiseAppeal(districtId, inspectionId, words.trim());
      if (act === "takeBack") return withdrawInspection(districtId, inspectionId, words.trim());
      return orderReinspection(districtId, inspectionId, {
        ...{ dueOn: dueOn ?? today, assignedTo: assignedTo || null },
      });
    },
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  const said = {
    appeal: { title: say.raiseTitle, intro: say.raiseSays, does: say.raise },
    reinspect: { title: say.reinspectTitle, intro: "", does: say.reinspect },
    takeBack: { title: say.takeBackTitle, intro: say.takeBackSays, does: say.takeBack },
  }[act];
  const isWrong = act === "reinspect" ? dueOn === null || dueOn < today : words.trim() === "";
  return (
    <Dialog
      title={said.title}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button
            type="submit"
            className={act === "takeBack" ? "button button-danger" : "button button-main"}
            disabled={isWrong || save.isPending}
          >
            {said.does}
          </button>
        </>
      }
    >
      {said.intro && <p>{said.intro}</p>}
      {act === "reinspect" ? (
        <>
          <div className="st-field">
            <label htmlFor={`${id}-due`}>{say.dueOn}</label>
            <DayInput id={`${id}-due`} text={due} onChange={setDue} />
          </div>
          <Assignee value={assignedTo} onChange={setAssignedTo} />
        </>
      ) : (
        <div className="st-field">
          <label htmlFor={`${id}-words`}>{act === "appeal" ? say.words : say.reason}</label>
          <textarea
            id={`${id}-words`}
            className="input st-words"
            rows={4}
            maxLength={act === "appeal" ? 2_000 : 200}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </div>
      )}
      {save.error && (
        <p className="st-failed" role="alert">
          {save.error.message}
        </p>
      )}
    </Dialog>
  );
}
