import { randomUUID } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { DomainError } from "../http/problem.ts";
import { gapsOf, overlapOf, type RotaPattern, rotaOf } from "./duty.ts";
import { shiftAnswer, spanAnswer, spanOfDays } from "./duty-answer.ts";
import type { DutyDesk } from "./duty-desk.ts";
import {
  clockOf,
  knownPeople,
  overlapFault,
  personOf,
  recordShifts,
  refuseOverlap,
} from "./duty-roster.ts";
import type { RotaDraft, RotaPreview, RotaWritten } from "./duty-schema.ts";
import { insertShifts, lockRoster, readShifts, type ShiftFields } from "./duty-store.ts";

async function patternOf(desk: DutyDesk, draft: RotaDraft): Promise<RotaPattern> {
  const people = await knownPeople(desk);
  const turns = (field: "officers" | "leaders" | "substitutes") => ({
    every: draft[field].every,
    people: draft[field].people.map((person, index) =>
      personOf(people, person, `${field}.people.${index}`),
    ),
  });
  spanOfDays(draft.from, draft.to, desk.timeZone);
  return {
    ...{ from: draft.from, to: draft.to, hours: draft.hours },
    ...{ officers: turns("officers"), leaders: turns("leaders") },
    substitutes: turns("substitutes"),
  };
}

/** The shifts of a rota beside what the roster has at their times. */
async function plannedOf(desk: DutyDesk, draft: RotaDraft) {
  const { tx, districtId, timeZone } = desk;
  const planned = rotaOf(await patternOf(desk, draft), timeZone);
  for (const [index, shift] of planned.entries()) {
    const following = planned[index + 1];
    if (shift.endsAt <= shift.startsAt || (following && following.startsAt < shift.endsAt))
      throw new DomainError("body-invalid", "The hours of the rota overlap each other", [
        {
          ...{ field: "hours", row: (index % draft.hours.length) + 1 },
          value: clockOf(shift, timeZone),
          ...{ remedy: "hours that follow each other", rule: "hours-overlap" },
        },
      ]);
  }
  const whole = { startsAt: planned[0]!.startsAt, endsAt: planned.at(-1)!.endsAt };
  const roster = await readShifts(tx, districtId, whole);
  return {
    whole,
    roster,
    planned: planned.map((shift) => ({ shift, takenBy: overlapOf(roster, shift) })),
  };
}

/** What a rota would write. Nothing is written. */
export async function previewRota(
  desk: DutyDesk,
  draft: RotaDraft,
): Promise<z.infer<typeof RotaPreview>> {
  const { whole, roster, planned } = await plannedOf(desk, draft);
  const free = planned.filter(({ takenBy }) => takenBy === null).map(({ shift }) => shift);
  return {
    timeZone: desk.timeZone,
    shifts: planned.map(({ shift, takenBy }) => ({
      ...{ officer: shift.officer, leader: shift.leader, substitute: shift.substitute },
      ...spanAnswer(shift),
      takenBy: takenBy && shiftAnswer(desk, takenBy),
    })),
    taken: planned.length - free.length,
    gaps: gapsOf([...roster, ...free], whole).map(spanAnswer),
  };
}

/**
 * Writes a rota. What is on the roster stays: without `isSkippingTaken` any shift in the way refuses the whole.
 *
 * @throws {DomainError} `conflict` with the row of each shift whose time is taken.
 */
export async function writeRota(
  desk: DutyDesk,
  draft: RotaDraft,
): Promise<z.infer<typeof RotaWritten>> {
  const { tx, districtId, timeZone } = desk;
  await lockRoster(tx, districtId);
  const { planned } = await plannedOf(desk, draft);
  const faults = planned.flatMap(({ takenBy }, index) =>
    takenBy ? [overlapFault(takenBy, timeZone, index + 1)] : [],
  );
  if (faults.length > 0 && !draft.isSkippingTaken) throw refuseOverlap(faults);
  const shifts = planned
    .filter(({ takenBy }) => takenBy === null)
    .map(
      ({ shift }): ShiftFields => ({
        ...{ ...shift, shiftId: randomUUID(), coverReason: null, note: "" },
      }),
    );
  if (shifts.length > 0) {
    await insertShifts(tx, districtId, shifts);
    await recordShifts(
      desk,
      "create",
      shifts.map((shift) => ({ shiftId: shift.shiftId, before: null, after: shift })),
    );
  }
  return { written: shifts.length, skipped: faults.length };
}
