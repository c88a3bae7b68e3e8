import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import { caseQuery, type Target } from "./case-queries.ts";
import { reporterTermWords } from "./terms-reporters-words.ts";

/** Erases who complained when they ask for it: once more asked, with a reason that the log keeps. */
export function CaseErasure({ target, onErased }: { target: Target; onErased: () => void }) {
  const say = useWords(reporterTermWords);
  const mayErase = useMay("complaints.petitions");
  const [isOpen, setOpen] = useState(false);
  if (!mayErase) return null;
  return (
    <>
      <Button isQuiet onPress={() => setOpen(true)}>
        {say.erase}
      </Button>
      {isOpen && <Ask target={target} onClose={() => setOpen(false)} onErased={onErased} />}
    </>
  );
}

function Ask(props: { target: Target; onClose: () => void; onErased: () => void }) {
  const { target, onClose } = props;
  const say = useWords(reporterTermWords);
  const id = useId();
  const client = useQueryClient();
  const erase = useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        api.POST("/api/districts/{districtId}/complaints/{complaintId}/reporter/erasure", {
          params: { path: target },
          body: { reason },
        }),
      ),
    onSuccess: () => {
      onClose();
      props.onErased();
      return client.invalidateQueries({ queryKey: caseQuery(target).queryKey });
    },
  });
  return (
    <Dialog
      title={say.erase}
      onClose={onClose}
      onSubmit={(form) => erase.mutate(String(form.get("reason") ?? ""))}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-danger" disabled={erase.isPending}>
            {say.erase}
          </button>
        </>
      }
    >
      <p>{say.eraseWhat}</p>
      <p>
        <label htmlFor={id}>{say.reason}</label>
        <input
          id={id}
          className="input"
          name="reason"
          required
          maxLength={1000}
          pattern=".*\S.*"
          placeholder={say.reasonHint}
        />
      </p>
      {erase.error && <p role="alert">{erase.error.message}</p>}
    </Dialog>
  );
}
