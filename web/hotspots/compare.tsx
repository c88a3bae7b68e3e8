import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { formatPeriod } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { cellFeatures, cellsDrawing, drawnCells } from "./cells-drawing.ts";
import { cutRing } from "./cut.ts";
import { useHotLink, useQuestion, useSetHotLink } from "./params.ts";
import { frameQuery, type Hotspots } from "./queries.ts";
import { words } from "./words.ts";

/** The earlier period left of a divider and the period itself right of it; both by the same question. */
export function CompareDrawing(props: { answer: Hotspots; against: "before" | "yearAgo" }) {
  const { answer, against } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const flavor = useFlavor();
  const atlas = useAtlas();
  const question = useQuestion();
  const { swipe } = useHotLink();
  const set = useSetHotLink();
  const earlier = against === "before" ? answer.before : answer.yearAgo;
  const frame = useQuery(
    frameQuery(view.district.districtId, {
      ...question,
      ...earlier,
      resolution: answer.asked.resolution, // the same cells on both sides
    }),
  ).data;
  const kept = Number(swipe);
  const [share, setShare] = useState(kept > 0 && kept < 1 ? kept : 0.5);
  const moved = useMoves();
  const width = atlas?.map.getContainer().clientWidth ?? 0;
  const x = Math.round(share * width);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map moved, so every corner lies elsewhere on screen
  const data = useMemo(() => {
    if (!atlas) return null;
    const side = (isLeft: boolean) => (ring: [number, number][]) =>
      cutRing(ring, (corner) => (isLeft ? x : -x) - (isLeft ? 1 : -1) * atlas.project(corner).x);
    return {
      left: cellFeatures(frame ? drawnCells(frame.cells) : [], side(true)),
      right: cellFeatures(drawnCells(answer.cells), side(false)),
    };
  }, [atlas, frame, answer, x, moved]);
  useDrawing(
    "hotspots-left",
    useMemo(
      () => data && cellsDrawing("hotspots-left", data.left, palettes[flavor]),
      [data, flavor],
    ),
  );
  useDrawing(
    "hotspots",
    useMemo(() => data && cellsDrawing("hotspots", data.right, palettes[flavor]), [data, flavor]),
  );
  if (!atlas) return null;
  const settle = (next: number) => set({ swipe: next.toFixed(2) });
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = atlas.map.getContainer().getBoundingClientRect();
    setShare(Math.min(0.95, Math.max(0.05, (event.clientX - box.left) / box.width)));
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -0.05, ArrowRight: 0.05 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(0.95, Math.max(0.05, share + by));
    setShare(next);
    settle(next);
  };
  return createPortal(
    <div className="hot-swipe" style={{ left: x }}>
      <span className="hot-swipe-left">{formatPeriod(earlier, language)}</span>
      <span className="hot-swipe-right">{formatPeriod(answer.period, language)}</span>
      <div
        className="hot-swipe-grip"
        role="slider"
        tabIndex={0}
        aria-label={say.swipe}
        aria-valuemin={5}
        aria-valuemax={95}
        aria-valuenow={Math.round(share * 100)}
        title={say.swipe}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={(event) => {
          event.currentTarget.releasePointerCapture(event.pointerId);
          settle(share);
        }}
      />
    </div>,
    atlas.map.getContainer(),
  );
}

/** Counts up with each move of the map. */
function useMoves(): number {
  const atlas = useAtlas();
  const [moves, setMoves] = useState(0);
  useEffect(() => {
    if (!atlas) return;
    let frame = 0;
    const heard = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setMoves((now) => now + 1));
    };
    atlas.map.on("move", heard);
    atlas.map.on("resize", heard);
    return () => {
      cancelAnimationFrame(frame);
      atlas.map.off("move", heard);
      atlas.map.off("resize", heard);
    };
  }, [atlas]);
  return moves;
}
