import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api } from "../api/client.ts";
import { type Session, useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { done, useSessionChange } from "./queries.ts";
import { ROLE_WORDS } from "./roles.ts";
import { words } from "./words.ts";
import "./accounts.css";

/** Who one is, at the end of the top bar; or the way to say so. */
export function AccountMenu() {
  const say = useWords(words);
  const session = useSession();
  if (!session) return null;
  if (session.account) return <Menu account={session.account} />;
  return (
    <Link className="button" to="/sign-in" search={true}>
      <Icon name="user" size={16} />
      <span>{say.signIn}</span>
    </Link>
  );
}

function Menu({ account }: { account: NonNullable<Session["account"]> }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const leave = useSessionChange(async () => {
    await done(api.DELETE("/api/session"));
    return undefined;
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
      <IconButton
        icon="user"
        label={`${say.menu}：${account.displayName}`}
        isExpanded={isOpen}
        tip="left"
        onPress={() => setOpen(!isOpen)}
      />
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

/** The roles somebody has in the district one looks at. */
export function RolesHere({ account }: { account: NonNullable<Session["account"]> }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  if (account.isOperator) return say.operator;
  const here = account.districts.find(({ districtId }) => districtId === view.district.districtId);
  if (!here) return say.noRoleHere;
  return here.roles
    .map(({ role, areaIds }) => {
      const title = ROLE_WORDS[role]?.title;
      return `${title ? titleIn(language, title) : role}${areaIds ? ` (${areaIds.length})` : ""}`;
    })
    .join(" · ");
}
