import { streetNetwork } from "../geo/network.ts";
import type { Fix } from "./fix.ts";
import { type Gap, type Matched, matcherOn } from "./match.ts";
import { type MatchNetwork, matchNetwork, type Ways } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";
import { type Online, onlineOn } from "./online.ts";

/** An edge as it is sent to the thread. */
export type SentEdge = {
  readonly id: string;
  readonly fromNode: number;
  readonly toNode: number;
  readonly lengthMeters: number;
  readonly ways: Ways;
  readonly path: readonly (readonly number[])[];
};

/** A stretch of an edge that was driven in one go, by the edge's own key. */
export type Driven = {
  readonly edgeId: string;
  readonly fromShare: number;
  readonly toShare: number;
  readonly lengthMeters: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: number;
  readonly confidence: number;
};

/** What became known of a vehicle. */
export type Settled = { readonly driven: Driven[]; readonly gaps: Gap[] };

export type Task =
  | {
      readonly name: "network";
      readonly districtId: string;
      readonly edges: readonly SentEdge[];
      readonly settings: Partial<MatchSettings>;
    }
  /** Of a past run, whole. */
  | { readonly name: "run"; readonly districtId: string; readonly fixes: readonly Fix[] }
  /** Goes on with a vehicle, or begins it anew; ends it when nothing more comes of this run. */
  | {
      readonly name: "push";
      readonly districtId: string;
      readonly vehicleId: string;
      readonly fixes: readonly Fix[];
      readonly isNew: boolean;
      readonly isOver: boolean;
    };

type Place = {
  readonly network: MatchNetwork;
  readonly match: ReturnType<typeof matcherOn>;
  readonly begin: ReturnType<typeof onlineOn>;
  readonly vehicles: Map<string, Online>;
};

/** The work of the thread that matches: a network a district, a course a vehicle. */
export function createMatchingWork() {
  const places = new Map<string, Place>();

  function placeOf(districtId: string): Place {
    const place = places.get(districtId);
    if (!place) throw new RangeError(`no network of ${districtId}`);
    return place;
  }

  return (task: Task): Settled => {
    if (task.name === "network") {
      const { districtId, edges, settings } = task;
      const waysOf = new Map(edges.map(({ id, ways }) => [id, ways]));
      const drawn = edges.map(({ path, ways: _, ...edge }) => ({ edge, path }));
      const network = matchNetwork(streetNetwork(drawn), ({ id }) => waysOf.get(id)!);
      const begin = onlineOn(network, settings);
      const match = matcherOn(network, settings);
      places.set(districtId, { network, match, begin, vehicles: new Map() });
      return { driven: [], gaps: [] };
    }
    const place = placeOf(task.districtId);
    if (task.name === "run") return settledOf(place, [place.match(task.fixes)]);
    const { vehicleId, fixes, isNew, isOver } = task;
    const online = (isNew ? undefined : place.vehicles.get(vehicleId)) ?? place.begin();
    const parts = [online.push(fixes)];
    if (isOver) {
      parts.push(online.pending());
      place.vehicles.delete(vehicleId);
    } else place.vehicles.set(vehicleId, online);
    return settledOf(place, parts);
  };
}

function settledOf({ network }: Place, parts: readonly Matched[]): Settled {
  const { edges, lengthsMeters } = network.streets;
  return {
    driven: parts.flatMap(({ passages }) =>
      passages.map(({ edge, ...rest }) => ({
        edgeId: edges[edge]!.id,
        lengthMeters: lengthsMeters[edge]!,
        ...rest,
      })),
    ),
    gaps: parts.flatMap(({ gaps }) => gaps),
  };
}
