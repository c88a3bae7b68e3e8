import type { EntryDraft, TodayPass } from "./queries.ts";

export type TodayStreet = TodayPass["streets"][number];

/** Why streets of a section could not be done, by `streetKey`. */
export type Exceptions = Readonly<Record<string, string>>;

/** Names a street in a pass; stretches of no street stand together. */
export const streetKey = ({ streetId }: Pick<TodayStreet, "streetId">) => streetId ?? "";

/** Whether one may say anything of a street: it lies, with some of its stretches at least, in one's areas. */
export const isWithin = ({ edges }: Pick<TodayStreet, "edges">) =>
  edges.some(({ mayEnter }) => mayEnter);

/** What there is to confirm of a pass: nothing before it begins, while it is suspended, or once all is done. */
export function passStanding(pass: TodayPass) {
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
    ...{ is, meters, done },
    byPositions: metersOf(({ evidence }) => evidence.includes("positions")),
    isElsewhere: !pass.streets.some(isWithin),
    mayConfirm: (is === "open" || is === "over") && pass.streets.some(isWithin),
  };
}

/** The pass one comes for: the one under way, else the last that is over and not done, else the next. */
export function passToConfirm(passes: readonly TodayPass[]): TodayPass | null {
  const of = (is: ReturnType<typeof passStanding>["is"]) =>
    passes.filter((pass) => passStanding(pass).is === is);
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
