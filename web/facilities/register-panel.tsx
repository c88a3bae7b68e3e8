import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton, Select } from "../ui/controls.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { useTypedText } from "../ui/typed-text.ts";
import "./register.css";
import { useEditSession } from "./edit-session.ts";
import { ExportMenu } from "./export-menu.tsx";
import { useLinked, useSetLinked } from "./params.ts";
import { point, useListed, usePointing } from "./pointing.ts";
import {
  areasQuery,
  type Facility,
  type RegisterAsked,
  registerFileUrl,
  registerQuery,
  toLngLat,
  useLayers,
} from "./queries.ts";
import { columnsOf } from "./register-columns.ts";
import { RegisterTable } from "./register-table.tsx";
import { useCameraOn } from "./show-place.ts";
import { KIND_TITLES, STATUS_TITLES, words } from "./words.ts";

/** 设施台账: every facility of the district as a list; a row shows itself on the map and opens its page. */
export function RegisterPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { view, change } = useView();
  const showOn = useCameraOn();
  const linked = useLinked();
  const asked: RegisterAsked = {
    districtId: view.district.districtId,
    date: view.date,
    kind: linked.kind,
    status: linked.status,
    area: linked.area,
    q: linked.q,
  };
  const pages = useInfiniteQuery({ ...registerQuery(asked), placeholderData: keepPreviousData });
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const first = pages.data?.pages[0];
  const layers = useLayers();
  const isWide = linked.table === "wide";
  const columns = useMemo(
    () => columnsOf(layers, linked.kind, isWide),
    [layers, linked.kind, isWide],
  );
  useListed();
  const { mappedId } = usePointing();
  const open = (facility: Facility) => {
    const position = toLngLat(facility.position);
    change(
      {
        selection: { layerId: facility.layerId, id: facility.facilityId },
        ...(position ? { camera: showOn(position) } : {}),
      },
      true,
    );
  };

  return (
    <div className="register" data-wide={isWide || undefined}>
      <Panel
        title={say.register}
        note={
          first && (
            <>
              {say.registerNote(
                formatCount(first.total, language),
                formatDay(first.date, language),
              )}
              {first.counts.some(({ count }) => count > 0) && first.counts.length > 1 && (
                <>
                  {" "}
                  ·{" "}
                  {first.counts
                    .filter(({ count }) => count > 0)
                    .map(
                      ({ kind, count }) =>
                        `${titleIn(language, KIND_TITLES[kind] ?? { zh: kind, en: kind })} ${formatCount(count, language)}`,
                    )
                    .join(" · ")}
                </>
              )}
            </>
          )
        }
        tools={
          <>
            <NewFacility />
            <Width isWide={isWide} />
            <ExportMenu
              label={say.exportList}
              urlOf={(format) =>
                registerFileUrl(asked, { format, lang: language === "en" ? "en" : "zh" })
              }
            />
          </>
        }
      >
        <Filters />
        <Answer
          to={{ ...pages, data: first && items }}
          isEmpty={(known) => known.length === 0}
          empty={<Nothing />}
        >
          {(known) => (
            <RegisterTable
              items={known}
              columns={columns}
              pointedId={mappedId}
              onPoint={showPointed}
              total={first?.total ?? known.length}
              selectedId={view.selection?.id ?? null}
              isComplete={!pages.hasNextPage}
              onMore={() => {
                if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
              }}
              onOpen={open}
            />
          )}
        </Answer>
      </Panel>
    </div>
  );
}

const showPointed = (facility: Facility | null) =>
  point({ listed: facility && toLngLat(facility.position) });

/** The list beside the map, or the wide table under it. */
function Width({ isWide }: { isWide: boolean }) {
  const say = useWords(words);
  const set = useSetLinked();
  return (
    <span className="register-width">
      <IconButton
        icon={isWide ? "list" : "table"}
        label={isWide ? say.narrowTable : say.wideTable}
        onPress={() => set({ table: isWide ? undefined : "wide" })}
      />
    </span>
  );
}

/** For those who may: a new facility is entered on the map. */
function NewFacility() {
  const say = useWords(words);
  const mayEdit = useMay("facilities.edit");
  const { create } = useEditSession();
  if (!mayEdit) return null;
  return (
    <Button icon="pin-plus" onPress={() => create(true)}>
      {say.createFacility}
    </Button>
  );
}

function Nothing() {
  const say = useWords(words);
  const set = useSetLinked();
  return (
    <>
      <span>{say.registerEmpty}</span>{" "}
      <Button
        isQuiet
        onPress={() => set({ kind: undefined, status: undefined, area: undefined, q: undefined })}
      >
        {say.clearFilters}
      </Button>
    </>
  );
}

/** Which facilities are listed: kind, state, area and a piece of text, all of it in the link. */
function Filters() {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const linked = useLinked();
  const set = useSetLinked();
  const areas = useQuery(areasQuery(view.district.districtId, view.date));
  const [text, setText] = useTypedText(linked.q ?? "", (q) => set({ q: q || undefined }));
  const options = (titles: Readonly<Record<string, { zh: string; en: string }>>, all: string) => [
    { value: "", title: all },
    ...Object.entries(titles).map(([value, title]) => ({ value, title: titleIn(language, title) })),
  ];
  return (
    <search className="register-filters">
      <input
        type="search"
        aria-label={say.filterText}
        placeholder={say.filterText}
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
      />
      <Select
        label={say.kind}
        value={linked.kind ?? ""}
        options={options(KIND_TITLES, say.allKinds)}
        onChange={(kind) => set({ kind: kind || undefined }, true)}
      />
      <Select
        label={say.status}
        value={linked.status ?? ""}
        options={options(STATUS_TITLES, say.allStatuses)}
        onChange={(status) => set({ status: status || undefined }, true)}
      />
      {areas.data && areas.data.length > 0 && (
        <Select
          label={say.area}
          value={linked.area ?? ""}
          options={[
            { value: "", title: say.allAreas },
            ...areas.data.map((area) => ({ value: area.id, title: nameIn(language, area) })),
          ]}
          onChange={(area) => set({ area: area || undefined }, true)}
        />
      )}
    </search>
  );
}
