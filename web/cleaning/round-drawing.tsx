import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import type { LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { ROUND_STOPS, roundsDrawing } from "./round-layers.ts";
import { useRoundsAsked } from "./round-link.ts";
import { type Round, roundsQuery } from "./round-queries.ts";
import { keyOf, layerOfStop } from "./rounds.ts";
import { boxOf, knownOf, stepsOf } from "./route-course.ts";
import { networkQuery, routeQuery } from "./route-queries.ts";
import { drawStopSign, STOP_SIGN } from "./stop-painter.ts";

const NONE: readonly Round[] = [];

/** The stops of the rounds that are listed; a press opens the record of one, and one that was opened elsewhere comes into sight. */
export function RoundDrawing() {
  const { view, change } = useView();
  const { districtId } = view.district;
  const flavor = useFlavor();
  const { day, open, shown } = useRoundsAsked();
  const atlas = useAtlas();
  atlas?.painters.set(STOP_SIGN, drawStopSign); // before an effect draws: an image is asked for once
  const known = useQuery(roundsQuery(districtId, day)).data?.rounds;
  const one = known?.find((round) => keyOf(round) === open);
  const rounds = useMemo(() => (one ? [one] : (known ?? NONE)), [one, known]);
  const course = useCourse(one?.routeId ?? null);
  const states = shown && [...shown].join();
  useDrawing(
    "rounds-of-collection", // after the record that is opened, whose sign would cover the number
    useMemo(
      () =>
        roundsDrawing({
          ...{ rounds, flavor, isOne: one !== undefined, course },
          shown: states === null ? null : (new Set(states.split(",")) as typeof shown), // joined just now
        }),
      [rounds, one, states, course, flavor],
    ),
  );
  useOpened(one ?? null, course);
  // what was pressed on the map is in sight already
  const pressed = useRef<string | null>(null);
  useHit((hit) => {
    if (hit?.layerId !== ROUND_STOPS) return;
    const { kind } = hit.properties;
    const layerId = layerOfStop(typeof kind === "string" ? kind : null);
    pressed.current = hit.id;
    if (layerId) change({ selection: { layerId, id: hit.id } }, true);
  });
  const chosen = view.selection?.id ?? null;
  const place = rounds
    .flatMap(({ stops }) => stops)
    .find(({ facilityId }) => facilityId === chosen)?.position;
  useInSight(chosen, place ? [place[0]!, place[1]!] : null, pressed);
  return null;
}

/** The lines along which a round goes; null where it has no course, or none is known yet. */
function useCourse(routeId: string | null) {
  const { districtId } = useView().view.district;
  const isAsked = { enabled: routeId !== null };
  const network = useQuery({ ...networkQuery(districtId), ...isAsked }).data;
  const page = useQuery({ ...routeQuery(districtId, routeId ?? ""), ...isAsked }).data;
  return useMemo(() => {
    if (!network || !page || page.edgeIds.length === 0) return null;
    return stepsOf(knownOf(network), page.edgeIds).map(({ line }) => line);
  }, [network, page]);
}

/** Shows the whole of a round that is opened. */
function useOpened(round: Round | null, course: ReturnType<typeof useCourse>) {
  const atlas = useAtlas();
  const seen = useRef<string | null>(null);
  const key = round && keyOf(round);
  const places = round?.stops.flatMap(({ position }) => (position ? [position] : [])) ?? [];
  const box = boxOf([...(course ?? []), places]);
  const latest = useRef(box);
  latest.current = box;
  useEffect(() => {
    if (key === seen.current) return;
    seen.current = key;
    if (key !== null && latest.current) atlas?.fit(latest.current);
  }, [atlas, key]);
}

/** The drawer that covers a part of the map is not there at once. */
const [DRAWER_MS, MOST_TRIES] = [150, 10];

/** Comes near to a stop that is opened, but for one that was pressed on the map. */
function useInSight(
  id: string | null,
  place: LngLat | null,
  pressed: React.RefObject<string | null>,
) {
  const atlas = useAtlas();
  const seen = useRef<string | null>(null);
  const [lng, lat] = place ?? [null, null];
  useEffect(() => {
    if (id === seen.current) return;
    if (id !== null && (!atlas || lng === null || lat === null)) return;
    seen.current = id;
    const isPressed = pressed.current === id;
    pressed.current = null;
    if (id === null || isPressed || !atlas || lng === null || lat === null) return;
    let tries = 0;
    const timer = setInterval(() => {
      const isThere = document.querySelector(".drawer:not(:empty)") !== null;
      if (!isThere && ++tries < MOST_TRIES) return;
      clearInterval(timer);
      atlas.goTo([lng, lat], 15.5);
    }, DRAWER_MS);
    return () => clearInterval(timer);
  }, [atlas, id, lng, lat, pressed]);
}
