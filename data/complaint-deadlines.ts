import { z } from "zod";
import deadlineTable from "./standards/complaint-deadlines.json" with { type: "json" };
import { Basis, COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS } from "./standards.ts";

const KINDS = ["direct", "petition", "proposal"] as const;
const IMPORTANCES = ["ordinary", "important", "urgent"] as const;
const UNITS = ["minutes", "hours", "working-hours", "working-days", "calendar-days"] as const;
const STARTS = [
  ...["registered", "assigned", "accepted", "requested", "replied", "reviewed", "issued"],
] as const;
const STEPS = [
  ...["assign", "accept", "arrive", "result", "settle", "extension", "reply", "supervision-reply"],
  ...["ask-review", "review", "ask-recheck", "recheck"],
] as const;

const id = z.string().regex(/^[a-z0-9-]{1,63}$/);
const TitleText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Step = z.strictObject({
  kind: z.enum(KINDS),
  id: z.enum(STEPS),
  from: z.enum(STARTS).describe("The event that starts the term; requested: of (re-)review"),
  title: TitleText,
});

const Rule = z.strictObject({
  id,
  kind: z.enum(KINDS),
  step: z.enum(STEPS),
  channel: z.enum(COMPLAINT_CHANNELS.map((channel) => channel.id)).optional(),
  category: id.optional().describe("One of the presets, or a district's own"),
  importance: z.enum(IMPORTANCES).optional(),
  amount: z.number().int().positive().max(10_000),
  unit: z.enum(UNITS),
  title: TitleText,
  basis: Basis,
});

type Place = Pick<z.infer<typeof Rule>, "kind" | "step" | "channel" | "category" | "importance">;

/** What a rule is for. Of two rules for the same, one would never hold. */
const placeOf = ({ kind, step, channel, category, importance }: Place) =>
  [kind, step, channel ?? "", category ?? "", importance ?? ""].join(" ");

const isOnce = (keys: readonly string[]) => new Set(keys).size === keys.length;
const Rules = z
  .array(Rule)
  .max(500)
  .refine((rules) => isOnce(rules.map((rule) => rule.id)), { error: "an id is there twice" })
  .refine((rules) => isOnce(rules.map(placeOf)), { error: "two rules are for the same" })
  .refine((rules) => rules.every(hasStep), { error: "a kind of complaint has no such step" });

const Hours = z.strictObject({
  spans: z
    .array(z.strictObject({ from: localTime, to: localTime }))
    .min(1)
    .max(6)
    .refine((spans) => isAscending(spans.flatMap(({ from, to }) => [from, to])), {
      error: "spans follow each other within one day",
    })
    .describe("Local time; the end of the last one ends a working day"),
  title: TitleText,
  basis: Basis,
});
const CalendarDays = z.strictObject({
  isMovedPastDaysOff: z.boolean().describe("What would end on a day off ends on the next working"),
  title: TitleText,
  basis: Basis,
});
const Soon = z
  .strictObject({
    shareLeft: z.number().positive().max(1).describe("Of the whole term"),
    atLeastMinutes: z.number().int().nonnegative().describe("Shorter terms are soon at once"),
    atMostMinutes: z.number().int().positive(),
    title: TitleText,
    basis: Basis,
  })
  .refine(({ atLeastMinutes, atMostMinutes }) => atLeastMinutes <= atMostMinutes, {
    error: "atLeastMinutes is more than atMostMinutes",
  });
const VeryLate = z.strictObject({
  times: z.number().gt(1).max(100).describe("So many times the term has passed since it began"),
  title: TitleText,
  basis: Basis,
});

const isAscending = (times: readonly string[]) =>
  times.every((time, index) => index === 0 || times[index - 1]! < time);

const DeadlineTable = z.strictObject({
  steps: z.array(Step),
  rules: Rules,
  hours: Hours,
  calendarDays: CalendarDays,
  soon: Soon,
  veryLate: VeryLate,
});

/** Terms as they hold: the presets, or those with a district's own over them. */
export const DeadlineTerms = DeadlineTable.omit({ steps: true });

/** What can fall due for each kind of complaint, and from when its term is counted. */
export const DEADLINE_STEPS: readonly DeadlineStep[] = z.array(Step).parse(deadlineTable.steps);

function hasStep({ kind, step }: Place) {
  return DEADLINE_STEPS.some((known) => known.kind === kind && known.id === step);
}

export type DeadlineStep = z.infer<typeof Step>;
export type DeadlineRule = z.infer<typeof Rule>;
export type ComplaintDeadlines = Omit<z.infer<typeof DeadlineTable>, "steps">;

const days = z.array(z.iso.date()).max(2000);

/**
 * What a district sets itself (`district_setting`, key `complaintDeadlines`): the shape of the presets, each part of which
 * may be left out, and its days.
 */
export const DistrictDeadlines = z.strictObject({
  rules: Rules.optional(),
  without: z.array(id).max(500).optional().describe("Ids of presets that do not hold here"),
  hours: Hours.optional(),
  calendarDays: CalendarDays.optional(),
  soon: Soon.optional(),
  veryLate: VeryLate.optional(),
  days: z
    .strictObject({
      off: days.describe("Days off besides those that are known, local"),
      working: days.describe("Days worked though they are a weekend or a holiday, local"),
      completeYears: z
        .array(z.number().int().min(2000).max(2200))
        .describe("Years whose holidays and make-up days are all entered here"),
    })
    .refine(({ off, working }) => !off.some((day) => working.includes(day)), {
      error: "a day is both off and worked",
    })
    .optional(),
});
export type DistrictDeadlines = z.infer<typeof DistrictDeadlines>;

/** Terms of complaints until a district says otherwise, each with what it stands on. */
export const COMPLAINT_DEADLINES: ComplaintDeadlines = presets();

function presets() {
  const { steps: _, ...deadlines } = DeadlineTable.parse(deadlineTable);
  const known = new Set(COMPLAINT_CATEGORIES.map((category) => category.id));
  const strange = deadlines.rules.find(({ category }) => category && !known.has(category));
  if (strange)
    throw new RangeError(`${strange.id} is for the unknown category ${strange.category}`);
  return deadlines;
}

/**
 * What a district goes by: its own rules, and of the presets those it has not replaced.
 *
 * A rule of its own takes the place of the preset with the same id, and of the one for the same kind, step, channel,
 * category and importance. A preset for something narrower still holds there; `without` takes it away.
 *
 * @param own  null where the district has set nothing.
 */
export function mergedDeadlines(
  presets: ComplaintDeadlines,
  own: DistrictDeadlines | null,
): ComplaintDeadlines {
  const rules = own?.rules ?? [];
  const gone = new Set([...(own?.without ?? []), ...rules.map((rule) => rule.id)]);
  const taken = new Set(rules.map(placeOf));
  return {
    rules: [
      ...presets.rules.filter((rule) => !gone.has(rule.id) && !taken.has(placeOf(rule))),
      ...rules,
    ],
    hours: own?.hours ?? presets.hours,
    calendarDays: own?.calendarDays ?? presets.calendarDays,
    soon: own?.soon ?? presets.soon,
    veryLate: own?.veryLate ?? presets.veryLate,
  };
}
