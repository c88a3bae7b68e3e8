import { useEffect, useRef } from "react";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { helpWords } from "./help-words.ts";

/** The shortcuts, and what a link holds. */
export function Help(props: { onClose: () => void }) {
  const say = useWords(helpWords);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const keys: readonly (readonly [string, string])[] = [
    ["/", say.keySearch],
    ["?", say.keyHelp],
    ["Esc", say.keyClose],
    ["[", say.keyPanel],
    ["D", say.keyTheme],
    ["← ↑ → ↓", say.keyMove],
    ["+ −", say.keyZoom],
    ["Shift + ← → ↑ ↓", say.keyRotate],
    ["Ctrl + Z / Y", say.keyUndo],
    ["← ↑ → ↓", say.keyNudge],
    ["Space", say.keyReplay],
  ];
  return (
    <dialog className="help" ref={dialog} onClose={props.onClose} aria-label={say.keys}>
      <header>
        <h2>{say.keys}</h2>
        <IconButton icon="close" label={say.close} onPress={props.onClose} tip="left" />
      </header>
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={meaning}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>{say.linkHint}</p>
    </dialog>
  );
}
