import { useView } from "../map/view.ts";
import { useServerTime } from "../wall/clock.ts";
import { dayAt } from "../wall/times.ts";

/** The district's day by the server's clock: a wall stands over midnight. */
export function useWallDay(): string {
  const { timeZone, today } = useView().view.district;
  const nowMs = useServerTime(60_000);
  return nowMs === null ? today : dayAt(nowMs, timeZone);
}
