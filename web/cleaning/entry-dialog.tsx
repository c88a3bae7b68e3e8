import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { isInDoubt, sendEntry, sendEntryPhotograph } from "./entry-send.ts";
import type { UndoTarget } from "./entry-undo.tsx";
import { entryWords, LATE_REASONS, QUICK_REASONS } from "./entry-words.ts";
import { PhotographField } from "./photograph-field.tsx";
import type { EntryDraft, Proof, ProofPass } from "./queries.ts";
import { ReasonField } from "./reason-field.tsx";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

const isOpenTo = ({ edges }: ProofPass) =>
  edges.some(({ state }) => !["upcoming", "done", "suspended"].includes(state));

/** Where a supervisor says that a pass on a street was done, or could not be, and why. */
export function EntryDialog(props: {
  proof: Proof;
  /** The pass it is opened for; null: the one that needs it most. */
  passId: string | null;
  onClose: () => void;
  onEntered: (entry: UndoTarget) => void;
}) {
  const { proof } = props;
  const say = useWords(entryWords);
  const language = useLanguage();
  const { work, count } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const id = useId();
  const passes = proof.passes.filter(isOpenTo);
  const isOver = ({ edges }: ProofPass) => edges.some(({ state }) => state !== "open");
  const first =
    passes.find(({ passId }) => passId === props.passId) ?? passes.findLast(isOver) ?? passes[0];
  const [passId, setPassId] = useState(first?.passId ?? null);
  const [kind, setKind] = useState<"completed" | "could_not">("completed");
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [state, setState] = useState<{ isBusy: boolean; said: string | null }>({
    ...{ isBusy: false, said: null },
  });
  const [sent, setSent] = useState<{ entryId: string; left: readonly File[] } | null>(null);
  const key = useRef({ words: "", key: "" });
  const pass = passes.find((one) => one.passId === passId);
  const own = new Map(proof.edges.map(({ edgeId, lengthMeters }) => [edgeId, lengthMeters]));

  const photographs = async (entryId: string, list: readonly File[]) => {
    const left: File[] = [];
    for (const file of list)
      await sendEntryPhotograph(districtId, entryId, file).catch(() => left.push(file));
    await client.invalidateQueries({ queryKey: ["cleaning"] });
    if (left.length === 0) props.onEntered({ entryId });
    else {
      setSent({ entryId, left });
      setState({ isBusy: false, said: say.photographFailed(count(left.length)) });
    }
  };
  const submit = async () => {
    if (state.isBusy) return;
    if (sent) {
      setState({ isBusy: true, said: null });
      return photographs(sent.entryId, sent.left);
    }
    if (!pass) return setState({ isBusy: false, said: say.passNeeded });
    if (reason.trim() === "") return setState({ isBusy: false, said: say.reasonNeeded });
    const draft: EntryDraft = {
      ...{ kind, passId: pass.passId, streetIds: [proof.streetId], exceptions: [] },
      ...{ reason: reason.trim(), note: note.trim() },
    };
    // other words are another entry; the same ones sent again are the same
    const words = JSON.stringify(draft);
    if (key.current.words !== words) key.current = { words, key: crypto.randomUUID() };
    setState({ isBusy: true, said: null });
    try {
      const { entryId } = await sendEntry(districtId, key.current.key, draft);
      await photographs(entryId, files);
    } catch (error) {
      setState({
        isBusy: false,
        said: isInDoubt(error)
          ? say.inDoubt
          : error instanceof Error
            ? error.message
            : String(error),
      });
    }
  };

  return (
    <Dialog
      title={say.title(nameIn(language, proof))}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      buttons={
        <>
          <button type="button" className="button" onClick={props.onClose}>
            {sent ? say.close : say.cancel}
          </button>
          <button
            type="submit"
            className="button button-main"
            disabled={state.isBusy || passes.length === 0}
          >
            {state.isBusy ? say.saving : sent ? say.retryPhotographs : say.save}
          </button>
        </>
      }
    >
      {passes.length === 0 ? (
        <p>{say.noPass}</p>
      ) : (
        <>
          <div className="clean-field">
            <label htmlFor={`${id}-pass`}>{say.pass}</label>
            <span className="select" data-boxed="true">
              <select
                id={`${id}-pass`}
                value={passId ?? ""}
                disabled={sent !== null}
                onChange={({ target }) => setPassId(target.value)}
              >
                {passes.map((one) => (
                  <option key={one.passId} value={one.passId}>
                    {work(one.work)} {moments.span(one.fromAt, one.toAt, proof.to)}
                    {one.name !== null && ` · ${nameIn(language, { ...one, name: one.name })}`}
                  </option>
                ))}
              </select>
            </span>
            {pass && (
              <small>
                {say.whole(
                  count(pass.edges.length),
                  count(pass.edges.reduce((sum, edge) => sum + (own.get(edge.edgeId) ?? 0), 0)),
                )}
              </small>
            )}
          </div>
          <Segmented
            label={say.what}
            value={kind}
            options={[
              { value: "completed", title: say.completed },
              { value: "could_not", title: say.could_not },
            ]}
            onChange={(value) => {
              setKind(value);
              setReason("");
            }}
          />
          <ReasonField
            quick={(kind === "completed" ? LATE_REASONS : QUICK_REASONS).map((title) =>
              titleIn(language, title),
            )}
            value={reason}
            onChange={setReason}
          />
          <div className="clean-field">
            <label htmlFor={`${id}-note`}>{say.note}</label>
            <input
              id={`${id}-note`}
              className="input"
              maxLength={1000}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          </div>
          <PhotographField files={files} onChange={setFiles} />
        </>
      )}
      {state.said && (
        <p className="clean-why" role="alert">
          {state.said}
        </p>
      )}
      <small>{say.signedAs}</small>
    </Dialog>
  );
}
