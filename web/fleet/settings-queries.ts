import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { type SettingEdits, SettingsChanged } from "../ui/setting-edits.ts";
import { fleetSettingsQuery } from "./queries.ts";
import { isSameSeen, ownOf } from "./settings-draft.ts";
import type { FleetSettings } from "./settings-fields.ts";

/** What is to be set, and the values as they were when one began. */
type SettingsWrite = { readonly seen: FleetSettings; readonly edits: SettingEdits };

async function saveSettings(client: QueryClient, { seen, edits }: SettingsWrite) {
  const { districtId } = seen;
  const now = await client.fetchQuery(fleetSettingsQuery(districtId));
  if (!isSameSeen(seen, now, edits)) throw new SettingsChanged(now);
  return unwrap(
    api.PUT("/api/districts/{districtId}/fleet/settings", {
      params: { path: { districtId } },
      body: ownOf(now, edits), // what others set elsewhere stays
    }),
  );
}

/** Sets what was edited over what holds now. */
export function useSaveSettings(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (write: SettingsWrite) => saveSettings(client, write),
    onSuccess: (settings) => {
      client.setQueryData(fleetSettingsQuery(districtId).queryKey, settings);
      void client.invalidateQueries({ queryKey: ["fleet", "vehicles"] });
    },
  });
}
