import { z } from "@hono/zod-openapi";
import { COMPLAINT_STATES } from "../../data/complaint-life.ts";
import { DUTY_TURNS } from "./duty.ts";

/** The most days one answer or one rota covers. */
export const GREATEST_DUTY_DAYS = 62;

const Instant = z.iso.datetime({ offset: true });
const Day = z.iso.date();
const Time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM")
  .describe("Time of day in the district's time zone, `HH:MM`");
const name = z
  .string()
  .max(60)
  .transform((text) => text.normalize("NFC").trim());
const words = (length: number) =>
  z
    .string()
    .max(length)
    .transform((text) => text.trim());

// what may be null has no name of its own in the contract: its generated type would be of nothing
const person = z.object({
  accountId: z.string().nullable().describe("null for somebody without an account"),
  name: z.string().describe("As it was when the shift was written"),
});

const personDraft = z
  .strictObject({
    accountId: z.string().min(1).max(64).nullable().default(null),
    name: name.default("").describe("May be left out where the account is given"),
  })
  .refine((person) => person.accountId !== null || person.name !== "", {
    error: "an account of the district, or a name",
    params: { rule: "required" },
  });
export type DutyPersonDraft = z.infer<typeof personDraft>;

const Staffed = z.object({
  startsAt: Instant,
  endsAt: Instant,
  officer: person,
  leader: person.nullable().describe("带班领导"),
  substitute: person.nullable(),
});

const shift = Staffed.extend({
  shiftId: z.string(),
  coveredFrom: Instant.nullable().describe("From when the substitute is on duty for the officer"),
  coverReason: z.string().nullable(),
  note: z.string(),
  isHandedOver: z.boolean().describe("Whether somebody has signed out of it"),
  revision: z.number().int(),
});
export const DutyShift = shift.openapi("DutyShift");
export type DutyShift = z.infer<typeof DutyShift>;

export const DutyShiftDraft = z
  .strictObject({
    startsAt: Instant,
    endsAt: Instant,
    officer: personDraft,
    leader: personDraft.nullable().default(null),
    substitute: personDraft.nullable().default(null),
    note: words(500).default(""),
  })
  .openapi("DutyShiftDraft");
export type DutyShiftDraft = z.infer<typeof DutyShiftDraft>;

const Gap = z.object({ startsAt: Instant, endsAt: Instant }).openapi("DutyGap");

export const RosterQuery = z.object({
  from: Day.describe("First local day"),
  to: Day.describe(`Last local day; at most ${GREATEST_DUTY_DAYS} days`),
});

export const DutyRoster = z
  .object({
    from: Day,
    to: Day,
    timeZone: z.string(),
    shifts: z.array(DutyShift).describe("Those that touch the period, in order"),
    gaps: z.array(Gap).describe("When nobody is on duty, from the first shift of the roster on"),
  })
  .openapi("DutyRoster");

export const DutyNow = z
  .object({
    at: Instant,
    timeZone: z.string(),
    shift: shift.nullable().describe("null: nobody is on duty"),
    onDuty: person.nullable().describe("The officer, or the substitute who has taken over"),
    isSubstitute: z.boolean(),
    leader: person.nullable(),
    until: Instant.nullable(),
    next: shift.nullable(),
  })
  .openapi("DutyNow");

export const DutyPeople = z
  .object({
    people: z.array(
      z.object({
        accountId: z.string(),
        name: z.string(),
        mayHandOver: z.boolean().describe("Whether a role of theirs hands shifts over"),
      }),
    ),
  })
  .openapi("DutyPeople");

const TurnsDraft = z.strictObject({
  people: z.array(personDraft).max(60),
  every: z.enum(DUTY_TURNS).describe("When the next in the list has their turn"),
});

export const RotaDraft = z
  .strictObject({
    from: Day.describe("First local day on which a shift begins"),
    to: Day.describe("Last local day on which a shift begins"),
    hours: z
      .array(z.strictObject({ startsAt: Time, endsAt: Time }))
      .min(1)
      .max(12)
      .describe("One that does not end later than it begins ends on the next day"),
    officers: TurnsDraft.extend({ people: z.array(personDraft).min(1).max(60) }),
    leaders: TurnsDraft.default({ people: [], every: "day" }),
    substitutes: TurnsDraft.default({ people: [], every: "day" }),
    isSkippingTaken: z
      .boolean()
      .default(false)
      .describe("Leaves out the shifts whose time is taken; without it any such refuses the whole"),
  })
  .openapi("RotaDraft");
export type RotaDraft = z.infer<typeof RotaDraft>;

export const RotaPreview = z
  .object({
    timeZone: z.string(),
    shifts: z.array(
      Staffed.extend({
        takenBy: shift.nullable().describe("The shift on the roster that has this time"),
      }),
    ),
    taken: z.number().int().describe("How many of them stay as they are on the roster"),
    gaps: z.array(Gap).describe("When nobody would be on duty between the first and the last"),
  })
  .openapi("RotaPreview");

export const RotaWritten = z
  .object({ written: z.number().int(), skipped: z.number().int() })
  .openapi("RotaWritten");

export const SubstitutionDraft = z
  .strictObject({
    substitute: personDraft
      .nullable()
      .default(null)
      .describe("Who takes over, where it is not who stands in by the roster"),
    reason: words(200).pipe(z.string().min(1)),
    from: Instant.nullable().default(null).describe("From when; at once where it is left out"),
  })
  .openapi("SubstitutionDraft");
export type SubstitutionDraft = z.infer<typeof SubstitutionDraft>;

const ByChannel = z.object({
  total: z.number().int(),
  confidential: z.number().int().describe("Those of the total that are told in no other figure"),
  byChannel: z.array(z.object({ channel: z.string().nullable(), count: z.number().int() })),
});
const Waiting = z.object({
  total: z.number().int(),
  confidential: z.number().int(),
  complaints: z
    .array(
      z.object({
        complaintId: z.string(),
        number: z.string(),
        category: z.string().nullable(),
        street: z.string().nullable(),
        unit: z.string().nullable(),
        state: z.enum(COMPLAINT_STATES),
        step: z.string().nullable().describe("The step that is due"),
        dueAt: Instant,
      }),
    )
    .describe("The most urgent first, at most 100; none that is confidential"),
});

/** What happened, what is open and what is late. Nothing in it is about a reporter. */
const note = z.object({
  from: Instant,
  until: Instant,
  at: Instant.describe("When what is open and late was counted"),
  taken: ByChannel,
  settled: ByChannel,
  reopened: ByChannel,
  units: z.array(
    z.object({
      unitId: z.string().nullable().describe("null for what the office did itself"),
      name: z.string().nullable(),
      steps: z.array(z.object({ action: z.string(), count: z.number().int() })),
    }),
  ),
  open: z.object({
    total: z.number().int(),
    confidential: z.number().int(),
    byState: z.array(z.object({ state: z.enum(COMPLAINT_STATES), count: z.number().int() })),
  }),
  late: Waiting,
  soon: Waiting.describe("Due within 24 hours"),
});
export const DutyNote = note.openapi("DutyNote");
export type DutyNote = z.infer<typeof DutyNote>;

const Signature = z.object({ accountId: z.string(), name: z.string(), at: Instant });

export const DutyHandover = z
  .object({
    handoverId: z.string(),
    shift: DutyShift.describe("As it was when signed"),
    next: shift.nullable(),
    from: Instant,
    until: Instant,
    note: DutyNote,
    remarks: z.string(),
    signedOut: Signature.extend({
      reason: z.string().nullable().describe("Why somebody signed for whoever was on duty"),
    }),
    signedIn: Signature.nullable().describe("null until whoever comes has signed"),
  })
  .openapi("DutyHandover");
export type DutyHandover = z.infer<typeof DutyHandover>;

/** A shift and the note that would be signed for it now. */
export const DutyHandoverDraft = z
  .object({
    at: Instant,
    timeZone: z.string(),
    shift: shift.nullable().describe("null: there is nothing to hand over"),
    next: shift.nullable(),
    note: note.nullable(),
    signsOut: z
      .enum(["own", "for-other", "none"])
      .describe("Whether one may sign out: for oneself, for whoever is on duty with a reason"),
    waiting: z.array(DutyHandover).describe("Signed by one so far"),
    unsigned: z.array(DutyShift).describe("Ended within a week and handed over by nobody"),
  })
  .openapi("DutyHandoverDraft");

export const SigningOut = z
  .strictObject({
    shiftId: z.string(),
    remarks: words(4000).default(""),
    reason: words(200)
      .nullable()
      .default(null)
      .describe("Needed from whoever signs for somebody else"),
  })
  .openapi("SigningOut");

export const DutyHandovers = z
  .object({
    handovers: z.array(
      DutyHandover.omit({ note: true }).extend({
        taken: z.number().int(),
        settled: z.number().int(),
        open: z.number().int(),
        late: z.number().int(),
      }),
    ),
    next: Instant.nullable().describe("`before` for the page after this; null is the last"),
  })
  .openapi("DutyHandovers");
