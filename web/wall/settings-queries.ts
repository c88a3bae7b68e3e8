import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { type SettingEdits, SettingsChanged } from "../ui/setting-edits.ts";
import { wallSettingsQuery } from "./queries.ts";
import { isSameSeen, ownOf } from "./settings-draft.ts";
import type { WallSettings } from "./settings-fields.ts";

const PATH = "/api/districts/{districtId}/wall/settings";

/** What is to be set, and the values as they were when one began. */
type SettingsWrite = { readonly seen: WallSettings; readonly edits: SettingEdits };

async function saveSettings(client: QueryClient, { seen, edits }: SettingsWrite) {
  const { districtId } = seen;
  const now = await client.fetchQuery(wallSettingsQuery(districtId));
  if (!isSameSeen(seen, now, edits)) throw new SettingsChanged(now);
  const body = ownOf(now, edits); // what others set elsewhere stays
  return unwrap(api.PUT(PATH, { params: { path: { districtId } }, body }));
}

/** Sets what was edited over what holds now; what the wall says is asked anew when it is next shown. */
export function useSaveSettings(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (write: SettingsWrite) => saveSettings(client, write),
    onSuccess: (settings) => {
      client.setQueryData(wallSettingsQuery(districtId).queryKey, settings);
      void client.invalidateQueries({
        queryKey: ["wall"],
        predicate: ({ queryKey: [, part] }) => part !== "settings",
      });
    },
  });
}
