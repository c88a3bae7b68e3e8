import { useQuery } from "@tanstack/react-query";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type ManagedAccount, rolesQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";

/** One role and where it holds. */
export function GrantChip({ grant }: { grant: ManagedAccount["grants"][number] }) {
  const say = useWords(adminWords);
  const language = useLanguage();
  const roles = useQuery(rolesQuery());
  const title = roles.data?.roles.find(({ role }) => role === grant.role)?.title;
  const where = grant.areas
    ? grant.areas.map((area) => nameIn(language, area)).join(language === "en" ? ", " : "、")
    : say.whole;
  return (
    <span className="grant-chip">
      <strong>{title ? titleIn(language, title) : grant.role}</strong>
      <span>{where || say.none}</span>
    </span>
  );
}
