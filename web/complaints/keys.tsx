import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { toApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { dictionary, useLanguage, useWords } from "../ui/language.ts";
import "./keys.css";

const words = dictionary(
  {
    lead: "凭密钥，别的程序可以通过 Open311 上报投诉（/open311/v2）；它读不到任何不公开的内容。",
    empty: "还没有密钥。",
    name: "程序名称",
    create: "新建密钥",
    once: "密钥只显示这一次，请现在复制保存：",
    copy: "复制",
    copied: "已复制",
    created: (who: string, when: string) => `${who} 建于 ${when}`,
    used: (when: string) => `最近使用 ${when}`,
    unused: "还没有用过",
    revoke: "撤销",
    sure: "确定撤销",
    keep: "不撤销",
  },
  {
    lead: "With a key another program sends complaints by Open311 (/open311/v2). It reads nothing that is not public.",
    empty: "There is no key yet.",
    name: "Name of the program",
    create: "New key",
    once: "The key is shown this once. Copy it now:",
    copy: "Copy",
    copied: "Copied",
    created: (who: string, when: string) => `made by ${who}, ${when}`,
    used: (when: string) => `last used ${when}`,
    unused: "not used yet",
    revoke: "Revoke",
    sure: "Revoke it",
    keep: "Keep it",
  },
);

const keyOf = (districtId: string) => ["complaints", "open311-keys", districtId];

/** The programs that may send complaints. */
export function KeysPage() {
  const say = useWords(words);
  const { view } = useView();
  const { districtId } = view.district;
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keyOf(districtId) });
  const path = { districtId };
  const list = useQuery({
    queryKey: keyOf(districtId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/districts/{districtId}/open311-keys", { params: { path }, signal })),
  });
  const make = useMutation({
    mutationFn: (name: string) =>
      unwrap(
        api.POST("/api/districts/{districtId}/open311-keys", { params: { path }, body: { name } }),
      ),
    onSuccess: refresh,
  });
  const revoke = useMutation({
    mutationFn: async (keyId: string) => {
      const { error } = await api.DELETE("/api/districts/{districtId}/open311-keys/{keyId}", {
        params: { path: { ...path, keyId } },
      });
      if (error) throw await toApiError(error);
    },
    onSettled: refresh,
  });
  const failure = make.error ?? revoke.error;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (name) make.mutate(name, { onSuccess: () => form.reset() });
  }
  return (
    <div className="keys">
      <p>{say.lead}</p>
      <form onSubmit={submit}>
        <input
          className="input"
          name="name"
          aria-label={say.name}
          placeholder={say.name}
          maxLength={100}
          required
        />
        <button className="button button-main" type="submit" disabled={make.isPending}>
          {say.create}
        </button>
      </form>
      {failure && <p role="alert">{failure.message}</p>}
      {make.data && <Made secret={make.data.apiKey} />}
      <Answer to={list} isEmpty={({ keys }) => keys.length === 0} empty={say.empty}>
        {({ keys }) => (
          <ul>
            {keys.map((key) => (
              <Row key={key.keyId} {...key} onRevoke={() => revoke.mutate(key.keyId)} />
            ))}
          </ul>
        )}
      </Answer>
    </div>
  );
}

function Made({ secret }: { secret: string }) {
  const say = useWords(words);
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="keys-made" role="status">
      <p>{say.once}</p>
      <output>{secret}</output>
      <Button onPress={() => void copyText(secret).then(setCopied)}>
        {isCopied ? say.copied : say.copy}
      </Button>
    </div>
  );
}

function Row(props: {
  name: string;
  hint: string;
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  onRevoke: () => void;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const [isAsked, setAsked] = useState(false);
  const { timeZone } = view.district;
  const format = dateFormat(language, {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone },
  });
  const time = (at: string) => format.format(new Date(at));
  return (
    <li>
      <span>
        <strong>{props.name}</strong> <code>…{props.hint}</code>
        <small>
          {say.created(props.createdBy, time(props.createdAt))} ·{" "}
          {props.lastUsedAt ? say.used(time(props.lastUsedAt)) : say.unused}
        </small>
      </span>
      {isAsked ? (
        <span className="keys-sure">
          <Button onPress={props.onRevoke}>{say.sure}</Button>
          <Button isQuiet onPress={() => setAsked(false)}>
            {say.keep}
          </Button>
        </span>
      ) : (
        <Button isQuiet onPress={() => setAsked(true)}>
          {say.revoke}
        </Button>
      )}
    </li>
  );
}
