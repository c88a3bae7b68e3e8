import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Atlas } from "../map/atlas.ts";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { holdClicks } from "../map/hold-clicks.ts";
import { useView } from "../map/view.ts";
import { drawRouteSign } from "./route-arrow.ts";
import { pressedEdge, pressedStop } from "./route-click.ts";
import { boxOf, type KnownNetwork, knownOf, stepsOf } from "./route-course.ts";
import { goingOf } from "./route-draft.ts";
import {
  ARROW,
  courseDrawing,
  linesDrawing,
  overviewDrawing,
  pickDrawing,
  ROUTE_LINES,
  ROUTE_PICK,
  ROUTE_STOPS,
} from "./route-layers.ts";
import { useRouteAsked, useSetRouteLink } from "./route-link.ts";
import {
  type Network,
  networkQuery,
  overviewQuery,
  routeQuery,
  routesQuery,
  type Stop,
  stopsQuery,
} from "./route-queries.ts";
import { editingNow, useEditing, usePointedRun } from "./route-session.ts";

const NO_STOPS: readonly Stop[] = [];

/** Routes on the map: all of them, the one that is open in its order, and what is written of it. */
export function RouteDrawing() {
  const { districtId } = useView().view.district;
  const network = useQuery(networkQuery(districtId)).data;
  const atlas = useAtlas();
  atlas?.painters.set(ARROW, drawRouteSign);
  atlas?.painters.set(`${ARROW}-number`, drawRouteSign); // before an effect draws: an image is asked for once
  return network ? <OnNetwork network={network} known={knownOf(network)} /> : null;
}

type Known = { readonly network: Network; readonly known: KnownNetwork };

function OnNetwork({ network, known }: Known) {
  const flavor = useFlavor();
  const { districtId } = useView().view.district;
  const { routeId, day, work, shown } = useRouteAsked();
  const editing = useEditing();
  const routes = useQuery(routesQuery(districtId, day)).data?.routes;
  const openId = editing?.of?.routeId ?? routeId;
  const isOpen = openId !== null || editing !== null;
  useDrawing(
    "cleaning-route-lines",
    useMemo(() => {
      const listed = (routes ?? []).filter((route) => work === null || route.work === work);
      return linesDrawing(known, listed, { openId: isOpen ? (openId ?? "") : null, flavor });
    }, [known, routes, work, openId, isOpen, flavor]),
  );
  const overview = useQuery({ ...overviewQuery(districtId, day), enabled: shown.length > 0 }).data;
  const what = shown.join();
  useDrawing(
    "cleaning-route-overview",
    useMemo(
      () =>
        overview && what !== ""
          ? overviewDrawing(
              known,
              overview,
              what.split(",") as ("overlaps" | "uncovered")[],
              flavor,
            ) // joined just now
          : null,
      [known, overview, what, flavor],
    ),
  );
  usePressing();
  return (
    <>
      {editing ? (
        <OnEditing {...{ network, known }} />
      ) : (
        openId && <OnOpen {...{ known, openId }} />
      )}
    </>
  );
}

/** The route that is open, brought into view. */
function OnOpen({ known, openId }: Pick<Known, "known"> & { openId: string }) {
  const { districtId } = useView().view.district;
  const page = useQuery(routeQuery(districtId, openId)).data;
  const atlas = useAtlas();
  const steps = useMemo(() => (page ? stepsOf(known, page.edgeIds) : []), [known, page]);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (!page || seen.current === page.routeId) return;
    seen.current = page.routeId;
    const box = boxOf([
      ...steps.map(({ line }) => line),
      page.stops.map(({ position }) => position),
    ]);
    if (box) atlas?.fit(box);
  }, [atlas, page, steps]);
  return page ? (
    <Course {...{ steps, work: page.work, stops: page.stops, insertAt: null }} />
  ) : null;
}

function OnEditing({ network, known }: Known) {
  const flavor = useFlavor();
  const { districtId } = useView().view.district;
  const editing = useEditing();
  const isRound = editing?.draft.work === "collection";
  const candidates = useQuery({ ...stopsQuery(districtId), enabled: isRound }).data?.stops;
  const shown = isRound ? (candidates ?? NO_STOPS) : NO_STOPS;
  const going = editing ? goingOf(editing.draft) : "vehicle";
  useDrawing(
    "cleaning-route-pick",
    useMemo(
      () =>
        pickDrawing(
          network,
          ({ isDrivable, isWalkable }) => isDrivable || (going === "foot" && isWalkable),
          shown,
          flavor,
        ),
      [network, going, shown, flavor],
    ),
  );
  const edgeIds = editing?.draft.edgeIds;
  const stopIds = editing?.draft.stopIds;
  const steps = useMemo(() => stepsOf(known, edgeIds ?? []), [known, edgeIds]);
  const stops = useMemo(() => {
    const byId = new Map(shown.map((stop) => [stop.facilityId, stop]));
    return (stopIds ?? []).flatMap((id) => byId.get(id) ?? []);
  }, [shown, stopIds]);
  if (!editing) return null;
  const { insertAt, draft } = editing;
  return <Course {...{ steps, work: draft.work, stops, insertAt }} />;
}

function Course(props: Omit<Parameters<typeof courseDrawing>[0], "flavor" | "pointed">) {
  const { steps, work, stops, insertAt } = props;
  const flavor = useFlavor();
  const pointed = usePointedRun();
  useDrawing(
    "cleaning-route-course",
    useMemo(
      () => courseDrawing({ steps, work, stops, insertAt, pointed, flavor }),
      [steps, work, stops, insertAt, pointed, flavor],
    ),
  );
  return null;
}

/** A press opens a route; while one is written it puts streets and stops in, or takes them out. */
function usePressing() {
  const atlas = useAtlas();
  const { districtId } = useView().view.district;
  const set = useSetRouteLink();
  const latest = useRef({ districtId, set });
  latest.current = { districtId, set };
  useEffect(() => {
    if (!atlas) return;
    const container = atlas.map.getCanvasContainer();
    const letGo = holdClicks(container, (event) => {
      const box = container.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      if (!editingNow()) {
        const routeId = idAt(atlas, at, [ROUTE_LINES])?.id;
        if (routeId) latest.current.set({ route: routeId }, true);
        return;
      }
      const stop = idAt(atlas, at, [ROUTE_STOPS]);
      if (stop) return pressedStop(stop.id);
      const edge = idAt(atlas, at, [ROUTE_PICK]);
      if (edge) void pressedEdge(latest.current.districtId, edge, event.shiftKey);
    });
    return letGo;
  }, [atlas]);
}

const TOLERANCE = 6;

/** What of some layers lies under a place of the screen. */
function idAt({ map }: Atlas, { x, y }: { x: number; y: number }, layers: readonly string[]) {
  const there = layers.filter((id) => map.getLayer(id));
  if (there.length === 0) return null;
  const box: [[number, number], [number, number]] = [
    [x - TOLERANCE, y - TOLERANCE],
    [x + TOLERANCE, y + TOLERANCE],
  ];
  const exact = map.queryRenderedFeatures([x, y], { layers: there })[0];
  const found = exact ?? map.queryRenderedFeatures(box, { layers: there })[0];
  if (!found) return null;
  const streetId: unknown = found.properties.streetId;
  return {
    id: String(found.properties.id),
    streetId: typeof streetId === "string" ? streetId : null,
  };
}
