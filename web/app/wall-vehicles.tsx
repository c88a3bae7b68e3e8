import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useSession } from "../api/session.ts";
import { liveNow, onLive, useFollowFleet } from "../fleet/live.ts";
import { type LiveVehicle, piecesOf, TRAIL_MS } from "../fleet/live-state.ts";
import { STATE_TITLES } from "../fleet/titles.ts";
import { lookOf } from "../fleet/vehicle-mark.tsx";
import { countsOf, stateOf, type VehicleState } from "../fleet/vehicle-state.ts";
import { type DrawnVehicle, trailsDrawing, vehiclesDrawing } from "../fleet/vehicles-drawing.ts";
import { vehicleLayers } from "../fleet/vehicles-layers.ts";
import { useAtlas, useDrawing, useOverlay } from "../map/atlas-context.ts";
import { drawn } from "../map/drawn.ts";
import { fleetPalettes } from "../map/fleet-palette.ts";
import type { LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { serverNow, useServerTime } from "../wall/clock.ts";
import { useFeed } from "../wall/feeds.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { oneAtATime } from "../wall/one-at-a-time.ts";
import { Big, WallPanel } from "../wall/panel.tsx";
import { stateQuery, wallVehiclesQuery } from "../wall/queries.ts";
import { Row, Rows } from "../wall/rows.tsx";
import { useDead } from "../wall/use-dead.ts";
import { wallWords } from "./wall-words.ts";

/** Vehicles are drawn at most this often. */
const EVERY_MS = 2_000;
/** The register is asked again this often. */
const REGISTER_MS = 60_000;
const PATIENCE_MS = 5_000;
const STATES = ["working", "moving", "standing", "located", "silent", "unheard"] as const;
const DRAWN_STATES: readonly VehicleState[] = ["working", "moving", "standing", "silent"];

/** No plate: nobody is looked for from across a room. */
const LOOK = { flavor: "dark", hasPlates: false } as const;

const lngLat = ([lng, lat]: readonly number[]): LngLat => [lng!, lat!]; // the contract says two

/** Where vehicles are, no newer than what the map has drawn. */
function useDrawnLive() {
  const { districtId } = useView().view.district;
  const atlas = useAtlas();
  // a display reads where vehicles are, and not where they were
  useFollowFleet(districtId, Boolean(useSession()?.account));
  const [shown, setShown] = useState(liveNow);
  useEffect(() => {
    let isStopped = false;
    const take = oneAtATime(async () => {
      if (isStopped) return;
      setShown(liveNow());
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      await drawn(atlas, PATIENCE_MS);
    });
    take();
    const stop = onLive(take);
    return () => {
      isStopped = true;
      stop();
    };
  }, [atlas]);
  return shown;
}

/** Until the server has said after how long a vehicle is silent. */
const SILENT_MINUTES = 10;

type Listed = { readonly vehicleId: string; readonly kind: string };

/** Where a vehicle is and how it stands: as the line says, or before it has, as it was listed. */
function vehicleNow(
  listed: Listed & { readonly last: LivePositionOfList | null },
  live: LiveVehicle | undefined,
  nowMs: number,
  silentMs: number,
) {
  const last = live?.last ?? listed.last;
  const known = last && {
    ...{ atMs: Date.parse(last.at), isWorking: last.isWorking },
    speedKmh: live?.speedKmh ?? last.speedKmh,
  };
  const state = stateOf({ status: "in_service", last: known }, nowMs, silentMs);
  return { ...{ vehicleId: listed.vehicleId, kind: listed.kind, state, last }, trail: live?.trail };
}
type LivePositionOfList = Omit<LiveVehicle["last"], "vehicleId">;

function useWallFleet() {
  const { districtId } = useView().view.district;
  const register = useQuery(wallVehiclesQuery(districtId, REGISTER_MS));
  const { vehicles } = useDrawnLive();
  const minutes =
    useQuery({
      ...stateQuery(districtId),
      select: ({ counters }) => counters.vehicles.withinMinutes,
    }).data ?? SILENT_MINUTES;
  const nowMs = useServerTime(10_000);
  const listed = register.data?.vehicles;
  const fleet = useMemo(
    () =>
      listed?.map((one) =>
        vehicleNow(one, vehicles.get(one.vehicleId), nowMs ?? Date.now(), minutes * 60_000),
      ),
    [listed, vehicles, nowMs, minutes],
  );
  return { register, fleet, minutes };
}

/** Vehicles with whence they came. */
export function VehiclesLayer() {
  const { fleet } = useWallFleet();
  const marks = useMemo(
    () =>
      (fleet ?? []).flatMap(({ vehicleId, kind, state, last }): DrawnVehicle[] =>
        last === null
          ? []
          : [
              {
                ...{ vehicleId, kind, look: lookOf(state), plate: "", title: "" },
                position: lngLat(last.position),
                headingDegrees: last.headingDegrees,
                ...{ isSelected: false, isFaint: state === "silent" },
              },
            ],
      ),
    [fleet],
  );
  const trails = useMemo(() => {
    const sinceMs = (serverNow() ?? Date.now()) - TRAIL_MS;
    return (fleet ?? []).flatMap(({ state, trail }) =>
      (state === "working" || state === "moving") && trail && trail.length > 1
        ? [{ pieces: piecesOf(trail, sinceMs), look: lookOf(state), isOld: false }]
        : [],
    );
  }, [fleet]);
  useDrawing(
    "fleet-vehicles",
    useMemo(() => vehiclesDrawing(marks, LOOK), [marks]),
  );
  useOverlay(
    "fleet-vehicles",
    useMemo(() => vehicleLayers(marks, LOOK), [marks]),
  );
  useDrawing(
    "fleet-trails",
    useMemo(() => trailsDrawing(trails, "dark"), [trails]),
  );
  return null;
}

export function VehiclesLegend() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const register = useQuery(wallVehiclesQuery(districtId, REGISTER_MS));
  const deadSinceMs = useDead(register, REGISTER_MS, "positions");
  return (
    <LegendGroup
      title={say.vehicles}
      deadSinceMs={deadSinceMs}
      entries={DRAWN_STATES.map((state) => ({
        look: <Swatch as="dot" color={fleetPalettes.dark.state[lookOf(state)]} />,
        title: titleIn(language, STATE_TITLES[state]),
      }))}
    />
  );
}

/** How many vehicles are out, and how they stand. */
export function VehiclesPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const { register, fleet, minutes } = useWallFleet();
  const asOf = useFeed("positions")?.asOf ?? null;
  return (
    <WallPanel
      title={say.vehicles}
      aside={say.vehiclesWithin(minutes)}
      to={register}
      asOf={() => asOf}
      everyMs={REGISTER_MS}
      feed="positions"
      isEmpty={({ vehicles }) => vehicles.length === 0}
      empty={say.vehiclesNone}
    >
      {() => {
        const counts = countsOf((fleet ?? []).map(({ state }) => state));
        const out = counts.working + counts.moving + counts.standing + counts.located;
        const count = (n: number) => formatCount(n, language);
        return (
          <>
            <div className="wall-bigs">
              <Big
                value={count(out)}
                unit={say.vehicleUnit}
                caption={say.vehiclesHeard(count(fleet?.length ?? 0))}
                isMain
              />
              <Big
                value={count(counts.working)}
                unit={say.vehicleUnit}
                caption={say.vehiclesWorking}
                tone={counts.working > 0 ? "good" : undefined}
              />
            </div>
            <Rows>
              {STATES.filter((state) => state !== "working" && counts[state] > 0).map((state) => (
                <Row
                  key={state}
                  mark={
                    <i
                      className="wall-dot"
                      style={{ color: fleetPalettes.dark.state[lookOf(state)] }}
                    />
                  }
                  title={titleIn(language, STATE_TITLES[state])}
                  value={count(counts[state])}
                />
              ))}
            </Rows>
          </>
        );
      }}
    </WallPanel>
  );
}
