import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import type { Period } from "./params.ts";
import { compose, type Report } from "./queries.ts";
import { pathOfReport } from "./told.ts";
import { words } from "./words.ts";

/** Composes a draft and opens it. */
export function useCompose() {
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Parameters<typeof compose>[1]) => compose(districtId, draft),
    onSuccess: (report: Report) => {
      void client.invalidateQueries({ queryKey: ["reports"] });
      void navigate({
        to: pathOfReport(report) as never,
        // the router's type of search is of every page at once; the link's own is kept
        search: ((now: object) => ({
          ...now,
          reportShown: report.kind === "ranking" ? report.reportId : undefined,
        })) as never,
      });
    },
  });
}

/** Of which days a bulletin is composed: those after the last one, unless one says otherwise. */
export function ComposeDialog({ next, onClose }: { next: Period; onClose: () => void }) {
  const say = useWords(words);
  const id = useId();
  const [texts, setTexts] = useState<Period>({ from: next.from, to: next.to });
  const composing = useCompose();
  const submit = () => {
    const [from, to] = [dayOfText(texts.from), dayOfText(texts.to)];
    if (from && to) composing.mutate({ kind: "bulletin", from, to });
  };
  return (
    <Dialog
      title={say.composeTitle}
      onClose={onClose}
      onSubmit={submit}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={composing.isPending}>
            {say.composeDo}
          </button>
        </>
      }
    >
      <p>{say.composeSays}</p>
      <div className="rep-days">
        <label htmlFor={`${id}-from`}>{say.from}</label>
        <DayInput
          id={`${id}-from`}
          isRequired
          text={texts.from}
          onChange={(from) => setTexts({ ...texts, from })}
        />
        <label htmlFor={`${id}-to`}>{say.to}</label>
        <DayInput
          id={`${id}-to`}
          isRequired
          text={texts.to}
          onChange={(to) => setTexts({ ...texts, to })}
        />
      </div>
      {composing.error && (
        <p className="rep-why" role="alert">
          {composing.error.message}
        </p>
      )}
    </Dialog>
  );
}
