import { distanceMeters, type LngLat } from "../map/geometry.ts";
import type { Kit, KitRubric, KitSubject, KitTask } from "./inspect-kit.ts";

export const subjectKey = ({ kind, id }: { readonly kind: string; readonly id: string }) =>
  `${kind} ${id}`;

/** The rubrics by which a subject can be inspected. */
export const rubricsFor = (kit: Kit, subject: KitSubject): KitRubric[] =>
  kit.rubrics.filter(({ subject: of }) =>
    of.kind === "street" ? subject.kind === "street" : of.facilityKind === subject.facilityKind,
  );

/** How far a subject is, meters: a street by the middles of its stretches, so to some hundred meters. */
export function distanceTo(subject: KitSubject, position: LngLat): number | null {
  const distances = subject.points.map(([lng, lat]) => distanceMeters([lng!, lat!], position));
  return distances.length === 0 ? null : Math.min(...distances);
}

/** What was taken along without the tasks that were seen to since and wait to be sent: nobody does them twice. */
export const withoutSeenTo = (
  kit: Kit,
  seen: readonly { readonly taskId: string | null }[],
): Kit => ({
  ...kit,
  tasks: kit.tasks.filter(({ taskId }) => !seen.some((one) => one.taskId === taskId)),
});

export type Choice = {
  readonly subject: KitSubject;
  readonly task: KitTask | null;
  readonly distanceMeters: number | null;
};

/** The open tasks, one's own first, then by their due days. */
export function choicesOfTasks(kit: Kit, accountId: string, position: LngLat | null): Choice[] {
  const subjects = new Map(kit.subjects.map((subject) => [subjectKey(subject), subject]));
  const isMine = ({ assignedTo }: KitTask) => (assignedTo === accountId ? 0 : 1);
  return kit.tasks
    .filter(({ assignedTo }) => assignedTo === null || assignedTo === accountId)
    .map((task, at) => ({ task, at }))
    .sort((a, b) => isMine(a.task) - isMine(b.task) || a.at - b.at)
    .flatMap(({ task }) => {
      const subject = subjects.get(subjectKey(task.subject));
      const away = subject && position ? distanceTo(subject, position) : null;
      return subject ? [{ subject, task, distanceMeters: away }] : [];
    });
}

const taskBySubject = (kit: Kit) =>
  new Map([...kit.tasks].reverse().map((task) => [subjectKey(task.subject), task]));

/** What is nearest, as many as are looked at. */
export function choicesNear(kit: Kit, position: LngLat, most: number): Choice[] {
  const tasks = taskBySubject(kit);
  return kit.subjects
    .filter((subject) => rubricsFor(kit, subject).length > 0)
    .flatMap((subject) => {
      const away = distanceTo(subject, position);
      const task = tasks.get(subjectKey(subject)) ?? null;
      return away === null ? [] : [{ subject, task, distanceMeters: away }];
    })
    .sort((a, b) => a.distanceMeters - b.distanceMeters)
    .slice(0, most);
}

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·.\-_]/g, "");

/** What is called so: part of its name or code; codes that begin with it first. */
export function choicesCalled(kit: Kit, text: string, most: number): Choice[] {
  const wanted = plain(text);
  if (wanted === "") return [];
  const tasks = taskBySubject(kit);
  const rank = ({ code, name }: KitSubject) =>
    plain(code ?? "").startsWith(wanted) || plain(name).startsWith(wanted) ? 0 : 1;
  return kit.subjects
    .filter((subject) => rubricsFor(kit, subject).length > 0)
    .filter(({ code, name, nameEn }) =>
      [code, name, nameEn].some((own) => own && plain(own).includes(wanted)),
    )
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, most)
    .map((subject) => ({
      ...{ subject, task: tasks.get(subjectKey(subject)) ?? null, distanceMeters: null },
    }));
}

/** A position as somebody writes one: longitude before latitude; null when it is none. */
export function positionOf(text: string): LngLat | null {
  const [, lng, lat] =
    /^(-?\d{1,3}(?:\.\d{1,12})?)[,;\s]+(-?\d{1,2}(?:\.\d{1,12})?)$/.exec(
      text.normalize("NFKC").trim(),
    ) ?? [];
  const position = [Number(lng), Number(lat)] as const;
  const isPlace = lng !== undefined && Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90;
  return isPlace ? position : null;
}

/** Strokes within 0 0 300 100 as the path the server takes: to a tenth, without more points than are needed. */
export function pathOf(strokes: readonly (readonly LngLat[])[]): string {
  const within = (value: number, most: number) =>
    String(Math.round(Math.min(most, Math.max(0, value)) * 10) / 10);
  return strokes
    .filter((stroke) => stroke.length > 1)
    .map((stroke) => {
      const points = stroke.map(([x, y]) => `${within(x, 300)} ${within(y, 100)}`);
      return `M${points.filter((point, i) => point !== points[i - 1]).join("L")}`;
    })
    .join("");
}
