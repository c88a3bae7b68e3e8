import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import type { Hit } from "../map/atlas.ts";
import { useDrawing, useHit } from "../map/atlas-context.ts";
import { usePlaying } from "../map/clock.ts";
import { useFlavor } from "../map/flavor.ts";
import { useView } from "../map/view.ts";
import { useLanguage } from "../ui/language.ts";
import { dueDrawing, routesDrawing } from "./cleaning-drawing.ts";
import { complaintsDrawing } from "./complaint-drawing.ts";
import { ComplaintHeat } from "./complaint-heat.tsx";
import { type DrawingState, facilityDrawing } from "./facility-drawing.ts";
import { HoverName } from "./hover-name.tsx";
import { areaNamesDrawing, groundNamesDrawing } from "./name-drawing.ts";
import { areasDrawing, residentsDrawing } from "./people-drawing.ts";
import { namedAreasQuery, namedGroundQuery } from "./record-queries.ts";
import { selectionDrawing } from "./selection-drawing.ts";
import { ServiceRadiusDrawing } from "./service-radius.tsx";
import { starFacilitiesDrawing, starStreetsDrawing } from "./star-drawing.ts";
import { FACILITY_ENTRIES, shownEntries } from "./tree.ts";

const LandOnMap = lazy(() =>
  import("./land.tsx").then((module) => ({ default: module.LandOnMap })),
);

/** What is no record of a layer, though it can be pressed. */
const OWN_HITS = new Set([
  ...["hotspots", "hotspot-streets", "hotspot-clusters", "hotspot-repeats"],
  ...["cleaning-standing", "cleaning-round-stops"],
  ...["rating-signs", "rating-streets"],
]);

/** Draws what the tree has on, and selects what is clicked. */
export function LayersDrawing() {
  const { view, change } = useView();
  const { districtId } = view.district;
  const language = useLanguage();
  const flavor = useFlavor();
  const { date, period, selection, layers } = view;

  const state = useMemo(
    (): DrawingState => ({
      origin: location.origin,
      districtId,
      date,
      flavor,
      language,
      shown: shownEntries(layers),
    }),
    [districtId, date, flavor, language, layers],
  );

  useDrawing(
    "residents",
    useMemo(() => residentsDrawing(state), [state]),
  );
  useDrawing(
    "areas",
    useMemo(() => areasDrawing(state), [state]),
  );
  useDrawing(
    "cleaning-due",
    useMemo(() => dueDrawing(state), [state]),
  );
  useDrawing(
    "cleaning-routes",
    useMemo(() => routesDrawing(state), [state]),
  );
  useDrawing(
    "star-streets",
    useMemo(() => starStreetsDrawing(state), [state]),
  );
  useDrawing(
    "star-facilities",
    useMemo(() => starFacilitiesDrawing(state), [state]),
  );
  const isPlaying = usePlaying() !== null;
  // on these pages colour means something else: density would be taken for it
  const path = useLocation({ select: ({ pathname }) => pathname });
  const hasMeaning = [
    "/hotspots",
    "/coverage",
    "/siting",
    "/cleaning",
    "/cleaning/routes",
    "/cleaning/rounds",
    "/fleet",
    "/ratings",
  ].includes(path);
  // streets and stops are what one looks at there: facilities are shown to whoever asks for them
  const isOfWork = ["/cleaning", "/cleaning/rounds", "/ratings"].includes(path) && layers === null;
  useDrawing(
    "complaints",
    useMemo(
      () => (isPlaying || hasMeaning ? null : complaintsDrawing(state, period)),
      [state, period, isPlaying, hasMeaning],
    ),
  );
  useDrawing(
    "facilities",
    useMemo(() => (isOfWork ? null : facilityDrawing(state)), [state, isOfWork]),
  );
  const isThere = !isOfWork || !FACILITY_ENTRIES.some((entry) => entry === selection?.layerId);
  useDrawing(
    "selection",
    useMemo(
      () =>
        selection && isThere ? selectionDrawing(state, selection.layerId, selection.id) : null,
      [state, selection, isThere],
    ),
  );
  useHit((hit) => {
    if (hit && OWN_HITS.has(hit.layerId)) return; // whoever drew it answers
    if (hit) change({ selection: { layerId: hit.layerId, id: recordIdOf(hit) } }, true);
    else if (selection) change({ selection: null });
  });
  const named = useQuery({
    ...namedAreasQuery(districtId, date),
    enabled: state.shown.has("areas"),
  }).data;
  useDrawing(
    "area-names",
    useMemo(() => (named ? areaNamesDrawing(state, named) : null), [state, named]),
  );
  const waters = useQuery(namedGroundQuery(districtId, "water", date)).data;
  const greens = useQuery(namedGroundQuery(districtId, "green", date)).data;
  useDrawing(
    "ground-names",
    useMemo(
      () => (waters && greens ? groundNamesDrawing(state, waters, greens) : null),
      [state, waters, greens],
    ),
  );
  const needsColumns =
    !hasMeaning && (state.shown.has("complaint-heat") || state.shown.has("complaints"));
  return (
    <>
      <HoverName />
      {state.shown.has("service-radius") && <ServiceRadiusDrawing />}
      {(state.shown.has("places") || state.shown.has("plots")) && (
        <Suspense>
          <LandOnMap state={state} />
        </Suspense>
      )}
      {needsColumns && <ComplaintHeat shown={state.shown} />}
    </>
  );
}

/** Of a way the street it belongs to, whose page it is; of anything else the record itself. */
function recordIdOf({ layerId, id, properties }: Hit): string {
  const { streetId } = properties;
  return layerId === "streets" && typeof streetId === "string" && streetId !== "" ? streetId : id;
}
