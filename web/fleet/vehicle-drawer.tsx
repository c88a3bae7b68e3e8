import { Link } from "@tanstack/react-router";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton, Toggle } from "../ui/controls.tsx";
import { formatNumber } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard, Section } from "../ui/panel.tsx";
import { VehicleEvents } from "./events.tsx";
import { type FleetVehicle, useFleet } from "./fleet-now.ts";
import { useFollowFleet } from "./live.ts";
import { useFleetLink, useReplay, useSetFleetLink } from "./params.ts";
import { KIND_TITLES, SOURCE_TITLES, STATE_TITLES } from "./titles.ts";
import { Today } from "./today.tsx";
import { VehicleMark } from "./vehicle-mark.tsx";
import { ageOf } from "./vehicle-state.ts";
import { words } from "./words.ts";
import { momentAt } from "./zoned.ts";
import "./fleet.css";

/** What is known of a vehicle now, and of its day. */
export function SelectedVehicle({ vehicleId }: { vehicleId: string }) {
  const say = useWords(words);
  const { view, change } = useView();
  useFollowFleet(view.district.districtId);
  const { register, fleet, isLost, nowMs } = useFleet();
  const one = fleet?.find(({ vehicle }) => vehicle.vehicleId === vehicleId);
  return (
    <section className="fleet-drawer" aria-label={say.vehicle}>
      <div className="fleet-drawer-close">
        <IconButton
          icon="close"
          label={say.close}
          tip="left"
          onPress={() => change({ selection: null }, true)}
        />
      </div>
      <Guard>
        <Answer to={{ ...register, isFetching: false }}>
          {() =>
            one ? (
              <Known of={one} nowMs={nowMs} isLost={isLost} />
            ) : (
              <p className="answer-empty">{say.gone}</p>
            )
          }
        </Answer>
      </Guard>
    </section>
  );
}

function Known({ of, nowMs, isLost }: { of: FleetVehicle; nowMs: number; isLost: boolean }) {
  const say = useWords(words);
  const language = useLanguage();
  const { today } = useView().view.district;
  const { vehicle, state, atMs, speedKmh } = of;
  const link = useFleetLink();
  const set = useSetFleetLink();
  const isReplay = useReplay() !== null;
  const isNow = state === "working" || state === "moving" || state === "standing";
  return (
    <>
      <header className="fleet-drawer-head">
        <VehicleMark kind={vehicle.kind} state={state} size={36} />
        <h2>{vehicle.plate}</h2>
        <p>
          {[vehicle.name, titleIn(language, KIND_TITLES[vehicle.kind]), vehicle.team]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </header>
      <p className="fleet-now" data-state={state} data-lost={isLost || undefined}>
        <b>{titleIn(language, STATE_TITLES[state])}</b>
        {isNow && (
          <span>
            {speedKmh === null ? say.speedUnknown : say.speed(formatNumber(speedKmh, language, 0))}
          </span>
        )}
        <small role="status">{atMs === null ? say.neverHeard : say.ago(ageOf(atMs, nowMs))}</small>
      </p>
      {isLost && <p className="fleet-lost">{say.lost}</p>}
      {vehicle.statusReason && <p className="fleet-warn">{say.outBecause(vehicle.statusReason)}</p>}
      <p className="fleet-drawer-acts">
        <Link
          className="button"
          to="/fleet/vehicles/$vehicleId"
          // the router's types of paths and search are of every page at once
          params={{ vehicleId: vehicle.vehicleId } as never}
          search={((now: object) => now) as never}
        >
          <Icon name="list" size={16} />
          <span>{say.page}</span>
        </Link>
        {!isReplay && (
          <Link
            className="button"
            to="/fleet"
            search={
              ((now: object) => ({
                ...now,
                replayDay: today,
                replayVehicles: vehicle.vehicleId,
              })) as never
            }
          >
            <Icon name="history" size={16} />
            <span>{say.replayToday}</span>
          </Link>
        )}
        <Toggle
          isOn={link.follow !== "off"}
          onChange={(isOn) => set({ follow: isOn ? undefined : "off" })}
        >
          {say.follow}
        </Toggle>
        {link.untaken === "on" && (
          <Toggle isOn onChange={() => set({ untaken: undefined })}>
            {say.untaken}
          </Toggle>
        )}
      </p>
      <Last of={of} />
      <Today vehicleId={vehicle.vehicleId} />
      <VehicleEvents vehicleId={vehicle.vehicleId} most={5} />
    </>
  );
}

/** The last position and by what way it came. */
function Last({ of }: { of: FleetVehicle }) {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const { vehicle, last } = of;
  const { terminal } = vehicle;
  const moment = (iso: string) => momentAt(Date.parse(iso), timeZone, language);
  const compass = say.compass.split(",");
  const name = (degrees: number) => compass[Math.round(degrees / 45) % 8]!;
  const delay = last ? (Date.parse(last.receivedAt) - Date.parse(last.at)) / 1000 : 0;
  return (
    <Section title={say.position}>
      <dl className="fleet-facts">
        {last && (
          <>
            <div>
              <dt>{say.takenAt}</dt>
              <dd>
                {moment(last.at)}
                <small>{last.position.map((degrees) => degrees.toFixed(5)).join(", ")}</small>
              </dd>
            </div>
            <div>
              <dt>{say.received}</dt>
              <dd>{say.delay(formatNumber(Math.max(0, delay), language))}</dd>
            </div>
            <div>
              <dt>{say.heading}</dt>
              <dd>
                {last.headingDegrees === null
                  ? say.unknown
                  : say.northOf(
                      formatNumber(last.headingDegrees, language, 0),
                      name(last.headingDegrees),
                    )}
              </dd>
            </div>
            <div>
              <dt>{say.workingState}</dt>
              <dd>
                {last.isWorking === null
                  ? say.workingUnknown
                  : last.isWorking
                    ? say.working
                    : say.notWorking}
              </dd>
            </div>
            <div>
              <dt>{say.source}</dt>
              <dd>
                {SOURCE_TITLES[last.source]
                  ? titleIn(language, SOURCE_TITLES[last.source]!)
                  : last.source}
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>{say.terminal}</dt>
          <dd>
            {terminal ? terminal.terminalId : say.noTerminal}
            {terminal && !terminal.isEnabled && <small>{say.terminalOff}</small>}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
