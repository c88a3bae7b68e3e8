import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatLength, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Preview, previewQuery, type RepairAsked, useRepair } from "./queries.ts";
import { ShiftDrawing } from "./shift-drawing.tsx";
import { READING_TITLES, words } from "./words.ts";

/** What a repair would do, in figures and as arrows; applying it asks once more, in words. */
export function RepairPreview(props: { asked: RepairAsked; name: string; onClose: () => void }) {
  const { asked, name, onClose } = props;
  const say = useWords(words);
  const { view } = useView();
  const { districtId } = view.district;
  const preview = useQuery({ ...previewQuery(districtId, asked), retry: false });
  const repair = useRepair(districtId);
  const section = useRef<HTMLElement>(null);
  const isThere = preview.data !== undefined;
  useEffect(() => {
    if (isThere) section.current?.scrollIntoView?.({ block: "start", behavior: "smooth" });
  }, [isThere]); // before there is anything to see it is a line high
  const language = useLanguage();
  if (repair.isSuccess)
    return (
      <section className="repair repair-done" role="status">
        {say.applied(formatCount(repair.data.count, language))}
        <Button isQuiet onPress={onClose}>
          {say.understood}
        </Button>
      </section>
    );
  const isStale = repair.error instanceof ApiError && repair.error.problem.code === "stale";
  return (
    <section className="repair" ref={section} aria-label={say.preview}>
      <Answer to={preview}>
        {(data) => (
          <>
            <header>
              <h3>
                {say.previewTitle(
                  formatCount(data.count, language),
                  name,
                  titleIn(language, READING_TITLES[data.reading]!),
                )}
              </h3>
              <Button icon="close" isQuiet onPress={onClose}>
                {say.closePreview}
              </Button>
            </header>
            <div className="repair-body">
              <figure>
                <ShiftDrawing preview={data} />
                <figcaption>{say.picture}</figcaption>
              </figure>
              <div>
                <Figures preview={data} />
                <Examples preview={data} />
              </div>
            </div>
            <Apply
              name={name}
              count={data.count}
              isWriting={repair.isPending}
              onApply={() => repair.mutate({ ...asked, fingerprint: data.fingerprint })}
            />
            {repair.error && (
              <p className="quality-failure" role="alert">
                {isStale ? say.changedSince : repair.error.message}
              </p>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

function Figures({ preview }: { preview: Preview }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, shiftMeters, nearStreet, inside } = preview;
  const share = (value: number) =>
    `${formatNumber((100 * value) / count, language, 0)}% (${formatCount(value, language)})`;
  const length = (value: number) => formatLength(value, language);
  return (
    <table className="repair-figures">
      <thead>
        <tr>
          <td />
          <th scope="col">{say.before}</th>
          <th scope="col">{say.after}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{say.nearStreet(String(nearStreet.withinMeters))}</th>
          <td>{share(nearStreet.before)}</td>
          <td>
            <strong>{share(nearStreet.after)}</strong>
          </td>
        </tr>
        <tr>
          <th scope="row">{say.inside}</th>
          <td>{share(inside.before)}</td>
          <td>
            <strong>{share(inside.after)}</strong>
          </td>
        </tr>
        <tr>
          <th scope="row">{say.shift}</th>
          <td colSpan={2}>
            {say.shiftRange(length(shiftMeters.least), length(shiftMeters.greatest))}
            <small>
              {" "}
              {say.median} {length(shiftMeters.median)}
            </small>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Examples({ preview }: { preview: Preview }) {
  const say = useWords(words);
  const language = useLanguage();
  const length = (value: number) => formatLength(value, language);
  return (
    <table className="repair-examples">
      <thead>
        <tr>
          <th scope="col">{say.examples}</th>
          <th scope="col">{say.shiftMeters}</th>
          <th scope="col">{say.streetMeters}</th>
        </tr>
      </thead>
      <tbody>
        {preview.examples.map((one) => (
          <tr key={one.facilityId}>
            <th scope="row">
              <span className="code">{one.code}</span> {nameIn(language, one)}
            </th>
            <td>{length(one.shiftMeters)}</td>
            <td>
              {length(one.streetMeters.before)} → <strong>{length(one.streetMeters.after)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Apply(props: { name: string; count: number; isWriting: boolean; onApply: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const count = formatCount(props.count, language);
  if (!isAsking)
    return (
      <div className="quality-actions">
        <button
          type="button"
          className="button quality-go"
          disabled={props.isWriting}
          onClick={() => setAsking(true)}
        >
          {props.isWriting ? say.applying : say.apply(count)}
        </button>
      </div>
    );
  return (
    <div className="repair-sure" role="alert">
      <p>{say.applySure(count, props.name)}</p>
      <div className="quality-actions">
        <button
          type="button"
          className="button quality-go"
          // biome-ignore lint/a11y/noAutofocus: the question follows the press of a button in its place
          autoFocus
          disabled={props.isWriting}
          onClick={() => {
            setAsking(false);
            props.onApply();
          }}
        >
          {say.apply(count)}
        </button>
        <Button isQuiet onPress={() => setAsking(false)}>
          {say.cancel}
        </Button>
      </div>
    </div>
  );
}
