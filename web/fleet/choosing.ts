import { byName } from "../../data/name-order.ts";
import type { FleetVehicle } from "./fleet-now.ts";
import type { VehicleState } from "./vehicle-state.ts";

/** What of a vehicle is searched. */
type Sought = {
  readonly vehicle: Pick<FleetVehicle["vehicle"], "plate" | "name" | "team" | "terminal">;
};

/** Signs that people leave out of plates: 湘D·10251 is found by 湘D10251. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·.\-_]/g, "");

/** Whether a vehicle is called so: part of its plate, name, team or terminal. */
export function isCalled({ vehicle }: Sought, text: string): boolean {
  const wanted = plain(text);
  const { plate, name, team, terminal } = vehicle;
  return (
    wanted === "" ||
    [plate, name, team, terminal?.terminalId].some((own) => own && plain(own).includes(wanted))
  );
}

/** Whether a vehicle is one that is asked for. Retired ones are only shown when they are. */
export const matches = (
  one: Sought & { readonly state: VehicleState },
  states: readonly VehicleState[],
  text: string,
) =>
  (states.length === 0 ? one.state !== "retired" : states.includes(one.state)) &&
  isCalled(one, text);

/** A team's vehicles. */
export type TeamOf<T> = { readonly team: string | null; readonly vehicles: readonly T[] };

/** Vehicles by team, teams by name and those without one last; the order within is kept. */
export function byTeam<T extends { readonly vehicle: { readonly team: string | null } }>(
  vehicles: readonly T[],
  language: string,
): TeamOf<T>[] {
  const teams = new Map<string | null, T[]>();
  for (const one of vehicles) {
    const { team } = one.vehicle;
    teams.set(team, [...(teams.get(team) ?? []), one]);
  }
  const compare = byName(language);
  return [...teams]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compare(a, b)))
    .map(([team, own]) => ({ team, vehicles: own }));
}
