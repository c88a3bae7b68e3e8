import { instantOf } from "./local-day.ts";

/** What a camera's clock said; the offset from UTC where it wrote one. */
export type CameraTime = {
  readonly day: string;
  readonly time: string;
  readonly offset: string | null;
};

/** No camera with EXIF is older. */
const FIRST_CAMERA = Date.UTC(1995, 0, 1);
/** Clocks are wrong by a time zone more often than by anything else. */
const AHEAD_MILLISECONDS = 86_400_000;

/** The instant of a camera's clock, in the district's time zone where it names none; null where it cannot be true. */
export function plausibleInstant(
  { day, time, offset }: CameraTime,
  timeZone: string,
  now: Date,
): Date | null {
  const instant = offset ? new Date(`${day}T${time}${offset}`) : instantOf(day, time, timeZone);
  const at = instant.getTime();
  return at >= FIRST_CAMERA && at <= now.getTime() + AHEAD_MILLISECONDS ? instant : null;
}
