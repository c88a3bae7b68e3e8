import { z } from "@hono/zod-openapi";
import type { Taken as Counted } from "./fix.ts";
import { Datum } from "./position-body.ts";

const count = z.number().int().nonnegative();

/** What became of a batch. */
export const TakenAnswer = z
  .object({
    received: count.describe("`stored` + `duplicates` + all of `rejected`"),
    stored: count.describe("New in the store; they stay when the server dies now"),
    duplicates: count.describe("There already, of the same vehicle and instant"),
    late: count.describe("Of `stored`, older than the youngest known"),
    rejected: z
      .object({
        invalid: count.describe("No place on earth, no time, or the terminal has no fix"),
        zero: count.describe("At 0, 0"),
        future: count,
        expired: count.describe("Older than positions are kept"),
        jump: count.describe("Nothing drives that fast"),
      })
      .describe("Counted by reason; each vehicle shows its own"),
  })
  .openapi("PositionsTaken");
export type TakenAnswer = z.infer<typeof TakenAnswer>;

export const DatumQuery = z.object({
  datum: Datum.default("wgs84").describe("What the longitudes and latitudes are in"),
});

/** Several, as one answer. */
export function takenAnswer(all: readonly Counted[]): TakenAnswer {
  const sum = (pick: (one: Counted) => number) => all.reduce((total, one) => total + pick(one), 0);
  const rejected = {
    invalid: sum((one) => one.rejected.invalid ?? 0),
    zero: sum((one) => one.rejected.zero ?? 0),
    future: sum((one) => one.rejected.future ?? 0),
    expired: sum((one) => one.rejected.expired ?? 0),
    jump: sum((one) => one.rejected.jump ?? 0),
  };
  const [stored, duplicates] = [sum((one) => one.stored), sum((one) => one.duplicates)];
  const refused = Object.values(rejected).reduce((a, b) => a + b, 0);
  return {
    received: stored + duplicates + refused,
    ...{ stored, duplicates, late: sum((one) => one.late), rejected },
  };
}
