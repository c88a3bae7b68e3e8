import type { z } from "zod";
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

/** What a district has set itself of a group of values that have presets. */
export type Own<T> = {
  /** null is nothing. */
  readonly own: T | null;
  /** What is kept and cannot be held to, as dotted paths: the presets hold in its place. */
  readonly notUnderstood: readonly string[];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Values that a district may set itself, of which the others are as the presets have them.
 *
 * @param key  under which the district's own are kept.
 * @param schema  of the district's own: all of its values may be left out.
 */
export function ownSetting<S extends z.ZodObject, Values extends object>({
  key,
  schema,
  presets,
}: {
  readonly key: string;
  readonly schema: S;
  readonly presets: Values;
}) {
  type Kept = z.infer<S>;
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape as Record<string, z.ZodType>; // its values' schemas, by name
  const byName = new Map<string, unknown>(Object.entries(presets));

  function understoodOf(name: string, value: unknown) {
    const one = Object.hasOwn(shape, name) ? shape[name]! : null;
    if (one?.safeParse(value).success) return { held: [[name, value]] as const, not: [] };
    const preset = byName.get(name);
    if (!one || !isRecord(value) || !isRecord(preset)) return { held: [], not: [name] };
    let group: Record<string, unknown> = preset;
    let left = Object.entries(value);
    // what does not go with the preset of another may go with what is kept of it
    for (let before = left.length + 1; left.length < before; ) {
      before = left.length;
      left = left.filter(([field, given]) => {
        const tried = { ...group, [field]: given };
        const isHeld = one.safeParse(tried).success;
        if (isHeld) group = tried;
        return !isHeld;
      });
    }
    return {
      held: group === preset ? [] : ([[name, group]] as const),
      not: left.map(([field]) => `${name}.${field}`),
    };
  }

  /**
   * What was kept, value by value: an earlier version may have kept what this one does not know or allow, and may not have
   * known a value of a group that this one has. The rest of it holds.
   */
  function understood(kept: unknown): Own<Kept> {
    if (kept === null) return { own: null, notUnderstood: [] };
    if (!isRecord(kept)) return { own: null, notUnderstood: [key] };
    const read = Object.entries(kept).map(([name, value]) => understoodOf(name, value));
    return {
      own: schema.parse(Object.fromEntries(read.flatMap(({ held }) => held))),
      notUnderstood: read.flatMap(({ not }) => not),
    };
  }

  /** The presets, but for what is set. */
  function merged(own: Kept | null): Values {
    const set = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
    return { ...presets, ...Object.fromEntries(set) };
  }

  return {
    ...{ understood, merged },
    readOwn: async (tx: Queryable, districtId: string) =>
      understood(await readSetting(tx, districtId, key)),
    /** What holds in a district. */
    read: async (tx: Queryable, districtId: string) =>
      merged(understood(await readSetting(tx, districtId, key)).own),
    /** Sets it anew. What is kept and not understood goes, and the trail says so. */
    async change(tx: Queryable, districtId: string, actor: Actor, after: Kept): Promise<void> {
      const kept = await readSetting(tx, districtId, key);
      const { own, notUnderstood } = understood(kept);
      const before = { ...(notUnderstood.length > 0 ? (kept ?? {}) : own) };
      await changeSetting(tx, districtId, actor, { key, before, after });
    },
  };
}
