import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { remediesOf } from "../api/remedies.ts";
import { useView } from "../map/view.ts";
import { Button, Segmented, Select } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { AddMany } from "./add-many.tsx";
import { addWords } from "./add-words.ts";
import { useEnterVehicle, type VehicleKind } from "./queries.ts";
import { KIND_TITLES, VEHICLE_KINDS } from "./titles.ts";
import "./vehicle.css";

/** Enters a vehicle in the register, or those of a file. */
export function AddVehicle({ onClose }: { onClose: () => void }) {
  const [from, setFrom] = useState<"form" | "file">("form");
  const say = useWords(addWords);
  const choice = (
    <Segmented
      label={say.title}
      value={from}
      options={[
        { value: "form", title: say.one },
        { value: "file", title: say.many },
      ]}
      onChange={setFrom}
    />
  );
  return from === "form" ? (
    <AddOne choice={choice} onClose={onClose} />
  ) : (
    <AddMany choice={choice} onClose={onClose} />
  );
}

function AddOne({ choice, onClose }: { choice: React.ReactNode; onClose: () => void }) {
  const say = useWords(addWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const navigate = useNavigate();
  const enter = useEnterVehicle(districtId);
  const [kind, setKind] = useState<VehicleKind>("sweeper");
  const [isPlateMissing, setPlateMissing] = useState(false);
  const plateId = useId();
  const faults = remediesOf(enter.error, (field) => field === "plate");
  const plateSaid = isPlateMissing ? say.plateMissing : faults.plate;
  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    setPlateMissing(text("plate") === "");
    if (text("plate") === "" || enter.isPending) return;
    enter.mutate(
      {
        ...{ plate: text("plate"), kind, terminalId: text("terminal") || null },
        ...{ name: text("name") || null, team: text("team") || null },
      },
      {
        onSuccess: (vehicleId) => {
          onClose();
          void navigate({
            to: "/fleet/vehicles/$vehicleId",
            // the router's types of paths and search are of every page at once
            params: { vehicleId } as never,
            search: ((now: object) => now) as never,
          });
        },
      },
    );
  };
  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      onSubmit={submit}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={enter.isPending}>
            {say.save}
          </button>
        </>
      }
    >
      {choice}
      <div className="vehicle-form">
        <div className="fleet-field" data-wrong={plateSaid ? true : undefined}>
          <label htmlFor={plateId}>{say.plate}</label>
          <input
            id={plateId}
            name="plate"
            className="input"
            autoComplete="off"
            maxLength={20}
            onChange={() => setPlateMissing(false)}
          />
          {plateSaid && <small role="alert">{plateSaid}</small>}
        </div>
        <div className="fleet-field">
          <span>{say.kind}</span>
          <Select
            isBoxed
            label={say.kind}
            value={kind}
            options={VEHICLE_KINDS.map((value) => ({
              value,
              title: titleIn(language, KIND_TITLES[value]),
            }))}
            onChange={setKind}
          />
        </div>
        {(["name", "team", "terminal"] as const).map((field) => (
          <label key={field} className="fleet-field">
            {say[field]}
            <input name={field} className="input" autoComplete="off" maxLength={60} />
          </label>
        ))}
      </div>
      {enter.error && !plateSaid && (
        <p role="alert" className="fleet-warn">
          {enter.error.message}
        </p>
      )}
    </Dialog>
  );
}
