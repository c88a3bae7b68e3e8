import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { useTime } from "./case-time.ts";
import { WITHOUT_LIST } from "./list-params.ts";
import { Proposed } from "./supervision-proposed.tsx";
import {
  proposalsQuery,
  type Supervision,
  type SupervisionStatus,
  supervisionsQuery,
} from "./supervision-queries.ts";
import { supervisionWords } from "./supervision-words.ts";
import { WatchedCase } from "./watch-case.tsx";
import { WatchLinks } from "./watch-links.tsx";
import "./supervision.css";

const LINKED = ["tab"] as const;
const STATUSES = ["open", "late", "answered", "lapsed"] as const;
type Tab = SupervisionStatus | "proposed";

/** 督办: what the system proposes, what was issued, and what was answered. */
export function SupervisionPage() {
  const say = useWords(supervisionWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const mayIssue = useMay("complaints.supervise") !== null;
  const set = useSetLink<"tab">();
  const { tab: linked } = useLink(LINKED);
  const known = STATUSES.find((status) => status === linked);
  const tab: Tab = known ?? (mayIssue ? "proposed" : "open");
  const list = useQuery(supervisionsQuery(districtId, known ?? "open"));
  const proposed = useQuery({ ...proposalsQuery(districtId), enabled: mayIssue });
  const counts = list.data?.counts;
  const countOf = (one: Tab) => (one === "proposed" ? proposed.data?.total : counts?.[one]);
  const offered: readonly Tab[] = [
    ...(mayIssue ? (["proposed"] as const) : []),
    // merged ones are rare: nobody looks for them where there are none
    ...STATUSES.filter((status) => status !== "lapsed" || tab === status || counts?.lapsed),
  ];
  return (
    <div className="watch-page">
      <WatchLinks at="supervision" />
      <div className="watch-line supervision-tabs">
        <Segmented
          label={say.tabs}
          value={tab}
          options={offered.map((value) => {
            const count = countOf(value);
            return {
              value,
              title: say.tab(value, count === undefined ? null : formatCount(count, language)),
            };
          })}
          onChange={(value) => set({ tab: value }, true)}
        />
      </div>
      {tab === "proposed" ? (
        <Proposed answer={proposed} />
      ) : (
        <>
          <p className="watch-quiet">{say.issuedIntro}</p>
          <Answer
            to={list}
            isEmpty={({ supervisions }) => supervisions.length === 0}
            empty={say.empty(tab)}
          >
            {({ supervisions }) => (
              <ul className="watch-card supervision-issued">
                {supervisions.map((supervision) => (
                  <Issued key={supervision.number} of={supervision} />
                ))}
              </ul>
            )}
          </Answer>
        </>
      )}
    </div>
  );
}

function Issued({ of }: { of: Supervision }) {
  const say = useWords(supervisionWords);
  const language = useLanguage();
  const time = useTime();
  return (
    <li>
      <div>
        <strong>{of.number}</strong>
        <span className={of.status === "late" ? "supervision-late" : undefined}>
          {say.until(formatDay(of.term, language))}
        </span>
        <small>{say.issuedBy(of.issuedBy, time(of.issuedAt))}</small>
      </div>
      <div>
        <WatchedCase of={of} />
        <p className="supervision-words">{of.words}</p>
      </div>
      <div>
        {of.answeredAt ? (
          <>
            <p className="supervision-words">{of.answer}</p>
            <small>{say.issuedBy(of.answeredBy ?? "", time(of.answeredAt))}</small>
          </>
        ) : (
          <NoAnswer to={of.complaintId} />
        )}
      </div>
    </li>
  );
}

/** Where an answer is missing: whoever may give it is led to the form for it. */
function NoAnswer({ to }: { to: string }) {
  const say = useWords(supervisionWords);
  const mayHandle = useMay("complaints.handle");
  const mayAssign = useMay("complaints.assign");
  return (
    <>
      <span className="watch-quiet">{say.noAnswer}</span>
      {(mayHandle || mayAssign) && (
        <Link
          className="button supervision-reply"
          data-print="hide"
          to={`/complaints/${to}`}
          // the router's type of search is of every page at once
          search={
            ((now: object) => ({ ...now, ...WITHOUT_LIST, step: "answer-supervision" })) as never
          }
        >
          {say.reply}
        </Link>
      )}
    </>
  );
}
