import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Draft, fullOf, markedIn } from "./inspect-draft.ts";
import type { ChangeDraft } from "./inspect-form.tsx";
import { InspectItem } from "./inspect-item.tsx";
import type { Kit, KitRubric } from "./inspect-kit.ts";
import { inspectWords } from "./inspect-words.ts";

/** The items of a group. None has points before somebody gave them; the rest together only after a question. */
export function InspectGroup(props: {
  draft: Draft;
  group: KitRubric["groups"][number];
  change: ChangeDraft;
  kit: Kit | null;
}) {
  const { draft, group, change, kit } = props;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAsked) question.current?.scrollIntoView({ block: "center" });
  }, [isAsked]);
  const left = group.items.length - markedIn(draft, group.items);
  return (
    <section className="inspect-part">
      <h3>{titleIn(language, group.title)}</h3>
      {group.note && <p className="inspect-hint">{titleIn(language, group.note)}</p>}
      <ul className="inspect-items">
        {group.items.map((item) => (
          <li key={item.itemId}>
            <InspectItem {...{ draft, item, change, kit }} />
          </li>
        ))}
      </ul>
      {left > 0 && !isAsked && (
        <Button onPress={() => setAsked(true)}>{say.restFull(String(left))}</Button>
      )}
      {left > 0 && isAsked && (
        <div className="inspect-told" role="alert" ref={question}>
          <p>{say.restFullSure(String(left))}</p>
          <footer>
            <Button
              onPress={() => {
                setAsked(false);
                change((now) => fullOf(now, group.items));
              }}
            >
              {say.restFullYes}
            </Button>
            <Button isQuiet onPress={() => setAsked(false)}>
              {say.cancel}
            </Button>
          </footer>
        </div>
      )}
    </section>
  );
}
