import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import { Changes } from "./edit-changes.tsx";
import { EditFailure } from "./edit-foot.tsx";
import { patchOf, undoingPatch, valuesOf } from "./edit-form.ts";
import type { EditableFacility, FacilityForm, HistoryEntry } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import type { Subject } from "./edit-stack.ts";
import { valuesBefore } from "./edit-version.ts";
import { editWords } from "./edit-words.ts";

/**
 * Takes back an entry and what came after it in the same fields, as one write that can itself be undone. What it would
 * write is shown before it is done.
 *
 * @param entries  Newest first, from the newest to the one that is taken back.
 */
export function RestoreVersion(props: {
  record: EditableFacility;
  form: FacilityForm | undefined;
  subject: Subject;
  entries: readonly HistoryEntry[];
}) {
  const { record, subject } = props;
  const say = useWords(editWords);
  const { write, isBusy } = useEditSession();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const values = valuesBefore(record, props.entries);
  const keys = Object.keys(values);
  if (keys.length === 0) return null;
  const now = valuesOf(record);
  const later = props.entries.length - 1;

  async function restore() {
    setFailure(null);
    const patch = patchOf(values);
    try {
      await write(
        subject,
        { act: "edit", patch },
        { act: "edit", patch: undoingPatch(record, patch) },
        record.revision,
      );
      setAsking(false);
    } catch (error) {
      setFailure(error);
    }
  }
  return (
    <div data-print="hide">
      <Button isQuiet icon="history" onPress={() => setAsking(true)}>
        {say.restoreThis}
      </Button>
      {isAsking && (
        <Dialog
          title={`${say.restoreTitle} · ${record.name}`}
          onClose={() => setAsking(false)}
          onSubmit={() => void restore()}
          buttons={
            <>
              <Button isQuiet onPress={() => setAsking(false)}>
                {say.cancel}
              </Button>
              <button className="button edit-save" type="submit" disabled={isBusy}>
                {isBusy ? say.saving : say.restoreDo}
              </button>
            </>
          }
        >
          <p>{say.restoreWhat(keys.length)}</p>
          <Changes
            form={props.form}
            changes={keys.map((key) => ({ key, before: now[key], after: values[key] }))}
          />
          {later > 0 && <p>{say.restoreLater(later)}</p>}
          <p>
            <small>{say.restoreUndo}</small>
          </p>
          {failure !== null && <EditFailure error={failure} />}
        </Dialog>
      )}
    </div>
  );
}
