import { useId, useState } from "react";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { EntryFrame, NO_WORDS, useEntering, WordsFields, wordsIn } from "./entry-form.tsx";
import type { UndoTarget } from "./entry-undo.tsx";
import { entryWords } from "./entry-words.ts";
import type { Proof, ProofPass } from "./queries.ts";
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
  const entering = useEntering(props.onEntered);
  const passes = proof.passes.filter(isOpenTo);
  const isOver = ({ edges }: ProofPass) => edges.some(({ state }) => state !== "open");
  const first =
    passes.find(({ passId }) => passId === props.passId) ?? passes.findLast(isOver) ?? passes[0];
  const [passId, setPassId] = useState(first?.passId ?? null);
  const [words, setWords] = useState(NO_WORDS);
  const pass = passes.find((one) => one.passId === passId);
  const submit = () => {
    if (!pass) return entering.refuse(say.passNeeded);
    if (words.reason.trim() === "") return entering.refuse(say.reasonNeeded);
    const { streetId } = proof;
    void entering.send(
      { ...wordsIn(words), passId: pass.passId, streetIds: [streetId], exceptions: [] },
      words.files,
    );
  };
  return (
    <EntryFrame
      title={say.title(nameIn(language, proof))}
      entering={entering}
      cannot={passes.length === 0}
      onClose={props.onClose}
      onSubmit={submit}
    >
      {passes.length === 0 ? (
        <p>{say.noPass}</p>
      ) : (
        <>
          <PassField {...{ proof, passes, pass }} isFixed={entering.isSent} onChange={setPassId} />
          <WordsFields words={words} onChange={setWords} />
        </>
      )}
    </EntryFrame>
  );
}

/** Which of the passes it is of, and how much of the street lies in that. */
function PassField(props: {
  proof: Proof;
  passes: readonly ProofPass[];
  pass: ProofPass | undefined;
  isFixed: boolean;
  onChange: (passId: string) => void;
}) {
  const { proof, passes, pass } = props;
  const say = useWords(entryWords);
  const language = useLanguage();
  const { work, count } = useTold();
  const moments = useMoments();
  const id = useId();
  const own = new Map(proof.edges.map(({ edgeId, lengthMeters }) => [edgeId, lengthMeters]));
  return (
    <div className="clean-field">
      <label htmlFor={`${id}-pass`}>{say.pass}</label>
      <span className="select" data-boxed="true">
        <select
          id={`${id}-pass`}
          value={pass?.passId ?? ""}
          disabled={props.isFixed}
          onChange={({ target }) => props.onChange(target.value)}
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
  );
}
