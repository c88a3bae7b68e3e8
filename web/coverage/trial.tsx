import { useEffect } from "react";
import { distanceMeters } from "../map/geometry.ts";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { useLive } from "./live.ts";
import { useSetCoverageLink } from "./params.ts";
import { setPlacing, usePlacing } from "./placing.ts";
import type { CoverageAnswer, CoverageSite } from "./queries.ts";
import { countOf } from "./tries.ts";
import { useAmounts } from "./units.ts";
import { useTries } from "./use-tries.ts";
import { words } from "./words.ts";

/** What is tried out: every step, and how it is taken back. */
export function Trial({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const set = useSetCoverageLink();
  const { tries, undo, redo, canUndo, canRedo, clear, reset, unfence } = useTries();
  const placing = usePlacing();
  const count = countOf(tries);
  useUndoKeys(undo, redo);
  const siteById = new Map(coverage.sites.map((site) => [site.id, site]));
  const name = (site: CoverageSite | undefined, id: string) =>
    site ? nameIn(language, { name: site.name ?? id, nameEn: site.nameEn }) : id;
  const lines = [
    ...tries.added.map(({ id }) => ({ id, text: say.newSite(id.slice(4)), back: say.remove })),
    ...tries.moved.map(({ facilityId: id, position }) => {
      const site = siteById.get(id);
      const by = site?.from ? distanceMeters([site.from[0]!, site.from[1]!], position) : 0;
      const far = say.movedBy(formatCount(Math.round(by), language));
      return { id, text: `${name(site, id)} · ${far}`, back: say.reopen };
    }),
    ...tries.closed.map((id) => {
      const named = coverage.closed.find((one) => one.id === id);
      const told = named ? nameIn(language, { name: named.name ?? id, nameEn: named.nameEn }) : id;
      return { id, text: `${told} · ${say.closedTry}`, back: say.reopen };
    }),
  ];
  return (
    <section className="cov-trial">
      <header>
        <h3>{count > 0 ? say.trialCount(formatCount(count, language)) : say.trial}</h3>
        <Button isQuiet onPress={undo} isDisabled={!canUndo}>
          {say.undo}
        </Button>
        <Button isQuiet onPress={redo} isDisabled={!canRedo}>
          {say.redo}
        </Button>
        <Button
          icon="plus"
          isPressed={placing === "site"}
          onPress={() => setPlacing(placing === "site" ? null : "site")}
        >
          {say.addSite}
        </Button>
      </header>
      <Button
        isQuiet
        icon="polygon"
        isPressed={placing === "barrier"}
        onPress={() => setPlacing(placing === "barrier" ? null : "barrier")}
      >
        {say.fence}
      </Button>
      {placing === "site" && <p className="cov-note">{say.addHint}</p>}
      {count === 0 && placing === null && <p className="cov-note">{say.trialNone}</p>}
      {count > 0 && (
        <ul className="cov-tries">
          {tries.barriers.map((line, at) => (
            <li key={String(line)}>
              <span>{say.fenceOf(formatCount(at + 1, language))}</span>
              <Button isQuiet onPress={() => unfence(at)}>
                {say.remove}
              </Button>
            </li>
          ))}
          {lines.map(({ id, text, back }) => (
            <li key={id}>
              <button type="button" className="link" onClick={() => set({ site: id }, true)}>
                {text}
              </button>
              <Button isQuiet onPress={() => reset(id)}>
                {back}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <UnderHand coverage={coverage} />
      {count > 1 && (
        <Button isQuiet onPress={clear}>
          {say.clear}
        </Button>
      )}
    </section>
  );
}

/** What the site under the hand changes, as it moves. */
function UnderHand({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const live = useLive();
  const { amount, unit, meters } = useAmounts(coverage.asked.demand);
  const answer = live?.answer;
  if (!answer) return null;
  return (
    <output className="cov-live">
      {answer.failure ? (
        <span>{say.offStreet}</span>
      ) : (
        <>
          <span data-good>
            {say.gained} <b>+{amount(answer.gained)}</b> {unit}
          </span>
          <span>
            {say.lost} <b>−{amount(answer.lost)}</b> {unit}
          </span>
          {answer.meanMeters !== null && (
            <span>
              {say.newMean} <b>{meters(answer.meanMeters)}</b> m
            </span>
          )}
        </>
      )}
    </output>
  );
}

/** Ctrl or ⌘ with Z takes back, with Shift or Y does again; in a field they are the field's. */
function useUndoKeys(undo: () => void, redo: () => void) {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select"))
        return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [undo, redo]);
}
