import { cellToLatLng } from "h3-js";
import { useMemo } from "react";
import { HEAT_SIGMA_METERS, type HeatCells } from "../layers/heat.ts";
import { heatDrawing } from "../layers/heat-drawing.ts";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { distanceMeters } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import type { HotspotCells } from "./queries.ts";

/** A picture of how many complaints there are, by the same filters: it says nothing of significance. */
export function Density({ cells }: { cells: Pick<HotspotCells, "cell" | "complaints"> }) {
  const flavor = useFlavor();
  const lat = useView().view.district.center?.[1] ?? 0;
  const heat = useMemo(() => heatOf(cells), [cells]);
  useDrawing(
    "hotspot-density",
    useMemo(() => {
      const { sources, layers } = heatDrawing(heat, heat.peakPerHectare, flavor, lat);
      return { sources, layers };
    }, [heat, flavor, lat]),
  );
  return null;
}

/** Complaints at the middles of their cells, and how dense they are at the densest of them. */
export function heatOf({ cell, complaints }: Pick<HotspotCells, "cell" | "complaints">): HeatCells {
  const cells = cell.flatMap((name, i) => {
    const [lat, lng] = cellToLatLng(name);
    const count = complaints[i]!;
    return count > 0 ? [{ position: [lng, lat] as const, count }] : [];
  });
  const twice = 2 * HEAT_SIGMA_METERS ** 2;
  let peak = 0;
  for (const { position } of cells) {
    let sum = 0;
    for (const other of cells)
      sum += other.count * Math.exp(-(distanceMeters(position, other.position) ** 2) / twice);
    peak = Math.max(peak, sum);
  }
  return { cells, peakPerHectare: (peak / (Math.PI * twice)) * 10_000 };
}
