import { useQuery } from "@tanstack/react-query";
import type { Geometry } from "geojson";
import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { type Selection, useView } from "../map/view.ts";
import { streetEdgesQuery } from "./features-queries.ts";
import { KIND_OF_LAYER } from "./kind-mark.tsx";
import { facilityQuery, recordQuery, streetQuery } from "./queries.ts";
import { recordDrawing } from "./record-drawing.ts";
import { useInSight } from "./show-place.ts";

/** Shows where the selected record is, also while its layer is not on the map; it asks nothing the drawer does not. */
export function RecordHighlight() {
  const { view } = useView();
  const { selection } = view;
  if (!selection) return null;
  if (selection.layerId in KIND_OF_LAYER) return <FacilityHighlight {...selection} />;
  if (selection.layerId === "streets") return <StreetHighlight {...selection} />;
  return <LayerHighlight {...selection} />;
}

function FacilityHighlight({ layerId, id }: Selection) {
  const { view } = useView();
  const page = useQuery(facilityQuery(view.district.districtId, id));
  const position = page.data?.facility.position;
  useRecordDrawing(
    layerId,
    page.data?.facility.status,
    useMemo(() => (position ? [{ type: "Point", coordinates: position }] : []), [position]),
  );
  return null;
}

function StreetHighlight({ layerId, id }: Selection) {
  const { view } = useView();
  const { districtId } = view.district;
  const page = useQuery(streetQuery(districtId, id));
  const ways = useQuery({
    ...streetEdgesQuery(districtId, view.date, id),
    enabled: page.data !== null && page.data !== undefined,
  });
  useRecordDrawing(
    layerId,
    undefined,
    useMemo(
      () => ways.data?.features.flatMap(({ geometry }) => (geometry ? [geometry] : [])) ?? [],
      [ways.data],
    ),
  );
  return page.data === null ? <LayerHighlight layerId={layerId} id={id} /> : null;
}

function LayerHighlight({ layerId, id }: Selection) {
  const { view } = useView();
  const record = useQuery(recordQuery(view.district.districtId, layerId, id));
  const geometry = record.data?.geometry;
  useRecordDrawing(
    layerId,
    undefined,
    useMemo(() => (geometry ? [geometry] : []), [geometry]),
  );
  return null;
}

function useRecordDrawing(
  layerId: string,
  state: string | undefined,
  geometries: readonly Geometry[],
) {
  const flavor = useFlavor();
  const [first] = geometries;
  useInSight(first?.type === "Point" ? [first.coordinates[0]!, first.coordinates[1]!] : null);
  useDrawing(
    "record",
    useMemo(
      () => (geometries.length > 0 ? recordDrawing(layerId, state, geometries, flavor) : null),
      [geometries, layerId, state, flavor],
    ),
  );
}
