import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { VehicleEvents } from "./events.tsx";
import { fleetVehicle, useLimits, useNow } from "./fleet-now.ts";
import { VEHICLES } from "./params.ts";
import {
  type Target,
  useChangeVehicle,
  type Vehicle,
  type VehiclePatch,
  vehicleQuery,
} from "./queries.ts";
import { KIND_TITLES, STATE_TITLES } from "./titles.ts";
import { Today } from "./today.tsx";
import { VehicleFacts } from "./vehicle-facts.tsx";
import { backOf } from "./vehicle-form.ts";
import { VehicleMark } from "./vehicle-mark.tsx";
import { VehicleRecordForm } from "./vehicle-record-form.tsx";
import { VehicleRejected } from "./vehicle-rejected.tsx";
import { ageOf } from "./vehicle-state.ts";
import { VehicleTerminal } from "./vehicle-terminal.tsx";
import { VehicleUpload } from "./vehicle-upload.tsx";
import { vehicleWords } from "./vehicle-words.ts";
import { words } from "./words.ts";
import "./fleet.css";
import "./vehicle.css";

/** A vehicle's own page: its record, its terminal, its day, and what of its positions was not taken. */
export function VehiclePage() {
  const { vehicleId = "" } = useParams({ strict: false });
  const { districtId } = useView().view.district;
  const target = { districtId, vehicleId };
  const vehicle = useQuery(vehicleQuery(target));
  return (
    // it is asked again every few seconds, and one may be typing
    <Answer to={{ ...vehicle, isFetching: false }}>
      {(known) => <Page key={vehicleId} vehicle={known} target={target} />}
    </Answer>
  );
}

function Page({ vehicle, target }: { vehicle: Vehicle; target: Target }) {
  const mayEdit = useMay("fleet.edit");
  return (
    <div className="vehicle">
      <div className="vehicle-main">
        <Head vehicle={vehicle} />
        <Record vehicle={vehicle} target={target} mayEdit={mayEdit !== null} />
        <section className="vehicle-card">
          <Today vehicleId={vehicle.vehicleId} />
        </section>
        <VehicleRejected target={target} />
      </div>
      <aside className="vehicle-side">
        <VehicleTerminal vehicle={vehicle} target={target} mayEdit={mayEdit !== null} />
        <VehicleEvents vehicleId={vehicle.vehicleId} />
        {mayEdit && <VehicleUpload target={target} />}
      </aside>
    </div>
  );
}

function Head({ vehicle }: { vehicle: Vehicle }) {
  const say = useWords(vehicleWords);
  const now = useWords(words);
  const language = useLanguage();
  const nowMs = useNow();
  const { silentMs } = useLimits();
  const { state, atMs } = fleetVehicle(vehicle, undefined, nowMs, silentMs);
  return (
    <header className="vehicle-head">
      <Link
        className="vehicle-back"
        to="/fleet"
        // the router's type of search is of every page at once; the link's own is kept
        search={((before: object) => before) as never}
        data-print="hide"
      >
        <Icon name="left" size={16} />
        {say.back}
      </Link>
      <VehicleMark kind={vehicle.kind} state={state} size={40} />
      <div>
        <h2>{vehicle.plate}</h2>
        <p>
          {[vehicle.name, titleIn(language, KIND_TITLES[vehicle.kind]), vehicle.team]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <p className="vehicle-state" data-state={state}>
        <b>{titleIn(language, STATE_TITLES[state])}</b>
        <small>{atMs === null ? now.neverHeard : now.ago(ageOf(atMs, nowMs))}</small>
      </p>
      {vehicle.last && (
        <Link
          className="button"
          to="/fleet"
          search={
            ((before: object) => ({
              ...before,
              select: `${VEHICLES}:${vehicle.vehicleId}`,
              replayDay: undefined,
            })) as never
          }
          data-print="hide"
        >
          <Icon name="pin" size={16} />
          <span>{say.onMap}</span>
        </Link>
      )}
    </header>
  );
}

/** The record: read, changed, and what was just changed taken back. */
function Record(props: { vehicle: Vehicle; target: Target; mayEdit: boolean }) {
  const { vehicle, target, mayEdit } = props;
  const say = useWords(vehicleWords);
  const [isEditing, setEditing] = useState(false);
  const [back, setBack] = useState<VehiclePatch | null>(null);
  const undo = useChangeVehicle(target);
  const saved = (before: Vehicle, patch: VehiclePatch) => {
    setEditing(false);
    undo.reset();
    setBack(backOf(before, patch));
  };
  return (
    <section className="vehicle-card" aria-label={say.record}>
      <div className="vehicle-card-head">
        <h3>{say.record}</h3>
        {mayEdit && !isEditing && (
          <span data-print="hide">
            <Button onPress={() => setEditing(true)}>{say.edit}</Button>
          </span>
        )}
      </div>
      {isEditing ? (
        <VehicleRecordForm
          {...{ vehicle, target }}
          onSaved={saved}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <VehicleFacts vehicle={vehicle} />
      )}
      {!isEditing && (back || undo.isSuccess || undo.error) && (
        <p className="vehicle-said" role="status" data-print="hide">
          {undo.error ? undo.error.message : undo.isSuccess ? say.undone : say.saved}
          {back && !undo.isSuccess && (
            <Button
              isQuiet
              isDisabled={undo.isPending}
              onPress={() =>
                undo.mutate(
                  { patch: back, revision: vehicle.revision },
                  { onSuccess: () => setBack(null) },
                )
              }
            >
              {say.undo}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
