import { RUBRICS } from "../rubric.ts";
import type { Days } from "./days.ts";
import { isOfDocument } from "./document-names.ts";
import { marksOf } from "./marks.ts";
import { shifted } from "./plane.ts";
import type { Random } from "./random.ts";
import { isSound } from "./ratings.ts";
import type {
  DemoAppeal,
  DemoFacility,
  DemoInspection,
  DemoRating,
  DemoStreet,
  DemoTask,
} from "./records.ts";

/** What is inspected, and how good it is. */
type Subject = Pick<DemoInspection, "subjectKind" | "subjectId" | "rubricId"> & {
  readonly name: string;
  readonly position: DemoInspection["position"];
  /** Items of which it has none. */
  readonly absent: readonly string[];
  /** What it is good for; null: nothing is ever wanting. */
  readonly quality: number | null;
  readonly rating: DemoRating | null;
  readonly isGreater: boolean;
};

/** How a star is about to be lost, for one subject with a star each. */
const FATES = ["declining", "vetoed", "overdue", "declining", "overdue", "vetoed"] as const;
type Fate = (typeof FATES)[number];

/** How often each sort is seen, in days, and since when. */
const EVERY = { toilet: 13, starred: 27, greater: 33, other: 74 } as const;
const SINCE = { toilet: 215, other: 150 } as const;
/** A toilet of the document is without fault: seen less often, it does not always have the red flag. */
const SELDOM = 29;

const LEVELS = ["bureau", "section", "section", "section", "unit", "unit", "team", "team"] as const;
const OFFICES = {
  bureau: "演示局领导",
  section: "演示检查员",
  unit: "演示业务部门",
  team: "演示班长",
} as const;

type Town = {
  readonly streets: readonly DemoStreet[];
  readonly facilities: readonly DemoFacility[];
  readonly ratings: readonly DemoRating[];
};

/** Toilets and stations that may be rated, and streets, the greater ones known. */
function subjectsOf({ streets, facilities, ratings }: Town, random: Random): Subject[] {
  const ratingOf = new Map(ratings.map((rating) => [rating.subjectId, rating]));
  const qualityOf = (id: string, name: string) =>
    isOfDocument(name)
      ? null
      : (ratingOf.get(id)?.stars ?? random.pick([0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5]));
  const ofFacilities = (kind: DemoFacility["kind"], rubricId: string) =>
    facilities
      .filter((one) => one.kind === kind && isSound(one))
      .map(
        ({ facilityId: id, name, position, attributes }): Subject => ({
          ...{ subjectKind: "facility", subjectId: id, rubricId, name, position },
          absent: [
            ...(attributes.isAccessible === false ? ["accessible"] : []),
            ...(attributes.hasCompaction === false ? ["compaction"] : []),
          ],
          ...{ quality: qualityOf(id, name), rating: ratingOf.get(id) ?? null, isGreater: true },
        }),
      );
  const ofStreets = streets.map(({ streetId, name, isMain, isModel }): Subject => {
    const isGreater = isMain || isModel;
    return {
      ...{ subjectKind: "street", subjectId: streetId, rubricId: "star-road", name },
      ...{ position: null, absent: isGreater ? [] : ["tree-pits"], isGreater },
      ...{ quality: qualityOf(streetId, name), rating: ratingOf.get(streetId) ?? null },
    };
  });
  return [
    ...ofFacilities("toilet", "star-toilet"),
    ...ofFacilities("transfer_station", "star-station"),
    ...ofStreets,
  ];
}

/** Days before the anchor on which a subject was inspected. */
function visitsOf(
  { rating, rubricId, name, isGreater }: Subject,
  fate: Fate | null,
  random: Random,
) {
  const isStarToilet = rating !== null && rubricId === "star-toilet";
  const every = isStarToilet
    ? isOfDocument(name)
      ? SELDOM
      : EVERY.toilet
    : rating
      ? EVERY.starred
      : isGreater
        ? EVERY.greater
        : EVERY.other;
  const last = fate === "overdue" ? random.whole(44, 58) : 1;
  const visits: number[] = [];
  let back = last + random.whole(0, Math.floor(every / 2));
  while (back <= (isStarToilet ? SINCE.toilet : SINCE.other)) {
    visits.push(back);
    back += every + random.whole(-2, 3);
  }
  return visits;
}

/** What a subject is good for on a visit: one that declines loses two stars' worth after its star was given. */
function qualityOn({ quality }: Subject, fate: Fate | null, isAfter: boolean) {
  if (quality === null || fate !== "declining" || !isAfter) return quality;
  return Math.max(0, quality - 2);
}

/** A veto of a star that is about to be removed, and now and then of the worst. */
function vetoesOn(
  { quality, rubricId }: Subject,
  { fate, back, random }: { fate: Fate | null; back: number; random: Random },
) {
  const isMeant = fate === "vetoed" && back > 8 && back < 40;
  const isWorst = quality === 0 && random.chance(0.15);
  return isMeant || isWorst ? [random.pick(RUBRICS[rubricId]!.vetoes).vetoId] : [];
}

/** Inspections, what is still to be inspected, and two appeals. */
export function inspectionsOf(
  town: Town,
  days: Days,
  random: Random,
): { inspections: DemoInspection[]; tasks: DemoTask[]; appeals: DemoAppeal[] } {
  const subjects = subjectsOf(town, random);
  const fates = fatesOf(subjects);
  const made = subjects.flatMap((subject) => {
    const fate = fates.get(subject.subjectId) ?? null;
    const own = new Set(visitsOf(subject, fate, random));
    // a star rests on what was found before it was given
    const since = subject.rating ? backOf(days, subject.rating.validFrom) : null;
    if (since !== null)
      for (const before of [66, 41, 12]) own.add(since + before - random.whole(0, 4));
    return [...own].map((back) => {
      const isAfter = since !== null && back < since && back <= 85;
      return visit(subject, { fate: isAfter ? fate : null, back, isAfter }, { days, random });
    });
  });
  const ordered = made.sort((a, b) => a.inspectedAt.getTime() - b.inspectedAt.getTime());
  const inspections = ordered.map((one, at) => ({
    ...one,
    inspectionId: `demo-inspection-${String(at + 1).padStart(4, "0")}`,
  }));
  return {
    ...drawn(subjects, inspections, days),
    appeals: appealsOf(inspections, subjects, days),
  };
}

const backOf = (days: Days, day: string) => {
  const [from, to] = [day, days.day(0)].map((one) => Date.parse(`${one}T00:00:00Z`));
  return (to! - from!) / 86_400_000;
};

/** Of each rubric two stars that are about to be lost; none of the document's, nor a planted truth. */
function fatesOf(subjects: readonly Subject[]) {
  const fates = new Map<string, Fate>();
  for (const rubricId of Object.keys(RUBRICS)) {
    const may = subjects.filter(
      ({ rubricId: own, rating, name }) =>
        own === rubricId && rating && !isOfDocument(name) && !/^(?:槐荫|枫林)/.test(name),
    );
    for (const { subjectId } of may.slice(0, 2)) fates.set(subjectId, FATES[fates.size]!);
  }
  return fates;
}

function visit(
  subject: Subject,
  { fate, back, isAfter }: { fate: Fate | null; back: number; isAfter: boolean },
  { days, random }: { days: Days; random: Random },
): Omit<DemoInspection, "inspectionId"> {
  const { subjectKind, subjectId, rubricId, position, absent } = subject;
  const rubric = RUBRICS[rubricId]!;
  const level = random.pick(LEVELS);
  const [east, north] = [random.whole(-25, 25), random.whole(-25, 25)];
  return {
    ...{ subjectKind, subjectId, rubricId, level, inspectorName: OFFICES[level] },
    ...{ inspectedAt: days.at(-back, random.whole(8 * 3_600, 18 * 3_600)), day: days.day(-back) },
    position: position && shifted(position, east, north),
    distanceMeters: position && Math.round(Math.sqrt(east * east + north * north)),
    marks: marksOf(rubric, qualityOn(subject, fate, isAfter), absent, random),
    vetoes: vetoesOn(subject, { fate, back, random }),
    ...{ reinspectionOf: null, taskId: null },
  };
}

/** Some of the last inspections were drawn; others are drawn and still to be made, one was dropped. */
function drawn(subjects: readonly Subject[], inspections: readonly DemoInspection[], days: Days) {
  const lastOf = new Map(inspections.map((one) => [one.subjectId, one]));
  const of = ({ subjectKind, subjectId, rubricId }: Subject) => ({
    subjectKind,
    subjectId,
    rubricId,
  });
  const waiting = subjects
    .filter(({ rating, isGreater }) => rating || isGreater)
    .map((subject) => ({ subject, last: lastOf.get(subject.subjectId)! }))
    .sort((a, b) => (a.last.day < b.last.day ? -1 : a.last.day > b.last.day ? 1 : 0))
    .slice(0, 9);
  const tasks: DemoTask[] = waiting.map(({ subject }, at) => ({
    ...{ taskId: `demo-task-${at + 1}`, ...of(subject), dueOn: days.day(at - 2) },
    ...{ reason: at % 3 === 0 ? "risk" : "interval", drawnAt: days.at(-6, 9 * 3_600) },
    droppedReason: at === 8 ? "与另一次检查重复" : null,
  }));
  const complained = subjects.find(({ name }) => name === "槐荫公厕");
  if (complained)
    tasks.push({
      ...{ taskId: "demo-task-10", ...of(complained), dueOn: days.day(3), reason: "complaints" },
      ...{ drawnAt: days.at(-1, 9 * 3_600), droppedReason: null },
    });
  const done = inspections.filter(({ day }) => day > days.day(-12)).slice(0, 6);
  for (const [at, { subjectKind, subjectId, rubricId, day }] of done.entries())
    tasks.push({
      ...{ taskId: `demo-task-${at + 11}`, subjectKind, subjectId, rubricId, dueOn: day },
      ...{ reason: "random", drawnAt: days.at(-14, 9 * 3_600), droppedReason: null },
    });
  return {
    tasks,
    inspections: inspections.map((one) => {
      const at = done.indexOf(one);
      return at < 0 ? one : { ...one, taskId: `demo-task-${at + 11}` };
    }),
  };
}

/** Two toilets without a star appealed against what cost them most: one was right, one was not. */
function appealsOf(
  inspections: readonly DemoInspection[],
  subjects: readonly Subject[],
  days: Days,
): DemoAppeal[] {
  const may = new Set(
    subjects
      .filter(({ rubricId, rating }) => rubricId === "star-toilet" && !rating)
      .map(({ subjectId }) => subjectId),
  );
  const lost = inspections.filter(
    ({ subjectId, day, marks }) =>
      may.has(subjectId) &&
      days.day(-30) < day &&
      day < days.day(-12) &&
      marks.some(({ note }) => note !== undefined),
  );
  const points = new Map(
    RUBRICS["star-toilet"]!.groups.flatMap(({ items }) =>
      items.map(({ itemId, points }) => [itemId, points] as const),
    ),
  );
  return [lost[0]!, lost.at(-1)!].map(({ inspectionId, marks, inspectedAt }, at) => {
    const item = marks.find(({ note }) => note !== undefined)!.itemId;
    const after = (hours: number) => new Date(inspectedAt.getTime() + hours * 3_600_000);
    const raised = { at: after(26), step: "raised", actorName: OFFICES.team } as const;
    const accepted = { at: after(49), step: "accepted", actorName: "演示管理者" } as const;
    const ended = { at: after(97), actorName: "演示管理者" } as const;
    return {
      ...{ appealId: `demo-appeal-${at + 1}`, inspectionId, raisedAt: raised.at },
      trail: [
        { ...raised, words: "当时正在保洁，请复核此项扣分", corrections: null },
        { ...accepted, words: "受理，调阅照片和保洁记录", corrections: null },
        at === 0
          ? {
              ...{ ...ended, step: "corrected", words: "保洁记录属实，恢复该项得分" },
              corrections: [{ itemId: item, points: points.get(item)! }],
            }
          : { ...ended, step: "rejected", words: "照片与扣分相符，维持原检查", corrections: null },
      ],
    };
  });
}
