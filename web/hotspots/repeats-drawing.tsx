import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useMovingPeriod } from "../map/clock.ts";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { useFollowed } from "./following.ts";
import { useHotLink, useSetHotLink } from "./params.ts";
import { partOf, repeatPlacesQuery, useRepeatQuestion } from "./repeat-question.ts";
import { placesDrawing } from "./repeats-layer.ts";

/** Repeat places on the map while one looks at them; nothing for reporters and units, who have no one place. */
export function RepeatsDrawing() {
  const { repeats } = useHotLink();
  return partOf(repeats) === "places" ? <Places /> : null;
}

function Places() {
  const { districtId } = useView().view.district;
  const { repeatPlace } = useHotLink();
  const set = useSetHotLink();
  const flavor = useFlavor();
  const atlas = useAtlas();
  const { places } = useRepeatQuestion();
  const data = useFollowed((at) => repeatPlacesQuery(districtId, { ...places, ...at }));
  useHit((hit) => {
    if (hit?.layerId === "repeat-places") set({ repeatPlace: hit.id }, true);
  });
  useDrawing(
    "repeat-places",
    useMemo(
      () => (data ? placesDrawing(data.places, repeatPlace ?? null, palettes[flavor]) : null),
      [data, repeatPlace, flavor],
    ),
  );
  const chosen = data?.places.find(({ placeId }) => placeId === repeatPlace);
  const last = useRef<string | null>(null);
  const isMoving = useMovingPeriod() !== null;
  useEffect(() => {
    if (isMoving) return; // the days pass by, the map stays where it is
    const id = chosen?.placeId ?? null;
    if (!atlas || last.current === id) return;
    last.current = id;
    if (chosen) atlas.goTo([chosen.position[0]!, chosen.position[1]!], 16);
  }, [atlas, chosen, isMoving]);
  return null;
}
