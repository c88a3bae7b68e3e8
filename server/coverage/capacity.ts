import type { DistrictCapacity } from "./lenses.ts";
import type { CapacityOf } from "./sites.ts";

/**
 * How many people a facility has room for.
 *
 * A toilet: its places, each for the people a place of its sex serves a day. A station: the people whose waste its design
 * throughput holds, turned around from Q = A1 · A2 · R · C of CJJ 27-2012, A.0.1. Others are not known.
 */
export function capacityFrom(capacities: readonly DistrictCapacity[]): CapacityOf {
  const value = (id: string) => capacities.find((one) => one.id === id)?.value ?? Number.NaN;
  const male = value("stall-street-male");
  const female = value("stall-street-female");
  const kilogramsAPerson =
    value("waste-per-person") * value("waste-unevenness") * value("population-change");
  return (kind, read) => {
    if (kind === "toilet") {
      const [men, women] = [read("stallsMale"), read("stallsFemale")];
      if (typeof men !== "number" && typeof women !== "number") return null;
      return known(Number(men ?? 0) * male + Number(women ?? 0) * female);
    }
    if (kind !== "transfer_station") return null;
    const tonnes = read("tonnesPerDay");
    return typeof tonnes === "number" ? known((tonnes * 1000) / kilogramsAPerson) : null;
  };
}

const known = (people: number) => (Number.isFinite(people) ? Math.floor(people) : null);
