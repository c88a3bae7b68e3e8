import { useMay } from "../api/session.ts";
import { Segmented } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useHotLink, useSetHotLink } from "./params.ts";
import { RepeatPlacesPart } from "./repeat-places.tsx";
import { PARTS, partOf } from "./repeat-question.ts";
import { RepeatReportersPart } from "./repeat-reporters.tsx";
import { repeatWords } from "./repeat-words.ts";
import { ReturnsPart } from "./returns.tsx";
import "./repeats.css";

const SHOWN = {
  places: RepeatPlacesPart,
  reporters: RepeatReportersPart,
  returns: ReturnsPart,
} as const;

/** What comes again: places, reporters, and places that came back after a unit settled them. */
export function RepeatsTab() {
  const say = useWords(repeatWords);
  const { repeats } = useHotLink();
  const set = useSetHotLink();
  // who complained is only for those who may see it
  const mayReporters = useMay("complaints.reporters") !== null;
  const part = partOf(repeats);
  const isRefused = part === "reporters" && !mayReporters;
  const Shown = SHOWN[part];
  return (
    <>
      <div className="hot-parts">
        <Segmented
          label={say.parts}
          value={part}
          options={PARTS.filter((each) => each !== "reporters" || mayReporters).map((value) => ({
            value,
            title: say.part(value),
          }))}
          onChange={(id) =>
            set({ repeats: id === PARTS[0] ? undefined : id, repeatPlace: undefined }, true)
          }
        />
      </div>
      {isRefused ? <p className="answer-empty">{say.notReporters}</p> : <Shown />}
    </>
  );
}
