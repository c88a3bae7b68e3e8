import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useAtlas } from "../map/atlas-context.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { EditFields } from "./edit-fields.tsx";
import { keyOf, patchOf, readTexts, type Texts } from "./edit-form.ts";
import { type FacilityDraft, type FacilityForm, formsQuery } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import { editWords } from "./edit-words.ts";
import { holdClicks } from "./hold-clicks.ts";
import { KIND_OF_LAYER } from "./kind-mark.tsx";
import { StepBar, useKeysFirst } from "./step-bar.tsx";
import "./edit.css";

type Step =
  | { readonly is: "kind" }
  | { readonly is: "place"; readonly form: FacilityForm }
  | { readonly is: "form"; readonly form: FacilityForm; readonly texts: Texts };

/** A new facility: its kind, a click on the map, its form. */
export function CreateFacility({ onClose }: { onClose: () => void }) {
  const { view } = useView();
  const forms = useQuery(formsQuery(view.district.districtId));
  const [step, setStep] = useState<Step>({ is: "kind" });
  if (!forms.data) return null;
  if (step.is === "kind")
    return (
      <ChooseKind
        forms={forms.data.forms}
        onChoose={(form) => setStep({ is: "place", form })}
        onClose={onClose}
      />
    );
  const begin = (form: FacilityForm, position: readonly number[] | null) =>
    setStep({
      is: "form",
      form,
      texts: {
        status: "open",
        lng: position ? String(position[0]) : null,
        lat: position ? String(position[1]) : null,
      },
    });
  if (step.is === "place")
    return (
      <ChoosePlace
        form={step.form}
        onChoose={(position) => begin(step.form, position)}
        onClose={onClose}
      />
    );
  return <NewForm form={step.form} texts={step.texts} onClose={onClose} />;
}

function ChooseKind(props: {
  forms: readonly FacilityForm[];
  onChoose: (form: FacilityForm) => void;
  onClose: () => void;
}) {
  const say = useWords(editWords);
  const language = useLanguage();
  return (
    <Dialog
      title={say.create}
      onClose={props.onClose}
      buttons={
        <Button isQuiet onPress={props.onClose}>
          {say.cancel}
        </Button>
      }
    >
      <p>{say.chooseKind}</p>
      <div className="edit-kinds">
        {props.forms.map((form) => (
          <Button key={form.kind} onPress={() => props.onChoose(form)}>
            {titleIn(language, form.title)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

function ChoosePlace(props: {
  form: FacilityForm;
  onChoose: (position: readonly [number, number] | null) => void;
  onClose: () => void;
}) {
  const { form, onChoose, onClose } = props;
  const say = useWords(editWords);
  const language = useLanguage();
  const atlas = useAtlas();
  useKeysFirst({ Escape: onClose });
  useEffect(() => {
    if (!atlas) return;
    const { map } = atlas;
    const container = map.getContainer();
    container.dataset.placing = "";
    const release = holdClicks(container, (event) => {
      const box = container.getBoundingClientRect();
      const { lng, lat } = map.unproject([event.clientX - box.left, event.clientY - box.top]);
      onChoose([Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]);
    });
    return () => {
      delete container.dataset.placing;
      release();
    };
  }, [atlas, onChoose]);
  return (
    <StepBar title={`${say.create} · ${titleIn(language, form.title)}`} hint={say.placeHint}>
      <Button onPress={() => onChoose(null)}>{say.withoutPlace}</Button>
      <Button isQuiet onPress={onClose}>
        {say.cancel}
      </Button>
    </StepBar>
  );
}

function NewForm(props: { form: FacilityForm; texts: Texts; onClose: () => void }) {
  const { form, onClose } = props;
  const say = useWords(editWords);
  const language = useLanguage();
  const { view, change } = useView();
  const { write, isBusy } = useEditSession();
  const [texts, setTexts] = useState(props.texts);
  const [wasTried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const keys = [...form.fields.map(keyOf), "position"];
  const { values, faults } = readTexts(form.fields, texts, keys);
  const problem = error instanceof ApiError ? error.problem : null;
  const refused = Object.fromEntries(
    (problem?.faults ?? []).map(({ field, remedy }) => [field ?? "", remedy]),
  );
  const [layerId = ""] = Object.entries(KIND_OF_LAYER).find(([, kind]) => kind === form.kind) ?? [];

  async function save() {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    setError(null);
    const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    // the fields of the form are the draft's, and a place that is not known is said so
    const draft = { kind: form.kind, position: null, ...patchOf(known) } as FacilityDraft;
    const { districtId } = view.district;
    try {
      const now = await write(
        { districtId, facilityId: "", layerId, name: String(values.name) },
        { act: "create", draft },
        { act: "remove" },
        null,
      );
      if (now) change({ selection: { layerId, id: now.facilityId } }, true);
      onClose();
    } catch (failure) {
      setError(failure);
    }
  }

  return (
    <Dialog
      title={`${say.create} · ${titleIn(language, form.title)}`}
      onClose={onClose}
      onSubmit={() => void save()}
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <button className="button edit-save" type="submit" disabled={isBusy}>
            {isBusy ? say.saving : say.save}
          </button>
        </>
      }
    >
      <div className="edit-form edit-new">
        <EditFields
          form={form}
          texts={texts}
          faults={wasTried ? { ...faults, ...refused } : refused}
          facilityId={null}
          isClosed={false}
          onChange={(key, text) => setTexts({ ...texts, [key]: text })}
        />
      </div>
      {error !== null && (
        <p className="edit-failure" role="alert">
          {error instanceof ApiError ? error.message : say.failed}
        </p>
      )}
    </Dialog>
  );
}
