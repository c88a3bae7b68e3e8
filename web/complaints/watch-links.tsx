import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Permission, useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { WITHOUT_LIST } from "./list-params.ts";
import { unreadQuery } from "./watch-queries.ts";
import { watchWords } from "./watch-words.ts";
import "./watch.css";

type WatchPage = "list" | "reminders" | "supervision" | "rates" | "terms" | "settings" | "hotspots";

const PAGES: readonly { id: WatchPage; to: string; needs: Permission; isWhole?: true }[] = [
  { id: "list", to: "/complaints", needs: "complaints.read" },
  { id: "reminders", to: "/complaints/reminders", needs: "complaints.read" },
  { id: "supervision", to: "/complaints/supervision", needs: "complaints.read" },
  // rates count the whole district
  { id: "rates", to: "/complaints/rates", needs: "complaints.all", isWhole: true },
  { id: "terms", to: "/complaints/terms", needs: "complaints.read" },
  { id: "settings", to: "/complaints/settings", needs: "settings.edit" },
  { id: "hotspots", to: "/hotspots/settings", needs: "settings.edit" },
];

/** The pages around the register, each for whom it is for; how many reminders are unread stands at theirs. */
export function WatchLinks({ at }: { at: WatchPage }) {
  const say = useWords(watchWords);
  return (
    <nav className="watch-links" aria-label={say.pages} data-print="hide">
      {/* the register says itself what it is */}
      {PAGES.filter(({ id }) => at !== "list" || id !== "list").map((page) => (
        <PageLink key={page.id} page={page} />
      ))}
    </nav>
  );
}

function PageLink({ page }: { page: (typeof PAGES)[number] }) {
  const say = useWords(watchWords);
  const extent = useMay(page.needs);
  if (!extent || (page.isWhole && !extent.isWhole)) return null;
  return (
    <Link
      className="watch-link"
      to={page.to}
      // the router would say so of the register on every page below it
      activeOptions={{ exact: true, includeSearch: false }}
      // the router's type of search is of every page at once
      search={((now: object) => ({ ...now, ...WITHOUT_LIST })) as never}
    >
      {say[page.id]}
      {page.id === "reminders" && <Unread />}
    </Link>
  );
}

function Unread() {
  const say = useWords(watchWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const unread = useQuery(unreadQuery(districtId)).data ?? 0;
  if (unread === 0) return null;
  const count = unread >= 999 ? "999+" : formatCount(unread, language);
  return (
    <b className="watch-unread" title={say.unread(count)}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{say.unread(count)}</span>
    </b>
  );
}
