import { useState } from "react";
import { Button, Toggle } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Draft } from "./inspect-draft.ts";
import type { ChangeDraft } from "./inspect-form.tsx";
import type { Kit, KitRubric } from "./inspect-kit.ts";
import { PhotographButton, Photographs } from "./inspect-photographs.tsx";
import { inspectWords } from "./inspect-words.ts";

type Veto = KitRubric["vetoes"][number];

/** What takes every star: each asked for once more before it is marked, and that there is none said in words. */
export function InspectVetoes(props: { draft: Draft; change: ChangeDraft; kit: Kit | null }) {
  const { draft, change, kit } = props;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const [asked, setAsked] = useState<Veto | null>(null);
  const without = (vetoId: string) =>
    change((now) => ({ ...now, vetoes: now.vetoes.filter((one) => one !== vetoId) }));
  return (
    <section className="inspect-part">
      <h3>{say.vetoes}</h3>
      <p className="inspect-hint">{say.vetoHint}</p>
      <ul className="inspect-items">
        {draft.rubric.vetoes.map((veto) => {
          const isFound = draft.vetoes.includes(veto.vetoId);
          const title = titleIn(language, veto.title);
          return (
            <li key={veto.vetoId} className="inspect-item" data-found={isFound || undefined}>
              <header>
                <h4>{title}</h4>
                <Button
                  isPressed={isFound}
                  onPress={() => (isFound ? without(veto.vetoId) : setAsked(veto))}
                >
                  {isFound ? say.vetoUndo : say.vetoFound}
                </Button>
              </header>
              {isFound && (
                <>
                  <Photographs {...{ draft, title }} itemId={veto.vetoId} />
                  <PhotographButton {...{ draft, kit, title }} itemId={veto.vetoId} />
                </>
              )}
            </li>
          );
        })}
      </ul>
      <div className="inspect-affirm">
        <Toggle
          isOn={draft.areVetoesSeen}
          onChange={(areVetoesSeen) => change((now) => ({ ...now, areVetoesSeen }))}
        >
          {draft.vetoes.length > 0 ? say.vetoNoOthers : say.vetoNone}
        </Toggle>
      </div>
      {asked && (
        <Dialog
          title={say.vetoSure(titleIn(language, asked.title))}
          onClose={() => setAsked(null)}
          buttons={
            <>
              <Button isQuiet onPress={() => setAsked(null)}>
                {say.cancel}
              </Button>
              <button
                type="button"
                className="button button-danger"
                onClick={() => {
                  change((now) => ({ ...now, vetoes: [...now.vetoes, asked.vetoId] }));
                  setAsked(null);
                }}
              >
                {say.vetoYes}
              </button>
            </>
          }
        >
          <p>{say.vetoConsequence}</p>
        </Dialog>
      )}
    </section>
  );
}
