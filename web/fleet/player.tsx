import { type CSSProperties, useCallback, useEffect, useMemo, useRef } from "react";
import { useView } from "../map/view.ts";
import { IconButton, Segmented } from "../ui/controls.tsx";
import { formatDay } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useSetFleetLink } from "./params.ts";
import { replayClock, SPEEDS, setTo, ticked, toggled } from "./replay-clock.ts";
import { activityOf } from "./replay-track.ts";
import { beginOf, firstOf, useReplayTracks } from "./replay-tracks.ts";
import { words } from "./words.ts";
import { clockAt, dayAt, instantAt } from "./zoned.ts";
import "./player.css";

/** How many bars stand over the slider. */
const PARTS = 144;
const STEP_MS = 10_000;
const LONG_STEP_MS = 60_000;

/** The one clock of a replay: play and pause, how fast, and a slider over when positions came. */
export function Player() {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const set = useSetFleetLink();
  const { tracks, span, replay } = useReplayTracks();
  const clock = replayClock.use();
  const isReady = tracks !== undefined;
  useBegin();
  useTicking(clock.isPlaying);
  const keep = useCallback(() => {
    set({ replayAt: clockAt(replayClock.now().atMs, timeZone) });
  }, [set, timeZone]);
  const seek = (ms: number) => replayClock.set(setTo(replayClock.now(), ms, span));
  const press = useCallback(() => {
    const next = toggled(replayClock.now(), span);
    replayClock.set(next);
    if (!next.isPlaying) keep();
  }, [span, keep]);
  useSpace(press);
  const day = dayAt(clock.atMs, timeZone);
  const share = (clock.atMs - span.fromMs) / Math.max(1, span.toMs - span.fromMs);
  return (
    <section className="player" aria-label={say.player}>
      <div className="player-say">
        <IconButton
          icon={clock.isPlaying ? "pause" : "play"}
          label={clock.isPlaying ? say.pause : say.play}
          tip="above"
          isDisabled={!isReady}
          onPress={press}
        />
        <p>
          <strong>{clockAt(clock.atMs, timeZone)}</strong>
          <small>{formatDay(day, language)}</small>
        </p>
      </div>
      <div className="player-time" style={{ "--at": share } as CSSProperties}>
        <Activity />
        <input
          type="range"
          aria-label={say.clock}
          aria-valuetext={clockAt(clock.atMs, timeZone)}
          min={span.fromMs}
          max={span.toMs}
          step={1000}
          value={clock.atMs}
          disabled={!isReady}
          onChange={({ target }) => seek(Number(target.value))}
          onPointerUp={keep}
          onKeyUp={keep}
          onKeyDown={(event) => {
            const by = {
              ...{
                ArrowLeft: -STEP_MS,
                ArrowDown: -STEP_MS,
                ArrowRight: STEP_MS,
                ArrowUp: STEP_MS,
              },
              ...{ PageDown: -10 * LONG_STEP_MS, PageUp: 10 * LONG_STEP_MS },
            }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            seek(replayClock.now().atMs + (event.shiftKey ? by * 6 : by));
          }}
        />
        <Hours />
      </div>
      <Segmented
        label={say.speedOf}
        value={String(clock.speed)}
        options={SPEEDS.map((speed) => ({ value: String(speed), title: say.times(String(speed)) }))}
        onChange={(speed) => {
          replayClock.set({ ...replayClock.now(), speed: Number(speed) });
          set({ replaySpeed: replay?.speed === Number(speed) ? undefined : speed });
        }}
      />
    </section>
  );
}

/** Sets the clock where the link says, each time another period is replayed. */
function useBegin() {
  const { timeZone } = useView().view.district;
  const { tracks, span, replay } = useReplayTracks();
  const isReady = tracks !== undefined;
  const begun = useRef("");
  useEffect(() => {
    if (!isReady || !replay) return;
    const period = `${replay.day} ${replay.from} ${replay.to}`;
    if (begun.current === period) return;
    const first = firstOf(tracks);
    // where nothing came yet, it begins once something did
    begun.current = first === null ? "" : period;
    const instantOf = (time: string) => instantAt(replay.day, time, timeZone);
    replayClock.set({
      atMs: beginOf(replay, instantOf, span, first),
      ...{ isPlaying: false, speed: replay.speed },
    });
  }, [isReady, tracks, replay, span, timeZone]);
  useEffect(() => () => replayClock.set({ ...replayClock.now(), isPlaying: false }), []);
}

/** Lets the clock run with the screen. */
function useTicking(isPlaying: boolean) {
  const { span } = useReplayTracks();
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      replayClock.set(ticked(replayClock.now(), now - last, span));
      last = now;
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, span]);
}

/** Space plays and pauses wherever nothing else takes it. */
function useSpace(press: () => void) {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const isTaken =
        event.key !== " " ||
        event.defaultPrevented ||
        (event.target instanceof HTMLElement &&
          event.target.matches(
            "input:not([type=range]), textarea, select, button, a, [contenteditable]",
          ));
      if (isTaken) return;
      event.preventDefault();
      press();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [press]);
}

/** How many positions came when: where there is no bar, nothing is known. */
function Activity() {
  const say = useWords(words);
  const { tracks, span } = useReplayTracks();
  const counts = useMemo(() => activityOf(tracks ?? [], span, PARTS), [tracks, span]);
  const most = Math.max(1, ...counts);
  return (
    <svg
      viewBox={`0 0 ${PARTS} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={say.activity}
    >
      {Array.from(counts, (count, part) =>
        count === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={part}
            x={part + 0.1}
            width={0.8}
            y={20 - Math.max(1, (count / most) * 20)}
            height={Math.max(1, (count / most) * 20)}
          />
        ),
      )}
    </svg>
  );
}

/** The hours under the slider, few enough to be read. */
function Hours() {
  const { timeZone } = useView().view.district;
  const { span } = useReplayTracks();
  const hours = (span.toMs - span.fromMs) / 3_600_000;
  const every = [1, 2, 3, 4, 6].find((step) => hours / step <= 12) ?? 12;
  const first = Math.ceil(span.fromMs / 3_600_000) * 3_600_000;
  const marks = Array.from({ length: Math.floor(hours) + 1 }, (_, i) => first + i * 3_600_000)
    .map((ms) => ({ ms, text: clockAt(ms, timeZone).slice(0, 5) }))
    .filter(({ ms, text }) => ms <= span.toMs && Number(text.slice(0, 2)) % every === 0);
  return (
    <ol aria-hidden="true">
      {marks.map(({ ms, text }) => (
        <li key={ms} style={{ left: `${((ms - span.fromMs) / (span.toMs - span.fromMs)) * 100}%` }}>
          {text}
        </li>
      ))}
    </ol>
  );
}
