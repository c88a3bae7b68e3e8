import { useMay } from "../api/session.ts";
import { useWords } from "../ui/language.ts";
import { LinkTo as To } from "../ui/to.tsx";
import { words } from "./words.ts";

/** Whether this is a screen with a token and nobody is signed in. */
export const useIsDisplay = () => useMay("district.read") === null;

/** The keys of the wall. */
export function WallHelp() {
  const say = useWords(words);
  const isDisplay = useIsDisplay();
  const keys: readonly (readonly [string, string])[] = [
    ["→", say.keyNext],
    ["←", say.keyPrevious],
    [say.space, say.keyPause],
    ["A", say.keyAcknowledge],
    ["1–9", say.keyNumber],
    ["S", say.keyPin],
    ["F", say.keyFull],
    ["P", say.keyPrint],
    ...(isDisplay ? [] : [["E", say.keyEdit] as const]),
    ["?", say.keyHelp],
    ["Esc", isDisplay ? say.keyClose : say.keyLeave],
  ];
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
      {!isDisplay && (
        <p>
          <To page="/wall/settings">{say.toSettings}</To>
        </p>
      )}
    </aside>
  );
}
