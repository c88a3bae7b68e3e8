import { serverNow, useServerTime } from "./clock.ts";
import { useFeed } from "./feeds.ts";
import { freshnessOf } from "./freshness.ts";
import type { Told } from "./panel.tsx";
import type { WallFeed } from "./queries.ts";

/**
 * Since when what is drawn is dead, by the server's clock: its feed is silent, or nothing was answered for too long.
 * null while it lives.
 */
export function useDead(
  to: Told<unknown>,
  everyMs: number,
  feedId?: WallFeed["feed"],
): number | null {
  const nowMs = useServerTime(5000);
  const feed = useFeed(feedId);
  if (feed?.isSilent) return feed.silentSince ? Date.parse(feed.silentSince) : 0;
  const now = serverNow();
  if (to.data === undefined || now === null || nowMs === null) return null;
  const asOfMs = now - (Date.now() - to.dataUpdatedAt);
  return freshnessOf(asOfMs, nowMs, everyMs) === "dead" ? Math.floor(asOfMs / 1000) * 1000 : null;
}
