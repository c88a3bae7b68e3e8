import { z } from "zod";
import { FACILITY_KINDS } from "./facility.ts";
import type { Role } from "./roles.ts";
import rubricTable from "./standards/rubrics.json" with { type: "json" };
import { Basis } from "./standards.ts";

const Title = z.strictObject({
  zh: z.string().trim().min(1).max(80),
  en: z.string().trim().max(120),
});
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "small letters, digits and hyphens");
const star = z.number().int().min(1).max(5);

/** One thing that is looked at, with the most points it can be given. */
export const RubricItem = z.strictObject({
  itemId: id,
  title: Title,
  points: z.number().positive().max(100).describe("The most it can be given"),
  weight: z.number().positive().max(10).default(1).describe("Its points count so many times"),
  neededFrom: star
    .nullable()
    .default(null)
    .describe("From so many stars on it must have all of its points; null: points alone decide"),
  mayNotApply: z
    .boolean()
    .default(false)
    .describe("Where there is none, its points are not counted"),
  basis: z.string().describe("Key of `bases`"),
});

/** 一票否决: whatever the points, no star. */
export const RubricVeto = z.strictObject({ vetoId: id, title: Title, basis: z.string() });

export const RubricSubject = z.union([
  z.strictObject({ kind: z.literal("street") }),
  z.strictObject({ kind: z.literal("facility"), facilityKind: z.enum(FACILITY_KINDS) }),
]);

/** What the parts of a rubric are. */
export const RUBRIC_PARTS = {
  title: Title,
  subject: RubricSubject,
  groups: z
    .array(
      z.strictObject({
        groupId: id,
        title: Title,
        note: Title.nullable().default(null),
        items: z.array(RubricItem).max(60).describe("Empty where nobody has said what they are"),
      }),
    )
    .min(1)
    .max(20),
  vetoes: z.array(RubricVeto).max(30),
  stars: z
    .array(z.strictObject({ stars: star, atLeast: z.number().min(0).max(100) }))
    .min(1)
    .max(5)
    .describe("From which score, of 100, how many stars"),
  validityMonths: z.number().int().min(1).max(60),
  sampling: z.strictObject({
    intervalDays: z.number().int().min(1).max(365).describe("Each subject is seen so often"),
    randomPerWeek: z.number().int().min(0).max(100),
    riskPerWeek: z.number().int().min(0).max(100),
    windowDays: z.number().int().min(7).max(730).describe("Inspections of so long count together"),
    leastInspections: z.number().int().min(1).max(50).describe("Fewer are a small sample"),
  }),
  bases: z.record(z.string(), Basis),
};
const Parts = z.strictObject(RUBRIC_PARTS);

/** Says where a rubric contradicts itself. */
export function contradictions(rubric: z.infer<typeof Parts>, context: z.RefinementCtx) {
  const say = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  const items = rubric.groups.flatMap(({ items }) => items);
  if (items.length === 0) say(["groups"], "at least one item");
  const ids = [...items.map(({ itemId }) => itemId), ...rubric.vetoes.map(({ vetoId }) => vetoId)];
  for (const [at, one] of ids.entries())
    if (ids.indexOf(one) !== at) say(["groups"], `${one} is there twice: each id once`);
  for (const { basis } of [...items, ...rubric.vetoes])
    if (!Object.hasOwn(rubric.bases, basis)) say(["bases"], `no basis ${basis}`);
  const rising = [...rubric.stars].sort((a, b) => a.stars - b.stars);
  for (const [at, { stars, atLeast }] of rising.entries()) {
    const before = rising[at - 1];
    if (before && (before.stars === stars || before.atLeast >= atLeast))
      say(["stars"], `${stars} stars must ask for more than ${before.stars}`);
  }
}

/** What stars are given by: a rubric as one of its versions has it. */
export const RubricContent = Parts.superRefine(contradictions);
export type RubricContent = z.infer<typeof RubricContent>;
export type RubricItem = z.infer<typeof RubricItem>;
export type RubricVeto = z.infer<typeof RubricVeto>;
export type RubricSubject = z.infer<typeof RubricSubject>;

/** Rubrics to begin with, by id: proposals, for no official text was found. */
export const RUBRICS: Readonly<Record<string, RubricContent>> = z
  .record(id, RubricContent)
  .parse(
    Object.fromEntries(
      Object.entries(rubricTable.rubrics).map(([rubricId, rubric]) => [
        rubricId,
        { ...rubric, bases: rubricTable.bases },
      ]),
    ),
  );

type Words = { readonly zh: string; readonly en: string };

/** 四级网络监督体系: at which level somebody inspects. */
export const INSPECTION_LEVELS = ["bureau", "section", "unit", "team"] as const;
export type InspectionLevel = (typeof INSPECTION_LEVELS)[number];
export const INSPECTION_LEVEL_TITLES: Readonly<Record<InspectionLevel, Words>> = {
  bureau: { zh: "局领导", en: "Bureau leaders" },
  section: { zh: "市容管理股", en: "Appearance section" },
  unit: { zh: "业务部门", en: "Operating unit" },
  team: { zh: "班长", en: "Team leader" },
};

/** Whose level each is; an administrator stands in at any. */
export const INSPECTION_LEVEL_ROLES: Readonly<Record<InspectionLevel, Role>> = {
  bureau: "manager",
  section: "inspector",
  unit: "handling_unit",
  team: "team_leader",
};

/** Why something is to be inspected. */
export const TASK_REASONS = [
  "interval",
  "random",
  "risk",
  "complaints",
  "reinspection",
  "appeal",
] as const;
export type TaskReason = (typeof TASK_REASONS)[number];
export const TASK_REASON_TITLES: Readonly<Record<TaskReason, Words>> = {
  interval: { zh: "到期检查", en: "Due" },
  random: { zh: "随机抽查", en: "Drawn at random" },
  risk: { zh: "风险抽查", en: "At risk" },
  complaints: { zh: "投诉偏多", en: "Many complaints" },
  reinspection: { zh: "复查", en: "Re-inspection" },
  appeal: { zh: "申诉复核", en: "Of an appeal" },
};

/** How an inspection that is to be made stands. */
export const TASK_STATES = ["due", "overdue", "done", "dropped"] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What is done with an appeal. */
export const APPEAL_STEPS = [
  "raised",
  "accepted",
  "reinspection",
  "corrected",
  "voided",
  "rejected",
  "withdrawn",
] as const;
export type AppealStep = (typeof APPEAL_STEPS)[number];
export const APPEAL_STEP_TITLES: Readonly<Record<AppealStep, Words>> = {
  raised: { zh: "提出申诉", en: "Raised" },
  accepted: { zh: "受理", en: "Accepted" },
  reinspection: { zh: "安排复核", en: "Re-inspection ordered" },
  corrected: { zh: "更正评分", en: "Corrected" },
  voided: { zh: "检查作废", en: "Inspection made void" },
  rejected: { zh: "维持原检查", en: "Rejected" },
  withdrawn: { zh: "撤回申诉", en: "Withdrawn" },
};

/** How a rating came about. */
export const RATING_KINDS = [
  "entered",
  "creation",
  "review",
  "lowering",
  "removal",
  "appeal",
] as const;
export type RatingKind = (typeof RATING_KINDS)[number];
export const RATING_KIND_TITLES: Readonly<Record<RatingKind, Words>> = {
  entered: { zh: "录入", en: "Entered" },
  creation: { zh: "创建", en: "Created" },
  review: { zh: "复评", en: "Reviewed" },
  lowering: { zh: "降星", en: "Lowered" },
  removal: { zh: "摘星", en: "Removed" },
  appeal: { zh: "申诉改定", en: "After an appeal" },
};
