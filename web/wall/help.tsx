import { useMay } from "../api/session.ts";
import { useWords } from "../ui/language.ts";
import { LinkTo as To } from "../ui/to.tsx";
import { words } from "./words.ts";

/** The keys of the wall. */
export function WallHelp() {
  const say = useWords(words);
  const maySee = useMay("district.read") !== null; // a screen with a token may not
  const keys = [
    ["→", say.keyNext],
    ["←", say.keyPrevious],
    [say.space, say.keyPause],
    ["A", say.keyAcknowledge],
    ["1–9", say.keyNumber],
    ["S", say.keyPin],
    ["F", say.keyFull],
    ["P", say.keyPrint],
    ["E", say.keyEdit],
    ["?", say.keyHelp],
    ["Esc", say.keyLeave],
  ] as const;
  return (
    <aside className="wall-help" aria-label={say.keys}>
      <h2>{say.keys}</h2>
      <dl>
        {keys.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      {maySee && (
        <p>
          <To page="/wall/settings">{say.toSettings}</To>
        </p>
      )}
    </aside>
  );
}
