import type { FunctionComponent } from "react";
import { Segmented } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { AreasTab } from "./administration-areas.tsx";
import { DisplaysTab } from "./administration-displays.tsx";
import { useAdminLink, useSetAdminLink } from "./administration-link.ts";
import { RolesTab } from "./administration-roles.tsx";
import { RulesTab } from "./administration-rules.tsx";
import { UsersTab } from "./administration-users.tsx";
import { adminWords } from "./administration-words.ts";
import "./accounts.css";
import "./administration.css";

const TABS = {
  users: UsersTab,
  roles: RolesTab,
  areas: AreasTab,
  displays: DisplaysTab,
  rules: RulesTab,
} as const satisfies Record<string, FunctionComponent>;
type Tab = keyof typeof TABS;
const isTab = (value: string): value is Tab => value in TABS;

/** Administration of a district: who may do what, where, and from which walls. */
export function AdministrationPage() {
  const say = useWords(adminWords);
  const { tab = "" } = useAdminLink();
  const set = useSetAdminLink();
  const chosen = isTab(tab) ? tab : "users";
  const Shown = TABS[chosen];
  return (
    <div className="administration">
      <Segmented
        label={say.tabs}
        value={chosen}
        options={(Object.keys(TABS) as Tab[]).map((value) => ({ value, title: say[value] }))}
        onChange={(next) => set({ tab: next, role: undefined, within: undefined })}
      />
      <Shown />
    </div>
  );
}
