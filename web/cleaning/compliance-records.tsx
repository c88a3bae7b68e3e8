import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type DueAsked, OF_ALL, recordsOf } from "./compliance-asked.ts";
import { useGroupTitle } from "./compliance-table.tsx";
import { complianceWords } from "./compliance-words.ts";
import { useSetCleaningLink } from "./params.ts";
import {
  type Compliance,
  type Sections,
  type SectionsAsked,
  sectionsQuery,
  statusQuery,
} from "./queries.ts";
import { EvidenceMark, PassMark } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { PASS_STATE_TITLES, REASON_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { To } from "./tools.tsx";

/** Rows that are put on the page: more are in the file. */
const MOST_ROWS = 300;

/** The records of the figure that was pressed, stretch by stretch. */
export function ComplianceRecords({
  asked,
  compliance,
}: {
  asked: DueAsked;
  compliance: Compliance;
}) {
  const query = recordsOf(asked);
  if (!query || !asked.open) return null;
  return <Records key={JSON.stringify(asked.open)} {...{ asked, compliance, query }} />;
}

function Records(props: { asked: DueAsked; compliance: Compliance; query: SectionsAsked }) {
  const { asked, compliance, query } = props;
  const say = useWords(complianceWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const set = useSetCleaningLink();
  const titleOf = useGroupTitle(asked.by);
  const sections = useQuery(sectionsQuery(districtId, query));
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.scrollIntoView?.({ block: "nearest", behavior: "smooth" }), []);
  const { key = "", state = null } = asked.open ?? {};
  const group = compliance.groups.find((one) => one.key === key);
  const title = [
    key === OF_ALL ? say.total : group ? titleOf(group) : key,
    state && titleIn(language, PASS_STATE_TITLES[state]),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <section className="proof-card due-records" ref={place} aria-label={say.records(title)}>
      <h3>
        {say.records(title)}
        <span data-print="hide">
          <Button
            isQuiet
            icon="close"
            onPress={() => set({ dueKey: undefined, dueState: undefined }, true)}
          >
            {say.close}
          </Button>
        </span>
      </h3>
      <Answer to={sections} isEmpty={({ total }) => total === 0} empty={say.empty}>
        {(known) => <Table sections={known} />}
      </Answer>
    </section>
  );
}

function Table({ sections }: { sections: Sections }) {
  const say = useWords(complianceWords);
  const language = useLanguage();
  const { work, count, percent } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const streets = useQuery(statusQuery(districtId, null)).data?.streets ?? [];
  const streetById = new Map(streets.map((street) => [street.streetId, street]));
  const rows = sections.sections.slice(0, MOST_ROWS);
  return (
    <>
      <p className="due-unit">{say.recordsCount(count(rows.length), count(sections.total))}</p>
      <div className="proof-wide">
        <table className="proof-table due-list">
          <thead>
            <tr>
              {[say.day, say.work, say.pass, say.street, say.length, say.state, say.evidence].map(
                (title) => (
                  <th scope="col" key={title}>
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ pass: at, day, edgeId, streetId, lengthMeters, verdict }) => {
              const pass = sections.passes[at]!; // the column names places in the list
              const street = streetId === null ? undefined : streetById.get(streetId);
              return (
                <tr key={`${pass.passId} ${edgeId}`}>
                  <td>{moments.shortDay(day)}</td>
                  <td>{work(pass.work)}</td>
                  <td>{moments.span(pass.fromAt, pass.toAt, day)}</td>
                  <td>
                    {streetId === null ? (
                      say.noStreet
                    ) : (
                      <To page={`/cleaning/streets/${encodeURIComponent(streetId)}`}>
                        {street ? nameIn(language, street) : streetId}
                      </To>
                    )}
                  </td>
                  <td>{say.metersValue(count(lengthMeters))}</td>
                  <td>
                    <PassMark state={verdict.state} />
                  </td>
                  <td>
                    {verdict.evidence.map((one) => (
                      <EvidenceMark key={one} evidence={one}>
                        {one === "positions" &&
                          ` ${verdict.plate ?? ""} ${say.covered(percent(verdict.coveredShare, 1))} `}
                      </EvidenceMark>
                    ))}
                    {verdict.reason && titleIn(language, REASON_TITLES[verdict.reason])}
                    {verdict.words}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
