import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { useTypedText } from "../ui/typed-text.ts";
import { byTeam, isCalled, matches } from "./choosing.ts";
import { type FleetVehicle, useFleet, useLimits } from "./fleet-now.ts";
import { useFollowFleet } from "./live.ts";
import {
  statesOf,
  statesWith,
  useFleetLink,
  useSelectedVehicle,
  useSetFleetLink,
  VEHICLES,
} from "./params.ts";
import { KIND_TITLES, STATE_TITLES } from "./titles.ts";
import { VehicleMark } from "./vehicle-mark.tsx";
import { ageOf, countsOf, VEHICLE_STATES, type VehicleState } from "./vehicle-state.ts";
import { words } from "./words.ts";

/** States that are offered also where none is in them. */
const ALWAYS: readonly VehicleState[] = ["working", "moving", "standing", "silent"];

/** How many vehicles are in which state, and each with how old what is known of it is. */
export function LivePanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  useFollowFleet(districtId);
  const { fleet = [], isLost, nowMs } = useFleet();
  const link = useFleetLink();
  const set = useSetFleetLink();
  const { silentMs } = useLimits();
  const states = statesOf(link.vehicleState);
  const text = link.vehicleText ?? "";
  const [typed, setTyped] = useTypedText(text, (next) => set({ vehicleText: next || undefined }));
  const called = fleet.filter((one) => isCalled(one, text));
  const shown = called.filter((one) => matches(one, states, text));
  const counts = countsOf(called.map(({ state }) => state));
  const all = fleet.filter(({ state }) => state !== "retired").length;
  const count = (value: number) => formatCount(value, language);
  return (
    <>
      {isLost && (
        <p className="fleet-lost" role="alert">
          <Icon name="warning" size={16} />
          {say.lost}
        </p>
      )}
      <fieldset className="fleet-states" aria-label={say.states}>
        {VEHICLE_STATES.filter((state) => ALWAYS.includes(state) || counts[state] > 0).map(
          (state) => (
            <button
              key={state}
              type="button"
              aria-pressed={states.includes(state)}
              onClick={() => set({ vehicleState: statesWith(states, state) }, true)}
            >
              <VehicleMark kind="sweeper" state={state} size={20} />
              <b>{count(counts[state])}</b>
              <span>{titleIn(language, STATE_TITLES[state])}</span>
            </button>
          ),
        )}
      </fieldset>
      <p className="fleet-search">
        <input
          type="search"
          className="input"
          aria-label={say.search}
          placeholder={say.search}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <small role="status">
          {shown.length === all && states.length === 0
            ? say.total(count(all), count(fleet.length - all))
            : say.shown(count(shown.length), count(fleet.length))}
        </small>
      </p>
      {shown.length === 0 && (
        <div className="answer-empty">
          <p>{say.none}</p>
          <Button
            isQuiet
            onPress={() => {
              setTyped("");
              set({ vehicleState: undefined, vehicleText: undefined }, true);
            }}
          >
            {say.showAll}
          </Button>
        </div>
      )}
      <fieldset className="fleet-list" aria-label={say.list} onKeyDown={throughRows(".fleet-row")}>
        {byTeam(shown, language).map(({ team, vehicles }) => (
          <section key={team ?? ""} aria-label={team ?? say.noTeam}>
            <h3>
              {team ?? say.noTeam} <small>{count(vehicles.length)}</small>
            </h3>
            {vehicles.map((one) => (
              <Row key={one.vehicle.vehicleId} of={one} nowMs={nowMs} />
            ))}
          </section>
        ))}
      </fieldset>
      <p className="fleet-foot">
        <small>{say.silentAfter(formatNumber(silentMs / 60_000, language))}</small>
      </p>
    </>
  );
}

/** One vehicle in a line: what it is, how it stands, and how old that is. */
function Row({ of, nowMs }: { of: FleetVehicle; nowMs: number }) {
  const say = useWords(words);
  const language = useLanguage();
  const { change } = useView();
  const isSelected = useSelectedVehicle() === of.vehicle.vehicleId;
  const { vehicle, state, atMs, speedKmh } = of;
  const isNow = state === "working" || state === "moving" || state === "standing";
  return (
    <button
      type="button"
      className="fleet-row"
      aria-current={isSelected || undefined}
      data-state={state}
      onClick={() => change({ selection: { layerId: VEHICLES, id: vehicle.vehicleId } }, true)}
    >
      <VehicleMark kind={vehicle.kind} state={state} />
      <span className="fleet-row-name">
        <b>{vehicle.plate}</b>
        {vehicle.name && <small>{vehicle.name}</small>}
      </span>
      <span className="fleet-row-what">
        {titleIn(language, KIND_TITLES[vehicle.kind])} · {titleIn(language, STATE_TITLES[state])}
      </span>
      <span className="fleet-row-speed">
        {isNow && speedKmh !== null && say.speed(formatNumber(speedKmh, language, 0))}
      </span>
      <span className="fleet-row-age">
        {atMs === null ? say.neverHeard : say.ago(ageOf(atMs, nowMs))}
      </span>
    </button>
  );
}
