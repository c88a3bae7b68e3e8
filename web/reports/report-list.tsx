import { formatPeriod } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { ReportHead } from "./queries.ts";
import { To } from "./to.ts";
import { pathOfReport, useTold } from "./told.ts";
import { words } from "./words.ts";

/** Bulletins or rankings, each leading to its page. */
export function ReportList({ reports }: { reports: readonly ReportHead[] }) {
  return (
    <ul className="rep-list">
      {reports.map((report) => (
        <li key={report.reportId}>
          <Row report={report} />
        </li>
      ))}
    </ul>
  );
}

function Row({ report }: { report: ReportHead }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, issue, month, stamp } = useTold();
  const { kind, corrects, correctedBy } = report;
  return (
    <To
      page={pathOfReport(report)}
      search={{ reportShown: kind === "ranking" ? report.reportId : undefined }}
    >
      <b>{report.isPublished ? issue(report) : say.draft}</b>
      <span>
        {kind === "ranking" ? month(report.from) : formatPeriod(report, language)}
        {corrects && <i className="rep-tag">{say.correction(issue(corrects))}</i>}
        {correctedBy && <i className="rep-tag">{say.correctedBy(issue(correctedBy))}</i>}
      </span>
      <small>
        {say.records(count(report.records))} ·{" "}
        {report.publishedAt === null
          ? say.composedBy(stamp(report.composedAt), report.composedBy)
          : say.publishedBy(stamp(report.publishedAt), report.publishedBy ?? "")}
      </small>
    </To>
  );
}
