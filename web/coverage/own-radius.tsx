import { useState } from "react";
import { Button, Select } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import { settingsPageWords } from "../ui/settings-words.ts";
import type { OwnLenses } from "./settings-draft.ts";
import { type Lens, words } from "./settings-words.ts";

type OwnRadius = NonNullable<OwnLenses["own"]>[number];

const OBJECTS = ["residents", "places", "squares", "collection_points", "workers"] as const;
const PROFILES = ["walk", "vehicle"] as const;

/** A radius that only this district asks: it says its name, and why. It is a form, and stands in no other. */
export function RadiusForm(props: {
  kinds: readonly Lens["facilityKind"][];
  onClose: () => void;
  onAdd: (radius: OwnRadius) => void;
}) {
  const say = useWords(words);
  const shared = useWords(settingsPageWords);
  const [facilityKind, setKind] = useState(props.kinds[0]!);
  const [object, setObject] = useState<OwnRadius["object"]>("residents");
  const [profile, setProfile] = useState<OwnRadius["profile"]>("walk");
  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    props.onAdd({
      // made anew each time, so that one that was taken away is not meant again
      id: `own-${Date.now().toString(36)}`,
      ...{ facilityKind, object, profile, radiusMeters: Number(text("radius")) },
      title: { zh: text("zh"), en: text("en") },
      reason: text("reason"),
    });
  };
  return (
    <Dialog
      title={say.addTitle}
      onClose={props.onClose}
      onSubmit={submit}
      buttons={
        <>
          <Button onPress={props.onClose}>{shared.cancel}</Button>
          <button type="submit" className="button button-main">
            {say.addSave}
          </button>
        </>
      }
    >
      <div className="lens-add">
        <span>{say.addKind}</span>
        <Select
          isBoxed
          label={say.addKind}
          value={facilityKind}
          options={props.kinds.map((value) => ({ value, title: say.kind(value) }))}
          onChange={setKind}
        />
        <label htmlFor="lens-add-zh">{say.addZh}</label>
        <input id="lens-add-zh" name="zh" className="input" required maxLength={60} />
        <label htmlFor="lens-add-en">{say.addEn}</label>
        <input id="lens-add-en" name="en" className="input" required maxLength={80} />
        <label htmlFor="lens-add-radius">{say.addRadius}</label>
        <input
          id="lens-add-radius"
          name="radius"
          className="input"
          type="number"
          required
          min={1}
          max={20_000}
          step="any"
        />
        <span>{say.addObject}</span>
        <Select
          isBoxed
          label={say.addObject}
          value={object}
          options={OBJECTS.map((value) => ({ value, title: say.object(value) }))}
          onChange={setObject}
        />
        <span>{say.addProfile}</span>
        <Select
          isBoxed
          label={say.addProfile}
          value={profile}
          options={PROFILES.map((value) => ({ value, title: say.profile(value) }))}
          onChange={setProfile}
        />
        <label htmlFor="lens-add-reason">{say.reason}</label>
        <textarea
          id="lens-add-reason"
          name="reason"
          className="input"
          rows={2}
          required
          maxLength={300}
          placeholder={say.reasonHint}
        />
      </div>
    </Dialog>
  );
}

/** Asks before a radius of the district's own is gone. */
export function RemoveAsk(props: { title: string; onClose: () => void; onRemove: () => void }) {
  const say = useWords(words);
  const shared = useWords(settingsPageWords);
  return (
    <Dialog
      title={say.removeAsk}
      onClose={props.onClose}
      buttons={
        <>
          <Button onPress={props.onClose}>{shared.cancel}</Button>
          <button type="button" className="button button-danger" onClick={props.onRemove}>
            {say.remove}
          </button>
        </>
      }
    >
      <p>{say.removeSays(props.title)}</p>
    </Dialog>
  );
}
