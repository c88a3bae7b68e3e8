import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { ListActive } from "./list-active.tsx";
import { ListBesideMap } from "./list-beside-map.tsx";
import { ListFacets } from "./list-facets.tsx";
import { link, useListMap } from "./list-mapped.ts";
import { chosenOf, type ListLinked, listAsked } from "./list-params.ts";
import { ListPresets } from "./list-presets.tsx";
import { type CaseLine, listQuery } from "./list-queries.ts";
import { ListTable } from "./list-table.tsx";
import { useTitles } from "./list-titles.ts";
import { ListTools } from "./list-tools.tsx";
import { ListWeeks } from "./list-weeks.tsx";
import { listWords } from "./list-words.ts";

/** Filters at the left, and what passes them: line by line, or compared. */
export function ListRegister(props: {
  linked: ListLinked;
  tabs: ReactNode;
  /** What stands in the lines' place. */
  comparison: ReactNode;
}) {
  const { linked, comparison } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const titleOf = useTitles();
  const asked = useMemo(() => listAsked(linked), [linked]);
  const isMapped = linked.map === "on" && !comparison;
  const pages = useInfiniteQuery(listQuery(districtId, asked, isMapped));
  const first = pages.data?.pages[0];
  const lines = useMemo(
    () => pages.data?.pages.flatMap(({ complaints }) => complaints) ?? [],
    [pages.data],
  );
  const onMore = useCallback(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  }, [pages.hasNextPage, pages.isFetchingNextPage, pages.fetchNextPage]);
  const { pointedId } = useListMap();
  const [isOpen, setOpen] = useState(false);
  const table = useRef<HTMLElement>(null);
  const hasFilters = chosenOf(linked).length > 0;
  return (
    <div
      className="cases"
      data-filters={isOpen ? "open" : undefined}
      data-map={isMapped ? "on" : undefined}
    >
      <ListTools
        linked={linked}
        tabs={props.tabs}
        total={first?.total}
        onFilters={() => setOpen(true)}
        onDown={() => lineIn(table.current)?.focus()}
      />
      <ListPresets linked={linked} />
      <ListFacets
        linked={linked}
        counts={first?.counts}
        isSettled={!pages.isPlaceholderData}
        titleOf={titleOf}
        total={first?.total}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
      <div className="cases-main">
        {first?.histogram && first.histogram.length > 1 && (
          <ListWeeks linked={linked} weeks={first.histogram} />
        )}
        <ListActive linked={linked} titleOf={titleOf} streetName={lines[0]?.street ?? null} />
        {comparison || (
          <Answer
            to={{ ...pages, data: first }}
            isEmpty={({ total }) => total === 0}
            empty={hasFilters ? say.noneSuch : say.noneYet}
          >
            {({ total, confidential }) => (
              <>
                {isMapped && (
                  <ListBesideMap
                    linked={linked}
                    lines={lines}
                    total={total}
                    canRead={pages.hasNextPage && !pages.isFetching}
                    onMore={onMore}
                  />
                )}
                <ListTable
                  focus={table}
                  lines={lines}
                  total={total}
                  linked={linked}
                  titleOf={titleOf}
                  isSettled={!pages.isPlaceholderData}
                  hasMore={pages.hasNextPage}
                  isReading={pages.isFetchingNextPage}
                  onMore={onMore}
                  pointedId={pointedId}
                  onPoint={isMapped ? pointOnMap : undefined}
                />
                {confidential > 0 && (
                  <p className="cases-note">
                    {say.confidential(formatCount(confidential, language))}
                  </p>
                )}
              </>
            )}
          </Answer>
        )}
      </div>
    </div>
  );
}

/** The line the arrows were at, or the first. */
const lineIn = (table: HTMLElement | null) =>
  table?.querySelector<HTMLElement>(".cases-number a[tabindex='0']");

const pointOnMap = (line: CaseLine | null) => link({ pointedId: line?.complaintId ?? null });
