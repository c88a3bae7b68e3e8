import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { ownId } from "../ui/own-id.ts";
import { PhotographField } from "../ui/photograph-field.tsx";
import { ENTRY_PHOTOGRAPHS } from "./entry-photographs.tsx";
import { isInDoubt, sendEntry, sendEntryPhotograph } from "./entry-send.ts";
import type { UndoTarget } from "./entry-undo.tsx";
import { entryWords, LATE_REASONS, QUICK_REASONS } from "./entry-words.ts";
import type { EntryDraft } from "./queries.ts";
import { ReasonField } from "./reason-field.tsx";
import { useTold } from "./told.ts";

/** What somebody says of some work, before it is sent. */
export type Words = {
  readonly kind: "completed" | "could_not";
  readonly reason: string;
  readonly note: string;
  readonly files: readonly File[];
};
export const NO_WORDS: Words = { kind: "completed", reason: "", note: "", files: [] };

/** The same as a draft has it. */
export const wordsIn = ({ kind, reason, note }: Words) => ({
  ...{ kind, reason: reason.trim(), note: note.trim() },
});

/** Sends an entry and then its photographs, and says where that stands. */
export function useEntering(onEntered: (entry: UndoTarget) => void) {
  const say = useWords(entryWords);
  const { count } = useTold();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const [state, setState] = useState<{ isBusy: boolean; said: string | null }>({
    ...{ isBusy: false, said: null },
  });
  const [sent, setSent] = useState<{ entryId: string; left: readonly File[] } | null>(null);
  const key = useRef({ words: "", key: "" });

  const photographs = async (entryId: string, list: readonly File[]) => {
    const left: File[] = [];
    for (const file of list)
      await sendEntryPhotograph(districtId, entryId, file).catch(() => left.push(file));
    await client.invalidateQueries({ queryKey: ["cleaning"] });
    if (left.length === 0) return onEntered({ entryId });
    setSent({ entryId, left });
    setState({ isBusy: false, said: say.photographFailed(count(left.length)) });
  };
  const told = (error: unknown) => (error instanceof Error ? error.message : String(error));
  return {
    ...state,
    /** Whether the words arrived, and only photographs are left. */
    isSent: sent !== null,
    refuse: (said: string) => setState({ isBusy: false, said }),
    async send(draft: EntryDraft, files: readonly File[]) {
      if (state.isBusy) return;
      setState({ isBusy: true, said: null });
      if (sent) return photographs(sent.entryId, sent.left);
      // other words are another entry; the same ones sent again are the same
      const words = JSON.stringify(draft);
      if (key.current.words !== words) key.current = { words, key: ownId() };
      try {
        const { entryId } = await sendEntry(districtId, key.current.key, draft);
        await photographs(entryId, files);
      } catch (error) {
        setState({ isBusy: false, said: isInDoubt(error) ? say.inDoubt : told(error) });
      }
    },
  };
}
export type Entering = ReturnType<typeof useEntering>;

/** The dialog of an entry: what it asks, what became of it, and the buttons. */
export function EntryFrame(props: {
  title: string;
  entering: Entering;
  /** What its button says; left out, that it is entered. */
  save?: string;
  cannot?: boolean;
  onClose: () => void;
  onSubmit: () => void;
  children: React.ReactNode;
}) {
  const say = useWords(entryWords);
  const { isBusy, isSent, said } = props.entering;
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      onSubmit={props.onSubmit}
      buttons={
        <>
          <button type="button" className="button" onClick={props.onClose}>
            {isSent ? say.close : say.cancel}
          </button>
          <button
            type="submit"
            className="button button-main"
            disabled={isBusy || props.cannot === true}
          >
            {isBusy ? say.saving : isSent ? say.retryPhotographs : (props.save ?? say.save)}
          </button>
        </>
      }
    >
      {props.children}
      {said && (
        <p className="clean-why" role="alert">
          {said}
        </p>
      )}
      <small>{say.signedAs}</small>
    </Dialog>
  );
}

/** Whether it was done or could not be, why, and what else there is to say. */
export function WordsFields(props: {
  words: Words;
  /** How the two outcomes are called; left out, as of any work. */
  titles?: { readonly [K in Words["kind"]]: string };
  onChange: (words: Words) => void;
}) {
  const { words, onChange } = props;
  const say = useWords(entryWords);
  const { completed, could_not } = props.titles ?? say;
  const language = useLanguage();
  const id = useId();
  return (
    <>
      <Segmented
        label={say.what}
        value={words.kind}
        options={[
          { value: "completed", title: completed },
          { value: "could_not", title: could_not },
        ]}
        onChange={(kind) => onChange({ ...words, kind, reason: "" })}
      />
      <ReasonField
        quick={(words.kind === "completed" ? LATE_REASONS : QUICK_REASONS).map((title) =>
          titleIn(language, title),
        )}
        value={words.reason}
        onChange={(reason) => onChange({ ...words, reason })}
      />
      <div className="clean-field">
        <label htmlFor={`${id}-note`}>{say.note}</label>
        <input
          id={`${id}-note`}
          className="input"
          maxLength={1000}
          value={words.note}
          onChange={({ target }) => onChange({ ...words, note: target.value })}
        />
      </div>
      <PhotographField
        title={say.photograph}
        most={ENTRY_PHOTOGRAPHS}
        files={words.files}
        onChange={(files) => onChange({ ...words, files })}
      />
    </>
  );
}
