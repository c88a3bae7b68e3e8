import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { PolygonStep } from "../facilities/polygon-step.tsx";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import type { LngLat } from "../map/geometry.ts";
import { palettes } from "../map/palette.ts";
import { usePin } from "../map/pin.ts";
import { reachPalettes } from "../map/reach-palette.ts";
import { useView } from "../map/view.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { cellsLayer, type DrawnCells, drawnCells, triedCells } from "./cells-layer.ts";
import { fencesDrawing, linesDrawing, placesDrawing, SITES } from "./lines-drawing.ts";
import { clearLive, follow, letGo, onLive, useLive } from "./live.ts";
import { useCoverageLink, useQuestion, useSetCoverageLink } from "./params.ts";
import { setPlacing, usePlacing } from "./placing.ts";
import {
  type CoverageAnswer,
  type CoverageSite,
  type CoverageTrialAnswer,
  coverageQuery,
  reachedStreetsQuery,
} from "./queries.ts";
import { useTries } from "./use-tries.ts";
import { words } from "./words.ts";

/** Cells, streets, gaps and sites of the answer, and the site under the hand. */
export function CoverageDrawing() {
  const { view } = useView();
  const { districtId } = view.district;
  const { question } = useQuestion();
  const answer = useQuery(coverageQuery(districtId, question));
  useEffect(() => clearLive, []);
  // the answer to what was let go is there: nothing is under the hand any more
  const { data, isPlaceholderData } = answer;
  useEffect(() => {
    if (data && !isPlaceholderData) clearLive();
  }, [data, isPlaceholderData]);
  return (
    <>
      {data && <Cells answer={data} />}
      <Streets />
      {data && <Places answer={data} />}
      {data && <SitePin answer={data} />}
      <NewSite />
      <Fences />
    </>
  );
}

/** When cells were last put on the map and of which moment of the hand they are, for whoever measures it. */
const APPLIED = "coverage-applied";

function Cells({ answer }: { answer: CoverageAnswer }) {
  const atlas = useAtlas();
  const palette = reachPalettes[useFlavor()];
  const drawn = useMemo(() => drawnCells(answer.cells, palette), [answer, palette]);
  useEffect(() => {
    if (!atlas) return;
    const show = (cells: DrawnCells, answerOf: number | null = null) =>
      atlas
        .drawOver("coverage-cells", () => cellsLayer(cells))
        .then(() => {
          performance.clearMarks(APPLIED);
          performance.mark(APPLIED, { detail: answerOf });
        });
    void show(drawn);
    let shown: CoverageTrialAnswer | null = null;
    return onLive((live) => {
      // a hand that moves on tells of it before the next answer: the same cells are there already
      if (live?.answer && live.answer !== shown)
        void show(triedCells(drawn, live.answer, palette), live.answerOf);
      shown = live?.answer ?? null;
    });
  }, [atlas, drawn, palette]);
  useEffect(() => () => void atlas?.drawOver("coverage-cells", null), [atlas]);
  return null;
}

/** Streets within reach and beyond; while a site is dragged they are of before, and so are not shown. */
function Streets() {
  const { districtId } = useView().view.district;
  const { question } = useQuestion();
  const { streets: shown } = useCoverageLink();
  const isMoving = useLive() !== null;
  const palette = reachPalettes[useFlavor()];
  const isShown = shown !== "off";
  const streets = useQuery({ ...reachedStreetsQuery(districtId, question), enabled: isShown }).data;
  useDrawing(
    "coverage-streets",
    useMemo(
      () => linesDrawing(isShown && !isMoving ? (streets ?? null) : null, palette),
      [streets, isShown, isMoving, palette],
    ),
  );
  return null;
}

/** Gaps and sites; a click on either opens it. */
function Places({ answer }: { answer: CoverageAnswer }) {
  const flavor = useFlavor();
  const language = useLanguage();
  const atlas = useAtlas();
  const { site, gap } = useCoverageLink();
  const set = useSetCoverageLink();
  const { tries } = useQuestion();
  const placing = usePlacing();
  useDrawing(
    "coverage-places",
    useMemo(
      () =>
        placesDrawing(answer, {
          ...{ tries, gap: gap ?? null, site: site ?? null },
          ...{ colors: palettes[flavor], palette: reachPalettes[flavor] },
          nameOf: (named) => nameIn(language, { name: named.name ?? "", nameEn: named.nameEn }),
        }),
      [answer, tries, gap, site, flavor, language],
    ),
  );
  useHit((hit) => {
    if (placing) return;
    if (hit?.layerId === SITES) set({ site: hit.id, gap: undefined }, true);
    else if (hit?.layerId === "coverage-gaps")
      set({ gap: hit.id, site: undefined, reachTab: undefined }, true);
    else if (site && !hit) set({ site: undefined });
  });
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (gap === last.current) return;
    last.current = gap;
    const chosen = answer.gaps.find(({ id }) => id === gap);
    if (chosen) atlas?.goTo([chosen.position[0]!, chosen.position[1]!], 15);
  }, [atlas, answer, gap]);
  return null;
}

const placeOf = ({ position }: CoverageSite): LngLat => [position[0]!, position[1]!];

/** The pin of the site that is looked at: dragged, or moved by the arrow keys, it shows what that changes. */
function SitePin({ answer }: { answer: CoverageAnswer }) {
  const { site } = useCoverageLink();
  const chosen = answer.sites.find(({ id }) => id === site);
  return chosen ? <Pin key={chosen.id} site={chosen} /> : null;
}

function Pin({ site }: { site: CoverageSite }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { question } = useQuestion();
  const { move } = useTries();
  const live = useLive();
  const at = live?.site === site.id ? live.position : placeOf(site);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const drop = (position: LngLat) => {
    clearTimeout(timer.current);
    letGo();
    move(site.id, position);
  };
  const name = site.isNew
    ? say.newSite(site.id.slice(4))
    : nameIn(language, { name: site.name ?? site.id, nameEn: site.nameEn });
  usePin({
    at,
    label: say.pin(name),
    hasFocus: false,
    isSetByClicks: false,
    onPlace: (position) => {
      follow({ districtId, question, site: site.id, position });
      // keys let go of nothing: a moment without one does
      clearTimeout(timer.current);
      timer.current = setTimeout(() => drop(position), STILL_MILLISECONDS);
    },
    onDrop: drop,
  });
  return null;
}
const STILL_MILLISECONDS = 1200;

/** Waits for a click on the map that says where the new site stands. */
function NewSite() {
  return usePlacing() === "site" ? <Placing /> : null;
}

/** Fences that are tried, and the one that is being drawn. */
function Fences() {
  const { tries, fence } = useTries();
  const palette = reachPalettes[useFlavor()];
  useDrawing(
    "coverage-fences",
    useMemo(() => fencesDrawing(tries.barriers, palette), [tries.barriers, palette]),
  );
  if (usePlacing() !== "barrier") return null;
  return (
    <PolygonStep
      onDone={(shape) => {
        setPlacing(null);
        if (shape.kind === "polygon") fence(shape.ring);
      }}
      onCancel={() => setPlacing(null)}
    />
  );
}

function Placing() {
  const say = useWords(words);
  const { add } = useTries();
  usePin({
    at: null,
    label: say.addSite,
    hasFocus: false,
    onPlace: (position) => {
      setPlacing(null);
      add(position);
    },
  });
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") setPlacing(null);
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, []);
  return null;
}
