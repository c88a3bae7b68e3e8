import { type Book, ofSubject } from "./book.ts";
import { wasCreatedIn } from "./created.ts";
import type { SubjectFilters, SubjectsQuery } from "./subject-list-schema.ts";
import type { SubjectWire } from "./subject-schema.ts";
import type { Told } from "./wire.ts";

const starsAre = (wanted: NonNullable<SubjectFilters["stars"]>, stars: number | null) =>
  wanted === "none"
    ? stars === null
    : wanted === "any"
      ? stars !== null && stars > 0
      : stars === Number(wanted);

/** Which subjects a question means. */
export function meantBy(book: Book, asked: SubjectFilters): (told: Told) => boolean {
  const words = asked.q?.toLowerCase();
  const tests: ((told: Told) => boolean)[] = [];
  const when = <T>(value: T | undefined, test: (value: T) => (told: Told) => boolean) => {
    if (value !== undefined) tests.push(test(value));
  };
  when(
    asked.rubricId,
    (id) =>
      ({ wire }) =>
        wire.rubricId === id,
  );
  when(
    asked.kind,
    (kind) =>
      ({ wire }) =>
        wire.kind === kind,
  );
  when(
    asked.areaId,
    (id) =>
      ({ wire }) =>
        wire.areaId === (id === "none" ? null : id),
  );
  when(
    asked.manager,
    (name) =>
      ({ wire }) =>
        (wire.manager ?? "") === name,
  );
  when(
    asked.stars,
    (stars) =>
      ({ wire }) =>
        starsAre(stars, wire.rating?.stars ?? null),
  );
  when(
    asked.isModel,
    (is) =>
      ({ wire }) =>
        wire.isModel === is,
  );
  when(
    asked.isDue,
    (is) =>
      ({ standing }) =>
        standing.isDue === is,
  );
  when(
    asked.warning,
    (kind) =>
      ({ wire: { warnings } }) =>
        kind === "any" ? warnings.length > 0 : warnings.some((one) => one.kind === kind),
  );
  when(
    asked.createdIn,
    (year) =>
      ({ standing: { subject } }) =>
        wasCreatedIn(ofSubject(book.ratings, subject), year, book.day),
  );
  when(
    words === "" ? undefined : words,
    (part) =>
      ({ wire: { name, nameEn, code } }) =>
        [name, nameEn, code].some((text) => text?.toLowerCase().includes(part)),
  );
  return (told) => tests.every((test) => test(told));
}

/** Numbers with what is not known last. */
const numbers = (a: number | null, b: number | null, sign: 1 | -1) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : sign * (a - b);
const texts = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

const ORDERS: Record<SubjectsQuery["sort"], (a: SubjectWire, b: SubjectWire) => number> = {
  code: () => 0,
  ranking: (a, b) => numbers(a.rank, b.rank, 1) || numbers(score(a), score(b), -1),
  stars: (a, b) => numbers(a.rating?.stars ?? null, b.rating?.stars ?? null, -1),
  score: (a, b) => numbers(score(a), score(b), -1),
  validTo: (a, b) => texts(a.rating?.validTo ?? null, b.rating?.validTo ?? null),
  dueOn: (a, b) => texts(a.dueOn, b.dueOn),
  complaints: (a, b) => b.complaints.n - a.complaints.n,
};
const score = ({ trial }: SubjectWire) => trial?.score ?? null;

/** In an order; what is equal in it stays in the order of the register. */
export const inOrder = (told: readonly Told[], sort: SubjectsQuery["sort"]) =>
  [...told].sort((a, b) => ORDERS[sort](a.wire, b.wire));
