import { useState } from "react";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { PhotographField } from "../ui/photograph-field.tsx";
import type { Exceptions } from "./confirm-pass.ts";
import { useSectionItems } from "./confirm-section.tsx";
import { ConfirmStop } from "./confirm-stop.tsx";
import { confirmWords } from "./confirm-words.ts";
import { EntryFrame, NO_WORDS, useEntering, WordsFields, wordsIn } from "./entry-form.tsx";
import { ENTRY_PHOTOGRAPHS } from "./entry-photographs.tsx";
import type { UndoTarget } from "./entry-undo.tsx";
import { entryWords } from "./entry-words.ts";
import type { Round, RoundStop } from "./round-queries.ts";
import { useStopName } from "./round-stops.tsx";
import { roundWords } from "./round-words.ts";
import { roundDraft, stopsShown } from "./rounds.ts";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

type Props = {
  round: Round;
  /** The day that needs no saying. */
  day: string;
  onClose: () => void;
  onEntered: (entry: UndoTarget) => void;
};

function useRoundTold({ round, day }: Pick<Props, "round" | "day">) {
  const language = useLanguage();
  const moments = useMoments();
  const { name, nameEn, code } = round;
  return {
    route: name === null ? (code ?? "") : nameIn(language, { name, nameEn }),
    span: moments.span(round.fromAt, round.toAt, day),
  };
}

/** Where a supervisor says that a stop was emptied, or could not be, and why. */
export function StopEntry(props: Props & { stop: RoundStop }) {
  const { round, stop } = props;
  const say = useWords(roundWords);
  const sayEntry = useWords(entryWords);
  const nameOf = useStopName();
  const { route, span } = useRoundTold(props);
  const entering = useEntering(props.onEntered);
  const [words, setWords] = useState(NO_WORDS);
  const submit = () => {
    if (words.reason.trim() === "") return entering.refuse(sayEntry.reasonNeeded);
    const { passId } = round;
    void entering.send(
      { ...wordsIn(words), passId, facilityIds: [stop.facilityId], exceptions: [] },
      words.files,
    );
  };
  return (
    <EntryFrame
      title={say.enterTitle(nameOf(stop))}
      entering={entering}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <p>{say.enterFacts(route, span)}</p>
      <WordsFields words={words} titles={say} onChange={setWords} />
    </EntryFrame>
  );
}

/** Where the driver or a team leader says that the whole round was made, with its exceptions. */
export function RoundConfirmation(props: Props) {
  const { round } = props;
  const say = useWords(roundWords);
  const sayConfirm = useWords(confirmWords);
  const { count } = useTold();
  const nameOf = useStopName();
  const { route, span } = useRoundTold(props);
  const entering = useEntering(props.onEntered);
  const [exceptions, setExceptions] = useState<Exceptions>({});
  const [files, setFiles] = useState<readonly File[]>([]);
  const not = Object.keys(exceptions).length;
  const within = round.stops.filter(({ mayEnter }) => mayEnter).length;
  const confirmed = count(within - not);
  const { list, question } = useSectionItems(
    stopsShown(round, null, "need").map(({ stop }) => ({
      ...{ key: stop.facilityId, name: nameOf(stop), isMine: stop.mayEnter },
      show: (shown) => <ConfirmStop stop={stop} {...shown} />,
    })),
    exceptions,
    entering.isSent ? undefined : setExceptions,
  );
  return (
    <>
      <EntryFrame
        title={say.confirmTitle(route, span)}
        entering={entering}
        save={not > 0 ? say.confirmSaveNot(confirmed, count(not)) : say.confirmSave(confirmed)}
        onClose={props.onClose}
        onSubmit={() => void entering.send(roundDraft(round, exceptions), files)}
      >
        <p>
          {say.confirmHint}
          {within < round.stops.length && ` ${sayConfirm.onlyStops(count(within))}`}
        </p>
        <div className="rnd-confirm">{list}</div>
        <PhotographField
          title={sayConfirm.photograph}
          most={ENTRY_PHOTOGRAPHS}
          files={files}
          onChange={setFiles}
        />
      </EntryFrame>
      {question}
    </>
  );
}
