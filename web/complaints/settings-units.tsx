import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import type { Unit } from "./case-queries.ts";
import { membersQuery, useWriteUnit } from "./settings-queries.ts";
import { settingsWords } from "./settings-words.ts";

/** The units, each with its members. */
export function Units({ units }: { units: readonly Unit[] }) {
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  const write = useWriteUnit(districtId);
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate({ act: "create", name }, { onSuccess: () => setName("") });
  };
  return (
    <>
      {units.length === 0 && <p className="settings-quiet">{say.unitsEmpty}</p>}
      <ul className="settings-units">
        {units.map((unit) => (
          <UnitRow key={unit.unitId} unit={unit} />
        ))}
      </ul>
      <form className="settings-line" onSubmit={submit}>
        <input
          className="input"
          aria-label={say.unitName}
          placeholder={say.unitName}
          required
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <button className="button" type="submit" disabled={name.trim() === "" || write.isPending}>
          {say.addUnit}
        </button>
      </form>
      {write.error && <p role="alert">{write.error.message}</p>}
    </>
  );
}

function UnitRow({ unit }: { unit: Unit }) {
  const { unitId, isActive, openComplaints } = unit;
  const say = useWords(settingsWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const write = useWriteUnit(districtId);
  const members = useQuery(membersQuery(districtId));
  const [renamed, setRenamed] = useState<string | null>(null);
  const accounts = members.data?.accounts ?? [];
  const own = accounts.filter(({ unitIds }) => unitIds.includes(unitId));
  const choose = (accountId: string, isMember: boolean) => {
    const others = own.map((one) => one.accountId).filter((id) => id !== accountId);
    write.mutate({
      ...{ act: "members", unitId },
      accountIds: isMember ? [...others, accountId] : others,
    });
  };
  return (
    <li data-stopped={!isActive || undefined}>
      <div className="settings-line">
        {renamed === null ? (
          <b>{nameIn(language, unit)}</b>
        ) : (
          <input
            className="input"
            aria-label={say.unitName}
            maxLength={80}
            value={renamed}
            onChange={({ target }) => setRenamed(target.value)}
          />
        )}
        {!isActive && <span className="badge">{say.stopped}</span>}
        <small>{say.open(openComplaints)}</small>
        <span className="settings-acts">
          {renamed === null ? (
            <>
              <Button isQuiet onPress={() => setRenamed(unit.name)}>
                {say.rename}
              </Button>
              <Button
                isQuiet
                isDisabled={write.isPending}
                onPress={() => write.mutate({ act: "work", unitId, isActive: !isActive })}
              >
                {isActive ? say.stop : say.start}
              </Button>
            </>
          ) : (
            <>
              <Button
                isDisabled={renamed.trim() === "" || write.isPending}
                onPress={() =>
                  write.mutate(
                    { act: "rename", unitId, name: renamed },
                    { onSuccess: () => setRenamed(null) },
                  )
                }
              >
                {say.save}
              </Button>
              <Button isQuiet onPress={() => setRenamed(null)}>
                {say.cancel}
              </Button>
            </>
          )}
        </span>
      </div>
      {write.error && <p role="alert">{write.error.message}</p>}
      <details>
        <summary>
          {say.members(own.length)}
          <small>{own.map(({ displayName }) => displayName).join(" · ")}</small>
        </summary>
        {accounts.length === 0 && <p className="settings-quiet">{say.membersNone}</p>}
        <div className="settings-members">
          {accounts.map(({ accountId, displayName, unitIds }) => (
            <Toggle
              key={accountId}
              isOn={unitIds.includes(unitId)}
              onChange={(isOn) => choose(accountId, isOn)}
            >
              {displayName}
            </Toggle>
          ))}
        </div>
      </details>
    </li>
  );
}
