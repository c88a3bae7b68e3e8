import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { Button, Select } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { emptyRubric } from "./rubric-draft.ts";
import { isRubricId, newRubric } from "./rubric-new.ts";
import { rubricWords } from "./rubric-words.ts";
import { KIND_TITLES } from "./titles.ts";

const KINDS = [
  ...(["toilet", "transfer_station", "street", "rest_stop", "collection_point"] as const),
  ...(["bin", "depot"] as const),
];

/** Begins a rubric: what it is called and of what; it is written on its own page and kept once it is saved. */
export function NewRubricDialog(props: { taken: readonly string[]; onClose: () => void }) {
  const say = useWords(rubricWords);
  const language = useLanguage();
  const id = useId();
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const [rubricId, setRubricId] = useState("");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("toilet");
  const isWrong = !isRubricId(rubricId) || props.taken.includes(rubricId);
  const begin = () => {
    const content = emptyRubric(
      kind === "street" ? { kind: "street" } : { kind: "facility", facilityKind: kind },
      {
        ...{ standard: "本局自定", clause: "全文", edition: "—", confidence: "PROPOSAL" },
        ...{ source: "本局", isLaw: false },
      },
    );
    newRubric.set({ rubricId, content: { ...content, title: { zh: title.trim(), en: "" } } });
    void navigate({
      to: `/ratings/rubrics/${rubricId}` as never,
      search: ((now: object) => now) as never, // the router's type of search is of every page at once
    });
  };
  return (
    <Dialog
      title={say.newTitle}
      onClose={props.onClose}
      onSubmit={begin}
      buttons={
        <>
          <Button onPress={props.onClose}>{say.cancel}</Button>
          <button
            type="submit"
            className="button button-main"
            disabled={isWrong || title.trim() === ""}
          >
            {say.create}
          </button>
        </>
      }
    >
      <div className="st-field">
        <label htmlFor={`${id}-title`}>{say.title}</label>
        <input
          id={`${id}-title`}
          className="input"
          maxLength={80}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
      </div>
      <div className="st-field">
        <label htmlFor={`${id}-id`}>{say.rubricId}</label>
        <input
          id={`${id}-id`}
          className="input"
          maxLength={40}
          placeholder={say.rubricIdHint}
          autoComplete="off"
          aria-invalid={(rubricId !== "" && isWrong) || undefined}
          value={rubricId}
          onChange={({ target }) => setRubricId(target.value)}
        />
        {rubricId !== "" && isWrong && (
          <small className="st-failed" role="alert">
            {say.rubricIdWrong}
          </small>
        )}
      </div>
      <div className="st-field">
        <span>{say.newSubject}</span>
        <Select
          isBoxed
          label={say.newSubject}
          value={kind}
          options={KINDS.map((value) => ({ value, title: titleIn(language, KIND_TITLES[value]) }))}
          onChange={setKind}
        />
      </div>
    </Dialog>
  );
}
