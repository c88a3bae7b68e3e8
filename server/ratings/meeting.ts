import type { MeetingAnswer } from "./attention-schema.ts";
import { type Book, ratedBy } from "./book.ts";
import { addDays } from "./days.ts";
import type { SubjectWire } from "./subject-schema.ts";
import { complaintsDefinition, toldOf } from "./wire.ts";

/** The stars that are held against complaints: those in force, or else what enough inspections give. */
function starsOf({ rating, trial }: SubjectWire) {
  if (rating) return { starsOf: "official" as const, meetingStars: rating.stars };
  if (!trial || trial.stars === null || trial.isSmall) return null;
  return { starsOf: "trial" as const, meetingStars: trial.stars };
}

/** Many stars with many complaints, and few stars with few. */
export function meetingOf(book: Book, rubricId: string | undefined): MeetingAnswer {
  const { days, facilityMeters, many, quiet } = book.settings.complaints;
  const met = ratedBy(book)
    .filter((rated) => rubricId === undefined || rated.rubricId === rubricId)
    .flatMap((rated) => toldOf(book, rated))
    .flatMap(({ wire }) => {
      const stars = starsOf(wire);
      return stars ? [{ ...wire, ...stars }] : [];
    });
  return {
    ...{ districtId: book.districtId, date: book.day, from: addDays(book.day, 1 - days) },
    ...{ to: book.day, days, nearMeters: facilityMeters },
    definition: complaintsDefinition(facilityMeters),
    rules: { many: { ...many }, quiet: { ...quiet } },
    many: met
      .filter(
        ({ meetingStars, complaints: { n, perKm } }) =>
          meetingStars >= many.stars &&
          n >= many.complaints &&
          (perKm === null || perKm >= many.perKm),
      )
      .sort((a, b) => b.complaints.n - a.complaints.n || b.meetingStars - a.meetingStars),
    quiet: met
      .filter(
        ({ meetingStars, complaints: { n, perKm } }) =>
          meetingStars <= quiet.stars &&
          (perKm === null ? n <= quiet.complaints : perKm <= quiet.perKm),
      )
      .sort((a, b) => a.meetingStars - b.meetingStars || a.complaints.n - b.complaints.n),
  };
}
