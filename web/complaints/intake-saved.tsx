import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { beginAnew, type Saving } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";

/** The number, to be read out to the caller, and what to do next. */
export function IntakeSaved({ saved }: { saved: Saving & { is: "saved" } }) {
  const { complaint } = saved;
  const say = useWords(intakeWords);
  const language = useLanguage();
  const navigate = useNavigate();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const { duplicateOf, unit, number, complaintId } = complaint;
  return (
    <div className="intake-saved" role="status">
      <p>{say.saved}</p>
      <p className="intake-number">{number}</p>
      <p>
        {duplicateOf
          ? say.savedMerged(duplicateOf.number)
          : unit
            ? say.assignedTo(nameIn(language, unit))
            : say.notAssigned}
      </p>
      {saved.isEarlier ? (
        <p className="intake-warn">{say.isEarlier}</p>
      ) : (
        saved.wasThere && <p className="intake-warn">{say.wasThere}</p>
      )}
      <p className="intake-acts">
        <button ref={next} type="button" className="button button-main" onClick={beginAnew}>
          {say.next} <kbd>Enter</kbd>
        </button>
        <Button
          onPress={() =>
            void navigate({
              // the page of a case is a record like others; the router's type knows no path by a string
              to: `/complaints/${encodeURIComponent(complaintId)}` as never,
              search: true as never,
            })
          }
        >
          {say.open}
        </Button>
        <Button isQuiet icon="link" onPress={() => void copyText(number)}>
          {say.copy}
        </Button>
      </p>
    </div>
  );
}
