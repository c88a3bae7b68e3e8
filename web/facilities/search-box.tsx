import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LayerMark } from "./kind-mark.tsx";
import { type Hit, searchQuery, toLngLat } from "./queries.ts";
import { placeAround, useCameraOn } from "./show-place.ts";
import { words } from "./words.ts";
import "./facilities.css";

/** A typist's pause: what is typed faster is one question. */
const PAUSE_MILLISECONDS = 180;

/** Finds a record by name, code or street, selects it and goes there. `/` comes here from anywhere. */
export function SearchBox() {
  const say = useWords(words);
  const { change } = useView();
  const showOn = useCameraOn();
  return (
    <Finder
      label={say.search}
      hint={say.searchHint}
      onPick={(hit) => {
        const position = toLngLat(hit.position);
        change(
          {
            selection: { layerId: hit.layerId, id: hit.id },
            ...(position ? { camera: showOn(placeAround(position, hit.layerId)) } : {}),
          },
          true,
        );
      }}
    />
  );
}

/**
 * A text field that offers records while one types: arrows move, Enter picks, Esc closes.
 *
 * @param layerId  Only records of this layer; every layer when left out.
 */
export function Finder(props: {
  label: string;
  hint: string;
  layerId?: string;
  onPick: (hit: Hit) => void;
}) {
  const say = useWords(words);
  const { view } = useView();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const q = usePause(text.trim());
  const found = useQuery({
    ...searchQuery({ districtId: view.district.districtId, q, layerId: props.layerId }),
    enabled: isOpen && q !== "",
    placeholderData: keepPreviousData,
  });
  const answer = q === "" ? undefined : found.data;
  const hits = grouped(answer?.hits ?? []);
  const isCurrent = text.trim() === q && answer !== undefined && !found.isPlaceholderData;
  const current = Math.min(active, hits.length - 1);

  const pick = (hit: Hit | undefined) => {
    if (!hit) return;
    props.onPick(hit);
    setOpen(false);
    setText("");
    setHasty(false);
    input.current?.blur();
  };
  const latestPick = useRef(pick);
  latestPick.current = pick;
  // who presses Enter before the answer is there means the best of what comes, not what stood there before
  const [isHasty, setHasty] = useState(false);
  const best = isHasty && isCurrent ? hits[0] : undefined;
  useEffect(() => {
    if (best) latestPick.current(best);
  }, [best]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter and arrows belong to the input method
    if (event.key === "ArrowDown") setActive(Math.min(current + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(current - 1, 0));
    else if (event.key === "Enter" && !isCurrent) setHasty(true);
    else if (event.key === "Enter") pick(hits[current]);
    else if (event.key === "Escape") {
      setOpen(false);
      input.current?.blur();
    } else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the whole of it closes it; nothing is pressed
    <div
      className="finder"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Icon name="search" size={16} />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-expanded={isOpen && q !== ""}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={hits[current] && isOpen ? `${listId}-${current}` : undefined}
        placeholder={props.label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        maxLength={100}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setHasty(false);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {isOpen && text.trim() !== "" && (
        <div className="finder-answers">
          <Said
            isWaiting={!isCurrent && !found.isError && hits.length === 0}
            isFailed={found.isError && !answer}
            emptyFor={isCurrent && answer && hits.length === 0 ? answer.q : null}
            hint={props.hint}
          />
          <HitList
            id={listId}
            hits={hits}
            current={current}
            isStale={found.isPlaceholderData}
            onPick={pick}
            onPoint={setActive}
          />
          <p className="visually-hidden" role="status">
            {answer && !found.isPlaceholderData ? say.hits(hits.length) : ""}
          </p>
        </div>
      )}
    </div>
  );
}

/** Hits of one layer together, the layer of the best one first, so that each title stands once. */
function grouped(hits: readonly Hit[]): Hit[] {
  const layerIds = new Set(hits.map(({ layerId }) => layerId));
  return [...layerIds].flatMap((each) => hits.filter(({ layerId }) => layerId === each));
}

/** What is said instead of, or above, the list: waiting, failed or empty. */
function Said(props: {
  isWaiting: boolean;
  isFailed: boolean;
  emptyFor: string | null;
  hint: string;
}) {
  const say = useWords(words);
  if (props.isFailed) {
    return (
      <p className="finder-said" role="alert">
        {say.searchFailed}
      </p>
    );
  }
  if (props.emptyFor !== null) {
    return (
      <p className="finder-said">
        {say.searchEmpty(props.emptyFor)}
        <small>{props.hint}</small>
      </p>
    );
  }
  return props.isWaiting ? <p className="finder-said">{say.searching}</p> : null;
}

/** The hits under the titles of their layers, in the order the server ranks them. */
function HitList(props: {
  id: string;
  hits: readonly Hit[];
  current: number;
  isStale: boolean;
  onPick: (hit: Hit) => void;
  onPoint: (index: number) => void;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const active = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the element differs when the index does
  useEffect(() => void active.current?.scrollIntoView({ block: "nearest" }), [props.current]);
  return (
    <div id={props.id} role="listbox" aria-label={say.search} aria-busy={props.isStale}>
      {props.hits.map((hit, index) => (
        <div key={`${hit.layerId}:${hit.id}`} role="presentation">
          {hit.layerId !== props.hits[index - 1]?.layerId && (
            <p className="finder-group" role="presentation">
              {titleIn(language, hit.kind)}
            </p>
          )}
          <div
            id={`${props.id}-${index}`}
            role="option"
            tabIndex={-1}
            className="finder-hit"
            aria-selected={index === props.current}
            ref={index === props.current ? active : undefined}
            onPointerMove={() => props.onPoint(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(hit)}
            onKeyDown={() => {}}
          >
            <LayerMark layerId={hit.layerId} />
            <span className="finder-name">
              {nameIn(language, { name: hit.name ?? hit.code ?? hit.id, nameEn: hit.nameEn })}
            </span>
            {hit.code && <small>{hit.code}</small>}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The value once it has stayed for a moment. */
function usePause(value: string) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === "" ? 0 : PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
