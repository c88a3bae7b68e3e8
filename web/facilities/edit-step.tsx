import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { EditFailure } from "./edit-foot.tsx";
import type { EditableFacility } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import type { Subject, Write } from "./edit-stack.ts";
import { editWords } from "./edit-words.ts";

/** A step in the life of a facility, with what it asks: a day and a reason, a remark, or being sure. */
export function EditStep(props: {
  step: "verify" | "close" | "reopen" | "remove";
  record: EditableFacility;
  subject: Subject;
  onClose: () => void;
}) {
  const { step, record, subject } = props;
  const say = useWords(editWords);
  const { view } = useView();
  const { write, isBusy } = useEditSession();
  const dayId = useId();
  const [closedOn, setClosedOn] = useState(view.district.today);
  const [failure, setFailure] = useState<unknown>(null);
  const titles = {
    verify: say.verify,
    close: say.closeIt,
    reopen: say.reopen,
    remove: say.remove,
  };

  /** What is done, and what takes it back. */
  function writeOf(form: FormData): [there: Write, back: Write] {
    const reason = String(form.get("reason") ?? "").trim();
    switch (step) {
      case "verify":
        return [{ act: "verify", note: reason }, { act: "unverify" }];
      case "close":
        return [
          { act: "close", closedOn: dayOfText(closedOn) ?? closedOn, reason },
          { act: "reopen", reason: say.undo, status: record.status },
        ];
      case "reopen":
        return [
          { act: "reopen", reason, status: "open" },
          { act: "close", closedOn: record.closedOn ?? view.district.today, reason: say.undo },
        ];
      case "remove":
        return [{ act: "remove" }, { act: "restore" }];
    }
  }

  async function submit(form: FormData) {
    setFailure(null);
    try {
      const [there, back] = writeOf(form);
      await write(subject, there, back, record.revision);
      props.onClose();
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <Dialog
      title={`${titles[step]} · ${record.name}`}
      onClose={props.onClose}
      onSubmit={(form) => void submit(form)}
      buttons={
        <>
          <Button isQuiet onPress={props.onClose}>
            {say.cancel}
          </Button>
          <button
            className={step === "remove" ? "button edit-danger" : "button edit-save"}
            type="submit"
            disabled={isBusy}
          >
            {titles[step]}
          </button>
        </>
      }
    >
      {step === "remove" && <p>{say.removeHint}</p>}
      {step === "verify" && <p>{say.verifyHint}</p>}
      {step === "close" && (
        <label className="edit-line" htmlFor={dayId}>
          <span>{say.closedOn}</span>
          <DayInput id={dayId} text={closedOn} isRequired onChange={setClosedOn} />
        </label>
      )}
      {step !== "remove" && (
        <label className="edit-line">
          <span>{step === "verify" ? say.note : say.reason}</span>
          <input className="edit-text" name="reason" required={step !== "verify"} maxLength={500} />
        </label>
      )}
      {failure !== null && <EditFailure error={failure} />}
    </Dialog>
  );
}
