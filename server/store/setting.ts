import { type Actor, recordAudit } from "./audit.ts";
import { recordChange } from "./changes.ts";
import type { Queryable } from "./database.ts";

/** What a district has set under a key, as it was written; null is nothing. Whoever reads it says what it may be. */
export async function readSetting(
  tx: Queryable,
  districtId: string,
  key: string,
): Promise<unknown> {
  const [row] = await tx.query<{ value: unknown }>(
    "select value from district_setting where district_id = $1 and key = $2",
    [districtId, key],
  );
  return row?.value ?? null;
}

/**
 * Sets it anew, with its entry in the trail and the notice of change; where it is the same, nothing is written.
 *
 * @param after  what is kept.
 * @param told  both as the trail tells them, where those are not what is kept.
 */
export async function changeSetting(
  tx: Queryable,
  districtId: string,
  actor: Actor,
  { key, before, after, told }: SettingChange,
): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  await tx.query(
    `insert into district_setting (district_id, key, value) values ($1, $2, $3::jsonb)
     on conflict (district_id, key) do update set value = excluded.value, updated_at = now()`,
    [districtId, key, JSON.stringify(after)],
  );
  await recordAudit(tx, districtId, {
    ...{ actor, action: "district_setting.change", record: "district_setting", recordId: key },
    ...{ before: { ...(told?.before ?? before) }, after: { ...(told?.after ?? after) } },
  });
  await recordChange(tx, districtId, "district_setting", [key]);
}

type SettingChange = {
  readonly key: string;
  readonly before: object;
  readonly after: object;
  readonly told?: { readonly before: object; readonly after: object };
};
