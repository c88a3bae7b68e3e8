import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { Assignee } from "./assignee.tsx";
import { changeTask, dropTask, type Task } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { useTold } from "./told.ts";

/** Gives an inspection to somebody or another day, or says that it is not to be made and why. */
export function TaskDialog(props: { task: Task; dialog: "change" | "drop"; onClose: () => void }) {
  const { task, dialog, onClose } = props;
  const say = useWords(planWords);
  const { name } = useTold();
  const id = useId();
  const client = useQueryClient();
  const { districtId } = useView().view.district;
  const [assignedTo, setAssignedTo] = useState(task.assignedTo ?? "");
  const [due, setDue] = useState<string>(task.dueOn);
  const [reason, setReason] = useState("");
  const dueOn = dayOfText(due);
  const save = useMutation({
    mutationFn: () =>
      dialog === "drop"
        ? dropTask(districtId, task.taskId, reason.trim())
        : changeTask(districtId, task.taskId, {
            assignedTo: assignedTo || null,
            ...(dueOn && dueOn !== task.dueOn ? { dueOn } : {}),
          }),
    onSuccess: () => {
      onClose();
      void client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  return (
    <Dialog
      title={`${dialog === "drop" ? say.dropTitle : say.changeTitle} ${name(task.subject)}`}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.close}</Button>
          <button
            type="submit"
            className={dialog === "drop" ? "button button-danger" : "button button-main"}
            disabled={save.isPending || (dialog === "drop" ? reason.trim() === "" : !dueOn)}
          >
            {dialog === "drop" ? say.drop : say.save}
          </button>
        </>
      }
    >
      {dialog === "drop" ? (
        <div className="st-field">
          <label htmlFor={`${id}-reason`}>{say.reason}</label>
          <input
            id={`${id}-reason`}
            className="input"
            maxLength={200}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
      ) : (
        <>
          <Assignee value={assignedTo} onChange={setAssignedTo} />
          <div className="st-field">
            <label htmlFor={`${id}-due`}>{say.dueOn}</label>
            <DayInput id={`${id}-due`} text={due} onChange={setDue} />
          </div>
        </>
      )}
      {save.error && (
        <p className="st-failed" role="alert">
          {save.error.message}
        </p>
      )}
    </Dialog>
  );
}
