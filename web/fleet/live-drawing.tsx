import { lazy, Suspense, useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useOverlay } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import type { LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { matches } from "./choosing.ts";
import { type FleetVehicle, useFleet } from "./fleet-now.ts";
import { useFollowFleet } from "./live.ts";
import { piecesOf, TRAIL_MS } from "./live-state.ts";
import { statesOf, useFleetLink, useSelectedVehicle, useSetFleetLink } from "./params.ts";
import { KIND_TITLES, STATE_TITLES } from "./titles.ts";
import { lookOf } from "./vehicle-mark.tsx";
import { ageOf } from "./vehicle-state.ts";
import { trailsDrawing, vehiclesDrawing } from "./vehicles-drawing.ts";
import { vehicleLayers } from "./vehicles-layers.ts";
import { words } from "./words.ts";

const UntakenDrawing = lazy(() =>
  import("./untaken-drawing.tsx").then((module) => ({ default: module.UntakenDrawing })),
);

/** So long after a selection its drawer stands. */
const DRAWER_MS = 250;
/** This much of a trail is drawn strongly. */
const YOUNG_MS = 3 * 60_000;

/** Where every vehicle is now, whence it came in the last minutes, and the map behind the one that is followed. */
export function LiveDrawing() {
  const { districtId } = useView().view.district;
  useFollowFleet(districtId);
  const flavor = useFlavor();
  const say = useWords(words);
  const language = useLanguage();
  const { fleet, nowMs } = useFleet();
  const link = useFleetLink();
  const selected = useSelectedVehicle();
  const states = statesOf(link.vehicleState);
  const text = link.vehicleText ?? "";
  const drawn = (fleet ?? []).flatMap((one) => {
    if (!one.last || one.state === "retired") return [];
    const { vehicle, state, last, atMs } = one;
    const age = ageOf(atMs ?? nowMs, nowMs);
    return {
      vehicleId: vehicle.vehicleId,
      ...{ kind: vehicle.kind, look: lookOf(state), plate: vehicle.plate },
      position: lngLat(last.position),
      headingDegrees: last.headingDegrees,
      title: [
        vehicle.plate,
        titleIn(language, KIND_TITLES[vehicle.kind]),
        titleIn(language, STATE_TITLES[state]),
        // seconds would be another name every second
        age.unit === "seconds" ? null : say.ago(age),
      ]
        .filter(Boolean)
        .join(" · "),
      isSelected: vehicle.vehicleId === selected,
      isFaint: !matches(one, states, text),
    };
  });
  const trails = (fleet ?? []).flatMap((one) => trailOf(one, nowMs));
  const kept = useSame(drawn);
  const keptTrails = useSame(trails);
  useDrawing(
    "fleet-vehicles",
    useMemo(() => vehiclesDrawing(kept, { flavor, hasPlates: true }), [kept, flavor]),
  );
  useOverlay(
    "fleet-vehicles",
    useMemo(() => vehicleLayers(kept, { flavor, hasPlates: false }), [kept, flavor]),
  );
  useDrawing(
    "fleet-trails",
    useMemo(() => trailsDrawing(keptTrails, flavor), [keptTrails, flavor]),
  );
  const followed = fleet?.find(({ vehicle }) => vehicle.vehicleId === selected)?.last?.position;
  const isUntaken = link.untaken === "on" && selected !== null;
  useMapBehind(isUntaken ? null : selected, followed ? lngLat(followed) : null);
  return isUntaken ? (
    <Suspense>
      <UntakenDrawing vehicleId={selected} />
    </Suspense>
  ) : null;
}

const lngLat = ([lng, lat]: readonly number[]): LngLat => [lng!, lat!]; // the contract says two

function trailOf({ state, trail }: FleetVehicle, nowMs: number) {
  if (state === "silent" || state === "out" || state === "retired" || trail.length < 2) return [];
  const look = lookOf(state === "standing" ? "moving" : state);
  const since = Math.floor((nowMs - YOUNG_MS) / 10_000) * 10_000; // not another line every second
  return [
    { pieces: piecesOf(trail, since - TRAIL_MS + YOUNG_MS), look, isOld: true },
    { pieces: piecesOf(trail, since), look, isOld: false },
  ];
}

/** The value before, as long as the new one says the same: what is drawn is poured anew only when it is another. */
function useSame<T>(value: T): T {
  const held = useRef({ value, text: "" });
  const text = JSON.stringify(value);
  if (text !== held.current.text) held.current = { value, text };
  return held.current.value;
}

/** A vehicle that is selected is come near to and then followed, until somebody drags the map. */
function useMapBehind(selected: string | null, position: LngLat | null) {
  const atlas = useAtlas();
  const isFollowed = useFleetLink().follow !== "off";
  const set = useSetFleetLink();
  const last = useRef<string | null>(null);
  const [lng, lat] = position ?? [null, null];
  useEffect(() => {
    if (!atlas || selected === null || lng === null || lat === null) {
      if (selected === null) last.current = null;
      return;
    }
    const isNew = last.current !== selected;
    if (isNew && last.current !== null && !isFollowed) set({ follow: undefined });
    last.current = selected;
    // the drawer that covers a part of the map is not there yet
    if (isNew) setTimeout(() => atlas.goTo([lng, lat], 15), DRAWER_MS);
    else if (isFollowed) atlas.goTo([lng, lat], 0);
  }, [atlas, selected, lng, lat, isFollowed, set]);
  useEffect(() => {
    if (!atlas || selected === null) return;
    const stop = () => set({ follow: "off" });
    atlas.map.on("dragstart", stop);
    return () => void atlas.map.off("dragstart", stop);
  }, [atlas, selected, set]);
}
