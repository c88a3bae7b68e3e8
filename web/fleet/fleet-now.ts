import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useView } from "../map/view.ts";
import { useLive } from "./live.ts";
import { GAP_MS, type LivePosition, type LiveVehicle } from "./live-state.ts";
import { fleetSettingsQuery, type Vehicle, vehiclesQuery } from "./queries.ts";
import { stateOf, type VehicleState } from "./vehicle-state.ts";

/** A vehicle with where it is now. */
export type FleetVehicle = {
  readonly vehicle: Vehicle;
  readonly state: VehicleState;
  readonly last: LivePosition | null;
  readonly atMs: number | null;
  readonly speedKmh: number | null;
  readonly trail: LiveVehicle["trail"];
};

/** Clocks that differ by less than a request takes are the same. */
const SAME_CLOCK_MS = 1_500;

/** What holds until the district's settings are there. */
const SILENT_MS = 10 * 60_000;

/** Now, by the server's clock, told anew every second. */
export function useNow(): number {
  const { districtId } = useView().view.district;
  const aheadMs = useQuery(vehiclesQuery(districtId)).data?.aheadMs ?? 0;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now + (Math.abs(aheadMs) > SAME_CLOCK_MS ? aheadMs : 0);
}

/** What vehicles are judged by, in milliseconds. */
export function useLimits() {
  const { districtId } = useView().view.district;
  const merged = useQuery(fleetSettingsQuery(districtId)).data?.merged;
  return {
    silentMs: merged ? merged.silent.minutes * 60_000 : SILENT_MS,
    gapMs: merged ? merged.matching.gapSeconds * 1000 : GAP_MS,
  };
}

/** A vehicle of the register with what the line has said of it since. */
export function fleetVehicle(
  vehicle: Vehicle,
  live: LiveVehicle | undefined,
  nowMs: number,
  silentMs: number,
): FleetVehicle {
  const registered = vehicle.last;
  const isLive =
    live !== undefined && (registered === null || live.atMs >= Date.parse(registered.at));
  const last = isLive ? live.last : registered && { ...registered, vehicleId: vehicle.vehicleId };
  const atMs = last && Date.parse(last.at);
  const speedKmh = isLive ? live.speedKmh : (registered?.speedKmh ?? null);
  const known = last && atMs !== null ? { atMs, speedKmh, isWorking: last.isWorking } : null;
  const state = stateOf({ status: vehicle.status, last: known }, nowMs, silentMs);
  return { vehicle, state, last, atMs, speedKmh, trail: live?.trail ?? [] };
}

/** The fleet of the district one looks at, now; undefined until the register is there. */
export function useFleet() {
  const { districtId } = useView().view.district;
  const register = useQuery(vehiclesQuery(districtId));
  const { vehicles, isLost } = useLive();
  const { silentMs } = useLimits();
  const nowMs = useNow();
  const known = register.data?.vehicles;
  const fleet = useMemo(
    () =>
      known?.map((vehicle) =>
        fleetVehicle(vehicle, vehicles.get(vehicle.vehicleId), nowMs, silentMs),
      ),
    [known, vehicles, nowMs, silentMs],
  );
  return { register, fleet, isLost, nowMs };
}
