import { z } from "@hono/zod-openapi";
import { categoryGroup } from "../../data/complaint-categories.ts";
import type { Desk } from "./case-desk.ts";
import type { StoredCase } from "./case-store.ts";

const limit = (what: string) => z.string().min(1).max(200).nullable().default(null).describe(what);

/** Who gets what: the first rule that fits a complaint says its unit. Null fits any. */
export const AssignmentRules = z
  .array(
    z.strictObject({
      areaCode: limit("Code of the sub-district, which outlives its boundaries"),
      group: limit("Group of categories"),
      category: limit("Category"),
      channel: limit("Channel"),
      unitId: z.string().min(1).max(200),
    }),
  )
  .max(500);
export type AssignmentRules = z.infer<typeof AssignmentRules>;

/** Where a district keeps its rules. */
export const ASSIGNMENT_SETTING = "complaintAssignment";

/** What rules look at. */
export type Assignable = {
  readonly areaCode: string | null;
  readonly category: string | null;
  readonly channel: string | null;
};

/** The unit that rules give a complaint to; null when none fits. */
export function unitByRules(rules: AssignmentRules, complaint: Assignable): string | null {
  const group = categoryGroup(complaint.category)?.id;
  const fits = (wanted: string | null, is: string | null | undefined) =>
    wanted === null || wanted === is;
  const rule = rules.find(
    (one) =>
      fits(one.areaCode, complaint.areaCode) &&
      fits(one.group, group) &&
      fits(one.category, complaint.category) &&
      fits(one.channel, complaint.channel),
  );
  return rule?.unitId ?? null;
}

/** The unit at work that the district's rules give a complaint to; null when none fits. */
export async function assignedUnit(desk: Desk, complaint: Placed): Promise<string | null> {
  return (await unitAssigned(desk, complaint))?.id ?? null;
}

type Placed = Pick<StoredCase, "areaId" | "category" | "channel">;

/** The same with its name, also of a complaint that is still being written. */
export async function unitAssigned(
  { tx, districtId }: Desk,
  { areaId, category, channel }: Placed,
): Promise<{ id: string; name: string; nameEn: string | null } | null> {
  const [row] = await tx.query<{ value: unknown; area_code: string | null }>(
    `select s.value, a.code as area_code from district_setting s
     left join area a on a.district_id = s.district_id and a.area_id = $3
     where s.district_id = $1 and s.key = $2`,
    [districtId, ASSIGNMENT_SETTING, areaId],
  );
  const rules = AssignmentRules.safeParse(row?.value);
  if (!row || !rules.success) return null;
  const unitId = unitByRules(rules.data, { areaCode: row.area_code, category, channel });
  const [unit] = await tx.query<{ id: string; name: string; nameEn: string | null }>(
    `select unit_id as id, name, name_en as "nameEn" from unit
     where district_id = $1 and unit_id = $2 and is_active`,
    [districtId, unitId],
  );
  return unit ?? null;
}
