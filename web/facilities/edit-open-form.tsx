import { useQuery } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { EditFields } from "./edit-fields.tsx";
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
import {
  changedIn,
  type EditableFacility,
  type FacilityForm,
  historyQuery,
} from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import type { Subject } from "./edit-stack.ts";
import { editWords } from "./edit-words.ts";

/** Asks before what was typed is lost: by leaving the record, the page or the browser. */
export function useUnsaved(isUnsaved: boolean) {
  const say = useWords(editWords);
  useBlocker({
    enableBeforeUnload: isUnsaved,
    shouldBlockFn: ({ current, next }) => {
      const [now, then] = [current, next].map(
        ({ pathname, search }) => `${pathname} ${(search as { select?: unknown }).select}`,
      );
      return isUnsaved && now !== then && !confirm(say.leaveAsk);
    },
  });
}

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
  const { write, isBusy } = useEditSession();
  // the version one began with: a change by somebody else must not slip in under what is typed
  const [base] = useState(record);
  const [texts, setTexts] = useState<Texts>(() => textsOf(valuesOf(base)));
  const [error, setError] = useState<unknown>(null);
  const [isComparing, setComparing] = useState(false);
  const isChanged = record.revision !== base.revision;
  const history = useQuery({ ...historyQuery(subject), enabled: isChanged, retry: false });
  const last = history.data?.entries[0];
  const keys = changedKeys(form.fields, textsOf(valuesOf(base)), texts);
  const { values, faults } = readTexts(form.fields, texts, keys);
  useUnsaved(keys.length > 0);
  const stale = changedIn(error);
  const isMeeting = isComparing || stale !== null;
  const problem = error instanceof ApiError && !stale ? error.problem : null;
  const refused = Object.fromEntries(
    (problem?.faults ?? []).map(({ field, remedy }) => [field ?? "", remedy]),
  );

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
    if (Object.keys(faults).length > 0) return;
    if (isChanged) return setComparing(true);
    void save(values, base);
  }
  const newest = stale && stale.revision > record.revision ? stale : record;
  return (
    <form
      className="edit-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "s" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      {isChanged && !isMeeting && (
        <p className="edit-changed" role="status">
          {say.changedMeanwhile(last?.actorName ?? "")}
          <Button isQuiet onPress={() => setComparing(true)}>
            {say.compare}
          </Button>
        </p>
      )}
      {isMeeting ? (
        <EditMeeting
          form={form}
          base={valuesOf(base)}
          mine={{ ...valuesOf(base), ...values }}
          theirs={valuesOf(newest)}
          by={stale ?? (last ? { changedBy: last.actorName, changedAt: last.at } : null)}
          timeZone={view.district.timeZone}
          isSaving={isBusy}
          onSettled={(settled) => void save(settled, newest)}
        />
      ) : (
        <EditFields
          form={form}
          texts={texts}
          faults={{ ...faults, ...refused }}
          facilityId={record.facilityId}
          isClosed={record.status === "closed"}
          onChange={(key, text) => setTexts({ ...texts, [key]: text })}
        />
      )}
      {error !== null && !stale && (
        <p className="edit-failure" role="alert">
          {error instanceof ApiError ? error.message : say.failed}
        </p>
      )}
      <div className="edit-bar edit-foot">
        {!isMeeting && (
          <button
            className="button edit-save"
            type="submit"
            disabled={isBusy || Object.keys(faults).length > 0}
          >
            {isBusy ? say.saving : say.save}
          </button>
        )}
        <Button
          isQuiet
          onPress={() => {
            if (keys.length === 0 || confirm(say.leaveAsk)) onClose();
          }}
        >
          {say.cancel}
        </Button>
        {keys.length > 0 && <small className="edit-count">{say.changes(keys.length)}</small>}
      </div>
    </form>
  );
}
