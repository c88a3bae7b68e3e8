import { useEffect, useState } from "react";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far a term is away, in the largest whole unit that says enough. */
export type TimeLeft = {
  readonly isLate: boolean;
  readonly count: number;
  readonly unit: "day" | "hour" | "minute";
};

/** What is left of a term, or how long it has been over. Two days and more are told in days. */
export function timeLeft(dueAt: string, now: number): TimeLeft {
  const left = Date.parse(dueAt) - now;
  const isLate = left < 0;
  const span = Math.abs(left);
  if (span >= 2 * DAY) return { isLate, count: Math.floor(span / DAY), unit: "day" };
  if (span >= HOUR) return { isLate, count: Math.floor(span / HOUR), unit: "hour" };
  return { isLate, count: Math.max(1, Math.floor(span / MINUTE)), unit: "minute" };
}

/** Now, told anew every minute. */
export function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}
