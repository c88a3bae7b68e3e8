import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { Answer } from "../ui/answer.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { beforeWords } from "./before-words.ts";
import "./cleaning.css";
import { type Before, beforeQuery, ordersQuery } from "./queries.ts";
import { EvidenceMark, PassMark, StandingColors } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { useHours, useTold } from "./told.ts";
import { To } from "./tools.tsx";

const OrderDialog = lazy(() =>
  import("./order-dialog.tsx").then((module) => ({ default: module.OrderDialog })),
);

/**
 * Was it cleaned before somebody complained? Of each work the last service before the instant, what was due then, or that
 * nobody can know; and what was ordered since.
 *
 * @param position  `[lng, lat]`; null where the place is unknown: then the street is asked for.
 */
export function BeforeCard(props: {
  districtId: string;
  complaintId: string;
  at: string;
  streetId: string | null;
  position: readonly number[] | null;
}) {
  const { districtId, complaintId, at, streetId, position } = props;
  const say = useWords(beforeWords);
  const place =
    position && position.length >= 2
      ? { lng: position[0]!, lat: position[1]! }
      : streetId !== null
        ? { streetId }
        : null;
  const before = useQuery({
    ...beforeQuery(districtId, { at, ...place }),
    enabled: place !== null,
  });
  if (!place) return <p className="clean-quiet">{say.noPlace}</p>;
  return (
    <>
      <StandingColors />
      <Answer to={{ ...before, isFetching: false }}>
        {(known) => (
          <>
            <Known before={known} />
            <Orders before={known} complaintId={complaintId} />
          </>
        )}
      </Answer>
    </>
  );
}

const DAYS_BEFORE = 3;

function Known({ before }: { before: Before }) {
  const say = useWords(beforeWords);
  const language = useLanguage();
  const moments = useMoments();
  const works = before.works.filter(
    ({ work, latest, due }) => work !== "collection" && (latest !== null || due !== null),
  );
  if (before.street === null) return <p className="clean-quiet">{say.noStreet}</p>;
  const { streetId } = before.street;
  const from = moments.dayOf(
    new Date(Date.parse(before.at) - DAYS_BEFORE * 86_400_000).toISOString(),
  );
  return (
    <>
      {works.length === 0 && <p className="clean-quiet">{say.nothingDue}</p>}
      <ul className="clean-before">
        {works.map((one) => (
          <li key={one.work}>
            <Work of={one} lookBackDays={before.lookBackDays} />
          </li>
        ))}
      </ul>
      <p className="clean-quiet" title={titleIn(language, before.definition)}>
        {before.edgeId === null ? say.ofStreet : say.ofStretch}
        {streetId !== null && (
          <>
            {" · "}
            <To
              page={`/cleaning/streets/${encodeURIComponent(streetId)}`}
              search={{ proofFrom: from, proofTo: moments.dayOf(before.at) }}
            >
              {say.toProof}
            </To>
          </>
        )}
      </p>
    </>
  );
}

/** What was ordered for the complaint, and where one orders it. */
function Orders({ before, complaintId }: { before: Before; complaintId: string }) {
  const say = useWords(beforeWords);
  const { work } = useTold();
  const moments = useMoments();
  const mayOrder = useMay("cleaning.edit")?.isWhole === true;
  const orders = useQuery(ordersQuery(before.districtId, complaintId)).data?.orders ?? [];
  const [isAsking, setAsking] = useState(false);
  const streetId = before.street?.streetId ?? null;
  return (
    <>
      <ul className="clean-before">
        {orders.map(({ orderId, work: kind, dueAt, raisedBy, reason, withdrawn }) => (
          <li key={orderId}>
            <b>{work(kind)}</b>
            <span>
              {say.ordered(moments.stamp(dueAt), raisedBy)}
              <small>
                {reason}
                {withdrawn && ` · ${say.withdrawn}`}
                {streetId !== null && (
                  <>
                    {" · "}
                    <To page="/cleaning" search={{ cleanStreet: streetId }}>
                      {say.toStreet}
                    </To>
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {mayOrder && before.street !== null && (
        <p className="clean-quiet">
          <button type="button" className="clean-link" onClick={() => setAsking(true)}>
            {say.order}
          </button>
        </p>
      )}
      <Suspense>
        {isAsking && (
          <OrderDialog
            of={{ complaintId, streetId, edgeId: before.edgeId }}
            onClose={() => setAsking(false)}
          />
        )}
      </Suspense>
    </>
  );
}

function Work({ of, lookBackDays }: { of: Before["works"][number]; lookBackDays: number }) {
  const say = useWords(beforeWords);
  const { work, count } = useTold();
  const hours = useHours();
  const moments = useMoments();
  const { latest, due } = of;
  return (
    <>
      <b>{work(of.work)}</b>
      <span>
        {latest ? (
          <>
            {say.last(hours(latest.hoursBefore), moments.stamp(latest.at))}{" "}
            <EvidenceMark evidence={latest.evidence}>
              {latest.plate && ` ${latest.plate}`}
            </EvidenceMark>
          </>
        ) : (
          <span className="clean-unknown">{say.unknown(count(lookBackDays))}</span>
        )}
        {due && (
          <small>
            {say.due(
              moments.span(
                due.pass.fromAt,
                due.pass.toAt,
                moments.dayOf(latest?.at ?? due.pass.toAt),
              ),
            )}{" "}
            <PassMark state={due.state} />
            {due.state === "not_recorded" && ` ${say.notKnown}`}
          </small>
        )}
      </span>
    </>
  );
}
