import type { Queryable } from "../store/database.ts";
import { maskPersonal } from "./mask.ts";

/** What is written of a complaint, in which somebody may have said who they are. */
export type ComplaintWords = {
  readonly text: string;
  readonly address: string | null;
  readonly placeNote: string | null;
  readonly publicText: string | null;
};

/** The same without what tells who somebody is. */
export function maskedWords(
  { text, address, placeNote, publicText }: ComplaintWords,
  names: readonly string[],
): ComplaintWords {
  const masked = (words: string | null) => words && maskPersonal(words, names).text;
  return {
    text: maskPersonal(text, names).text,
    ...{ address: masked(address), placeNote: masked(placeNote), publicText: masked(publicText) },
  };
}

/** Masks what stands below the photographs of complaints. */
export async function maskCaptions(
  tx: Queryable,
  districtId: string,
  complaintIds: readonly string[],
  names: readonly string[],
) {
  const kinds = ["complaint-before", "complaint-after", "complaint-minutes"];
  const captions = await tx.query<{ kind: string; id: string; picture: string; caption: string }>(
    `select subject_kind as kind, subject_id as id, photograph_id as picture, caption from photograph_link
     where district_id = $1 and subject_kind = any($2) and subject_id = any($3) and caption <> ''`,
    [districtId, kinds, complaintIds],
  );
  for (const { kind, id, picture, caption } of captions) {
    const masked = maskPersonal(caption, names).text;
    if (masked === caption) continue;
    await tx.query(
      `update photograph_link set caption = $5
       where district_id = $1 and subject_kind = $2 and subject_id = $3 and photograph_id = $4`,
      [districtId, kind, id, picture, masked],
    );
  }
}

/** Masks what imports replaced of complaints, which is kept so that they can be taken back. */
export async function maskReplaced(
  tx: Queryable,
  districtId: string,
  complaintIds: readonly string[],
  names: readonly string[],
) {
  const replaced = await tx.query<Replaced>(
    `select import_id as "importId", sequence, before ->> 'text' as text, before ->> 'address' as address
     from import_change where district_id = $1 and record = 'complaint' and before is not null and record_id = any($2)`,
    [districtId, complaintIds],
  );
  for (const { importId, sequence, ...words } of replaced) {
    const masked = Object.entries(words).flatMap(([name, said]) => {
      const { text, count } = maskPersonal(said ?? "", names);
      return count > 0 ? [[name, text]] : [];
    });
    if (masked.length === 0) continue;
    await tx.query(
      `update import_change set before = before || $4::jsonb
       where district_id = $1 and import_id = $2 and sequence = $3`,
      [districtId, importId, sequence, JSON.stringify(Object.fromEntries(masked))],
    );
  }
}

type Replaced = {
  readonly importId: string;
  readonly sequence: number;
  readonly text: string | null;
  readonly address: string | null;
};
