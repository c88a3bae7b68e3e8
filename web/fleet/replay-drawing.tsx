import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useOverlay } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLimits } from "./fleet-now.ts";
import { gapsDrawing } from "./gaps-drawing.ts";
import { useFleetLink, useSelectedVehicle } from "./params.ts";
import { vehiclesQuery } from "./queries.ts";
import { replayClock } from "./replay-clock.ts";
import { type Drawn, FEW_TRACKS, trackLayers, trailLayers } from "./replay-layers.ts";
import { placeState } from "./replay-state.ts";
import { placeAt, type Track } from "./replay-track.ts";
import { useReplayTracks } from "./replay-tracks.ts";
import { KIND_TITLES } from "./titles.ts";
import { lookOf } from "./vehicle-mark.tsx";
import { type DrawnVehicle, vehiclesDrawing } from "./vehicles-drawing.ts";
import { vehicleLayers } from "./vehicles-layers.ts";
import { words } from "./words.ts";

const NONE: readonly Track[] = [];

/** Where vehicles were: their tracks, the gaps in them, and each vehicle where the one clock says. */
export function ReplayDrawing() {
  const flavor = useFlavor();
  const say = useWords(words);
  const { gapMs } = useLimits();
  const { tracks = NONE, replay } = useReplayTracks();
  const color = replay?.color ?? "speed";
  const drawn = useMemo((): Drawn => ({ color, gapMs, flavor }), [color, gapMs, flavor]);
  const whole = tracks.length > 0 && tracks.length <= FEW_TRACKS ? tracks : NONE;
  useDrawing(
    "fleet-gaps",
    useMemo(
      () => gapsDrawing(whole, { gapMs, flavor, noData: say.noData }),
      [whole, gapMs, flavor, say],
    ),
  );
  useOverlay(
    "fleet-tracks",
    useMemo(() => (whole.length > 0 ? trackLayers(whole, drawn) : null), [whole, drawn]),
  );
  return <AtTheClock tracks={tracks} drawn={drawn} />;
}

/** What moves with the clock. */
function AtTheClock({ tracks, drawn: how }: { tracks: readonly Track[]; drawn: Drawn }) {
  const { gapMs, flavor } = how;
  const isFew = tracks.length <= FEW_TRACKS;
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const register = useQuery(vehiclesQuery(districtId)).data?.vehicles;
  const selected = useSelectedVehicle();
  const atMs = replayClock.usePart((clock) => clock.atMs);
  const vehicleById = useMemo(
    () => new Map(register?.map((vehicle) => [vehicle.vehicleId, vehicle])),
    [register],
  );
  const drawn = useMemo(
    () =>
      tracks.flatMap((track): DrawnVehicle[] => {
        const place = placeAt(track, atMs, gapMs);
        const vehicle = vehicleById.get(track.vehicleId);
        if (!place || !vehicle) return [];
        return [
          {
            ...{ vehicleId: vehicle.vehicleId, kind: vehicle.kind, plate: vehicle.plate },
            ...{ position: place.position, headingDegrees: place.headingDegrees },
            look: lookOf(placeState(place)),
            title: `${vehicle.plate} · ${titleIn(language, KIND_TITLES[vehicle.kind])}`,
            ...{ isSelected: vehicle.vehicleId === selected, isFaint: false },
          },
        ];
      }),
    [tracks, atMs, gapMs, vehicleById, language, selected],
  );
  useDrawing(
    "fleet-vehicles",
    // plates of what moves with the clock would be put down anew all the time
    useMemo(() => vehiclesDrawing(drawn, { flavor, hasPlates: false }), [drawn, flavor]),
  );
  useOverlay(
    "fleet-vehicles",
    useMemo(() => vehicleLayers(drawn, { flavor, hasPlates: isFew }), [drawn, flavor, isFew]),
  );
  useOverlay(
    "fleet-trails",
    useMemo(() => (tracks.length > 0 ? trailLayers(tracks, atMs, how) : null), [tracks, atMs, how]),
  );
  useMapBehind(drawn.find(({ isSelected }) => isSelected));
  return null;
}

/** So long after a selection its drawer stands. */
const DRAWER_MS = 250;
/** Farther than this from the middle, as a share of the map's smaller side, the followed vehicle is brought back. */
const FREE_SHARE = 0.25;

/** The map goes along with the selected vehicle, in steps: the clock moves many times a second. */
function useMapBehind(vehicle: DrawnVehicle | undefined) {
  const atlas = useAtlas();
  const isFollowed = useFleetLink().follow !== "off";
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (!atlas || !vehicle || !isFollowed) return;
    const { clientWidth, clientHeight } = atlas.map.getContainer();
    const { x, y } = atlas.project(vehicle.position);
    const off = Math.max(Math.abs(x - clientWidth / 2), Math.abs(y - clientHeight / 2));
    const isNew = last.current !== vehicle.vehicleId;
    last.current = vehicle.vehicleId;
    const isFar = off > Math.min(clientWidth, clientHeight) * FREE_SHARE;
    // the drawer that covers a part of the map is not there yet
    if (isNew) setTimeout(() => atlas.goTo(vehicle.position, 15), DRAWER_MS);
    else if (isFar && !atlas.map.isMoving()) atlas.goTo(vehicle.position, 0);
  }, [atlas, vehicle, isFollowed]);
}
