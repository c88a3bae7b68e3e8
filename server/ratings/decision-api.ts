import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { type Caller, callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { ratedBy } from "./book.ts";
import { readBook } from "./book-store.ts";
import { decided } from "./decision.ts";
import { DecidedRating, RatingDecision } from "./decision-schema.ts";
import { insertRating, readRatings } from "./rating-store.ts";
import { standingsOf } from "./standing.ts";
import { SUBJECT_KINDS } from "./subject-schema.ts";
import { ratingWire } from "./wire.ts";

const postDecision = endpoint({
  access: { permission: "ratings.decide", within: "district" },
  ...{ tags: ["ratings"], method: "post" },
  path: "/api/districts/{districtId}/ratings/subjects/{subjectKind}/{subjectId}/decisions",
  operationId: "decideRating",
  summary:
    "Give, review, lower or remove a star; what was decided before stays, and another decision takes its place",
  request: {
    params: inDistrict.extend({ subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.string() }),
    body: body(RatingDecision),
  },
  responses: {
    201: { description: "The rating", ...json(DecidedRating) },
    ...failures,
    409: failure("What was found, or the rubric, does not give it"),
  },
});

type Of = {
  readonly districtId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
};

/** @throws {DomainError} `record-unknown`, and as `decided`. */
async function decide(tx: Queryable, of: Of, draft: RatingDecision, caller: Caller) {
  const { districtId, subjectKind, subjectId } = of;
  // two decisions of one subject at once would both be made of what was before
  await tx.query("select pg_advisory_xact_lock(hashtext($1))", [
    `rating ${districtId} ${subjectKind} ${subjectId}`,
  ]);
  const book = await readBook(tx, districtId);
  const isMeant = (one: Pick<Of, "subjectKind" | "subjectId">) =>
    one.subjectKind === subjectKind && one.subjectId === subjectId;
  const rated = ratedBy(book).find(({ subjects }) => subjects.some(isMeant));
  if (!rated)
    throw new DomainError("record-unknown", `Nothing rated is ${subjectKind} ${subjectId}`);
  const subject = rated.subjects.find(isMeant)!; // it was just found
  const [standing] = standingsOf(book, { ...rated, subjects: [subject] });
  const held = standing!.rating;
  const rating = decided(standing!, draft, {
    ...{ today: book.day, ratingId: randomUUID(), by: caller.name },
    isHeldOfToday:
      held?.kind === "creation" &&
      held.validFrom === book.day &&
      localDay(new Date(held.decidedAt), book.timeZone) === book.day,
  });
  await insertRating(tx, districtId, rating);
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "rating.decide", record: "rating", recordId: rating.ratingId },
    before: held && { stars: held.stars, validFrom: held.validFrom, validTo: held.validTo },
    after: {
      ...{ subjectId, kind: rating.kind, stars: rating.stars, validFrom: rating.validFrom },
      ...{ validTo: rating.validTo, reason: rating.reason, score: rating.score },
      ...{ rubricId: rating.rubricId, rubricVersion: rating.rubricVersion },
    },
  });
  await recordChange(tx, districtId, "rating", [rating.ratingId]);
  const kept = await readRatings(tx, districtId, { kind: subjectKind, id: subjectId });
  return kept.find(({ ratingId }) => ratingId === rating.ratingId)!; // it was just written
}

/** Official stars. */
export const decisionApi = ({ database }: { database: Database }) =>
  createRouter().openapi(postDecision, async (c) => {
    const of = c.req.valid("param");
    const draft = c.req.valid("json");
    const rating = await database.transaction((tx) => decide(tx, of, draft, callerOf(c)), {
      districtId: of.districtId,
    });
    return c.json({ districtId: of.districtId, rating: ratingWire(rating) }, 201);
  });
