import { z } from "zod";
import { PERMISSIONS, type Permission } from "./roles.ts";
import lifeTable from "./standards/complaint-life.json" with { type: "json" };
import { Basis } from "./standards.ts";

const TitleText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const listed = z.strictObject({ id: z.string(), title: TitleText });

export const COMPLAINT_STATES = [
  "registered",
  "assigned",
  "accepted",
  "on-site",
  "handled",
  "replied",
  "settled",
  "refused",
  "transferred",
  "merged",
  "in-review",
  "reviewed",
  "in-recheck",
  "concluded",
  "recorded",
] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

/** 有记录、有人出现场、有处理结果、有反馈: what shows that a complaint was seen to. */
export const COMPLAINT_MARKS = ["record", "on-site", "result", "feedback"] as const;
export type ComplaintMark = (typeof COMPLAINT_MARKS)[number];

/** Which life a complaint has: 直办, 信访事项, 政协提案. */
export const COMPLAINT_KINDS = ["direct", "petition", "proposal"] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

export const COMPLAINT_IMPORTANCES = ["ordinary", "important", "urgent"] as const;
export type ComplaintImportance = (typeof COMPLAINT_IMPORTANCES)[number];

export const FEEDBACK_WAYS = ["telephone", "visit", "letter", "message", "platform"] as const;
export const FEEDBACK_OUTCOMES = ["answered", "unreachable", "no-contact"] as const;
export const SATISFACTIONS = ["satisfied", "fair", "dissatisfied", "not-asked"] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

/** What a step may be told. */
export const STEP_FIELDS = [
  "unitId",
  "reason",
  "words",
  "minutes",
  "to",
  "into",
  "days",
  "mark",
  "term",
  "way",
  "outcome",
  "isResolved",
  "satisfaction",
  "isUpheld",
] as const;
export type StepField = (typeof STEP_FIELDS)[number];

const State = z.enum(COMPLAINT_STATES);
const Mark = z.enum(COMPLAINT_MARKS);
const fields = z.array(z.enum(STEP_FIELDS)).default([]);

const Granted = z
  .string()
  .refine((name): name is Permission => (PERMISSIONS as readonly string[]).includes(name));

const LifeStep = z.strictObject({
  action: z.string().regex(/^[a-z-]+$/),
  from: z.array(State).min(1),
  to: State.nullable().describe("null: the state stays"),
  permission: z
    .union([Granted, z.array(Granted).min(1)])
    .transform((given): readonly Permission[] => [given].flat())
    .describe("Whoever has one of them takes it"),
  mark: Mark.optional().describe("The mark that it meets"),
  asks: fields.describe("What must be said"),
  may: fields.describe("What may be said besides"),
  importances: z.array(z.enum(COMPLAINT_IMPORTANCES)).optional().describe("Only of these"),
  isMarksNeeded: z.boolean().default(false).describe("Only with every mark its kind needs"),
  isFresh: z.boolean().default(false).describe("What was done before no longer counts"),
});
/** One row of the table: who may take a complaint from which states to which, and what they must say. */
export type LifeStep = z.infer<typeof LifeStep>;

const Table = z
  .strictObject({
    states: z.array(z.strictObject({ id: State, isOpen: z.boolean(), title: TitleText })),
    marks: z.array(z.strictObject({ id: Mark, title: TitleText })),
    importances: z.array(z.strictObject({ id: z.enum(COMPLAINT_IMPORTANCES), title: TitleText })),
    kinds: z.array(
      z.strictObject({
        id: z.enum(COMPLAINT_KINDS),
        title: TitleText,
        channels: z.array(z.string()).min(1).describe("Complaints that come so are of this kind"),
        marks: z.array(Mark).describe("What it needs to be settled"),
        feedbackAttempts: z
          .number()
          .int()
          .min(1)
          .describe("Recorded attempts that count as feedback"),
        steps: z.array(LifeStep),
      }),
    ),
    everyKind: z.array(LifeStep),
    actions: z.record(z.string(), TitleText),
    ways: z.array(listed.extend({ id: z.enum(FEEDBACK_WAYS) })),
    outcomes: z.array(listed.extend({ id: z.enum(FEEDBACK_OUTCOMES) })),
    satisfactions: z.array(listed.extend({ id: z.enum(SATISFACTIONS) })),
    basis: Basis,
  })
  .refine(
    ({ kinds, everyKind, actions }) =>
      [...everyKind, ...kinds.flatMap(({ steps }) => steps)].every(
        ({ action }) => action in actions,
      ),
    { error: "every action has a title" },
  );

/** The life of complaints as data: states, marks, and for each kind the steps between them. */
export const COMPLAINT_LIFE = Table.parse(lifeTable);

/** States in which something is still to be done. */
export const OPEN_STATES: readonly ComplaintState[] = COMPLAINT_LIFE.states
  .filter(({ isOpen }) => isOpen)
  .map(({ id }) => id);
