import { useMemo, useState } from "react";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { putIn } from "./route-click.ts";
import {
  type CourseRun,
  courseRuns,
  type KnownNetwork,
  loadOf,
  moved,
  stepsOf,
} from "./route-course.ts";
import type { Editing } from "./route-draft.ts";
import { edit, insertBefore, pointRun } from "./route-session.ts";
import { RouteTool } from "./route-tool.tsx";
import { routeWords } from "./route-words.ts";

/** The streets of the draft in their order: dragged, taken out, cut off, and where the next goes in. */
export function RouteOrder({ editing, known }: { editing: Editing; known: KnownNetwork }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { draft, insertAt } = editing;
  const runs = useMemo(() => courseRuns(stepsOf(known, draft.edgeIds)), [known, draft.edgeIds]);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const breaks = runs.filter(({ isBreak }) => isBreak).length;
  const insertRun = runs.findIndex(({ first }) => first === insertAt);
  const put = (run: CourseRun, before: number) =>
    edit({ edgeIds: moved(draft.edgeIds, run.first, run.last, before) });
  const drop = (target: number) => {
    const run = dragged === null ? undefined : runs[dragged];
    const before = runs[target]?.first ?? draft.edgeIds.length;
    if (run) put(run, before);
    setDragged(null);
    setOver(null);
  };
  return (
    <Section
      title={say.course}
      aside={[
        say.courseTold(
          formatCount(runs.length, language),
          formatNumber(loadOf(runs).lengthMeters / 1_000, language),
        ),
        ...(breaks > 0 ? [say.breaks(formatCount(breaks, language))] : []),
      ].join(" · ")}
    >
      <ByName known={known} />
      {insertAt !== null && (
        <p className="rt-inserting" role="status">
          {say.inserting(formatCount(insertRun + 1, language))}
          <Button isQuiet onPress={() => insertBefore(null)}>
            {say.insertEnd}
          </Button>
        </p>
      )}
      {runs.length === 0 && <p className="answer-empty">{say.courseEmpty}</p>}
      <ol className="rt-course rt-course-edited" onPointerLeave={() => pointRun(null)}>
        {runs.map((run, i) => (
          <li
            key={`${run.first} ${run.streetId}`}
            draggable
            data-break={run.isBreak || undefined}
            data-insert={run.first === insertAt || undefined}
            data-over={(over === i && dragged !== i) || undefined}
            onPointerEnter={() => pointRun({ first: run.first, last: run.last })}
            onDragStart={() => setDragged(i)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(i);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop(dragged !== null && dragged < i ? i + 1 : i);
            }}
          >
            <Name {...{ run, known }} />
            <Acts
              {...{ run, draft }}
              onUp={i > 0 ? () => put(run, runs[i - 1]!.first) : null}
              onDown={
                i < runs.length - 1
                  ? () => put(run, runs[i + 2]?.first ?? draft.edgeIds.length)
                  : null
              }
            />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Name({ run, known }: { run: CourseRun; known: KnownNetwork }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const street = run.streetId === null ? undefined : known.nameById.get(run.streetId);
  return (
    <>
      <span>{street ? nameIn(language, street) : say.unnamed}</span>
      <small>{formatNumber(run.lengthMeters, language, 0)} m</small>
      {run.isBreak && <small className="rt-crossings">{say.breakHere}</small>}
    </>
  );
}

function Acts(props: {
  run: CourseRun;
  draft: Editing["draft"];
  onUp: (() => void) | null;
  onDown: (() => void) | null;
}) {
  const say = useWords(routeWords);
  const { first, last } = props.run;
  const { edgeIds } = props.draft;
  return (
    <fieldset
      className="rt-run-acts"
      aria-label={say.drag}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        (event.key === "ArrowUp" ? props.onUp : props.onDown)?.();
      }}
    >
      <IconButton
        icon="up"
        label={say.up}
        isDisabled={!props.onUp}
        onPress={() => props.onUp?.()}
      />
      <IconButton
        icon="down"
        label={say.down}
        isDisabled={!props.onDown}
        onPress={() => props.onDown?.()}
      />
      <IconButton icon="plus" label={say.insertHere} onPress={() => insertBefore(first)} />
      <RouteTool
        sign="cut"
        label={say.cutAfter}
        isDisabled={last === edgeIds.length - 1}
        onPress={() => edit({ edgeIds: edgeIds.slice(0, last + 1) })}
        tip="left"
      />
      <IconButton
        icon="close"
        label={say.remove}
        onPress={() => edit({ edgeIds: [...edgeIds.slice(0, first), ...edgeIds.slice(last + 1)] })}
        tip="left"
      />
    </fieldset>
  );
}

const MOST_OFFERED = 12;

/** Puts a whole street in by its name: the way without a mouse. */
function ByName({ known }: { known: KnownNetwork }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const options = useMemo(() => {
    if (wanted === "") return [];
    return [...known.nameById.values()]
      .filter(({ name, nameEn }) => `${name} ${nameEn ?? ""}`.toLowerCase().includes(wanted))
      .slice(0, MOST_OFFERED)
      .map((street) => ({ key: street.streetId, content: nameIn(language, street) }));
  }, [known, wanted, language]);
  return (
    <label className="rt-field" htmlFor="rt-by-name">
      <span>{say.byStreet}</span>
      <Combobox
        id="rt-by-name"
        text={text}
        placeholder={say.pickStreet}
        options={options}
        onText={setText}
        onPick={(streetId) => {
          setText("");
          void putIn(districtId, { streetId });
        }}
      />
    </label>
  );
}
