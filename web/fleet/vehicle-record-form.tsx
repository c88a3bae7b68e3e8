import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { remediesOf } from "../api/remedies.ts";
import { Button, Select } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  type Target,
  useChangeVehicle,
  type Vehicle,
  type VehiclePatch,
  vehiclesQuery,
} from "./queries.ts";
import { KIND_TITLES, STATUS_TITLES } from "./titles.ts";
import { patchOf, textOf, type VehicleText, wrongIn } from "./vehicle-form.ts";
import { vehicleWords } from "./vehicle-words.ts";

const keysOf = <K extends string>(titles: Readonly<Record<K, unknown>>) =>
  Object.keys(titles) as K[]; // a record's own keys

/** A vehicle's record to be changed. */
export function VehicleRecordForm(props: {
  vehicle: Vehicle;
  target: Target;
  onSaved: (before: Vehicle, patch: VehiclePatch) => void;
  onCancel: () => void;
}) {
  const { vehicle, target } = props;
  const say = useWords(vehicleWords);
  const language = useLanguage();
  // as it was when one began: what others change meanwhile is not overwritten unseen, but once one was told
  const [begun] = useState(vehicle);
  const [isTold, setTold] = useState(false);
  const seen = isTold ? vehicle : begun;
  const [text, setText] = useState(() => textOf(vehicle));
  const [isTried, setTried] = useState(false);
  const change = useChangeVehicle(target);
  const teams = useTeams(target.districtId);
  const teamsId = useId();
  const wrong = wrongIn(text);
  const faults = remediesOf(change.error, (field) => field in text);
  const isStale = change.error instanceof ApiError && change.error.problem.code === "stale";
  const put = (part: Partial<VehicleText>) => {
    setText((now) => ({ ...now, ...part }));
    change.reset();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget;
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[data-wrong] input")?.focus());
      return;
    }
    const patch = patchOf(seen, text);
    if (Object.keys(patch).length === 0) return props.onCancel();
    change.mutate(
      { patch, revision: seen.revision },
      {
        onSuccess: () => props.onSaved(seen, patch),
        onError: () => setTold(true),
      },
    );
  };
  const said = (field: keyof VehicleText) =>
    faults[field] ?? (isTried && wrong[field] ? say[wrong[field]] : undefined);
  const line = (field: "plate" | "name" | "team" | "note" | "statusReason", more: object = {}) => (
    <Field label={say[field]} said={said(field)}>
      {(id) => (
        <input
          id={id}
          className="input"
          autoComplete="off"
          value={text[field]}
          onChange={({ target: { value } }) => put({ [field]: value })}
          {...more}
        />
      )}
    </Field>
  );
  const day = (field: "boughtOn" | "overhaulDueOn" | "safetyCheckDueOn") => (
    <Field label={say[field]} said={said(field)}>
      {(id) => (
        <DayInput id={id} text={text[field]} onChange={(value) => put({ [field]: value })} />
      )}
    </Field>
  );
  const choice = <F extends "kind" | "status">(
    field: F,
    titles: Readonly<Record<VehicleText[F], { zh: string; en: string }>>,
  ) => (
    <Field label={say[field]} said={said(field)}>
      {() => (
        <Select<VehicleText[F]>
          isBoxed
          label={say[field]}
          value={text[field]}
          options={keysOf(titles).map((value) => ({
            value,
            title: titleIn(language, titles[value]),
          }))}
          onChange={(value) => put({ [field]: value } as Partial<VehicleText>)} // the field's own values
        />
      )}
    </Field>
  );
  return (
    <form className="vehicle-form" noValidate onSubmit={submit}>
      {line("plate", { maxLength: 20 })}
      {choice("kind", KIND_TITLES)}
      {line("name", { maxLength: 60 })}
      {line("team", { maxLength: 60, list: teamsId })}
      <datalist id={teamsId}>
        {teams.map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
      {choice("status", STATUS_TITLES)}
      {text.status !== "in_service" && line("statusReason", { maxLength: 200 })}
      {day("boughtOn")}
      {day("overhaulDueOn")}
      {day("safetyCheckDueOn")}
      {line("note", { maxLength: 500 })}
      {change.error && Object.keys(faults).length === 0 && (
        <p role="alert" className="fleet-warn">
          {isStale ? say.stale : change.error.message}
        </p>
      )}
      <p className="vehicle-form-acts">
        <Button isQuiet onPress={props.onCancel}>
          {say.cancel}
        </Button>
        <button type="submit" className="button button-main" disabled={change.isPending}>
          {say.save}
        </button>
      </p>
    </form>
  );
}

/** Teams that there are, to be picked instead of spelt. */
function useTeams(districtId: string): string[] {
  const all = useQuery(vehiclesQuery(districtId)).data?.vehicles ?? [];
  return [...new Set(all.flatMap(({ team }) => team ?? []))].sort();
}

function Field(props: {
  label: string;
  said: string | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="fleet-field" data-wrong={props.said ? true : undefined}>
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      {props.said && <small role="alert">{props.said}</small>}
    </div>
  );
}
