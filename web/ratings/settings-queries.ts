import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { type SettingEdits, SettingsChanged } from "../ui/setting-edits.ts";
import { isSameSeen, ownOf } from "./settings-draft.ts";
import type { RatingSettings } from "./settings-fields.ts";

const PATH = "/api/districts/{districtId}/ratings/settings";

/** What stars are watched and awarded by here: presets, the district's own, and what holds. */
export const settingsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["ratings", "settings", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(PATH, { params: { path: { districtId } }, signal })),
    meta: { kinds: ["district_setting"] },
  });

/** What is to be set, and the values as they were when one began. */
type SettingsWrite = { readonly seen: RatingSettings; readonly edits: SettingEdits };

async function saveSettings(client: QueryClient, { seen, edits }: SettingsWrite) {
  const { districtId } = seen;
  const now = await client.fetchQuery({ ...settingsQuery(districtId), staleTime: 0 });
  if (!isSameSeen(seen, now, edits)) throw new SettingsChanged(now);
  const body = ownOf(now, edits); // what others set elsewhere stays
  return unwrap(api.PUT(PATH, { params: { path: { districtId } }, body }));
}

/** Sets what was edited over what holds now; everything about stars is asked anew when it is next shown. */
export function useSaveSettings(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (write: SettingsWrite) => saveSettings(client, write),
    onSuccess: (settings) => {
      client.setQueryData(settingsQuery(districtId).queryKey, settings);
      void client.invalidateQueries({
        queryKey: ["ratings"],
        predicate: ({ queryKey: [, part] }) => part !== "settings",
      });
    },
  });
}
