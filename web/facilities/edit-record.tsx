import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  changedFields,
  FIELDS,
  type FieldName,
  patchOf,
  type Typed,
  typedOf,
} from "./edit-form.ts";
import { type EditableFacility, editableQuery, type Patch, useEdit } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";
import { useLinked, useSetLinked } from "./params.ts";
import { STATUS_TITLES } from "./words.ts";
import "./edit.css";

const OPEN_STATUSES = ["open", "repair", "building", "planned"] as const;

/** What those who may do with a facility's record: edit it, say that it is right, and take that back. */
export function EditRecord({ facilityId }: { facilityId: string }) {
  const say = useWords(editWords);
  const { view } = useView();
  const { districtId } = view.district;
  const [mayEdit, mayVerify] = [useMay("facilities.edit"), useMay("facilities.verify")];
  const target = { districtId, facilityId };
  const record = useQuery({ ...editableQuery(target), enabled: mayVerify !== null });
  const edit = useEdit(target);
  const linked = useLinked();
  const setLinked = useSetLinked();
  const [isEditing, setEditing] = useState(false);
  useEffect(() => {
    if (linked.edit === undefined) return;
    setEditing(linked.edit === "1");
    setLinked({ edit: undefined }); // it is for this record, and once
  }, [linked.edit, setLinked]);
  const [undo, setUndo] = useState<{ revision: number; patch: Patch } | null>(null);
  if (!record.data) return null;
  const known = record.data;

  function save(patch: Patch, revision: number) {
    edit.mutate(
      { revision, patch },
      {
        onSuccess: (now) => {
          const names = Object.keys(patch) as (keyof EditableFacility)[]; // the patch's fields are the record's
          setUndo({
            revision: now.revision,
            patch: Object.fromEntries(names.map((name) => [name, known[name]])) as Patch,
          });
          setEditing(false);
        },
      },
    );
  }

  if (isEditing && mayEdit)
    return (
      <EditForm
        record={known}
        isSaving={edit.isPending}
        error={edit.error}
        onSave={save}
        onCancel={() => {
          edit.reset();
          setEditing(false);
        }}
      />
    );
  const isStale = edit.error instanceof ApiError && edit.error.problem.code === "stale";
  return (
    <div className="edit-bar" data-print="hide">
      {mayEdit && (
        <Button
          onPress={() => {
            edit.reset();
            setEditing(true);
          }}
        >
          {say.edit}
        </Button>
      )}
      <Button
        icon="check"
        isDisabled={edit.isPending}
        onPress={() => {
          setUndo(null);
          edit.mutate({ revision: known.revision, patch: "verify" });
        }}
      >
        {say.verify}
      </Button>
      {edit.isSuccess && (
        <span role="status">
          {edit.variables.patch === "verify" ? say.verified(known.verifiedBy ?? "") : say.saved}
        </span>
      )}
      {undo && (
        <Button
          isQuiet
          onPress={() => {
            edit.mutate(undo);
            setUndo(null);
          }}
        >
          {say.undo}
        </Button>
      )}
      {edit.error && (
        <span role="alert">{isStale ? say.stale : (edit.error.message ?? say.failed)}</span>
      )}
    </div>
  );
}

function EditForm(props: {
  record: EditableFacility;
  isSaving: boolean;
  error: Error | null;
  onSave: (patch: Patch, revision: number) => void;
  onCancel: () => void;
}) {
  const say = useWords(editWords);
  const language = useLanguage();
  // the version one began with: a change by somebody else must not slip in under what is typed
  const [base, setBase] = useState(props.record);
  const [typed, setTyped] = useState<Typed>(() => typedOf(base));
  const problem = props.error instanceof ApiError ? props.error.problem : null;
  const isMet = problem?.code === "stale" && props.record.revision !== base.revision;
  const faultOf = (name: FieldName) =>
    problem?.faults?.find(({ field }) => field === name || (field === "position" && name === "lng"))
      ?.remedy;
  const changed = changedFields(base, typed);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (changed.length === 0) return props.onCancel();
    props.onSave(patchOf(typed, changed), base.revision);
  }
  function take(side: "mine" | "theirs") {
    const theirs = typedOf(props.record);
    const merged = { ...theirs };
    for (const name of changed) if (side === "mine") merged[name] = typed[name];
    setBase(props.record);
    setTyped(merged);
    const names = changedFields(props.record, merged);
    if (names.length > 0) props.onSave(patchOf(merged, names), props.record.revision);
    else props.onCancel();
  }
  const set = (name: FieldName) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [name]: event.target.value });
  return (
    <form
      className="edit-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "s" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      {FIELDS.map((name) => (
        <label key={name} data-wrong={faultOf(name) ? true : undefined}>
          <span>{say[name]}</span>
          <input
            type={name === "openedOn" ? "date" : "text"}
            inputMode={name === "lng" || name === "lat" ? "decimal" : undefined}
            value={typed[name]}
            onChange={set(name)}
          />
          {faultOf(name) && <small>{faultOf(name)}</small>}
        </label>
      ))}
      {typed.status !== "closed" && (
        <label>
          <span>{say.status}</span>
          <select value={typed.status} onChange={set("status")}>
            {OPEN_STATUSES.map((status) => (
              <option key={status} value={status}>
                {titleIn(language, STATUS_TITLES[status]!)}
              </option>
            ))}
          </select>
        </label>
      )}
      {isMet && (
        <Meeting
          typed={typed}
          theirs={typedOf(props.record)}
          names={[...new Set([...changed, ...changedFields(props.record, typedOf(base))])]}
          onTake={take}
        />
      )}
      {props.error && !isMet && (
        <p className="edit-failure" role="alert">
          {problem ? (problem.detail ?? problem.title) : say.failed}
        </p>
      )}
      <div className="edit-bar">
        <button className="button edit-save" type="submit" disabled={props.isSaving || isMet}>
          {props.isSaving ? say.saving : say.save}
        </button>
        <Button isQuiet onPress={props.onCancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Two versions side by side, when somebody was faster. */
function Meeting(props: {
  typed: Typed;
  theirs: Typed;
  names: readonly FieldName[];
  onTake: (side: "mine" | "theirs") => void;
}) {
  const say = useWords(editWords);
  return (
    <section className="edit-meeting" role="alert">
      <p>{say.stale}</p>
      <table>
        <thead>
          <tr>
            <th>{say.field}</th>
            <th>{say.mine}</th>
            <th>{say.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {props.names.map((name) => (
            <tr key={name}>
              <th>{say[name]}</th>
              <td>{props.typed[name] || say.nothing}</td>
              <td>{props.theirs[name] || say.nothing}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="edit-bar">
        <Button onPress={() => props.onTake("mine")}>{say.keepMine}</Button>
        <Button onPress={() => props.onTake("theirs")}>{say.keepTheirs}</Button>
      </div>
    </section>
  );
}
