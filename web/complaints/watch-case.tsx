import { Link } from "@tanstack/react-router";
import { useWords } from "../ui/language.ts";
import { WITHOUT_LIST } from "./list-params.ts";
import { useTitles } from "./list-titles.ts";
import { watchWords } from "./watch-words.ts";

/** What is said of a complaint where something else is about it. */
type Named = {
  readonly complaintId: string;
  readonly complaintNumber: string;
  readonly category: string | null;
  readonly importance: string;
  readonly state: string;
  readonly address: string | null;
  readonly street: string | null;
  readonly unit: string | null;
  readonly isConfidential: boolean;
};

/** A complaint in two lines: its number leads to it; what it is, where, and whose. */
export function WatchedCase({ of }: { of: Named }) {
  const say = useWords(watchWords);
  const titleOf = useTitles();
  return (
    <>
      <span className="watch-case">
        <Link
          to={`/complaints/${of.complaintId}`}
          // the router's type of search is of every page at once
          search={((now: object) => ({ ...now, ...WITHOUT_LIST })) as never}
        >
          {of.complaintNumber}
        </Link>
        <b>{titleOf("category", of.category ?? "none")}</b>
        {of.importance !== "ordinary" && (
          <i className="watch-tag" data-tone="warn">
            {titleOf("importance", of.importance)}
          </i>
        )}
        {of.isConfidential && <i className="watch-tag">{say.isConfidential}</i>}
      </span>
      <small>
        {[
          of.address ?? of.street ?? say.noPlace,
          of.unit ?? say.noUnit,
          titleOf("state", of.state),
        ].join(" · ")}
      </small>
    </>
  );
}
