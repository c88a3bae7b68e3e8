import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useSelectedVehicle } from "./params.ts";

const Vehicle = lazy(() =>
  import("./vehicle-drawer.tsx").then((module) => ({ default: module.SelectedVehicle })),
);

/** The vehicle that is selected, at the right of the map. */
export function VehicleDrawer() {
  const selected = useSelectedVehicle();
  const may = useMay("district.read");
  if (selected === null || !may) return null;
  return (
    <Suspense>
      <Vehicle key={selected} vehicleId={selected} />
    </Suspense>
  );
}
