import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { useView } from "../map/view.ts";
import { useSetCleaningLink, useStandingAsked } from "./params.ts";
import { statusQuery, streetPlaceQuery } from "./queries.ts";
import { standingOf } from "./standing.ts";
import { STANDING_HITS, standingDrawing } from "./standing-layers.ts";

/** How streets stand, on the map; a click opens a street, and one that was opened elsewhere comes into sight. */
export function StandingDrawing() {
  const { view, change } = useView();
  const { districtId } = view.district;
  const { date, selection } = view;
  const flavor = useFlavor();
  const { work, by, of, shown, streetId } = useStandingAsked();
  const set = useSetCleaningLink();
  const status = useQuery(statusQuery(districtId, work)).data;
  const edgeIds = useMemo(
    () => status && standingOf(status, { by, of, shown }).edgeIds,
    [status, by, of, shown],
  );
  useDrawing(
    "cleaning-standing",
    useMemo(
      () =>
        edgeIds
          ? standingDrawing(edgeIds, {
              ...{ origin: location.origin, districtId, date, flavor, chosen: streetId },
            })
          : null,
      [edgeIds, districtId, date, flavor, streetId],
    ),
  );
  // what was clicked on the map is in sight already
  const last = useRef<string | null>(null);
  useHit((hit) => {
    if (hit?.layerId !== STANDING_HITS) return;
    last.current = hit.id === streetId ? null : hit.id;
    if (selection) change({ selection: null });
    set({ cleanStreet: last.current ?? undefined }, true);
  });
  useInSight(districtId, streetId, last);
  return null;
}

/** Shows the whole of a street that is opened, beside the drawer. */
function useInSight(
  districtId: string,
  streetId: string | null,
  last: React.RefObject<string | null>,
) {
  const atlas = useAtlas();
  const isNew = streetId !== null && streetId !== last.current;
  const place = useQuery({
    ...streetPlaceQuery(districtId, streetId ?? ""),
    enabled: streetId !== null,
  }).data;
  useEffect(() => {
    if (!atlas || !isNew || !place) return;
    last.current = streetId;
    const [west, south, east, north] = place.bbox ?? [];
    if (north === undefined) return;
    const { clientWidth } = atlas.map.getContainer();
    // the drawer stands over the right end of a wide map
    const covered = clientWidth > 900 ? 420 / clientWidth : 0;
    const more = ((east! - west!) * covered) / (1 - covered);
    atlas.fit([west!, south!, east! + more, north]);
  }, [atlas, isNew, place, streetId, last]);
  useEffect(() => {
    if (streetId === null) last.current = null;
  }, [streetId, last]);
}
