import { type Actor, recordAudit } from "./audit.ts";
import { recordChange } from "./changes.ts";
import type { Queryable } from "./database.ts";

/** What photographs are of; each kind is named in the check of `photograph_link.subject_kind`. */
export const PHOTOGRAPH_KINDS = [
  "facility",
  "complaint-before",
  "complaint-after",
  "complaint-minutes",
  "service-entry",
  "inspection",
  "community-inspection",
] as const;
export type PhotographSubject = {
  readonly kind: (typeof PHOTOGRAPH_KINDS)[number];
  readonly id: string;
};

export type StoredPhotograph = {
  readonly photographId: string;
  readonly mediaType: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bytes: Uint8Array;
  readonly thumbnail: Uint8Array;
};

/** A photograph of a record, without its bytes. */
export type PhotographOf = {
  readonly photographId: string;
  readonly caption: string;
  readonly takenAt: string | null;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
};

/** Where a photograph is put, and by whom. */
export type Linking = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly subject: PhotographSubject;
  readonly actor: Actor;
  /** Of what is shown, the trail says that it was done and not what was said. */
  readonly isConfidential?: boolean;
};

const keyOf = ({ districtId, subject }: Linking, photographId: string) => [
  districtId,
  subject.kind,
  subject.id,
  photographId,
];
const OF_LINK = "district_id = $1 and subject_kind = $2 and subject_id = $3 and photograph_id = $4";

/** The photographs of a record in the order they were added. */
export async function readPhotographs({
  tx,
  districtId,
  subject,
}: Pick<Linking, "tx" | "districtId" | "subject">): Promise<PhotographOf[]> {
  const rows = await tx.query<{
    photograph_id: string;
    caption: string;
    taken_at: Date | null;
    added_at: Date;
    added_by: string;
    width_pixels: number;
    height_pixels: number;
  }>(
    `select photograph_id, caption, taken_at, added_at, added_by, width_pixels, height_pixels
     from photograph_link l join photograph p using (district_id, photograph_id)
     where district_id = $1 and subject_kind = $2 and subject_id = $3 order by added_at, photograph_id`,
    [districtId, subject.kind, subject.id],
  );
  return rows.map((row) => ({
    photographId: row.photograph_id,
    caption: row.caption,
    takenAt: row.taken_at?.toISOString() ?? null,
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
    widthPixels: row.width_pixels,
    heightPixels: row.height_pixels,
  }));
}

/**
 * Keeps a photograph and says what it is of. The same photograph is kept once, whatever it is of and however often
 * it comes.
 *
 * @returns whether it is new to the record; one that is there already stays as it is.
 */
export async function addPhotograph(
  linking: Linking,
  stored: StoredPhotograph,
  { caption, takenAt }: { readonly caption: string; readonly takenAt: Date | null },
): Promise<boolean> {
  const { tx, districtId, actor } = linking;
  const { photographId } = stored;
  // an update, though of nothing: the row stays locked, so that nobody removes it before it is linked
  await tx.query(
    `insert into photograph (district_id, photograph_id, media_type, width_pixels, height_pixels, bytes, thumbnail)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (district_id, photograph_id) do update set created_at = photograph.created_at`,
    [
      ...[districtId, photographId, stored.mediaType, stored.widthPixels, stored.heightPixels],
      ...[stored.bytes, stored.thumbnail],
    ],
  );
  const [added] = await tx.query<{ added_at: Date }>(
    `insert into photograph_link (district_id, subject_kind, subject_id, photograph_id, caption, taken_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (district_id, subject_kind, subject_id, photograph_id) do nothing returning added_at`,
    [...keyOf(linking, photographId), caption, takenAt, actor.name],
  );
  if (!added) return false;
  const after = { caption, takenAt: takenAt?.toISOString() ?? null };
  await record(linking, photographId, "photograph.add", null, after);
  return true;
}

/** @returns whether the record has such a photograph. */
export async function describePhotograph(
  linking: Linking,
  photographId: string,
  caption: string,
): Promise<boolean> {
  const { tx } = linking;
  const [before] = await tx.query<{ caption: string }>(
    `select caption from photograph_link where ${OF_LINK} for update`,
    keyOf(linking, photographId),
  );
  if (!before) return false;
  if (before.caption === caption) return true;
  await tx.query(`update photograph_link set caption = $5 where ${OF_LINK}`, [
    ...keyOf(linking, photographId),
    caption,
  ]);
  const said = { before: { caption: before.caption }, after: { caption } };
  await record(linking, photographId, "photograph.caption", said.before, said.after);
  return true;
}

/** Takes a photograph from a record; its bytes go with the last record that has it. @returns whether there was one. */
export async function removePhotograph(linking: Linking, photographId: string): Promise<boolean> {
  const { tx, districtId } = linking;
  const key = [districtId, photographId];
  // locked first, so that a record that gets it meanwhile is seen by the statement that looks for one
  await tx.query(
    "select 1 from photograph where district_id = $1 and photograph_id = $2 for update",
    key,
  );
  const [removed] = await tx.query<{ caption: string; taken_at: Date | null; added_by: string }>(
    `delete from photograph_link where ${OF_LINK} returning caption, taken_at, added_by`,
    keyOf(linking, photographId),
  );
  if (!removed) return false;
  await tx.query(
    `delete from photograph p where district_id = $1 and photograph_id = $2 and not exists
       (select 1 from photograph_link l where l.district_id = $1 and l.photograph_id = $2)`,
    key,
  );
  const before = {
    caption: removed.caption,
    takenAt: removed.taken_at?.toISOString() ?? null,
    addedBy: removed.added_by,
  };
  await record(linking, photographId, "photograph.remove", before, null);
  return true;
}

/** SQL: the record that a photograph's entry in the trail names before the photograph, whose id has 64 digits. */
export const SUBJECT_OF_PHOTOGRAPH = "left(record_id, -65)";

/** What is written down names the record before the photograph, so that a record's own can be found. */
async function record(
  { tx, districtId, subject, actor, isConfidential = false }: Linking,
  photographId: string,
  action: string,
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
) {
  const recordId = `${subject.id}/${photographId}`;
  await recordAudit(tx, districtId, {
    ...{ actor, action, record: "photograph", recordId },
    ...{ before, after },
    personal: isConfidential ? Object.keys({ ...before, ...after }) : [],
  });
  await recordChange(tx, districtId, "photograph", [photographId]);
}
