import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Atlas } from "../map/atlas.ts";
import { useAtlas } from "../map/atlas-context.ts";
import { drawn } from "../map/drawn.ts";
import { watchLine } from "../wall/line.ts";
import { oneAtATime } from "../wall/one-at-a-time.ts";
import { isOutdated } from "../wall/outdated.ts";

/** Changes that come together are one. */
const GATHER_MS = 200;
/** A map takes tiles anew at most this often: each time, all of them are drawn. */
const MAP_EVERY_MS = 5_000;
/** An answer that does not come holds nothing up for longer. */
const PATIENCE_MS = 10_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Kinds of the change log whose happenings the words of the wall tell: figures, ticker and alarms. */
const TOLD = new Set(["all", "other", "complaint", "confidential_complaint", "duty", "wall_alarm"]);

/** Asks again for what the wall says; the map has its own pace. */
const askWords = (client: QueryClient) =>
  Promise.race([
    Promise.all(
      ["state", "ticker", "alarms"].map((name) =>
        client.invalidateQueries({ queryKey: ["wall", name] }),
      ),
    ),
    pause(PATIENCE_MS),
  ]);

async function askDrawn(client: QueryClient, atlas: Atlas | null, changed: ReadonlySet<string>) {
  const isConcerned = (kinds: unknown) =>
    Array.isArray(kinds) && (changed.has("all") || kinds.some((kind) => changed.has(kind)));
  const asked = client.invalidateQueries({ predicate: ({ meta }) => isConcerned(meta?.kinds) });
  atlas?.refreshKinds(changed);
  await Promise.race([asked, pause(PATIENCE_MS)]);
  await drawn(atlas, PATIENCE_MS);
}

/**
 * Follows a district's changes for months: words come at once, the map at its own pace, and neither takes anything new
 * before it shows what it took last. When the server was away, everything is asked anew.
 */
export function useWallChanges(districtId: string) {
  const client = useQueryClient();
  const atlas = useAtlas();
  useEffect(() => {
    const kinds = new Set<string>();
    const tell = oneAtATime(async () => {
      await pause(GATHER_MS);
      await askWords(client);
    });
    const draw = oneAtATime(async () => {
      await pause(GATHER_MS);
      const changed = new Set(kinds);
      kinds.clear();
      await askDrawn(client, atlas, changed);
      await pause(MAP_EVERY_MS);
    });
    const heard = ({ data }: MessageEvent<string>) => {
      const { kind } = JSON.parse(data) as { kind: string }; // a notice of the contract
      kinds.add(kind);
      draw();
      if (TOLD.has(kind)) tell();
    };
    const line = watchLine(() => {
      stream.again();
      void isOutdated().then((isIt) => isIt && location.reload());
      // what was asked of a server that went away may never be answered
      void client.cancelQueries().then(() => client.invalidateQueries());
      kinds.add("all");
      draw();
    });
    const stream = followChanges(districtId, heard, line.doubt);
    return () => {
      line.stop();
      stream.stop();
    };
  }, [client, atlas, districtId]);
}

/**
 * The line of changes; a browser does not call again where it was refused, so the wall does.
 *
 * @param onBroken  told when the line breaks: a server that goes away breaks it first.
 */
function followChanges(
  districtId: string,
  hear: (event: MessageEvent<string>) => void,
  onBroken: () => void,
) {
  let stream: EventSource | null = null;
  let version: number | null = null;
  const note = (event: MessageEvent<string>) => {
    version = (JSON.parse(event.data) as { version: number }).version; // a notice of the contract
  };
  const heard = (event: MessageEvent<string>) => {
    note(event);
    hear(event);
  };
  function open() {
    stream?.close();
    const query = new URLSearchParams({
      districtId,
      ...(version === null ? {} : { after: String(version) }),
    });
    stream = new EventSource(`/api/events?${query}`);
    stream.addEventListener("hello", note);
    stream.addEventListener("change", heard);
    stream.addEventListener("error", onBroken);
  }
  open();
  return {
    again: () => stream?.readyState === EventSource.CLOSED && open(),
    stop: () => stream?.close(),
  };
}
