import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import type { operations } from "../api/schema.gen.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { auditWords } from "./audit-words.ts";
import "./accounts.css";
import "./audit.css";

type Asked = NonNullable<operations["getAudit"]["parameters"]["query"]>;
type Page = operations["getAudit"]["responses"][200]["content"]["application/json"];
type Entry = Page["entries"][number];

/** Who did what in the district, newest first. */
export function AuditPage() {
  const say = useWords(auditWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const [action, setAction] = useState("");
  const [q, setQ] = useState("");
  const words = useDeferredValue(q.trim());
  const asked: Asked = { ...(action ? { action } : {}), ...(words ? { q: words } : {}) };

  const choices = useQuery({
    queryKey: ["accounts", "audit", "choices", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/audit/choices", {
          params: { path: { districtId } },
          signal,
        }),
      ),
  });
  const pages = useInfiniteQuery({
    queryKey: ["accounts", "audit", districtId, asked],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/audit", {
          params: {
            path: { districtId },
            query: { ...asked, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
        // no format is asked for, so it is a page and no file
      ) as Promise<Page>,
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    meta: { kinds: ["facility", "role_grant", "district_setting"] },
  });
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone,
  });
  const file = (format: string) =>
    `/api/districts/${districtId}/audit?${new URLSearchParams({ ...(action ? { action } : {}), ...(words ? { q: words } : {}), format, lang: language === "en" ? "en" : "zh" })}`;
  return (
    <div className="audit">
      <div className="audit-tools" data-print="hide">
        <input
          className="audit-search"
          type="search"
          aria-label={say.search}
          placeholder={say.search}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <Select
          label={say.action}
          value={action}
          options={[
            { value: "", title: say.everything },
            ...(choices.data?.actions ?? []).map((one) => ({
              value: one.value,
              title: `${one.title ? titleIn(language, one.title) : one.value} (${formatCount(one.count, language)})`,
            })),
          ]}
          onChange={setAction}
        />
        <a className="button" href={file("csv")} download>
          CSV
        </a>
        <a className="button" href={file("xlsx")} download>
          XLSX
        </a>
      </div>
      <Answer
        to={pages}
        isEmpty={(data) => data.pages[0]?.total === 0}
        empty={words || action ? say.noneSuch : say.none}
      >
        {(data) => (
          <>
            <p className="form-hint">
              {say.total(formatCount(data.pages[0]?.total ?? 0, language))}
            </p>
            <table>
              <thead>
                <tr>
                  <th>{say.at}</th>
                  <th>{say.actor}</th>
                  <th>{say.action}</th>
                  <th>{say.record}</th>
                  <th>{say.change}</th>
                </tr>
              </thead>
              <tbody>
                {data.pages
                  .flatMap((page) => page.entries)
                  .map((entry) => {
                    const title = choices.data?.actions.find(
                      ({ value }) => value === entry.action,
                    )?.title;
                    return (
                      <tr key={entry.entryId}>
                        <td className="audit-at">{time.format(new Date(entry.at))}</td>
                        <td>
                          {entry.actorName}
                          <small className="audit-address">{entry.address}</small>
                        </td>
                        <td>{title ? titleIn(language, title) : entry.action}</td>
                        <td>{entry.recordName ?? entry.recordId}</td>
                        <td>
                          <Change entry={entry} />
                        </td>
                      </tr>
                    );
                  })}
              </tbody>
            </table>
            {pages.hasNextPage && (
              <Button
                onPress={() => void pages.fetchNextPage()}
                isDisabled={pages.isFetchingNextPage}
              >
                {say.more}
              </Button>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

/** What a record was and became, field by field. */
function Change({ entry }: { entry: Entry }) {
  const names = [
    ...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]),
  ];
  return (
    <ul className="audit-change">
      {names.slice(0, 12).map((name) => (
        <li key={name}>
          <span className="audit-before">{name}</span>{" "}
          {entry.before && <del className="audit-before">{shown(entry.before[name])}</del>}{" "}
          {entry.after && <ins className="audit-after">{shown(entry.after[name])}</ins>}
        </li>
      ))}
    </ul>
  );
}

const shown = (value: unknown) =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
