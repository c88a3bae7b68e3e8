import { isDay } from "../ui/format.ts";

/** A facility that closes; null days are at once and for good. */
export type ClosingDays = {
  readonly facilityId: string;
  readonly from: string | null;
  readonly to: string | null;
};

const day = (text: string | undefined) => (text && isDay(text) ? text : null);

/** What is closed, with the days a link has for it: `id:from:to`, a semicolon between two. */
export function closingsOf(closed: readonly string[], text: string | undefined): ClosingDays[] {
  const given = new Map(
    (text ?? "").split(";").map((part) => {
      const [id = "", from, to] = part.split(":");
      return [id, { from: day(from), to: day(to) }] as const;
    }),
  );
  return closed.map((facilityId) => ({
    facilityId,
    ...(given.get(encodeURIComponent(facilityId)) ?? { from: null, to: null }),
  }));
}

/** The same for a link; undefined where no day is given. */
export function writeClosingDays(closings: readonly ClosingDays[]): string | undefined {
  const text = closings
    .filter(({ from, to }) => from !== null || to !== null)
    .map(({ facilityId, from, to }) =>
      [encodeURIComponent(facilityId), from ?? "", to ?? ""].join(":"),
    )
    .join(";");
  return text === "" ? undefined : text;
}
