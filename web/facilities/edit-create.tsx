import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import type { Texts } from "./edit-form.ts";
import { NewForm } from "./edit-new.tsx";
import { type FacilityForm, formsQuery } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";
import { LayerMark, layerOfKind } from "./kind-mark.tsx";
import { ofDistrict, useUnsaved } from "./unsaved.ts";
import "./edit.css";
import "./edit-create.css";

/** What a new facility is before anybody said anything of it. */
const BLANK: Texts = { status: "open" };

/** Whether anything would be lost; a place alone is set again with a click. */
const isTyped = (texts: Texts) =>
  Object.entries(texts).some(
    ([key, text]) => key !== "lng" && key !== "lat" && (text ?? "") !== (BLANK[key] ?? ""),
  );

/** A new facility beside the map: its kind, where it stands, and what is known of it. */
export function CreateFacility({ onClose }: { onClose: () => void }) {
  const say = useWords(editWords);
  const { view } = useView();
  const forms = useQuery(formsQuery(view.district.districtId));
  const [kind, setKind] = useState<string | null>(null);
  const [texts, setTexts] = useState<Texts>(BLANK);
  const isSaved = useRef(false);
  const drawer = useRef<HTMLElement>(null);
  useUnsaved(() => isTyped(texts) && !isSaved.current, ofDistrict);
  useEndWithSelection(onClose);
  const leave = () => {
    if (!isTyped(texts) || confirm(say.leaveAsk)) onClose();
  };
  useEscape(drawer, leave);
  return (
    <section className="drawer create-drawer" aria-label={say.create} ref={drawer}>
      <Panel title={say.create} onClose={leave}>
        <Answer to={forms}>
          {(known) => {
            const form = known.forms.find((one) => one.kind === kind);
            if (!form) return <ChooseKind forms={known.forms} onChoose={setKind} />;
            return (
              <NewForm
                forms={known.forms}
                form={form}
                texts={texts}
                onKind={setKind}
                onTexts={setTexts}
                onSaved={() => {
                  isSaved.current = true;
                  onClose();
                }}
                onCancel={leave}
              />
            );
          }}
        </Answer>
      </Panel>
    </section>
  );
}

/** Another record that is opened takes the form's place. */
function useEndWithSelection(onClose: () => void) {
  const { view } = useView();
  const selected = view.selection && `${view.selection.layerId}:${view.selection.id}`;
  const before = useRef(selected);
  useEffect(() => {
    if (selected !== before.current && selected !== null) onClose();
    before.current = selected;
  }, [selected, onClose]);
}

/** Esc first leaves the field one types in, then the form. */
function useEscape(drawer: { readonly current: HTMLElement | null }, leave: () => void) {
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open], body > .sheet")) return;
      const { target } = event;
      const isField = target instanceof HTMLElement && target.matches("input, select, textarea");
      if (isField && !drawer.current?.contains(target)) return; // it is somebody else's
      event.preventDefault();
      event.stopPropagation();
      if (isField) target.blur();
      else latest.current();
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, [drawer]);
}

function ChooseKind(props: { forms: readonly FacilityForm[]; onChoose: (kind: string) => void }) {
  const say = useWords(editWords);
  const language = useLanguage();
  return (
    <div className="create-kinds">
      <p>{say.chooseKind}</p>
      {props.forms.map((form) => (
        <button
          key={form.kind}
          type="button"
          className="button"
          onClick={() => props.onChoose(form.kind)}
        >
          <LayerMark layerId={layerOfKind(form.kind) ?? ""} />
          <span>{titleIn(language, form.title)}</span>
        </button>
      ))}
    </div>
  );
}
