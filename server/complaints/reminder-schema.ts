import { z } from "@hono/zod-openapi";
import {
  COMPLAINT_IMPORTANCES,
  COMPLAINT_KINDS,
  COMPLAINT_STATES,
} from "../../data/complaint-life.ts";
import { REMINDER_LEVELS } from "./reminder-levels.ts";

const number = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const instant = z.iso.datetime({ offset: true });

/** Which reminders. */
export const ReminderQuery = z.object({
  after: number.default(0).describe("Only those with a higher number"),
  before: number.default(Number.MAX_SAFE_INTEGER).describe("Only those with a lower number"),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  scope: z
    .enum(["mine", "all"])
    .default("mine")
    .describe("mine: leaders see what is important, urgent or late; all: all that one may read"),
});
export type ReminderQuery = z.infer<typeof ReminderQuery>;

/** Reminders of whoever asks, newest first. */
export const ReminderInbox = z
  .object({
    districtId: z.string(),
    scope: z.enum(["mine", "all"]),
    seen: z.number().int().describe("The number up to which they were seen"),
    unread: z.number().int().describe("Those above it; no more than 999 are counted"),
    reminders: z.array(
      z.object({
        number: z.number().int().describe("Grows with each reminder of the district"),
        level: z
          .enum(REMINDER_LEVELS)
          .describe("told: leaders are informed; soon: 预警; late, late-3: 催办"),
        at: instant,
        dueStep: z.string().nullable().describe("What is due; null where leaders are informed"),
        dueAt: instant.nullable(),
        isStanding: z.boolean().describe("False once the step was taken or its term was moved"),
        isUnread: z.boolean(),
        complaintId: z.string(),
        complaintNumber: z.string(),
        kind: z.enum(COMPLAINT_KINDS),
        category: z.string().nullable(),
        importance: z.enum(COMPLAINT_IMPORTANCES),
        state: z.enum(COMPLAINT_STATES),
        address: z.string().nullable(),
        street: z.string().nullable(),
        unit: z.string().nullable(),
        isConfidential: z.boolean(),
      }),
    ),
    isMore: z.boolean().describe("Older ones follow: ask with `before`"),
  })
  .openapi("ReminderInbox");
export type ReminderInbox = z.infer<typeof ReminderInbox>;

export const RemindersSeen = z.strictObject({ number: number }).openapi("RemindersSeen");
export const SeenAnswer = z.object({ seen: z.number().int() }).openapi("RemindersSeenAnswer");
