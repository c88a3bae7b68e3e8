import { Component, type ReactNode } from "react";
import { Button, IconButton } from "./controls.tsx";
import { useWords } from "./language.ts";
import { words } from "./words.ts";

/** What the side of the screen says: a title, what can be done, and the rest scrolls. */
export function Panel(props: {
  title: string;
  note?: ReactNode;
  tools?: ReactNode;
  onClose?: () => void;
  children: ReactNode;
}) {
  const say = useWords(words);
  return (
    <section className="panel" aria-label={props.title}>
      <header className="panel-head">
        <h2>{props.title}</h2>
        {props.tools}
        {props.onClose && <IconButton icon="close" label={say.close} onPress={props.onClose} />}
        {props.note && <p className="panel-note">{props.note}</p>}
      </header>
      <div className="panel-body">
        <Guard>{props.children}</Guard>
      </div>
    </section>
  );
}

/** A part of a panel under its own small heading. */
export function Section(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <h3>
        <span>{props.title}</span>
        {props.aside && <small>{props.aside}</small>}
      </h3>
      {props.children}
    </section>
  );
}

function Broken(props: { onRetry: () => void }) {
  const say = useWords(words);
  return (
    <div className="answer-failed" role="alert">
      <p>{say.broken}</p>
      <Button onPress={props.onRetry}>{say.retry}</Button>
    </div>
  );
}

/** Keeps one broken part from taking the rest of the page with it. */
export class Guard extends Component<{ children: ReactNode; isSilent?: boolean }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    if (this.props.isSilent) return null;
    return <Broken onRetry={() => this.setState({ error: null })} />;
  }
}
