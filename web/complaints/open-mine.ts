import type { TakenReport } from "./open-queries.ts";

const KEY = "huanwei.reports";
const MOST = 20;

/** Reports that were sent from this device, the youngest first; none where nothing is kept. */
export function ownReports(): TakenReport[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isReport) : [];
  } catch {
    return [];
  }
}

const isReport = (one: unknown): one is TakenReport =>
  typeof one === "object" &&
  one !== null &&
  "number" in one &&
  "followToken" in one &&
  typeof one.number === "string" &&
  typeof one.followToken === "string";

/** Keeps what is needed to follow a report. */
export function keepReport(report: TakenReport) {
  const others = ownReports().filter(({ number }) => number !== report.number);
  try {
    localStorage.setItem(KEY, JSON.stringify([report, ...others].slice(0, MOST)));
  } catch {
    // a browser that keeps nothing: the number and the link are shown
  }
}

/** The page on which a report is followed; the token stands behind #, which no server sees. */
export const followLink = ({ number, followToken }: TakenReport) =>
  `${location.origin}/open/follow?number=${encodeURIComponent(number)}#${followToken}`;
