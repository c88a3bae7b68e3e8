import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { createPortal } from "react-dom";
import { useMay, useMustDo, useSession } from "../api/session.ts";
import type { Sheet } from "../map/capability.ts";
import { useView } from "../map/view.ts";
import { Button, IconButton } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard } from "../ui/panel.tsx";
import { words } from "./language.ts";
import "./sheet.css";

/** A page over the map with its title and the way back; Esc goes back where nothing is being typed. */
export function SheetFrame({ sheet }: { sheet: Sheet }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const leave = useLeave(sheet.params);
  const title = titleIn(language, sheet.title);
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !isBusy(event.target)) leave();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [leave]);
  return createPortal(
    <section className="sheet" aria-label={title}>
      <header>
        <Button icon="left" isQuiet onPress={leave}>
          {say.backToMap}
        </Button>
        <h1>{title}</h1>
        {view.district.isDemo && (
          <span className="sheet-demo">
            <DemoBadge />
          </span>
        )}
        <IconButton icon="print" label={say.print} tip="left" onPress={() => print()} />
      </header>
      <div className="sheet-body">
        <Guard>
          <Allowed needs={sheet.needs}>
            <Suspense fallback={<p role="status">{say.opening}</p>}>
              <sheet.Page />
            </Suspense>
          </Allowed>
        </Guard>
      </div>
    </section>,
    document.body,
  );
}

/** Back to the map as one left it, without what only this page's link holds. */
function useLeave(params: readonly string[] = []) {
  const navigate = useNavigate();
  return () =>
    void navigate({
      to: "/",
      search: ((now: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(now).filter(([name]) => !params.includes(name)),
          // the router's type of search is of every page at once; the link's own is kept
        )) as never,
    });
}

/** Whether Esc belongs to something else: to what one types in, or to a dialog or list that is open. */
function isBusy(target: EventTarget | null) {
  const isTyping =
    target instanceof HTMLElement &&
    target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  return isTyping || document.querySelector("dialog[open], [role=dialog], [role=listbox]") !== null;
}

/** The page for those it is for; the others are told what it asks for. */
function Allowed(props: { needs: Sheet["needs"]; children: React.ReactNode }) {
  return props.needs === undefined ? (
    props.children
  ) : props.needs === "signed-in" ? (
    <SignedIn>{props.children}</SignedIn>
  ) : (
    <Permitted needs={props.needs}>{props.children}</Permitted>
  );
}

function SignedIn({ children }: { children: React.ReactNode }) {
  const session = useSession();
  if (session === undefined) return <Waiting />;
  return session.account ? children : <Refused />;
}

function Permitted(props: {
  needs: Exclude<Sheet["needs"], "signed-in" | undefined>;
  children: React.ReactNode;
}) {
  const session = useSession();
  const extent = useMay(props.needs);
  if (session === undefined) return <Waiting />;
  return extent ? props.children : <Refused />;
}

function Waiting() {
  const say = useWords(words);
  return <p role="status">{say.opening}</p>;
}

/** What the page asks for: who one is, what must be done first, or a role. */
function Refused() {
  const say = useWords(words);
  const account = useSession()?.account;
  const mustDo = useMustDo();
  const next = useLocation({ select: ({ pathname }) => pathname });
  const [why, act] = !account
    ? [say.signInFirst, say.signIn]
    : mustDo === "password"
      ? [say.passwordFirst, say.changePassword]
      : mustDo
        ? [say.totpFirst, say.setUpTotp]
        : [say.notGranted];
  return (
    <div className="sheet-refused" role="alert">
      <p>{why}</p>
      {act && (
        // the router's type of search is of every page at once; the link's own is kept
        <Link
          className="button button-main"
          to={account ? "/account" : "/sign-in"}
          search={((now: object) => ({ ...now, next })) as never}
        >
          {act}
        </Link>
      )}
    </div>
  );
}
