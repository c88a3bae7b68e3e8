import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { createPortal } from "react-dom";
import { api, unwrap } from "../api/client.ts";
import { type Session, type SessionAccount, sessionQuery, useSession } from "../api/session.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Failure } from "./failure.tsx";
import { type Role, useSessionChange } from "./queries.ts";
import { ROLE_WORDS } from "./roles.ts";
import { PasswordForm } from "./sign-in.tsx";
import { words } from "./words.ts";

/**
 * Signing in again over whatever one was doing, which stays as it was.
 *
 * @param props.was  who was signed in; somebody else is told that they are.
 */
export function SessionEnded(props: { was: SessionAccount; onClose: () => void }) {
  const { was, onClose } = props;
  const say = useWords(words);
  const session = useSession();
  const now = session?.isEnded ? null : session?.account;
  const isBack = now?.accountId === was.accountId;
  const isOver = isBack || (!session?.isEnded && !now); // signed in again, or given up
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  if (!session || isOver) return null;
  return createPortal(
    now ? (
      <Dialog
        key="another"
        title={say.anotherTitle}
        onClose={onClose}
        buttons={
          <button className="button button-main" type="button" onClick={onClose}>
            {say.understood}
          </button>
        }
      >
        <p>{say.anotherNow(now.displayName, was.displayName)}</p>
      </Dialog>
    ) : (
      <Dialog
        key="ended"
        title={say.ended}
        onClose={onClose}
        buttons={
          <>
            <GiveUp session={session} />
            <Button isQuiet onPress={onClose}>
              {say.later}
            </Button>
          </>
        }
      >
        <p>{say.endedHint}</p>
        <Ways session={session} was={was} />
      </Dialog>
    ),
    document.body,
  );
}

/** The ways in: a password, the provider in a tab of its own, a role of the demonstration. */
function Ways({ session, was }: { session: Session; was: SessionAccount }) {
  const say = useWords(words);
  const role = session.demoRoles.find((one) =>
    was.districts.some(({ roles }) => roles.some((held) => held.role === one)),
  );
  if (was.via === "demo" && role) return <DemoAgain role={role} />;
  return (
    <>
      {was.hasPassword && <PasswordForm given={was.loginName} />}
      {session.oidc && <InOwnTab title={session.oidc.title} />}
      {!was.hasPassword && !session.oidc && <PasswordForm />}
      {!was.hasPassword && <p className="form-hint">{say.noPassword}</p>}
    </>
  );
}

function DemoAgain({ role }: { role: Role }) {
  const say = useWords(words);
  const language = useLanguage();
  const enter = useSessionChange(() => unwrap(api.POST("/api/session/demo", { body: { role } })));
  const title = ROLE_WORDS[role]?.title;
  return (
    <div className="form">
      <button
        className="button button-main"
        type="button"
        disabled={enter.isPending}
        onClick={() => enter.mutate(undefined)}
      >
        {say.goOnAs(title ? titleIn(language, title) : role)}
      </button>
      <Failure>{enter.error?.message}</Failure>
    </div>
  );
}

const LOOK_MILLISECONDS = 3_000;

/** The provider would replace this page and what is typed on it, so it gets a tab, and coming back is noticed. */
function InOwnTab({ title }: { title: string }) {
  const say = useWords(words);
  const client = useQueryClient();
  useEffect(() => {
    const look = () => void client.refetchQueries({ queryKey: sessionQuery().queryKey });
    addEventListener("focus", look);
    const timer = setInterval(look, LOOK_MILLISECONDS); // two windows side by side have no focus to tell
    return () => {
      removeEventListener("focus", look);
      clearInterval(timer);
    };
  }, [client]);
  return (
    <div className="form">
      <a
        className="button"
        href={`/api/session/oidc?next=${encodeURIComponent("/account")}`}
        target="_blank"
        rel="noreferrer"
      >
        {say.signOnWith(title)}
      </a>
      <p className="form-hint">{say.inOwnTab}</p>
    </div>
  );
}

/** Leaves what one was doing and looks on as nobody. */
function GiveUp({ session }: { session: Session }) {
  const say = useWords(words);
  const give = useSessionChange(async () => ({ ...withoutEnd(session), account: null }));
  return (
    <Button isQuiet onPress={() => give.mutate(undefined)}>
      {say.giveUp}
    </Button>
  );
}

const withoutEnd = ({ isEnded: _isEnded, ...rest }: Session) => rest;
