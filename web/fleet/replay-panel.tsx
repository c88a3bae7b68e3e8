import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { useFlavor } from "../map/flavor.ts";
import { fleetPalettes, SPEED_BREAKS } from "../map/fleet-palette.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText, formatCount, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { useLimits } from "./fleet-now.ts";
import { type Replay, useSelectedVehicle, useSetFleetLink, VEHICLES } from "./params.ts";
import { type Vehicle, vehiclesQuery } from "./queries.ts";
import { replayClock } from "./replay-clock.ts";
import { FEW_TRACKS } from "./replay-layers.ts";
import { placeState } from "./replay-state.ts";
import { placeAt, type Track } from "./replay-track.ts";
import { useReplayTracks } from "./replay-tracks.ts";
import { KIND_TITLES, STATE_TITLES } from "./titles.ts";
import { VehicleMark } from "./vehicle-mark.tsx";
import { words } from "./words.ts";

/** The windows most are looked at in. */
const WINDOWS = {
  wholeDay: ["00:00", "24:00"],
  morning: ["04:30", "12:00"],
  afternoon: ["12:00", "19:00"],
  evening: ["19:00", "24:00"],
} as const;
type Window = keyof typeof WINDOWS;
const WINDOW_NAMES = Object.keys(WINDOWS) as Window[];

/** Which day, which hours and which vehicles are replayed, and how each stood when the clock says. */
export function ReplayPanel({ replay }: { replay: Replay }) {
  const say = useWords(words);
  const language = useLanguage();
  const { answer } = useReplayTracks();
  const set = useSetFleetLink();
  const isNobody = replay.vehicleIds?.length === 0;
  return (
    <>
      <Period key={replay.day} replay={replay} />
      {!isNobody && (
        <Answer to={answer} isEmpty={({ points }) => points === 0} empty={say.replayEmpty}>
          {({ points, tracks }) => (
            <p className="fleet-read">
              <small role="status">
                {say.replayRead(
                  formatCount(points, language),
                  formatCount(tracks.length, language),
                )}
              </small>
            </p>
          )}
        </Answer>
      )}
      <div className="fleet-legend">
        <Segmented
          label={say.colorBy}
          value={replay.color}
          options={[
            { value: "speed", title: say.bySpeed },
            { value: "working", title: say.byWorking },
          ]}
          onChange={(color) => set({ replayColor: color === "speed" ? undefined : color })}
        />
        <Legend color={replay.color} />
        {(answer.data?.tracks.length ?? 0) > FEW_TRACKS && (
          <small>{say.wholeOfFew(String(FEW_TRACKS))}</small>
        )}
      </div>
      <Chosen replay={replay} />
    </>
  );
}

function Period({ replay }: { replay: Replay }) {
  const say = useWords(words);
  const { today } = useView().view.district;
  const set = useSetFleetLink();
  const id = useId();
  const [text, setText] = useState(replay.day);
  const read = dayOfText(text);
  useEffect(() => {
    if (read !== null && read !== replay.day && read <= today)
      set({ replayDay: read, replayAt: undefined }, true);
  }, [read, replay.day, today, set]);
  const to = (from: string, end: string) =>
    set(
      {
        replayFrom: from === "00:00" ? undefined : from,
        replayTo: end === "24:00" ? undefined : end,
        replayAt: undefined,
      },
      true,
    );
  const window = WINDOW_NAMES.find(
    (name) => WINDOWS[name][0] === replay.from && WINDOWS[name][1] === replay.to,
  );
  return (
    <div className="fleet-period">
      <p>
        <label htmlFor={id}>{say.day}</label>
        <DayInput id={id} text={text} onChange={setText} />
      </p>
      <Segmented
        label={say.window}
        value={window ?? null}
        options={WINDOW_NAMES.map((value) => ({ value, title: say[value] }))}
        onChange={(name) => to(WINDOWS[name][0], WINDOWS[name][1])}
      />
      <p className="fleet-hours">
        <Time label={say.from} value={replay.from} onSet={(time) => to(time, replay.to)} />
        <Time label={say.to} value={replay.to} onSet={(time) => to(replay.from, time)} />
      </p>
    </div>
  );
}

/** A time of the day; the platform's own field knows no 24:00. */
function Time(props: { label: string; value: string; onSet: (time: string) => void }) {
  const [text, setText] = useState(props.value);
  useEffect(() => setText(props.value), [props.value]);
  const isTime = /^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/.test(text.trim());
  const settle = () => {
    const time = text.trim().padStart(5, "0");
    if (isTime && time !== props.value) props.onSet(time);
  };
  return (
    <label>
      {props.label}
      <input
        className="input"
        inputMode="numeric"
        maxLength={5}
        value={text}
        aria-invalid={!isTime}
        onChange={({ target }) => setText(target.value)}
        onBlur={settle}
        onKeyDown={({ key }) => key === "Enter" && settle()}
      />
    </label>
  );
}

function Legend({ color }: { color: Replay["color"] }) {
  const say = useWords(words);
  const palette = fleetPalettes[useFlavor()];
  const speeds = palette.speed.map((ink, i) => {
    const [least, most] = [SPEED_BREAKS[i - 1], SPEED_BREAKS[i]];
    const title = most === undefined ? `≥ ${least}` : `${least ?? 0}–${most}`;
    return { ink, title };
  });
  const work = [
    { ink: palette.working, title: say.working },
    { ink: palette.notWorking, title: say.notWorking },
  ];
  return (
    <ul aria-label={color === "speed" ? say.legendSpeed : say.workingState}>
      {color === "speed" && <li>{say.legendSpeed}</li>}
      {[...(color === "speed" ? speeds : work), { ink: palette.unknown, title: say.unknown }].map(
        ({ ink, title }) => (
          <li key={title}>
            <i style={{ background: ink }} />
            {title}
          </li>
        ),
      )}
      <li title={say.noDataSays}>
        <i className="fleet-no-data" />
        {say.noData}
      </li>
    </ul>
  );
}

/** How often what moves with the clock is said anew. */
const SAY_MS = 250;

/** Where the clock stands, slowly enough to be read. */
function useSlowClock(): number {
  const [atMs, setAtMs] = useState(() => replayClock.now().atMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = replayClock.on(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setAtMs(replayClock.now().atMs);
      }, SAY_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return atMs;
}

function Chosen({ replay }: { replay: Replay }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const register = useQuery(vehiclesQuery(districtId)).data?.vehicles ?? [];
  const { answer } = useReplayTracks();
  const set = useSetFleetLink();
  const atMs = useSlowClock();
  const { gapMs } = useLimits();
  const trackById = new Map(answer.data?.tracks.map((track) => [track.vehicleId, track]));
  const isChosen = ({ vehicleId }: Vehicle) => replay.vehicleIds?.includes(vehicleId) ?? true;
  const chosen = register.filter(isChosen).length;
  const toggle = (vehicle: Vehicle) => {
    const ids = register.filter((one) => isChosen(one) !== (one === vehicle));
    set({
      replayVehicles:
        ids.length === register.length
          ? undefined
          : ids.map(({ vehicleId }) => vehicleId).join() || ",",
    });
  };
  return (
    <>
      <p className="fleet-choose">
        <small role="status">
          {say.chosen(formatCount(chosen, language), formatCount(register.length, language))}
        </small>
        <Button isQuiet onPress={() => set({ replayVehicles: undefined })}>
          {say.chooseAll}
        </Button>
        <Button isQuiet onPress={() => set({ replayVehicles: "," })}>
          {say.chooseNone}
        </Button>
      </p>
      <fieldset
        className="fleet-list"
        aria-label={say.vehicles}
        onKeyDown={throughRows(".fleet-row")}
      >
        {register.map((vehicle) => (
          <ChosenRow
            key={vehicle.vehicleId}
            vehicle={vehicle}
            isChosen={isChosen(vehicle)}
            track={trackById.get(vehicle.vehicleId)}
            isKnown={answer.data !== undefined}
            {...{ atMs, gapMs }}
            onToggle={() => toggle(vehicle)}
          />
        ))}
      </fieldset>
    </>
  );
}

function ChosenRow(props: {
  vehicle: Vehicle;
  isChosen: boolean;
  track: Track | undefined;
  isKnown: boolean;
  atMs: number;
  gapMs: number;
  onToggle: () => void;
}) {
  const { vehicle, track, isChosen } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { change } = useView();
  const isSelected = useSelectedVehicle() === vehicle.vehicleId;
  const place = track ? placeAt(track, props.atMs, props.gapMs) : null;
  const state = place ? placeState(place) : "unheard";
  const said = place
    ? titleIn(language, place.isGap ? { zh: say.noData, en: say.noData } : STATE_TITLES[state])
    : track
      ? say.notYet
      : props.isKnown && isChosen
        ? say.noTrack
        : "";
  return (
    <div className="fleet-chosen">
      <input
        type="checkbox"
        aria-label={vehicle.plate}
        checked={isChosen}
        onChange={props.onToggle}
      />
      <button
        type="button"
        className="fleet-row"
        aria-current={isSelected || undefined}
        data-state={isChosen ? state : "out"}
        onClick={() => change({ selection: { layerId: VEHICLES, id: vehicle.vehicleId } }, true)}
      >
        <VehicleMark kind={vehicle.kind} state={isChosen ? state : "out"} />
        <span className="fleet-row-name">
          <b>{vehicle.plate}</b>
          {vehicle.name && <small>{vehicle.name}</small>}
        </span>
        <span className="fleet-row-what">{titleIn(language, KIND_TITLES[vehicle.kind])}</span>
        <span className="fleet-row-speed">
          {isChosen &&
            place &&
            !place.isGap &&
            place.speedKmh !== null &&
            say.speed(formatNumber(place.speedKmh, language, 0))}
        </span>
        <span className="fleet-row-age">{isChosen && said}</span>
      </button>
    </div>
  );
}
