import type { z } from "@hono/zod-openapi";
import type { WarningsAnswer } from "./attention-schema.ts";
import { type Book, ratedBy } from "./book.ts";
import { WARNING_KINDS } from "./subject-schema.ts";
import { toldOf } from "./wire.ts";

/** Subjects whose star may be lost, those with the most reasons first. */
export function warningsIn(
  book: Book,
  rubricId: string | undefined,
): z.infer<typeof WarningsAnswer> {
  const subjects = ratedBy(book)
    .filter((rated) => rubricId === undefined || rated.rubricId === rubricId)
    .flatMap((rated) => toldOf(book, rated))
    .map(({ wire }) => wire)
    .filter(({ warnings }) => warnings.length > 0)
    .sort((a, b) => b.warnings.length - a.warnings.length);
  return {
    ...{ districtId: book.districtId, date: book.day, rules: { ...book.settings.warnings } },
    counts: Object.fromEntries(
      WARNING_KINDS.map((kind) => [
        kind,
        subjects.filter(({ warnings }) => warnings.some((one) => one.kind === kind)).length,
      ]),
    ),
    subjects,
  };
}
