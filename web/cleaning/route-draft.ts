import { VEHICLE_KINDS, type VehicleKind } from "../fleet/titles.ts";
import { addDays, dayOfText } from "../ui/format.ts";
import type { Route, RouteChange, RoutePage } from "./route-queries.ts";

/** A route as it is being written: what is typed stays as it was typed. */
export type Draft = {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly work: Route["work"];
  readonly part: Route["part"];
  readonly season: Route["season"];
  readonly proof: Route["proof"];
  readonly turn: Route["turn"];
  readonly team: string;
  readonly vehicleKind: VehicleKind | null;
  readonly vehicleIds: readonly string[];
  readonly shifts: readonly { readonly from: string; readonly to: string }[];
  readonly passes: string;
  readonly period: Route["period"];
  readonly validFrom: string;
  readonly note: string;
  readonly edgeIds: readonly string[];
  readonly stopIds: readonly string[];
};

/** Drafts one after the other, with the way back. */
export type Editing = {
  /** The version it began from; null is a new route. */
  readonly of:
    | (Pick<RoutePage, "routeId" | "revision" | "code" | "validFrom"> & {
        /** Nothing was done by it yet: it is changed where it is. */
        readonly isInPlace: boolean;
      })
    | null;
  readonly begun: Draft;
  readonly draft: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** Streets are put in before this place of the course; null: at its end. */
  readonly insertAt: number | null;
  /** What was typed into last: letters of one field are one step back. */
  readonly typedIn: keyof Draft | null;
};

const EMPTY: Draft = {
  ...{ code: "", name: "", nameEn: "", work: "full_sweep", part: "whole", season: "all" },
  ...{ proof: "positions", turn: "none", team: "", vehicleKind: "sweeper", vehicleIds: [] },
  ...{ shifts: [{ from: "04:30", to: "07:00" }], passes: "1", period: "day", validFrom: "" },
  ...{ note: "", edgeIds: [], stopIds: [] },
};

const begin = (of: Editing["of"], draft: Draft): Editing => ({
  ...{ of, begun: draft, draft, past: [], future: [], insertAt: null, typedIn: null },
});

/** A new route, from tomorrow on. */
export const newRoute = (today: string): Editing =>
  begin(null, { ...EMPTY, validFrom: addDays(today, 1) });

/** A change of a version: from tomorrow on, or from when it begins where nothing was done by it yet. */
export function changeOf(page: RoutePage): Editing {
  const { routeId, revision, code, validFrom, today, canTakeBack: isInPlace } = page;
  return begin(
    { routeId, revision, code, validFrom, isInPlace },
    {
      ...{ code, name: page.name, nameEn: page.nameEn ?? "", work: page.work, part: page.part },
      ...{ season: page.season, proof: page.proof, turn: page.turn, team: page.team ?? "" },
      vehicleKind: VEHICLE_KINDS.find((kind) => kind === page.vehicleKind) ?? null,
      vehicleIds: page.vehicles.map(({ vehicleId }) => vehicleId),
      ...{ shifts: page.shifts, passes: String(page.passes), period: page.period },
      validFrom: isInPlace ? validFrom : addDays(today, 1),
      ...{ note: page.note, edgeIds: page.edgeIds, stopIds: page.stopIds },
    },
  );
}

/** Steps one can go back. */
const MOST_STEPS = 200;

/** A change as one step; letters typed into one field after the other are one. */
export function edited(
  editing: Editing,
  change: Partial<Draft>,
  typedIn: keyof Draft | null = null,
): Editing {
  const draft = { ...editing.draft, ...change };
  if (JSON.stringify(draft) === JSON.stringify(editing.draft)) return editing;
  const isSameStep = typedIn !== null && typedIn === editing.typedIn && editing.past.length > 0;
  return {
    ...editing,
    ...{ draft, future: [], typedIn },
    past: isSameStep ? editing.past : [...editing.past, editing.draft].slice(-MOST_STEPS),
    insertAt: insertIn(editing.insertAt, draft),
  };
}

const insertIn = (at: number | null, { edgeIds }: Draft) =>
  at !== null && at < edgeIds.length ? at : null;

export function undone(editing: Editing): Editing {
  const draft = editing.past.at(-1);
  if (!draft) return editing;
  return {
    ...editing,
    ...{ draft, past: editing.past.slice(0, -1), future: [editing.draft, ...editing.future] },
    ...{ typedIn: null, insertAt: insertIn(editing.insertAt, draft) },
  };
}

export function redone(editing: Editing): Editing {
  const [draft, ...future] = editing.future;
  if (!draft) return editing;
  return {
    ...editing,
    ...{ draft, past: [...editing.past, editing.draft], future },
    ...{ typedIn: null, insertAt: insertIn(editing.insertAt, draft) },
  };
}

/** The fields in which a draft differs from what it began from; the day on which it begins is none. */
export const changedFields = ({ begun, draft }: Editing): (keyof Draft)[] =>
  (Object.keys(begun) as (keyof Draft)[]).filter(
    (field) =>
      field !== "validFrom" && JSON.stringify(begun[field]) !== JSON.stringify(draft[field]),
  );

/** Edges put into a course. */
export const withEdges = (
  course: readonly string[],
  at: number | null,
  added: readonly string[],
) =>
  at === null ? [...course, ...added] : [...course.slice(0, at), ...added, ...course.slice(at)];

/** A work with the proof, kind of vehicle and stops that go with it. */
export function withWork(draft: Draft, work: Draft["work"]): Partial<Draft> {
  if (work === "collection")
    return { work, proof: "stops", vehicleKind: "compactor", vehicleIds: [], turn: "none" };
  const usual: Partial<Record<Draft["work"], VehicleKind>> = {
    full_sweep: "sweeper",
    wash: "washer",
  };
  const vehicleKind = usual[work] ?? null;
  return {
    ...{ work, vehicleKind, stopIds: [] },
    proof: vehicleKind ? "positions" : "confirmation",
    vehicleIds: vehicleKind === draft.vehicleKind ? draft.vehicleIds : [],
  };
}

/** How a draft is gone along; the server's rule. */
export const goingOf = ({ proof, vehicleKind }: Pick<Draft, "proof" | "vehicleKind">) =>
  proof === "confirmation" && (vehicleKind === null || vehicleKind === "patrol_cart")
    ? ("foot" as const)
    : ("vehicle" as const);

/** A draft as it is sent; what cannot be read as a number or day is for the server to refuse. */
export const toChange = ({ code: _, ...draft }: Draft): RouteChange => ({
  ...draft,
  name: draft.name.trim(),
  nameEn: draft.nameEn.trim() || null,
  team: draft.team.trim() || null,
  ...{ vehicleIds: [...draft.vehicleIds], shifts: draft.shifts.map((shift) => ({ ...shift })) },
  ...{ edgeIds: [...draft.edgeIds], stopIds: [...draft.stopIds] },
  passes: Number(draft.passes),
  validFrom: dayOfText(draft.validFrom) ?? draft.validFrom,
});
