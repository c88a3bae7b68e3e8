import { MOST_IDS } from "../complaints/case-list-schema.ts";
import type { HotspotQuery } from "./question.ts";

const values = (list: readonly (string | number | null)[] | undefined) =>
  list?.map((value) => value ?? "none").join(",");

/** The parameters of the register that mean a question's own filters with others on top. */
export function listWith(
  query: HotspotQuery,
  others: Readonly<Record<string, string | undefined>>,
): string {
  const given: Record<string, string | undefined> = {
    ...{
      kind: values(query.kind),
      channel: values(query.channel),
      category: values(query.category),
    },
    ...{ importance: values(query.importance), unit: values(query.unit), area: values(query.area) },
    duplicate: query.duplicate === undefined ? undefined : String(query.duplicate),
    ...{ weekday: values(query.weekday), hours: query.hours },
    ...others,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) params.set(name, value);
  return params.toString();
}

/** The parameters of the register that mean just these complaints; null when they are none, or too many for a link. */
export function listOfIds(
  ids: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string | null {
  if (ids.length === 0 || ids.length > MOST_IDS) return null;
  return new URLSearchParams({ ids: ids.join(","), ...more }).toString();
}
