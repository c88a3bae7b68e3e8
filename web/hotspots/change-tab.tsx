import { useQuery } from "@tanstack/react-query";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { letterIn } from "./change-drawing.tsx";
import { Exports, OnPaper, useLook } from "./exports.tsx";
import { Parameters } from "./parameters.tsx";
import { useHotLink, useQuestion, useSetHotLink } from "./params.ts";
import { patternColor } from "./pattern-colors.ts";
import { choicesQuery, cubeQuery, type HotspotCube } from "./queries.ts";
import { changeSheet, lastDayOf } from "./sheet.ts";
import { words } from "./words.ts";

/** How cells changed over the weeks up to the end of the period: the categories, with how many cells each has. */
export function ChangeTab() {
  const say = useWords(words);
  const { view } = useView();
  const cube = useQuery(cubeQuery(view.district.districtId, useQuestion()));
  return (
    <Answer to={cube} isEmpty={({ cells }) => cells.length === 0} empty={say.noComplaints}>
      {(told) => <Patterns cube={told} isOfEarlier={cube.isPlaceholderData} />}
    </Answer>
  );
}

/** @param isOfEarlier  Whether it is the answer to an earlier question. */
function Patterns({ cube, isOfEarlier }: { cube: HotspotCube; isOfEarlier: boolean }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const { pattern } = useHotLink();
  const set = useSetHotLink();
  const flavor = useFlavor();
  const choices = useQuery(choicesQuery(view.district.districtId)).data;
  const told = cube.patterns.filter((each) => each.pattern !== "none");
  const titles = new Map(choices?.patterns.map((each) => [each.id, each]));
  const count = (value: number) => formatCount(value, language);
  const look = useLook();
  const { from: _, ...asked } = useQuestion();
  const sheet = isOfEarlier || !choices ? null : changeSheet(cube, choices.patterns, pattern, look);
  return (
    <>
      <OnPaper sheet={sheet} />
      <div className="hot-summary-row">
        <p className="hot-by">
          <small>
            {say.patternsOf(
              formatDay(cube.steps[0]!, language),
              formatDay(lastDayOf(cube), language),
              count(cube.steps.length),
            )}
          </small>
        </p>
        <Exports sheet={sheet} files={[{ path: "cube/file", asked }]} />
      </div>
      {told.length === 0 && <p className="answer-empty">{say.noPatterns}</p>}
      <ul className="hot-patterns">
        {told.map((each) => {
          const words = titles.get(each.pattern);
          return (
            <li key={each.pattern}>
              <button
                type="button"
                aria-pressed={pattern === each.pattern}
                onClick={() =>
                  set({ pattern: pattern === each.pattern ? undefined : each.pattern }, true)
                }
              >
                <i
                  role="presentation"
                  style={{ background: patternColor(each.pattern, palettes[flavor]) }}
                >
                  {letterIn(choices, each.pattern, language)}
                </i>
                <strong>{words ? titleIn(language, words.title) : each.pattern}</strong>
                <span>{say.patternCells(count(each.cells))}</span>
                <small>{words && titleIn(language, words.meaning)}</small>
              </button>
            </li>
          );
        })}
      </ul>
      {pattern && (
        <Button isQuiet onPress={() => set({ pattern: undefined }, true)}>
          {say.showAll}
        </Button>
      )}
      <Parameters asked={cube.asked} />
    </>
  );
}
