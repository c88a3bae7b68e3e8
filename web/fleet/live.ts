import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sharedValue } from "../ui/shared-value.ts";
import {
  type LivePosition,
  type LiveVehicles,
  TRAIL_MS,
  type TrailPoint,
  withMoved,
  withTrails,
} from "./live-state.ts";
import { tracksQuery } from "./queries.ts";
import { positionAt } from "./replay-track.ts";

/** Where vehicles are, as far as the line to the server says. */
export type Live = {
  readonly vehicles: LiveVehicles;
  /** Whether the line is down: nothing new can be known, and what is known grows old. */
  readonly isLost: boolean;
};

const NOTHING: Live = { vehicles: new Map(), isLost: false };
const live = sharedValue(NOTHING);

/** Where vehicles are now. */
export const useLive = () => live.use();

/** The same, for what draws at a pace of its own. @returns how to stop. */
export const onLive = (hear: () => void) => live.on(hear);
export const liveNow = () => live.now();

/** The server says something at least every 15 s: after this much silence the line is dead, whatever the browser believes. */
const DEAD_MS = 40_000;
const LOOK_MS = 5_000;
/** A browser does not call again where it was refused; we do, after this. */
const AGAIN_MS = 4_000;

/** Several parts of the page follow one line. */
const followed = { count: 0, districtId: "", stop: () => {} };

/**
 * Follows the vehicles of a district while the component lives.
 *
 * @param hasTrails  Whether their last minutes are read; otherwise trails begin now.
 */
export function useFollowFleet(districtId: string, hasTrails = true) {
  const client = useQueryClient();
  useEffect(() => {
    if (followed.districtId !== districtId) {
      followed.stop();
      Object.assign(followed, {
        districtId,
        count: 0,
        stop: follow(districtId, client, hasTrails),
      });
    }
    followed.count += 1;
    return () => {
      followed.count -= 1;
      if (followed.count > 0 || followed.districtId !== districtId) return;
      followed.stop();
      Object.assign(followed, { districtId: "", stop: () => {} });
    };
  }, [districtId, client, hasTrails]);
}

/** @returns how to stop. */
function follow(districtId: string, client: QueryClient, hasTrails: boolean): () => void {
  const url = `/api/districts/${encodeURIComponent(districtId)}/fleet/live`;
  let stream: EventSource | null = null;
  let heardMs = Date.now();
  let isStopped = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  live.set(NOTHING);

  const set = (change: Partial<Live>) => !isStopped && live.set({ ...live.now(), ...change });
  const heard = () => {
    heardMs = Date.now();
    if (live.now().isLost) set({ isLost: false });
  };
  const moved = ({ data }: MessageEvent<string>) => {
    heard();
    const positions: LivePosition[] = JSON.parse(data);
    set({ vehicles: withMoved(live.now().vehicles, positions) });
  };
  const lost = () => {
    set({ isLost: true });
    if (stream?.readyState !== EventSource.CLOSED || isStopped) return;
    clearTimeout(again);
    again = setTimeout(open, AGAIN_MS);
  };
  async function open() {
    stream?.close();
    if (isStopped) return;
    heardMs = Date.now();
    stream = new EventSource(url);
    stream.addEventListener("hello", (event) => {
      moved(event);
      if (!hasTrails) return;
      // also after the line was down: what came meanwhile belongs to the trails
      void readTrails(districtId, client).then(
        (trails) => set({ vehicles: withTrails(live.now().vehicles, trails) }),
        () => {}, // trails then begin now
      );
    });
    stream.addEventListener("moved", moved);
    stream.addEventListener("beat", heard);
    stream.onerror = lost;
  }
  const watch = setInterval(() => {
    if (Date.now() - heardMs < DEAD_MS) return;
    set({ isLost: true });
    void open();
  }, LOOK_MS);
  void open();
  return () => {
    isStopped = true;
    clearInterval(watch);
    clearTimeout(again);
    stream?.close();
  };
}

/** Where vehicles were in the last minutes. */
async function readTrails(districtId: string, client: QueryClient) {
  const now = Date.now();
  const { tracks } = await client.fetchQuery({
    ...tracksQuery(districtId, { fromMs: now - TRAIL_MS, toMs: now + 60_000 }, null),
    gcTime: 0,
  });
  return new Map(
    tracks.map((track): [string, TrailPoint[]] => [
      track.vehicleId,
      Array.from(track.atMs, (atMs, i) => ({ atMs, position: positionAt(track, i) })),
    ]),
  );
}
