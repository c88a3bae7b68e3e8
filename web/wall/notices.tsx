import { useEffect, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useWords } from "../ui/language.ts";
import { useAlarmWords } from "./alarm-words.ts";
import { serverNow, useServerTime } from "./clock.ts";
import { useLine } from "./line.ts";
import { useVoice } from "./sound.ts";
import { useMoment } from "./times.ts";
import type { VisitedAlarm } from "./use-visit.ts";
import { words } from "./words.ts";
import "./notices.css";

/** Says that the server does not answer, and since when the picture stands still. */
export function LostBanner() {
  const say = useWords(words);
  const moment = useMoment();
  const nowMs = useServerTime(5000);
  const { isLost, sinceMs } = useLine();
  if (!isLost) return null;
  const now = serverNow();
  const since = now === null || sinceMs === null ? null : now - (Date.now() - sinceMs);
  return (
    <div className="wall-lost" role="alert">
      <strong>{say.lost}</strong>
      {since !== null && <span>{say.lostSince(moment(since, nowMs))}</span>}
    </div>
  );
}

/** Why the camera is elsewhere, and when it goes back. */
export function VisitBanner({ visit, staySeconds }: { visit: VisitedAlarm; staySeconds: number }) {
  const say = useWords(words);
  const { title, note } = useAlarmWords()(visit.alarm);
  const [left, setLeft] = useState(staySeconds);
  useEffect(() => {
    const look = () =>
      setLeft(Math.max(0, Math.ceil(staySeconds - (performance.now() - visit.sinceMs) / 1000)));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [visit.sinceMs, staySeconds]);
  return (
    <div className="wall-visit" role="alert">
      <strong>{title}</strong>
      {note && <span>{note}</span>}
      <small>{say.visit(left)}</small>
    </div>
  );
}

const REFUSED_MS = 8_000;

/** Says for some seconds that an alarm was not acknowledged, and why. */
export function RefusedNotice({ error, onOver }: { error: Error; onOver: () => void }) {
  const say = useWords(words);
  const isForbidden = error instanceof ApiError && error.problem.status === 403;
  useEffect(() => {
    const timer = setTimeout(onOver, REFUSED_MS);
    return () => clearTimeout(timer);
  }, [onOver]);
  return (
    <div className="wall-lost" role="alert">
      <strong>{say.acknowledgeFailed}</strong>
      <span>{isForbidden ? say.mayNot : error.message}</span>
    </div>
  );
}

/** Says that alarms would not be heard. */
export function MutedNote() {
  const say = useWords(words);
  return useVoice() === "blocked" ? <p className="wall-muted">{say.muted}</p> : null;
}
