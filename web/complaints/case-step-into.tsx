import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { IconButton } from "../ui/controls.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { categoryTitle, titleOf } from "./case-life.ts";
import { type CaseRecord, caseQuery, type Life, surroundingsQuery } from "./case-queries.ts";
import { useTime } from "./case-time.ts";
import { words } from "./case-words.ts";
import type { CaseList } from "./list-queries.ts";
import "./intake.css";

const PAUSE_MILLISECONDS = 250;
const MOST_FOUND = 8;

/** Complaints by number or words, the latest first. */
const foundQuery = (districtId: string, q: string) =>
  queryOptions({
    queryKey: ["complaints", "found", districtId, q],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/complaints", {
          params: { path: { districtId }, query: { q, limit: MOST_FOUND } },
          signal,
        }),
        // no format is asked for, so it is a page and no file
      ) as Promise<CaseList>,
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta: { kinds: ["complaint", "confidential_complaint"] },
  });

/** The id of a complaint in a link to its page; null where it is none. */
const idInLink = (text: string) => /\/complaints\/([^/?#\s]+)/.exec(text)?.[1] ?? null;

type Props = {
  record: CaseRecord;
  life: Life;
  id: string;
  value: string;
  onChange: (complaintId: string | undefined) => void;
};

/** The complaint it repeats: one at the same spot, one found by its number or by words, or the one of a link. */
export function IntoField(props: Props) {
  return props.value ? <Chosen {...props} /> : <Search {...props} />;
}

function Search({ record, life, id, onChange }: Props) {
  const say = useWords(words);
  const language = useLanguage();
  const time = useTime();
  const { districtId } = useView().view.district;
  const { complaintId } = record;
  const [text, setText] = useState("");
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  const around = useQuery(surroundingsQuery({ districtId, complaintId }));
  const found = useQuery({ ...foundQuery(districtId, q), enabled: q !== "" });
  const isTyped = text.trim() !== "";
  const isWaiting =
    isTyped && !found.isError && (q !== text.trim() || found.isFetching || !found.data);
  const near = (around.data?.spot?.complaints ?? []).map((one) => ({ ...one, address: null }));
  const listed = isTyped ? (isWaiting ? [] : (found.data?.complaints ?? [])) : near;
  const offered = listed.filter((one) => one.complaintId !== complaintId);
  const note = !isTyped
    ? null
    : found.isError
      ? found.error.message
      : isWaiting
        ? say.intoSearching
        : offered.length === 0
          ? say.intoNone(q)
          : null;
  return (
    <Combobox
      id={id}
      text={text}
      placeholder={say.intoHint}
      note={note}
      isWaiting={isWaiting}
      maxLength={400}
      options={offered.map((one) => ({
        key: one.complaintId,
        group: isTyped ? say.intoFound : say.sameSpot,
        content: (
          <span className="intake-option">
            <span>
              {one.number} {categoryTitle(language, life, one.category)}
            </span>
            <small>
              {[titleOf(language, life.states, one.state), time(one.receivedAt), one.address]
                .filter(Boolean)
                .join(" · ")}
            </small>
          </span>
        ),
      }))}
      onText={(next) => {
        const linked = idInLink(next);
        if (linked) onChange(linked);
        else setText(next);
      }}
      onPick={onChange}
    />
  );
}

function Chosen({ life, id, value, onChange }: Props) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { data, error } = useQuery(caseQuery({ districtId, complaintId: value }));
  const told = data && [
    categoryTitle(language, life, data.category),
    titleOf(language, life.states, data.state),
    data.address,
  ];
  return (
    <>
      <p className="case-chosen">
        <span>
          <b>{data?.number ?? (error ? value : "…")}</b>{" "}
          {told && <small>{told.filter(Boolean).join(" · ")}</small>}
        </span>
        <IconButton
          icon="close"
          label={say.intoOther}
          tip="left"
          onPress={() => {
            onChange(undefined);
            requestAnimationFrame(() => document.getElementById(id)?.focus());
          }}
        />
      </p>
      {data?.text && <small className="case-chosen-text">{data.text}</small>}
      {error && <p role="alert">{error.message}</p>}
    </>
  );
}
