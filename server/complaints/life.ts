import {
  COMPLAINT_LIFE,
  type ComplaintKind,
  type ComplaintMark,
  type ComplaintState,
  type LifeStep,
  OPEN_STATES,
  type Satisfaction,
} from "../../data/complaint-life.ts";

/** What is said with a step. */
export type StepData = {
  readonly unitId?: string | undefined;
  readonly reason?: string | undefined;
  readonly words?: string | undefined;
  /** 会议纪要: what the leadership decided together. */
  readonly minutes?: string | undefined;
  /** Whom it is transferred to. */
  readonly to?: string | undefined;
  /** The complaint it is merged into, by id. */
  readonly into?: string | undefined;
  readonly days?: number | undefined;
  readonly mark?: ComplaintMark | undefined;
  /** Local day by which supervision is to be answered. */
  readonly term?: string | undefined;
  readonly way?: string | undefined;
  readonly outcome?: "answered" | "unreachable" | "no-contact" | undefined;
  readonly isResolved?: boolean | undefined;
  readonly satisfaction?: Satisfaction | undefined;
  readonly isUpheld?: boolean | undefined;
  /** 督办〔2026〕3号: under which a supervision was issued; drawn and not given. */
  readonly number?: string | undefined;
};

/** What is kept of an event: what was said with a step, or what another register says of a complaint that is imported. */
export type EventData = StepData & {
  readonly state?: ImportedState | undefined;
  readonly receivedAt?: string | undefined;
  readonly settledAt?: string | undefined;
};

/** Where an import can put a complaint: it never settles one, since nobody here saw the marks. */
export type ImportedState = "registered" | "assigned" | "merged" | "recorded";

/** One thing that happened to a complaint. */
export type CaseEvent = {
  readonly sequence: number;
  readonly action: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly data: EventData;
};

/** How a mark came to be met. */
export type MarkState = "missing" | "done" | "attempts" | "no-contact" | "waived";

/** What the events of a complaint come to. */
export type Standing = {
  readonly state: ComplaintState;
  /** When it came into this state. */
  readonly since: Date | null;
  readonly unitId: string | null;
  readonly marks: Readonly<Record<ComplaintMark, MarkState>>;
  readonly feedbackAttempts: number;
  /** Who asked that a mark should not apply, while nobody has decided. */
  readonly waiversAsked: Readonly<Partial<Record<ComplaintMark, string | null>>>;
  readonly extensionAsked: { readonly days: number; readonly by: string | null } | null;
  readonly extendedDays: number;
  /** Supervision that nobody has answered. */
  readonly supervision: { readonly term: string; readonly issuedAt: Date } | null;
  readonly isSupervised: boolean;
  readonly duplicateOf: string | null;
  readonly reopened: number;
  /** When its life began, or began again with a reopening. */
  readonly startedAt: Date | null;
  /** When whoever has it now accepted it. */
  readonly acceptedAt: Date | null;
  /** The first time anybody did something about it: accepted or refused it, or was on site. */
  readonly respondedAt: Date | null;
  readonly resultAt: Date | null;
  readonly repliedAt: Date | null;
  readonly settledAt: Date | null;
  readonly isResolved: boolean | null;
  readonly satisfaction: Satisfaction | null;
};

const NOTHING: Standing = {
  state: "recorded",
  since: null,
  unitId: null,
  marks: { record: "missing", "on-site": "missing", result: "missing", feedback: "missing" },
  feedbackAttempts: 0,
  waiversAsked: {},
  extensionAsked: null,
  extendedDays: 0,
  supervision: null,
  isSupervised: false,
  duplicateOf: null,
  reopened: 0,
  startedAt: null,
  acceptedAt: null,
  respondedAt: null,
  resultAt: null,
  repliedAt: null,
  settledAt: null,
  isResolved: null,
  satisfaction: null,
};

const kindOf = (kind: ComplaintKind) => COMPLAINT_LIFE.kinds.find(({ id }) => id === kind)!;

/** The steps of a kind of complaint, its own first. */
export const lifeSteps = (kind: ComplaintKind): readonly LifeStep[] => [
  ...kindOf(kind).steps,
  ...COMPLAINT_LIFE.everyKind,
];

const stepsByKind = new Map(
  COMPLAINT_LIFE.kinds.map(({ id }) => [
    id,
    new Map(lifeSteps(id).map((step) => [step.action, step])),
  ]),
);

/** The step of a kind with this name; undefined when its life has none. */
export const lifeStep = (kind: ComplaintKind, action: string) => stepsByKind.get(kind)?.get(action);

/** The marks a kind needs to be settled. */
export const neededMarks = (kind: ComplaintKind): readonly ComplaintMark[] => kindOf(kind).marks;

/** Needed marks that nothing has met yet. */
export const missingMarks = (kind: ComplaintKind, { marks }: Standing): ComplaintMark[] =>
  neededMarks(kind).filter((mark) => marks[mark] === "missing");

/**
 * Where a complaint stands after what happened to it.
 *
 * @param events  All of them, in order. None: only its record is known.
 */
export function standingOf(kind: ComplaintKind, events: readonly CaseEvent[]): Standing {
  return events.reduce((standing, event) => after(kind, standing, event), NOTHING);
}

/** Where it stands after one more event. */
export function after(kind: ComplaintKind, before: Standing, event: CaseEvent): Standing {
  const { action, at, data } = event;
  if (action === "register")
    return {
      ...before,
      ...{ state: "registered", since: at, startedAt: at },
      marks: { ...before.marks, record: "done" },
    };
  if (action === "import") return imported(event);
  const step = lifeStep(kind, action);
  if (!step) return before; // reminders, corrections, releases: they are told and change no state
  const fresh = step.isFresh ? freshened(before) : before;
  const next = { ...fresh, ...effectOf(kind, fresh, event) };
  const isFeedbackMissing = action === "feedback" && next.marks.feedback === "missing";
  const state = step.to === null || isFeedbackMissing ? fresh.state : step.to;
  return {
    ...next,
    state,
    since: state === before.state ? before.since : at,
    reopened: before.reopened + (action === "reopen" ? 1 : 0),
    startedAt: action === "reopen" ? at : before.startedAt,
    respondedAt: next.respondedAt ?? (RESPONSES.includes(action) ? at : null),
    settledAt: state === "settled" && before.state !== "settled" ? at : next.settledAt,
    unitId: state === "registered" ? null : next.unitId,
    extensionAsked: OPEN_STATES.includes(state) ? next.extensionAsked : null,
    ...(data.unitId === undefined ? {} : { unitId: data.unitId }),
  };
}

/** What another register says replaces all that it said before. No step can do this, only an import can. */
function imported({ at, data }: CaseEvent): Standing {
  const state = data.state ?? "recorded";
  const receivedAt = data.receivedAt ? new Date(data.receivedAt) : at;
  return {
    ...NOTHING,
    ...{ state, since: OPEN_STATES.includes(state) ? receivedAt : at },
    startedAt: state === "recorded" ? null : receivedAt, // no term of ours ran for what was settled elsewhere
    marks: { ...NOTHING.marks, record: state === "recorded" ? "missing" : "done" },
    unitId: state === "registered" ? null : (data.unitId ?? null),
    duplicateOf: state === "merged" ? (data.into ?? null) : null,
    settledAt: data.settledAt ? new Date(data.settledAt) : null,
  };
}

const RESPONSES = ["accept", "refuse", "arrive", "report", "transfer"];

/** What was done before a rework or a reopening no longer counts; that it was recorded does. */
const freshened = (standing: Standing): Standing => ({
  ...standing,
  marks: { ...NOTHING.marks, record: standing.marks.record },
  ...{ feedbackAttempts: 0, waiversAsked: {}, isResolved: null, satisfaction: null },
  ...{ resultAt: null, repliedAt: null, settledAt: null },
});

const marked = ({ marks }: Standing, mark: ComplaintMark, how: MarkState) => ({
  marks: { ...marks, [mark]: how },
});

/** What an action changes besides the state. */
function effectOf(kind: ComplaintKind, now: Standing, event: CaseEvent): Partial<Standing> {
  const { action, at, actorId, data } = event;
  switch (action) {
    case "accept":
      return { acceptedAt: at };
    case "assign":
    case "return":
    case "rework":
    case "reopen":
      return { acceptedAt: null };
    case "arrive":
      return marked(now, "on-site", "done");
    case "report":
      return { ...marked(now, "result", "done"), resultAt: at };
    case "feedback":
      return feedback(kind, now, event);
    case "merge":
      return { duplicateOf: data.into ?? null };
    case "unmerge":
      return { duplicateOf: null };
    case "ask-extension":
      return { extensionAsked: { days: data.days ?? 0, by: actorId } };
    case "grant-extension":
      return { extensionAsked: null, extendedDays: now.extendedDays + (data.days ?? 0) };
    case "refuse-extension":
      return { extensionAsked: null };
    case "ask-waiver":
      return data.mark ? { waiversAsked: { ...now.waiversAsked, [data.mark]: actorId } } : {};
    case "grant-waiver":
    case "refuse-waiver":
      return decided(now, data.mark, action === "grant-waiver");
    case "supervise":
      return {
        supervision: { term: data.term ?? "", issuedAt: at },
        isSupervised: true,
      };
    case "answer-supervision":
      return { supervision: null };
    default:
      return {};
  }
}

function decided(now: Standing, mark: ComplaintMark | undefined, isGranted: boolean) {
  if (mark === undefined) return {};
  const { [mark]: _decided, ...waiversAsked } = now.waiversAsked;
  return { waiversAsked, ...(isGranted ? marked(now, mark, "waived") : {}) };
}

/** Feedback is met by an answer, by as many recorded attempts as the kind asks for, or because no contact was left. */
function feedback(kind: ComplaintKind, now: Standing, { at, data }: CaseEvent): Partial<Standing> {
  const { outcome } = data;
  const attempts = now.feedbackAttempts + (outcome === "unreachable" ? 1 : 0);
  const enough = attempts >= kindOf(kind).feedbackAttempts;
  const how: MarkState =
    outcome === "answered"
      ? "done"
      : outcome === "no-contact"
        ? "no-contact"
        : enough
          ? "attempts"
          : now.marks.feedback;
  return {
    ...marked(now, "feedback", how),
    feedbackAttempts: attempts,
    repliedAt: how === "missing" ? now.repliedAt : at,
    isResolved: data.isResolved ?? now.isResolved,
    satisfaction: data.satisfaction ?? now.satisfaction,
  };
}
