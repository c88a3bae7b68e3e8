import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type Permission, useMay, useSession } from "../api/session.ts";
import type { Sheet } from "../map/capability.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { capabilities } from "./capabilities.ts";
import { words } from "./language.ts";
import type { Search } from "./search.ts";

/** The pages that exist, those of them one may see, and no others; the view goes along from page to page. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const say = useWords(words);
  const rail = useRef<HTMLElement>(null);
  const here = useLocation({ select: ({ pathname }) => pathname });
  const accountId = useSession()?.account?.accountId; // its pages are there once it is known
  // biome-ignore lint/correctness/useExhaustiveDependencies: where one is, is in sight, also on a telephone
  useEffect(() => {
    rail.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [here, accountId]);
  return (
    <nav className="navigation" aria-label={say.navigation} ref={rail}>
      {capabilities.flatMap(({ pages = [] }) =>
        pages.map((page) => <ForThose key={page.path} {...page} onGo={onGo} />),
      )}
      {capabilities.flatMap(({ sheets = [] }) =>
        sheets
          .filter(({ isInRail }) => isInRail)
          .map((sheet) =>
            sheet.isInRail === "signed-out" ? (
              <ForStrangers key={sheet.path} {...sheet} />
            ) : (
              <ForThose key={sheet.path} {...sheet} />
            ),
          ),
      )}
    </nav>
  );
}

type Place = { path: string; title: Title; icon: IconName; onGo?: () => void };

function Entry(props: Place) {
  const language = useLanguage();
  const here = useLocation({ select: ({ pathname }) => pathname });
  return (
    <Link
      to={props.path}
      {...(props.onGo ? { onClick: props.onGo } : {})}
      search={(now: Search) => kept(now, [here, props.path])}
      activeOptions={{ exact: true, includeSearch: false }}
    >
      <Icon name={props.icon} />
      <span>{titleIn(language, props.title)}</span>
    </Link>
  );
}

/** An entry for whoever has not signed in: the public pages are found there, and crowd nobody's rail at work. */
function ForStrangers(entry: Place) {
  const session = useSession();
  return session && !session.account ? <Entry {...entry} /> : null;
}

/** An entry for those its page is for. */
function ForThose({ needs, ...entry }: Place & { needs?: Sheet["needs"] }) {
  const account = useSession()?.account;
  if (needs === undefined) return <Entry {...entry} />;
  if (needs === "signed-in") return account ? <Entry {...entry} /> : null;
  return <ForPermitted {...entry} needs={needs} />;
}

function ForPermitted({ needs, ...entry }: Place & { needs: Permission }) {
  return useMay(needs) ? <Entry {...entry} /> : null;
}

const PARAMS_OF_SHEET = new Map(
  capabilities.flatMap(({ sheets = [] }) => sheets.map(({ path, params = [] }) => [path, params])),
);

/** The link without what belongs to the page one leaves, or would mean something else on the one one goes to. */
function kept(now: Search, paths: readonly string[]): Search {
  const ofThem = new Set(paths.flatMap((path) => PARAMS_OF_SHEET.get(path) ?? []));
  return Object.fromEntries(Object.entries(now).filter(([name]) => !ofThem.has(name)));
}
