import { Link } from "@tanstack/react-router";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { settingsWords } from "./settings-words.ts";

/** What comes from outside the bureau: the pages for everybody, and the keys of programs. */
export function FromOutside() {
  const say = useWords(settingsWords);
  return (
    <section>
      <h2>{say.outside}</h2>
      <p className="settings-quiet">{say.outsideIntro}</p>
      <p className="settings-line">
        {/* the public pages have no way back to the register: they open beside it */}
        <Way to="/open/report" icon="pin" isBeside title={say.publicReport} />
        <Way to="/open/follow" icon="search" isBeside title={say.publicFollow} />
        <Way to="/complaints/keys" icon="key" title={say.keys} />
      </p>
    </section>
  );
}

function Way(props: { to: string; icon: IconName; title: string; isBeside?: boolean }) {
  return (
    <Link
      className="button"
      to={props.to as never} // routes are built from the capabilities, so no path is known by its type
      search={true as never}
      {...(props.isBeside ? { target: "_blank", rel: "noopener" } : {})}
    >
      <Icon name={props.icon} size={16} />
      {props.title}
    </Link>
  );
}
