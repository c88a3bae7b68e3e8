import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useCheck } from "./edit-check.ts";
import { EditFields, focusWrong, PlaceFields } from "./edit-fields.tsx";
import { EditFoot } from "./edit-foot.tsx";
import {
  changedKeys,
  patchOf,
  readTexts,
  type Texts,
  textsOf,
  undoingPatch,
  type Values,
  valuesOf,
} from "./edit-form.ts";
import { EditMeeting } from "./edit-meeting.tsx";
import { PickPlace, placeIn } from "./edit-place.tsx";
import {
  changedIn,
  type EditableFacility,
  type FacilityForm,
  historyQuery,
  refusedIn,
} from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import type { Subject } from "./edit-stack.ts";
import { editWords } from "./edit-words.ts";
import { useUnsaved } from "./unsaved.ts";

/** The form of a record: what is typed stays whatever happens meanwhile. */
export function OpenForm(props: {
  record: EditableFacility;
  form: FacilityForm;
  subject: Subject;
  onClose: () => void;
}) {
  const { record, form, subject, onClose } = props;
  const say = useWords(editWords);
  const { view } = useView();
  const { write, isBusy, isWriting } = useEditSession();
  // the version one began with: a change by somebody else must not slip in under what is typed
  const [base] = useState(record);
  const [texts, setTexts] = useState<Texts>(() => textsOf(valuesOf(base)));
  const [error, setError] = useState<unknown>(null);
  const [isComparing, setComparing] = useState(false);
  const isChanged = record.revision !== base.revision;
  const history = useQuery({ ...historyQuery(subject), enabled: isChanged, retry: false });
  const last = history.data?.entries.find(({ photographId }) => photographId === null);
  const keys = changedKeys(form.fields, textsOf(valuesOf(base)), texts);
  const { values, faults } = readTexts(form.fields, texts, keys);
  const { warnings, isCodeTaken } = useCheck(form, texts, record.facilityId);
  const taken = isCodeTaken && keys.includes("code") ? { code: say.codeTaken } : {};
  const element = useRef<HTMLFormElement>(null);
  const [wasTried, setTried] = useState(false);
  const wrong = Object.keys(faults).length;
  useUnsaved(() => keys.length > 0);
  const stale = changedIn(error);
  const isMeeting = isComparing || stale !== null;

  async function save(patch: Values, onto: EditableFacility) {
    setError(null);
    try {
      const written = patchOf(patch);
      if (Object.keys(patch).length > 0)
        await write(
          subject,
          { act: "edit", patch: written },
          { act: "edit", patch: undoingPatch(onto, written) },
          onto.revision,
        );
      onClose();
    } catch (failure) {
      setError(failure);
      setComparing(false);
    }
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (wrong > 0) return focusWrong(element.current);
    if (isWriting()) return;
    if (isChanged) return setComparing(true);
    void save(values, base);
  }
  const newest = stale && stale.revision > record.revision ? stale : record;
  const leave = () => {
    if (keys.length === 0 || confirm(say.leaveAsk)) onClose();
  };
  if (isMeeting)
    return (
      <div className="edit-form">
        <EditMeeting
          form={form}
          base={valuesOf(base)}
          mine={{ ...valuesOf(base), ...values }}
          theirs={valuesOf(newest)}
          by={stale ?? (last ? { changedBy: last.actorName, changedAt: last.at } : null)}
          timeZone={view.district.timeZone}
          isSaving={isBusy}
          onSettled={(settled) => void save(settled, newest)}
          onCancel={leave}
        />
      </div>
    );
  const change = (key: string, text: string | null) => {
    setError(null); // what was refused was said of what stood there
    setTexts({ ...texts, [key]: text });
  };
  const every = { ...faults, ...taken, ...refusedIn(error) };
  return (
    <form
      className="edit-form"
      ref={element}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "s" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      {isChanged && (
        <p className="edit-changed" role="status">
          {say.changedMeanwhile(last?.actorName ?? "")}
          <Button isQuiet onPress={() => setComparing(true)}>
            {say.compare}
          </Button>
        </p>
      )}
      <EditFields
        form={form}
        texts={texts}
        faults={every}
        warnings={warnings}
        isClosed={record.status === "closed"}
        onChange={change}
      />
      <PickPlace
        place={placeIn(readTexts(form.fields, texts, ["position"]).values.position)}
        onPlace={([lng, lat]) => {
          setError(null);
          setTexts((now) => ({ ...now, lng: String(lng), lat: String(lat) }));
        }}
      />
      <PlaceFields texts={texts} faults={every} warnings={warnings} onChange={change} />
      <EditFoot error={stale ? null : error} note={wasTried && wrong > 0 && say.wrongFields(wrong)}>
        <button className="button edit-save" type="submit" disabled={isBusy}>
          {isBusy ? say.saving : say.save}
        </button>
        <Button isQuiet onPress={leave}>
          {say.cancel}
        </Button>
        {keys.length > 0 && <small>{say.changes(keys.length)}</small>}
      </EditFoot>
    </form>
  );
}
