import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dayOfText } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { RubricPreviewPart } from "./rubric-preview.tsx";
import { approveVersion, type RubricVersion, withdrawVersion } from "./rubric-queries.ts";
import { rubricWords } from "./rubric-words.ts";

/** Approves or withdraws a proposal, after it was said what that does. */
export function VersionDialog(props: {
  act: "approve" | "withdraw";
  of: RubricVersion;
  onClose: () => void;
}) {
  const { act, of, onClose } = props;
  const say = useWords(rubricWords);
  const language = useLanguage();
  const id = useId();
  const client = useQueryClient();
  const { districtId, today } = useView().view.district;
  const [from, setFrom] = useState<string>(of.effectiveFrom > today ? of.effectiveFrom : today);
  const [note, setNote] = useState("");
  const day = dayOfText(from);
  const version = say.version(String(of.version));
  const isApproval = act === "approve";
  const save = useMutation({
    mutationFn: () =>
      isApproval
        ? approveVersion(districtId, of, { effectiveFrom: day ?? today, note: note.trim() })
        : withdrawVersion(districtId, of, note.trim()),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  const isDayWrong = day === null || day < today;
  return (
    <Dialog
      title={
        isApproval
          ? say.approveTitle(titleIn(language, of.content.title), version)
          : say.withdrawTitle(version)
      }
      onClose={onClose}
      onSubmit={() => save.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button
            type="submit"
            className={isApproval ? "button button-main" : "button button-danger"}
            disabled={save.isPending || (isApproval ? isDayWrong : note.trim() === "")}
          >
            {isApproval ? say.approveConfirm : say.withdraw}
          </button>
        </>
      }
    >
      <p>{isApproval ? say.approveSays : say.withdrawSays}</p>
      {isApproval && (
        <>
          <RubricPreviewPart rubricId={of.rubricId} content={of.content} />
          <div className="st-field">
            <label htmlFor={`${id}-from`}>{say.effectiveFrom}</label>
            <DayInput id={`${id}-from`} text={from} onChange={setFrom} isRequired />
            {isDayWrong && (
              <small className="st-failed" role="alert">
                {say.dayWrong}
              </small>
            )}
          </div>
        </>
      )}
      <div className="st-field">
        <label htmlFor={`${id}-note`}>{isApproval ? say.note : say.reason}</label>
        <input
          id={`${id}-note`}
          className="input"
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
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
