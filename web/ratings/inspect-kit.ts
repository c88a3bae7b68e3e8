import { useCallback, useEffect } from "react";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { sharedValue } from "../ui/shared-value.ts";
import { keptKits } from "./inspect-storage.ts";

export type Kit = components["schemas"]["InspectionKit"];
export type KitRubric = Kit["rubrics"][number];
export type KitSubject = Kit["subjects"][number];
export type KitTask = Kit["tasks"][number];

/** What was taken along last, by whom. */
export type KeptKit = { readonly key: string; readonly gotAt: string; readonly kit: Kit };

type Having = {
  readonly key: string | null;
  readonly kept: KeptKit | null;
  readonly isAsking: boolean;
  readonly error: Error | null;
};
const NOTHING: Having = { key: null, kept: null, isAsking: false, error: null };
const having = sharedValue<Having>(NOTHING);

const keyOf = (accountId: string, districtId: string) => `${accountId} ${districtId}`;

/** Asks for all anew, and keeps it; what is there stays while nobody answers. */
async function ask(accountId: string, districtId: string) {
  const key = keyOf(accountId, districtId);
  if (having.now().isAsking) return;
  having.set({ ...having.now(), isAsking: true, error: null });
  try {
    const kit = await unwrap<Kit>(
      api.GET("/api/districts/{districtId}/ratings/inspection-kit", {
        params: { path: { districtId } },
      }),
    );
    const kept = { key, gotAt: new Date().toISOString(), kit };
    await keptKits.put(kept);
    having.set({ key, kept, isAsking: false, error: null });
  } catch (error) {
    const why = error instanceof Error ? error : new Error(String(error));
    having.set({ ...having.now(), isAsking: false, error: why });
  }
}

/** What an inspector has along, with its age; asked for anew when the page opens and once there is a line. */
export function useKit(accountId: string | null, districtId: string, isOnline: boolean) {
  const now = having.use();
  useEffect(() => {
    if (accountId === null) return;
    const key = keyOf(accountId, districtId);
    let isHere = true;
    void (async () => {
      if (having.now().key !== key) {
        const kept = (await keptKits.get(key)) ?? null;
        if (!isHere) return;
        having.set({ ...NOTHING, key, kept });
      }
      await ask(accountId, districtId); // also where the device says there is no line: it may be wrong
    })();
    return () => {
      isHere = false;
    };
  }, [accountId, districtId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the line comes back
  useEffect(() => {
    if (accountId !== null && isOnline && having.now().error) void ask(accountId, districtId);
  }, [isOnline]);
  const refresh = useCallback(
    () => (accountId === null ? undefined : void ask(accountId, districtId)),
    [accountId, districtId],
  );
  return { ...now, refresh };
}
