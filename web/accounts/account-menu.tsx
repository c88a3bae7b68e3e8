import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { api } from "../api/client.ts";
import { UNKNOWN_CALLER } from "../api/problem.ts";
import {
  endedOf,
  type Session,
  type SessionAccount,
  sessionQuery,
  useSession,
} from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useWithNext } from "./next.ts";
import { done, ownAreasQuery, useSessionChange } from "./queries.ts";
import { ROLE_WORDS } from "./roles.ts";
import { words } from "./words.ts";
import "./accounts.css";

const SessionEnded = lazy(() =>
  import("./session-ended.tsx").then((module) => ({ default: module.SessionEnded })),
);

/** Who one is, at the end of the top bar; or the way to say so, also when a session ended under one's hands. */
export function AccountMenu() {
  const say = useWords(words);
  const session = useSession();
  const withNext = useWithNext();
  const [asked, setAsked] = useUnknownCaller();
  const again = asked && (
    <Suspense>
      <SessionEnded was={asked} onClose={() => setAsked(null)} />
    </Suspense>
  );
  if (!session) return null;
  if (session.isEnded)
    return (
      <>
        <button
          type="button"
          className="button session-ended"
          onClick={() => setAsked(session.account)}
        >
          <Icon name="warning" size={16} />
          <span>{say.ended}</span>
        </button>
        {again}
      </>
    );
  if (session.account)
    return (
      <>
        <Menu account={session.account} session={session} />
        {again}
      </>
    );
  return (
    // the router's type of search is of every page at once; the link's own is kept
    <Link className="button" to="/sign-in" search={withNext as never}>
      <Icon name="user" size={16} />
      <span>{say.signIn}</span>
    </Link>
  );
}

/** Whose session has just turned out to be over, by a request that was refused. */
function useUnknownCaller() {
  const client = useQueryClient();
  const [asked, setAsked] = useState<SessionAccount | null>(null);
  useEffect(() => {
    const heard = () => {
      const ended = endedOf(client);
      if (!ended) return; // nobody was signed in
      client.setQueryData(sessionQuery().queryKey, ended);
      setAsked(ended.account);
    };
    addEventListener(UNKNOWN_CALLER, heard);
    return () => removeEventListener(UNKNOWN_CALLER, heard);
  }, [client]);
  return [asked, setAsked] as const;
}

function Menu({ account, session }: { account: SessionAccount; session: Session }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const client = useQueryClient();
  const leave = useSessionChange(async () => {
    // an answer that is still on its way would say that the session ended by itself
    await client.cancelQueries({ queryKey: sessionQuery().queryKey });
    await done(api.DELETE("/api/session"));
    return { ...session, account: null };
  });
  useEffect(() => {
    if (!isOpen) return;
    const outside = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false); // pointers hit nodes
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpen(false);
    };
    addEventListener("pointerdown", outside);
    addEventListener("keydown", escaped, true);
    return () => {
      removeEventListener("pointerdown", outside);
      removeEventListener("keydown", escaped, true);
    };
  }, [isOpen]);
  return (
    <div className="account-menu" ref={place}>
      <button
        type="button"
        className="account-button"
        aria-label={say.menuOf(account.displayName)}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="user" />
        <span className="account-name">{account.displayName}</span>
      </button>
      {isOpen && (
        <menu>
          <p>
            {account.displayName}
            <small>
              <RolesHere account={account} />
            </small>
          </p>
          <Link to="/account" search={true} onClick={() => setOpen(false)}>
            <Icon name="key" size={16} />
            {say.account}
          </Link>
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              leave.mutate(undefined);
            }}
          >
            <Icon name="leave" size={16} />
            {say.signOut}
          </button>
        </menu>
      )}
    </div>
  );
}

/** More areas than this are counted and not named. */
const NAMED_AREAS = 3;

/** The roles somebody has in the district one looks at, and where. */
export function RolesHere({ account }: { account: SessionAccount }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const roles = account.districts.find((each) => each.districtId === districtId)?.roles ?? [];
  const ids = [...new Set(roles.flatMap(({ areaIds }) => areaIds ?? []))].sort();
  const areas = useQuery(ownAreasQuery(districtId, ids)).data ?? [];
  if (account.isOperator) return say.operator;
  if (roles.length === 0) return say.noRoleHere;
  const where = (areaIds: readonly string[] | null) => {
    if (!areaIds) return "";
    const known = areas.filter(({ areaId }) => areaIds.includes(areaId));
    return known.length === areaIds.length && known.length <= NAMED_AREAS
      ? say.inNamed(known.map((area) => nameIn(language, area)))
      : say.inAreas(areaIds.length);
  };
  return roles
    .map(({ role, areaIds }) => {
      const title = ROLE_WORDS[role]?.title;
      return `${title ? titleIn(language, title) : role}${where(areaIds)}`;
    })
    .join(" · ");
}
