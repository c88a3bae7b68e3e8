import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button, Select } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { useTypedText } from "../ui/typed-text.ts";
import {
  chosenOf,
  filtersAsked,
  type ListLinked,
  listAsked,
  useSetListLinked,
} from "./list-params.ts";
import { listFileUrl } from "./list-queries.ts";
import { listWords } from "./list-words.ts";

const PersonalFile = lazy(() =>
  import("./list-personal.tsx").then((module) => ({ default: module.PersonalFile })),
);

/** The server writes files up to so many rows. */
const MOST_IN_A_FILE = 100_000;

const ORDERS = [
  "received desc",
  "received asc",
  "due asc",
  "due desc",
  "number desc",
  "number asc",
  "settled desc",
  "settled asc",
] as const;

/** What is looked for, how many there are, in which order, and files of them. */
export function ListTools(props: {
  linked: ListLinked;
  tabs: React.ReactNode;
  total: number | undefined;
  onFilters: () => void;
  onDown: () => void;
}) {
  const { linked, total } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const set = useSetListLinked();
  const { districtId } = useView().view.district;
  const isList = linked.tab !== "comparison";
  const { sort = "received", direction = "desc" } = linked;
  const chosen = chosenOf(linked).length;
  return (
    <search className="cases-tools" aria-label={say.filters}>
      <SearchBox linked={linked} onDown={props.onDown} />
      <span className="cases-filters-button" data-print="hide">
        <Button icon="list" onPress={props.onFilters}>
          {say.filtersCount(chosen)}
        </Button>
      </span>
      {props.tabs}
      <strong className="cases-total" role="status">
        {total !== undefined && say.total(formatCount(total, language))}
      </strong>
      {isList && (
        <span className="cases-right" data-print="hide">
          <span className="cases-map-toggle" title={say.mapHint}>
            <Button
              icon="map"
              isPressed={linked.map === "on"}
              onPress={() => set({ map: linked.map === "on" ? undefined : "on" }, true)}
            >
              {say.map}
            </Button>
          </span>
          <Select
            isBoxed
            label={say.sort}
            value={`${sort} ${direction}`}
            options={ORDERS.map((order) => ({
              value: order as string,
              title: say.orderTitle(order),
            }))}
            onChange={(order) => {
              const [by, way] = order.split(" ");
              set({ sort: by, direction: way }, true);
            }}
          />
          <Files linked={linked} districtId={districtId} total={total ?? 0} />
        </span>
      )}
    </search>
  );
}

function Files(props: { linked: ListLinked; districtId: string; total: number }) {
  const { linked, districtId, total } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const isTooMany = total > MOST_IN_A_FILE;
  const asked = linked.sort ? listAsked(linked) : filtersAsked(linked);
  const mayReporters = useMay("complaints.reporters")?.isWhole === true;
  const [isAsking, setAsking] = useState(false);
  return (
    <span
      className="cases-files"
      title={isTooMany ? say.tooMany(formatCount(MOST_IN_A_FILE, language)) : undefined}
    >
      {(["csv", "xlsx"] as const).map((format) =>
        isTooMany ? (
          <Button key={format} icon="download" isDisabled onPress={() => undefined}>
            {format.toUpperCase()}
          </Button>
        ) : (
          <a
            key={format}
            className="button"
            href={listFileUrl(districtId, asked, { format, lang: language === "en" ? "en" : "zh" })}
            download
            aria-label={say.exportAs(format.toUpperCase())}
            title={say.exportAs(format.toUpperCase())}
          >
            <Icon name="download" size={16} />
            {format.toUpperCase()}
          </a>
        ),
      )}
      {mayReporters && (
        <Button icon="user" isDisabled={isTooMany} onPress={() => setAsking(true)}>
          {say.withReporters}
        </Button>
      )}
      {isAsking && (
        <Suspense>
          <PersonalFile {...{ districtId, asked, total }} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </span>
  );
}

function SearchBox(props: { linked: ListLinked; onDown: () => void }) {
  const say = useWords(listWords);
  const set = useSetListLinked();
  const [typed, setTyped] = useTypedText(props.linked.q ?? "", (q) => set({ q: q || undefined }));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement &&
        target.matches("input, textarea, select, [contenteditable]");
      if (isTyping || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, []);
  return (
    <span className="cases-search">
      <Icon name="search" size={16} />
      <input
        ref={input}
        className="input"
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        title={say.searchHint}
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          props.onDown();
        }}
      />
      <kbd>/</kbd>
    </span>
  );
}
