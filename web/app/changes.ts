import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useSession } from "../api/session.ts";
import { useAtlas } from "../map/atlas-context.ts";

/** Something was written: which kind of record, in the words of the change log, or `all`. */
type Change = { districtId: string; version: number; kind: string };

/** Changes that come together are one refresh. */
const GATHER_MILLISECONDS = 150;

/**
 * Follows a district's changes: whatever shows a changed kind asks again, tiles and answers alike, and the camera
 * stays. A query says what it shows in `meta.kinds`.
 *
 * @returns whether the line to the server is down.
 */
export function useChanges(districtId: string): boolean {
  const client = useQueryClient();
  const atlas = useAtlas();
  const [isLost, setLost] = useState(false);
  const known = useRef({ districtId, version: -1 });
  // the line says what is not public only to whoever was signed in when it was opened
  const accountId = useSession()?.account?.accountId ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another account opens the line anew
  useEffect(() => {
    const from = known.current.districtId === districtId ? known.current.version : -1;
    const query = new URLSearchParams({ districtId, ...(from < 0 ? {} : { after: String(from) }) });
    const stream = new EventSource(`/api/events?${query}`);
    const note = ({ version }: Change) => {
      known.current = { districtId, version };
    };
    const kinds = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const apply = () => {
      timer = undefined;
      const changed = new Set(kinds);
      kinds.clear();
      void client.invalidateQueries({
        predicate: ({ meta }) => {
          const shown = meta?.kinds;
          return (
            Array.isArray(shown) && (changed.has("all") || shown.some((kind) => changed.has(kind)))
          );
        },
      });
      atlas?.refreshKinds(changed); // after the words: drawing takes the processor
    };
    const heard = (event: MessageEvent<string>) => {
      const change: Change = JSON.parse(event.data);
      note(change);
      kinds.add(change.kind);
      timer ??= setTimeout(apply, GATHER_MILLISECONDS);
    };
    stream.onmessage = heard;
    stream.addEventListener("change", heard);
    stream.addEventListener("hello", (event: MessageEvent<string>) => {
      if (known.current.version < 0 || known.current.districtId !== districtId)
        note(JSON.parse(event.data));
    });
    stream.onopen = () => setLost(false);
    stream.onerror = () => setLost(true);
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [client, atlas, districtId, accountId]);

  return isLost;
}
