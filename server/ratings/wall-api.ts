import { z } from "@hono/zod-openapi";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import { type Book, ratedBy } from "./book.ts";
import type { Books } from "./book-store.ts";
import { overviewOf } from "./overview.ts";
import { OverviewAnswer } from "./subject-list-schema.ts";
import { SubjectRef, SubjectWire, WARNING_KINDS } from "./subject-schema.ts";
import { toldOf } from "./wire.ts";

/** What a wall shows of something that is rated: no name of a person and no words of anybody are in it. */
const WallStar = SubjectRef.extend({
  areaName: SubjectWire.shape.areaName,
  areaNameEn: SubjectWire.shape.areaNameEn,
  stars: z.number().int().nullable().describe("Official, in force; null: no rating is"),
  validTo: z.iso.date().nullable().describe("First local day it no longer holds"),
  trialStars: z.number().int().nullable().describe("试评; null: nothing can be said"),
  trialInspections: z.number().int().describe("That it rests on"),
  isSmall: z.boolean().describe("Fewer than the rubric asks for: shown grey"),
  warnings: z.array(z.enum(WARNING_KINDS)).describe("降星/摘星预警, by kind"),
}).openapi("WallStar");

const WallStars = z
  .object({
    districtId: z.string(),
    date: z.iso.date(),
    overview: OverviewAnswer,
    subjects: z.array(WallStar),
  })
  .openapi("WallStars");

const getWallStars = endpoint({
  ...{ access: granted("wall.read"), method: "get", tags: ["ratings"] },
  path: "/api/districts/{districtId}/wall/stars",
  operationId: "getWallStars",
  summary: "Stars in force today, what inspections give, and which may be lost: for a wall",
  request: { params: inDistrict },
  responses: answers("Stars by subject, and in figures", WallStars),
});

const starsOf = (book: Book): z.infer<typeof WallStar>[] =>
  ratedBy(book)
    .flatMap((rated) => toldOf(book, rated))
    .map(({ wire: { rating, trial, warnings, ...subject } }) => ({
      ...{ subjectKind: subject.subjectKind, subjectId: subject.subjectId, kind: subject.kind },
      ...{ rubricId: subject.rubricId, code: subject.code, name: subject.name },
      ...{ nameEn: subject.nameEn, position: subject.position },
      ...{ areaName: subject.areaName, areaNameEn: subject.areaNameEn },
      ...{ stars: rating?.stars ?? null, validTo: rating?.validTo ?? null },
      ...{ trialStars: trial?.stars ?? null, trialInspections: trial?.n ?? 0 },
      isSmall: trial?.isSmall ?? true,
      warnings: [...new Set(warnings.map(({ kind }) => kind))],
    }));

/** Stars on a wall. */
export const wallStarsApi = ({ books }: { books: Books }) =>
  createRouter().openapi(getWallStars, async (c) => {
    const { districtId } = c.req.valid("param");
    const book = await books.read(districtId);
    const overview = overviewOf(book);
    return c.json({ districtId, date: book.day, overview, subjects: starsOf(book) }, 200);
  });
