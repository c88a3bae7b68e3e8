import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { useFollowed } from "./following.ts";
import { clustersQuery, type HotspotClusters } from "./more-queries.ts";
import { useClustersAsked } from "./params.ts";
import { ranksDrawing, useChosenPlace } from "./places-drawing.ts";
import { ringsDrawing } from "./rings-drawing.ts";

/** Clusters as the shapes around them. */
export function ClustersDrawing() {
  const { view } = useView();
  const flavor = useFlavor();
  const asked = useClustersAsked();
  const clusters = useFollowed((at) =>
    clustersQuery(view.district.districtId, { ...asked, ...at }),
  )?.clusters;
  const chosen = useChosenPlace(clusters) as HotspotClusters["clusters"][number] | undefined; // one of them
  useDrawing(
    "hotspot-clusters",
    useMemo(
      () =>
        clusters
          ? ringsDrawing(
              "hotspot-clusters",
              clusters.map(({ center, ring }) => ({ center, rings: [ring] })),
              palettes[flavor],
            )
          : null,
      [clusters, flavor],
    ),
  );
  useDrawing(
    "hotspot-clusters-ranks",
    useMemo(
      () =>
        clusters
          ? ranksDrawing(
              "hotspot-clusters",
              clusters,
              chosen ? { type: "LineString", coordinates: chosen.ring } : null,
              palettes[flavor],
            )
          : null,
      [clusters, chosen, flavor],
    ),
  );
  return null;
}
