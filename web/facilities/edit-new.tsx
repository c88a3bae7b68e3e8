import { type FormEvent, useRef, useState } from "react";
import type { LngLat } from "../map/geometry.ts";
import { usePin } from "../map/pin.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useCheck } from "./edit-check.ts";
import { EditFields, focusWrong, PlaceFields } from "./edit-fields.tsx";
import { EditFoot } from "./edit-foot.tsx";
import { keyOf, knownOf, patchOf, readTexts, type Texts, type Values } from "./edit-form.ts";
import { placeIn } from "./edit-place.tsx";
import { type FacilityDraft, type FacilityForm, refusedIn } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import { editWords } from "./edit-words.ts";
import { layerOfKind } from "./kind-mark.tsx";
import { useCameraOn } from "./show-place.ts";

/** The form of a new facility. Its pin is on the map while one types, and what the place is worth is said at once. */
export function NewForm(props: {
  forms: readonly FacilityForm[];
  form: FacilityForm;
  texts: Texts;
  onKind: (kind: string) => void;
  onTexts: (texts: Texts) => void;
  onSaved: () => void;
  onCancel: () => void;
}) {
  const { form } = props;
  const say = useWords(editWords);
  const { isBusy, isWriting } = useEditSession();
  const element = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const [isPlaceless, setPlaceless] = useState(false);
  const { warnings, isCodeTaken, nextCode } = useCheck(form, props.texts, null);
  // the next code stands there until another is typed, or none
  const texts =
    nextCode === null || "code" in props.texts ? props.texts : { ...props.texts, code: nextCode };
  const keys = [...form.fields.map(keyOf), "position"];
  const { values, faults: found } = readTexts(form.fields, texts, keys);
  const place = placeIn(values.position);
  const faults = {
    ...found,
    ...(values.position === null && !isPlaceless ? { position: say.placeNeeded } : {}),
  };
  const { error, save, forget } = useSaving(form, values, props.onSaved);
  const taken = isCodeTaken && "code" in props.texts ? { code: say.codeTaken } : {};
  const wrong = Object.keys(faults).length;
  const change = (changed: Texts) => {
    forget();
    props.onTexts({ ...props.texts, ...changed });
  };
  usePin({
    at: place,
    label: say.marker,
    hasFocus: false,
    onPlace: ([lng, lat]) => change({ lng: String(lng), lat: String(lat) }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (wrong > 0) focusWrong(element.current);
    else if (!isWriting()) void save();
  }
  const shown = { ...(wasTried ? faults : {}), ...taken, ...refusedIn(error) };
  const code = !("code" in props.texts) && nextCode !== null ? { code: say.nextCode } : {};
  return (
    <form className="edit-form" ref={element} onSubmit={submit} noValidate>
      <ChosenKind {...props} />
      <Place
        place={place}
        isPlaceless={isPlaceless}
        isWrong={wasTried && "position" in faults}
        onPlaceless={setPlaceless}
      />
      {(place !== null || texts.lng || texts.lat) && (
        <PlaceFields
          texts={texts}
          faults={shown}
          warnings={warnings}
          onChange={(key, text) => change({ [key]: text })}
        />
      )}
      <hr />
      <EditFields
        form={form}
        texts={texts}
        faults={shown}
        warnings={warnings}
        hints={code}
        isClosed={false}
        onChange={(key, text) => change({ [key]: text })}
      />
      <EditFoot error={error} note={wasTried && wrong > 0 && say.wrongFields(wrong)}>
        <button className="button edit-save" type="submit" disabled={isBusy}>
          {isBusy ? say.saving : say.save}
        </button>
        <Button isQuiet onPress={props.onCancel}>
          {say.cancel}
        </Button>
      </EditFoot>
    </form>
  );
}

/** Writes the draft; the new record's page takes the form's place. */
function useSaving(form: FacilityForm, values: Values, onSaved: () => void) {
  const { view, change } = useView();
  const { write } = useEditSession();
  const [error, setError] = useState<unknown>(null);
  const layerId = layerOfKind(form.kind) ?? "";
  async function save() {
    setError(null);
    // the fields of the form are the draft's, and a place that is not known is said so
    const draft = { kind: form.kind, position: null, ...patchOf(knownOf(values)) } as FacilityDraft;
    const { districtId } = view.district;
    try {
      const now = await write(
        { districtId, facilityId: "", layerId, name: String(values.name) },
        { act: "create", draft },
        { act: "remove" },
        null,
      );
      onSaved();
      if (now) change({ selection: { layerId, id: now.facilityId } }, true);
    } catch (failure) {
      setError(failure);
    }
  }
  return { error, save, forget: () => setError(null) };
}

/** The kind can be changed while one types: what both kinds have stays. */
function ChosenKind(props: {
  forms: readonly FacilityForm[];
  form: FacilityForm;
  onKind: (kind: string) => void;
}) {
  const say = useWords(editWords);
  const language = useLanguage();
  return (
    <label>
      <span>{say.facilityKind}</span>
      <select value={props.form.kind} onChange={(event) => props.onKind(event.target.value)}>
        {props.forms.map(({ kind, title }) => (
          <option key={kind} value={kind}>
            {titleIn(language, title)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What to do on the map: set the pin, move it, or say that nobody knows the place. */
function Place(props: {
  place: LngLat | null;
  isPlaceless: boolean;
  isWrong: boolean;
  onPlaceless: (isPlaceless: boolean) => void;
}) {
  const { place } = props;
  const say = useWords(editWords);
  const { change } = useView();
  const showOn = useCameraOn();
  if (place)
    return (
      <p className="create-place">
        <Icon name="pin" size={16} />
        <span>{say.placed}</span>
        <Button isQuiet icon="locate" onPress={() => change({ camera: showOn(place) })}>
          {say.showPlace}
        </Button>
      </p>
    );
  return (
    <div className="create-place" data-wrong={props.isWrong || undefined} data-open>
      <Icon name="pin" size={16} />
      <strong>{say.placeHint}</strong>
      <label>
        <input
          type="checkbox"
          checked={props.isPlaceless}
          onChange={(event) => props.onPlaceless(event.target.checked)}
        />
        {say.withoutPlace}
      </label>
      {props.isWrong && <small>{say.placeNeeded}</small>}
    </div>
  );
}
