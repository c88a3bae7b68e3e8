import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { type SettingEdits, SettingsChanged } from "../ui/setting-edits.ts";
import { isSameSeen, type OwnLenses, ownOf } from "./settings-draft.ts";
import type { LensSettings } from "./settings-words.ts";

const PATH = "/api/districts/{districtId}/coverage/lenses";

/** What coverage is held to here: every lens, with what the district set. */
export const lensesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["coverage", "lenses", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(PATH, { params: { path: { districtId } }, signal })),
    staleTime: 0,
    meta: { kinds: ["district_setting"] },
  });

/** What is to be set: edits over what was seen, or a change of the radii that only this district has. */
export type LensesWrite =
  | { readonly seen: LensSettings; readonly edits: SettingEdits }
  | { readonly changed: (own: NonNullable<OwnLenses["own"]>) => NonNullable<OwnLenses["own"]> };

async function saveLenses(client: QueryClient, districtId: string, write: LensesWrite) {
  const now = await client.fetchQuery(lensesQuery(districtId));
  const put = (body: OwnLenses) =>
    unwrap(api.PUT(PATH, { params: { path: { districtId } }, body }));
  if ("edits" in write) {
    if (!isSameSeen(write.seen, now, write.edits)) throw new SettingsChanged(now);
    return put(ownOf(now, write.edits)); // what others set elsewhere stays
  }
  const own = write.changed([...(now.own?.own ?? [])]);
  const { defaults = {}, ...others } = ownOf(now, {});
  // a default that is gone goes back to the preset's
  const kept = Object.entries(defaults).filter(
    ([, id]) => !id?.startsWith("own-") || own.some((one) => one.id === id),
  );
  return put({ ...others, own, defaults: Object.fromEntries(kept) });
}

/** Sets what was edited over what holds now; everything about coverage is asked anew when it is next shown. */
export function useSaveLenses(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (write: LensesWrite) => saveLenses(client, districtId, write),
    onSuccess: (settings) => {
      client.setQueryData(lensesQuery(districtId).queryKey, settings);
      void client.invalidateQueries({
        queryKey: ["coverage"],
        predicate: ({ queryKey: [, part] }) => part !== "lenses",
      });
    },
  });
}
