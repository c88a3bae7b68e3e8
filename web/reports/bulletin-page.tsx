import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatPeriod } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { BulletinPaper } from "./bulletin-paper.tsx";
import { DocumentBar } from "./document-bar.tsx";
import { type Report, reportQuery } from "./queries.ts";
import "./reports.css";
import "./paper.css";
import { To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** One bulletin: read, reviewed while it is a draft, published, printed and taken along. */
export function BulletinPage() {
  const { bulletinId = "" } = useParams({ strict: false });
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const report = useQuery(reportQuery(districtId, bulletinId));
  return (
    <div className="rep-page rep-document">
      <To page="/reports" className="rep-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      {/* it does not fade as it is asked again: one may be writing its remarks */}
      <Answer to={{ ...report, isFetching: false }}>
        {(known) => (
          <>
            <DocumentBar key={known.reportId} report={known} />
            <article className="rep-paper">
              <PaperHead report={known} title={say.bulletinTitle} />
              {known.content.kind === "bulletin" && (
                <BulletinPaper content={known.content} remarks={known.remarks} />
              )}
            </article>
          </>
        )}
      </Answer>
    </div>
  );
}

/** The head of the paper: whose it is, its number and its days, who published it and when. */
export function PaperHead({ report, title }: { report: Report; title: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const { district } = useView().view;
  const { issue, month, stamp } = useTold();
  const { corrects, correctedBy } = report;
  return (
    <header className="rep-paper-head">
      <p>{nameIn(language, district)}</p>
      <h2>{title}</h2>
      <p className="rep-issue">
        <b>{report.isPublished ? issue(report) : say.draft}</b>
        <span>
          {report.kind === "ranking" ? month(report.from) : formatPeriod(report, language)}
        </span>
      </p>
      {corrects && <p className="rep-marked">{say.correction(issue(corrects))}</p>}
      {correctedBy && <p className="rep-marked">{say.correctedBy(issue(correctedBy))}</p>}
      <small>
        {report.publishedAt === null
          ? `${say.stateDraft} · ${say.composedBy(stamp(report.composedAt), report.composedBy)}`
          : say.publishedBy(stamp(report.publishedAt), report.publishedBy ?? "")}
      </small>
    </header>
  );
}
