import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Bulk } from "./bulk.tsx";
import { useLinked, useSetLinked } from "./params.ts";
import {
  type Asked,
  type Figure,
  type QualityRow,
  type RowsPage,
  rowsFileUrl,
  rowsQuery,
} from "./queries.ts";
import { RowsTable } from "./rows-table.tsx";
import { KIND_TITLES, words } from "./words.ts";

/** One check: what it counts, and the records it counts, each with the way to its repair. */
export function CheckRows({ figure, onDoctor }: { figure: Figure; onDoctor: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <>
      <header className="quality-head">
        <h2>{titleIn(language, figure.title)}</h2>
        <dl>
          <dt>{say.definition}</dt>
          <dd>{titleIn(language, figure.definition)}</dd>
          <dt>{say.remedy}</dt>
          <dd>
            {titleIn(language, figure.remedy)}{" "}
            {figure.check === "facility-datum" && (
              <Button isQuiet onPress={onDoctor}>
                {say.doctor}
              </Button>
            )}
          </dd>
        </dl>
      </header>
      {figure.unknown ? (
        <p className="quality-empty">{say[figure.unknown]}</p>
      ) : (
        <Rows figure={figure} />
      )}
    </>
  );
}

function Rows({ figure }: { figure: Figure }) {
  const say = useWords(words);
  const { view } = useView();
  const linked = useLinked();
  const asked: Asked = {
    districtId: view.district.districtId,
    check: figure.check,
    // the server refuses what is no kind or order, and the page says so
    kind: linked.ofKind as Asked["kind"],
    area: linked.ofArea,
    sort: linked.order as Asked["sort"],
  };
  const pages = useInfiniteQuery({ ...rowsQuery(asked), placeholderData: keepPreviousData });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows), [pages.data]);
  const first = pages.data?.pages[0];
  const isOfOther = first !== undefined && first.check !== figure.check;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  /** Every row, also those that are not read yet. */
  async function chooseAll() {
    let known = pages.data;
    for (let more = pages.hasNextPage; more; ) {
      const next = await pages.fetchNextPage();
      if (next.isError) break;
      known = next.data;
      more = next.hasNextPage;
    }
    setChosen(new Set(known?.pages.flatMap((page) => page.rows.map(({ id }) => id))));
  }
  const picked = (rows ?? []).filter(({ id }) => chosen.has(id));
  const isEditor = useMay("facilities.edit") !== null;
  const isVerifier = useMay("facilities.verify") !== null;
  const bulk = figure.bulk.filter((what) => (what === "verify" ? isVerifier : isEditor));
  if (first && figure.count === 0 && first.rows.length === 0 && !linked.ofKind && !linked.ofArea)
    return (
      <p className="quality-empty" data-well="true">
        {say.none}
      </p>
    );
  return (
    <>
      <Answer to={{ ...pages, data: isOfOther ? undefined : first }}>
        {(page) => (
          <>
            <Tools page={page} asked={asked} />
            {rows && rows.length > 0 ? (
              <RowsTable
                rows={rows}
                total={page.total}
                isFacility={figure.record === "facility"}
                sort={linked.order ?? "worst"}
                chosen={bulk.length > 0 ? chosen : null}
                onChoose={setChosen}
                onChooseAll={() => void chooseAll()}
                onMore={() => {
                  if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
                }}
              />
            ) : (
              <p className="quality-empty">{say.noneSuch}</p>
            )}
          </>
        )}
      </Answer>
      {bulk.length > 0 && (
        <Bulk bulk={bulk} rows={picked as Facility[]} onDone={() => setChosen(new Set())} />
      )}
    </>
  );
}

/** A row that can be chosen is a facility's, and has a revision. */
type Facility = QualityRow & { revision: number };

/** Which rows, and files of them. */
function Tools({ page, asked }: { page: RowsPage; asked: Asked }) {
  const say = useWords(words);
  const language = useLanguage();
  const set = useSetLinked();
  const lang = language === "en" ? "en" : "zh";
  const count = (value: number) => formatCount(value, language);
  return (
    <div className="quality-tools">
      <span>{say.rows(count(page.total))}</span>
      {(page.kinds.length > 1 || asked.kind) && (
        <Select
          label={say.kind}
          value={asked.kind ?? ""}
          options={[
            { value: "", title: say.allKinds },
            ...page.kinds.map((one) => ({
              value: one.kind,
              title: `${titleIn(language, KIND_TITLES[one.kind]!)} ${count(one.count)}`,
            })),
          ]}
          onChange={(ofKind) => set({ ofKind: ofKind || undefined })}
        />
      )}
      {(page.areas.length > 1 || asked.area) && (
        <Select
          label={say.area}
          value={asked.area ?? ""}
          options={[
            { value: "", title: say.allAreas },
            ...page.areas.map((area) => ({
              value: area.areaId,
              title: `${nameIn(language, area)} ${count(area.count)}`,
            })),
          ]}
          onChange={(ofArea) => set({ ofArea: ofArea || undefined })}
        />
      )}
      <span className="quality-files" data-print="hide">
        <a className="button" href={rowsFileUrl(asked, "csv", lang)} download>
          CSV
        </a>
        <a className="button" href={rowsFileUrl(asked, "xlsx", lang)} download>
          XLSX
        </a>
      </span>
    </div>
  );
}
