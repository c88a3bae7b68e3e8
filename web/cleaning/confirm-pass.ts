import type { EntryDraft, TodayPass } from "./queries.ts";

export type TodayStreet = TodayPass["streets"][number];

/** Why streets of a section could not be done, by `streetKey`. */
export type Exceptions = Readonly<Record<string, string>>;

/** Names a street in a pass; stretches of no street stand together. */
export const streetKey = ({ streetId }: Pick<TodayStreet, "streetId">) => streetId ?? "";

/** Whether one may say anything of a street: it lies, with some of its stretches at least, in one's areas. */
export const isWithin = ({ edges }: Pick<TodayStreet, "edges">) =>
  edges.some(({ mayEnter }) => mayEnter);

/** How a pass stands for whoever confirms it. */
export type PassIs = "suspended" | "upcoming" | "done" | "open" | "over";
export type PassStanding = {
  readonly is: PassIs;
  /** Metres of street, or stops. */
  readonly all: number;
  readonly done: number;
  /** None of it lies in the areas of whoever looks. */
  readonly isElsewhere: boolean;
};

/** Whether there is anything to confirm: not before it begins, while it is suspended, once all is done, nor of what lies elsewhere. */
export const mayConfirm = ({ is, isElsewhere }: Pick<PassStanding, "is" | "isElsewhere">) =>
  (is === "open" || is === "over") && !isElsewhere;

/** How a pass over streets stands, and how many metres of it are done. */
export function passStanding(pass: TodayPass): PassStanding & { readonly byPositions: number } {
  const edges = pass.streets.flatMap((street) => street.edges);
  const meters = edges.reduce((sum, edge) => sum + edge.lengthMeters, 0);
  const metersOf = (isIt: (edge: (typeof edges)[number]) => boolean) =>
    edges.reduce((sum, edge) => (isIt(edge) ? sum + edge.lengthMeters : sum), 0);
  const done = metersOf(({ state }) => state === "done");
  const is =
    pass.suspension !== null
      ? ("suspended" as const)
      : edges.every(({ state }) => state === "upcoming")
        ? ("upcoming" as const)
        : done >= meters
          ? ("done" as const)
          : edges.some(({ state }) => state === "open")
            ? ("open" as const)
            : ("over" as const);
  return {
    ...{ is, all: meters, done },
    byPositions: metersOf(({ evidence }) => evidence.includes("positions")),
    isElsewhere: !pass.streets.some(isWithin),
  };
}

/** The pass one comes for: the last that is over and waits for a word, the one under way, any that is over, else the next. */
export function passToConfirm<Pass extends Pick<TodayPass, "proof">>(
  passes: readonly Pass[],
  isOf: (pass: Pass) => PassIs,
): Pass | null {
  const of = (is: PassIs) => passes.filter((pass) => isOf(pass) === is);
  return (
    of("over").findLast(({ proof }) => proof === "confirmation") ??
    of("open")[0] ??
    of("over").at(-1) ??
    of("upcoming")[0] ??
    passes.at(-1) ??
    null
  );
}

/** The whole section as done, as far as it lies in one's areas, but for its exceptions. */
export function toDraft(pass: TodayPass, exceptions: Exceptions): EntryDraft {
  const edges = pass.streets.flatMap((street) => street.edges);
  const within = edges.filter(({ mayEnter }) => mayEnter);
  const isWhole = within.length === edges.length;
  return {
    ...{ kind: "confirmed", passId: pass.passId, note: "" },
    ...(isWhole ? {} : { edgeIds: within.map(({ edgeId }) => edgeId) }),
    exceptions: pass.streets.flatMap((street): EntryDraft["exceptions"] => {
      const reason = exceptions[streetKey(street)];
      if (reason === undefined) return [];
      return street.streetId === null || !isWhole
        ? street.edges.flatMap(({ edgeId, mayEnter }) => (mayEnter ? [{ edgeId, reason }] : []))
        : [{ streetId: street.streetId, reason }];
    }),
  };
}
