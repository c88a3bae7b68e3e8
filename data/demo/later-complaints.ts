import { plantedDraw, type Raw, type Scene, shareInSeason, usualDraw } from "./complaint-draws.ts";
import { busyness, COMPLAINTS, FIRST_DAY, fieldsOf } from "./complaints.ts";
import type { Days } from "./days.ts";
import type { Random } from "./random.ts";
import type { DemoComplaint } from "./records.ts";
import { PLANTED, plantedCount, REPORTER } from "./truths.ts";

/** The truths that are still going on when the demonstration begins. */
const LASTING = Object.values(PLANTED).filter(({ toWeek }) => toWeek === 0);

/**
 * What is complained about on the days after the anchor.
 *
 * It goes on as it was: the same causes with their weekdays and seasons, and the planted truths that had not ended,
 * as often as in their last week. Each day has streams of its own, so that it is the same whenever it is asked for.
 *
 * @param fromDay  days from the anchor, 0 or more. @param endDay  the first day left out.
 * @returns In order of time.
 * @throws {RangeError} when a day is before the anchor: that one is among the three years.
 */
export function laterComplaintsOf(scene: Scene, fromDay: number, endDay: number): DemoComplaint[] {
  if (!(fromDay >= 0)) throw new RangeError(`fromDay must be 0 or more, got ${fromDay}`);
  const { days, randomFor } = scene;
  const usual = usualDraw(scene);
  const perBusyness = usualDrawsPerBusyness(days);
  const lasting = LASTING.map((plan) => ({
    draw: plantedDraw(scene, plan),
    perDay: plan.perWeek(0) / 7,
  }));

  const onDay = (day: number): DemoComplaint[] => {
    const random = randomFor(`later/${day}`);
    const dayOf = () => day;
    const planted = lasting.flatMap(({ draw, perDay }) =>
      Array.from({ length: countAround(perDay, random) }, () => draw(random, dayOf)),
    );
    const drawn = countAround(perBusyness * busyness(days, day), random);
    const others = Array.from({ length: drawn }, () => usual(random, dayOf));
    const raw = [...others.filter((one): one is Raw => one !== null), ...planted];
    const fields = fieldsOf(days, randomFor(`later/${day}/fields`));
    const isPlanted = new Set(planted);
    return raw
      .sort((p, q) => p.seconds - q.seconds)
      .map((item, i) => {
        const record = fields(item, i + 1, isPlanted.has(item));
        const channel = i === 0 && hasProposal(day) ? "proposal" : record.channel;
        return { complaintId: `c${record.number.slice(2)}`, ...record, channel };
      });
  };
  return Array.from({ length: Math.max(0, endDay - fromDay) }, (_, i) => onDay(fromDay + i)).flat();
}

/** The three years have a proposal 0.4 years into each; the years after them go on so. */
const hasProposal = (day: number) => day % 364 === 146;

/** How many draws of the usual causes stand behind one unit of busyness, so that the three years come to their number. */
function usualDrawsPerBusyness(days: Days): number {
  const planted = Object.values(PLANTED).reduce((sum, plan) => sum + plantedCount(plan), 0);
  let inSeason = 0;
  for (let day = FIRST_DAY; day < 0; day++) {
    inSeason += busyness(days, day) * shareInSeason(days.month(day));
  }
  return (COMPLAINTS - planted - REPORTER.count) / inSeason;
}

const TRIALS = 400;

/** A count that scatters around a mean as independent events do: binomial, close to Poisson, without logarithms. */
function countAround(mean: number, random: Random): number {
  let count = 0;
  for (let i = 0; i < TRIALS; i++) if (random.chance(mean / TRIALS)) count++;
  return count;
}
