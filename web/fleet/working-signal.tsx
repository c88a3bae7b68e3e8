import { type FormEvent, useId, useState } from "react";
import { Button, Select } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { wrongNumber } from "../ui/typed-number.ts";
import type { Vehicle } from "./queries.ts";
import { vehicleWords } from "./vehicle-words.ts";

type Terminal = NonNullable<Vehicle["terminal"]>;
type Signal = NonNullable<Terminal["workingSignal"]>;

/** Where a terminal of JT/T 808 says that brush or pump is on; until somebody says so, work is unknown and never "off". */
export function WorkingSignal(props: {
  terminal: Terminal;
  mayEdit: boolean;
  isBusy: boolean;
  onSet: (signal: Signal | null) => void;
}) {
  const { workingSignal } = props.terminal;
  const say = useWords(vehicleWords);
  const [isEditing, setEditing] = useState(false);
  if (isEditing)
    return (
      <SignalForm
        signal={workingSignal}
        onCancel={() => setEditing(false)}
        onSet={(signal) => {
          props.onSet(signal);
          setEditing(false);
        }}
      />
    );
  return (
    <>
      {workingSignal === null
        ? say.signalNone
        : say.signalAt(
            workingSignal.field === "status" ? null : String(workingSignal.field),
            String(workingSignal.bit),
            String(workingSignal.isWorkingWhen),
          )}
      {props.mayEdit && (
        <span data-print="hide">
          <Button isQuiet isDisabled={props.isBusy} onPress={() => setEditing(true)}>
            {say.signalSet}
          </Button>
        </span>
      )}
    </>
  );
}

function SignalForm(props: {
  signal: Signal | null;
  onSet: (signal: Signal | null) => void;
  onCancel: () => void;
}) {
  const { signal } = props;
  const say = useWords(vehicleWords);
  const id = useId();
  const [where, setWhere] = useState<"none" | "status" | "item">(
    signal === null ? "none" : signal.field === "status" ? "status" : "item",
  );
  const [item, setItem] = useState(typeof signal?.field === "number" ? String(signal.field) : "");
  const [bit, setBit] = useState(String(signal?.bit ?? 0));
  const [when, setWhen] = useState<"0" | "1">(signal?.isWorkingWhen === 0 ? "0" : "1");
  const isItemWrong =
    where === "item" && wrongNumber(item, { least: 1, most: 255, isWhole: true }) !== null;
  const isBitWrong =
    where !== "none" && wrongNumber(bit, { least: 0, most: 31, isWhole: true }) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isItemWrong || isBitWrong) return;
    const field = where === "status" ? ("status" as const) : Number(item);
    const isWorkingWhen = when === "1" ? 1 : 0;
    props.onSet(where === "none" ? null : { field, bit: Number(bit), isWorkingWhen });
  };
  const number = (name: string, text: string, set: (text: string) => void, isWrong: boolean) => (
    <label className="fleet-field" data-wrong={isWrong || undefined} htmlFor={`${id}-${name}`}>
      {name}
      <input
        id={`${id}-${name}`}
        className="input"
        inputMode="numeric"
        maxLength={3}
        value={text}
        aria-invalid={isWrong}
        onChange={({ target }) => set(target.value)}
      />
    </label>
  );
  return (
    <form className="vehicle-signal" noValidate onSubmit={submit}>
      <Select
        isBoxed
        label={say.signal}
        value={where}
        options={[
          { value: "none", title: say.signalNone },
          { value: "status", title: say.signalStatus },
          { value: "item", title: say.signalItem },
        ]}
        onChange={setWhere}
      />
      {where === "item" && number(say.signalItemId, item, setItem, isItemWrong)}
      {where !== "none" && number(say.signalBit, bit, setBit, isBitWrong)}
      {where !== "none" && (
        <Select
          isBoxed
          label={say.signalWhen}
          value={when}
          options={[
            { value: "1", title: say.signalOn("1") },
            { value: "0", title: say.signalOn("0") },
          ]}
          onChange={setWhen}
        />
      )}
      <span className="vehicle-form-acts">
        <Button isQuiet onPress={props.onCancel}>
          {say.cancel}
        </Button>
        <button type="submit" className="button button-main">
          {say.save}
        </button>
      </span>
    </form>
  );
}
