import { useState } from "react";
import { useWords } from "../ui/language.ts";
import { PhotographButton } from "../ui/photograph-button.tsx";
import { LeftOut } from "../ui/photograph-field.tsx";
import type { TakenReport } from "./open-queries.ts";
import { SendingStates, useSending } from "./open-sending.tsx";
import { openWords } from "./open-words.ts";

/** As many as one report has at most. */
export const REPORT_PHOTOGRAPHS = 3;

/**
 * Photographs for a report that is there already; they go as they are chosen.
 *
 * @param mayAdd  Whether the report takes any still.
 */
export function PhotographsLater(props: {
  report: TakenReport;
  photographs: number;
  mayAdd: boolean;
  /** Hears that some have come. */
  onSent: () => void;
}) {
  const say = useWords(openWords);
  const { states, isBusy, send } = useSending(props.report);
  const [leftOut, setLeftOut] = useState(0);
  const room = REPORT_PHOTOGRAPHS - props.photographs;
  if (!props.mayAdd && states.length === 0) return null;
  return (
    <div className="open-photographs">
      {props.mayAdd && (
        <div>
          <PhotographButton
            label={say.addPhotograph}
            room={room}
            isDisabled={isBusy}
            onChoose={(files, beyond) => {
              setLeftOut(beyond);
              void send(files).then(props.onSent);
            }}
          />
          <small>{say.photographRoom(room)}</small>
        </div>
      )}
      {leftOut > 0 && <LeftOut most={REPORT_PHOTOGRAPHS} count={leftOut} />}
      <SendingStates states={states} />
      {props.mayAdd && <small>{say.photographHint}</small>}
    </div>
  );
}
