import { daysFrom } from "../data/demo/days.ts";
import { storedFacilities } from "../data/demo/flaws.ts";
import { starYear } from "../data/demo/ratings.ts";
import type {
  DemoAppeal,
  DemoCase,
  DemoDistrict,
  DemoInspection,
  DemoRating,
  DemoTask,
} from "../data/demo/records.ts";
import { RATINGS } from "../data/ratings.ts";
import { RUBRICS } from "../data/rubric.ts";
import { assessmentOf, scoreOf } from "../data/rubric-score.ts";
import { columnsOf, point, type Rows } from "./demo-tables.ts";
import { assigned } from "./ratings/complaint-assigned.ts";
import { countBetween } from "./ratings/complaint-counts.ts";
import { addDays, addMonths } from "./ratings/days.ts";
import { keyOf } from "./ratings/keys.ts";
import { candidatesOf, type MonthFigures } from "./ratings/red-flag.ts";

/** Who approved the rubrics and decided. */
const MANAGER = "演示管理者";
const OFFICE = "演示市容管理股";
/** Months of which the red flag was given. */
const FLAGS = 6;

/** 09:00 of a local day. */
const morning = (day: string) => new Date(`${day}T09:00:00+08:00`);

type Time = { readonly yearBegan: string };

const rubricColumns = ({ yearBegan }: Time) =>
  columnsOf(Object.entries(RUBRICS), {
    rubric_id: ["text", ([id]) => id],
    version: ["integer", () => 1],
    content: ["jsonb", ([, content]) => JSON.stringify(content)],
    state: ["text", () => "approved"],
    proposed_from: ["date", () => "0001-01-01"],
    effective_from: ["date", () => yearBegan],
    note: ["text", () => ""],
    created_at: ["timestamptz", () => morning(addDays(yearBegan, -20))],
    created_by: ["text", () => ""],
    decided_at: ["timestamptz", () => morning(yearBegan)],
    decided_by: ["text", () => MANAGER],
    decision_note: ["text", () => "演示：批准试行"],
  });

const taskColumns = (tasks: readonly DemoTask[]) =>
  columnsOf(tasks, {
    task_id: ["text", ({ taskId }) => taskId],
    rubric_id: ["text", ({ rubricId }) => rubricId],
    subject_kind: ["text", ({ subjectKind }) => subjectKind],
    subject_id: ["text", ({ subjectId }) => subjectId],
    due_on: ["date", ({ dueOn }) => dueOn],
    reason: ["text", ({ reason }) => reason],
    drawn_at: ["timestamptz", ({ drawnAt }) => drawnAt],
    drawn_by: ["text", () => OFFICE],
    dropped_at: ["timestamptz", (one) => one.droppedReason && morning(one.dueOn)],
    dropped_by: ["text", ({ droppedReason }) => droppedReason && MANAGER],
    dropped_reason: ["text", ({ droppedReason }) => droppedReason],
  });

const inspectionColumns = (inspections: readonly DemoInspection[]) =>
  columnsOf(inspections, {
    inspection_id: ["text", ({ inspectionId }) => inspectionId],
    subject_kind: ["text", ({ subjectKind }) => subjectKind],
    subject_id: ["text", ({ subjectId }) => subjectId],
    rubric_id: ["text", ({ rubricId }) => rubricId],
    rubric_version: ["integer", () => 1],
    level: ["text", ({ level }) => level],
    inspected_at: ["timestamptz", ({ inspectedAt }) => inspectedAt],
    received_at: ["timestamptz", ({ inspectedAt }) => inspectedAt],
    inspector: ["text", () => "demo"],
    inspector_name: ["text", ({ inspectorName }) => inspectorName],
    position: ["geometry", ({ position }) => point(position)],
    position_source: ["text", ({ position }) => position && "device"],
    distance_meters: ["real", ({ distanceMeters }) => distanceMeters],
    marks: ["jsonb", ({ marks }) => JSON.stringify(marks)],
    vetoes: ["jsonb", ({ vetoes }) => JSON.stringify(vetoes)],
    task_id: ["text", ({ taskId }) => taskId],
    digest: ["text", ({ inspectionId }) => inspectionId], // nobody sends it again
  });

function appealRows(appeals: readonly DemoAppeal[]): Rows[] {
  const steps = appeals.flatMap(({ appealId, trail }) =>
    trail.map((step, at) => ({ appealId, sequence: at + 1, ...step })),
  );
  return [
    {
      table: "rating_appeal",
      columns: columnsOf(appeals, {
        appeal_id: ["text", ({ appealId }) => appealId],
        inspection_id: ["text", ({ inspectionId }) => inspectionId],
        raised_at: ["timestamptz", ({ raisedAt }) => raisedAt],
      }),
    },
    {
      table: "rating_appeal_event",
      columns: columnsOf(steps, {
        appeal_id: ["text", ({ appealId }) => appealId],
        sequence: ["integer", ({ sequence }) => sequence],
        at: ["timestamptz", ({ at }) => at],
        step: ["text", ({ step }) => step],
        actor: ["text", () => "demo"],
        actor_name: ["text", ({ actorName }) => actorName],
        words: ["text", ({ words }) => words],
        corrections: ["jsonb", (one) => one.corrections && JSON.stringify(one.corrections)],
      }),
    },
  ];
}

/** What the inspections before a star was given come to, as a decision takes it. */
export function evidenceOf(
  { rubricId, subjectId, validFrom }: DemoRating,
  inspections: readonly DemoInspection[],
) {
  const rubric = RUBRICS[rubricId]!;
  const from = addDays(validFrom, 1 - rubric.sampling.windowDays);
  const counted = inspections
    .filter((one) => one.subjectId === subjectId && from <= one.day && one.day <= validFrom)
    .map((one) => ({
      ...scoreOf(rubric, one),
      ...{ inspectionId: one.inspectionId, day: one.day },
    }));
  return assessmentOf(rubric, counted);
}

/** Days before the demonstration begins on which a star was lowered. */
const LOWERED_DAYS = 2;

type Given = DemoRating & {
  readonly kind: "creation" | "lowering";
  readonly evidence: ReturnType<typeof evidenceOf>;
};

/** A star lowered to what its inspections had come to: the one that falls farthest short, and none without inspections enough. */
function loweredOf({ ratings, inspections }: DemoDistrict, on: string): Given[] {
  const [fallen] = ratings
    .filter(({ validFrom }) => validFrom < on)
    .map((rating) => ({ rating, evidence: evidenceOf({ ...rating, validFrom: on }, inspections) }))
    .filter(({ evidence }) => !evidence.isSmall && evidence.vetoes.length === 0)
    .map((one) => ({ ...one, lost: one.rating.stars - (one.evidence.stars ?? one.rating.stars) }))
    .filter(({ evidence, lost }) => (evidence.stars ?? 0) > 0 && lost > 0)
    .sort((a, b) => b.lost - a.lost);
  if (!fallen) return [];
  const { rating, evidence } = fallen;
  const stars = evidence.stars!; // above
  return [
    {
      ...{ ...rating, ratingId: `${rating.ratingId}-lowered`, validFrom: on, stars, evidence },
      ...{ kind: "lowering", reason: `演示：近期检查只够 ${stars} 星，降星` },
    },
  ];
}

function ratingColumns(district: DemoDistrict) {
  const { ratings, inspections } = district;
  const created = ratings.map((rating): Given => {
    return { ...rating, kind: "creation", evidence: evidenceOf(rating, inspections) };
  });
  const lowered = loweredOf(district, daysFrom(district.district.anchor).day(-LOWERED_DAYS));
  return columnsOf([...created, ...lowered], {
    rating_id: ["text", ({ ratingId }) => ratingId],
    subject_kind: ["text", ({ subjectKind }) => subjectKind],
    subject_id: ["text", ({ subjectId }) => subjectId],
    stars: ["smallint", ({ stars }) => stars],
    kind: ["text", ({ kind }) => kind],
    valid_from: ["date", ({ validFrom }) => validFrom],
    valid_to: ["date", (one) => addMonths(one.validFrom, RUBRICS[one.rubricId]!.validityMonths)],
    reason: ["text", ({ reason }) => reason],
    rubric_id: ["text", ({ rubricId }) => rubricId],
    rubric_version: ["integer", () => 1],
    evidence: ["jsonb", ({ evidence }) => JSON.stringify(evidence.inspectionIds)],
    score: ["real", ({ evidence }) => evidence.score],
    decided_at: ["timestamptz", ({ validFrom }) => morning(validFrom)],
    decided_by: ["text", () => MANAGER],
  });
}

/** What a month says of the toilets that were inspected in it. */
function figuresIn(
  { inspections }: DemoDistrict,
  toilets: readonly MonthFigures["subject"][],
  complaints: ReturnType<typeof assigned>,
  { first, last }: { first: string; last: string },
): MonthFigures[] {
  const rubric = RUBRICS["star-toilet"]!;
  return toilets.flatMap((subject) => {
    const own = inspections
      .filter(
        ({ subjectId, day }) => subjectId === subject.subjectId && first <= day && day <= last,
      )
      .map((one) => scoreOf(rubric, one));
    const scores = own.flatMap(({ score }) => score ?? []);
    if (scores.length === 0) return [];
    const counted = complaints.get(keyOf("facility", subject.subjectId)) ?? [];
    return {
      ...{ subject, n: scores.length },
      score: scores.reduce((sum, one) => sum + one, 0) / scores.length,
      complaints: countBetween(counted, subject, first, last, 0).n,
      vetoes: own.reduce((sum, { vetoes }) => sum + vetoes.length, 0),
    };
  });
}

/** The red flag of toilets of the last whole months, by the rule. */
function flagsOf(district: DemoDistrict, cases: readonly DemoCase[], today: string) {
  const rule = RATINGS.redFlag;
  const placed = storedFacilities(district)
    .filter(
      ({ kind, status }) => ["toilet", "transfer_station"].includes(kind) && status === "open",
    )
    .map((one) => ({
      ...one,
      ...({ subjectKind: "facility", subjectId: one.facilityId } as const),
      ...{ areaId: null, areaName: null, areaNameEn: null, isModel: false, lengthMeters: null },
    }));
  const since = addMonths(`${today.slice(0, 7)}-01`, -FLAGS);
  const told = cases
    .filter(({ isConfidential, occurredOn }) => !isConfidential && occurredOn >= since)
    .map(({ occurredOn, ...one }) => ({ ...one, day: occurredOn }));
  const complaints = assigned(told, placed, RATINGS.complaints.facilityMeters);
  const toilets = placed.filter(({ kind }) => kind === "toilet");
  return Array.from({ length: FLAGS }, (_, back) => {
    const first = addMonths(`${today.slice(0, 7)}-01`, -back - 1);
    const last = addDays(addMonths(first, 1), -1);
    const { winner } = candidatesOf(
      figuresIn(district, toilets, complaints, { first, last }),
      rule,
    );
    return winner ? [{ first, last, winner }] : [];
  }).flat();
}

function flagColumns(district: DemoDistrict, cases: readonly DemoCase[], today: string) {
  return columnsOf(flagsOf(district, cases, today), {
    rubric_id: ["text", () => "star-toilet"],
    month: ["date", ({ first }) => first],
    subject_kind: ["text", () => "facility"],
    subject_id: ["text", ({ winner }) => winner.subject.subjectId],
    figures: [
      "jsonb",
      ({ winner: { score, n, complaints } }) => JSON.stringify({ score, n, complaints }),
    ],
    rule: ["jsonb", () => JSON.stringify(RATINGS.redFlag)],
    awarded_at: ["timestamptz", ({ last }) => morning(addDays(last, 1))],
    awarded_by: ["text", () => MANAGER],
  });
}

/** Rubrics that a manager approved as the year began, what was inspected, and the stars and red flags that came of it. */
export function ratingRows(district: DemoDistrict, cases: readonly DemoCase[]): Rows[] {
  const days = daysFrom(district.district.anchor);
  const time = { yearBegan: days.day(-starYear(days).first) };
  return [
    { table: "rubric_version", columns: rubricColumns(time) },
    { table: "inspection_task", columns: taskColumns(district.tasks) },
    { table: "inspection", columns: inspectionColumns(district.inspections) },
    ...appealRows(district.appeals),
    { table: "rating", columns: ratingColumns(district) },
    { table: "red_flag", columns: flagColumns(district, cases, days.day(0)) },
  ];
}
