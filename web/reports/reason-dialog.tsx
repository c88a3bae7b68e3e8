import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import type { RecordKind } from "./params.ts";
import { judgeExposure, withdrawRecord } from "./queries.ts";
import { words } from "./words.ts";

/** What is to be done to which record. */
export type ReasonFor = {
  readonly act: "withdraw" | "judge";
  readonly kind: RecordKind;
  readonly id: string;
};

/** Asks why a record is withdrawn, or what was found out about it, and does so. */
export function ReasonDialog({ of, onClose }: { of: ReasonFor; onClose: () => void }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const id = useId();
  const [reason, setReason] = useState("");
  const [verdict, setVerdict] = useState<"upheld" | "not">("upheld");
  const [isWrong, setWrong] = useState(false);
  const isJudging = of.act === "judge";
  const act = useMutation({
    mutationFn: async () => {
      const why = reason.trim();
      if (isJudging)
        await judgeExposure(districtId, of.id, { isUpheld: verdict === "upheld", reason: why });
      else await withdrawRecord(districtId, of.kind, of.id, why);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["reports"] });
      onClose();
    },
  });
  return (
    <Dialog
      title={isJudging ? say.judgeTitle : say.withdrawTitle}
      onClose={onClose}
      onSubmit={() => (reason.trim() === "" ? setWrong(true) : act.mutate())}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={act.isPending}>
            {isJudging ? say.judge : say.withdraw}
          </button>
        </>
      }
    >
      {isJudging ? (
        <Segmented
          label={say.judgeTitle}
          value={verdict}
          options={[
            { value: "upheld", title: say.judgeUpheld },
            { value: "not", title: say.judgeNot },
          ]}
          onChange={setVerdict}
        />
      ) : (
        <p>{say.withdrawSays}</p>
      )}
      <div className="rep-field">
        <label htmlFor={id}>{say.reason}</label>
        <input
          id={id}
          className="input"
          maxLength={200}
          value={reason}
          aria-invalid={isWrong}
          onChange={({ target }) => {
            setReason(target.value);
            setWrong(false);
          }}
        />
      </div>
      {(isWrong || act.error) && (
        <p className="rep-why" role="alert">
          {isWrong ? say.reasonNeeded : act.error?.message}
        </p>
      )}
    </Dialog>
  );
}
