type Hear = (payload: string) => void;

/** Who listens to which channel. Names are ours, lower-case words. */
export type Hearing = {
  /** @returns whether the channel is new. */
  add(channel: string, hear: Hear): boolean;
  /** @returns whether nobody listens to the channel any more. */
  remove(channel: string, hear: Hear): boolean;
  channels(): string[];
  tell(channel: string, payload: string): void;
  /** After a gap in listening: everybody hears an empty payload, "something may have happened". */
  wakeAll(): void;
};

export function hearing(): Hearing {
  const hearersByChannel = new Map<string, Set<Hear>>();
  const tell = (channel: string, payload: string) => {
    for (const hear of hearersByChannel.get(channel) ?? []) queueMicrotask(() => hear(payload));
  };
  return {
    add: (channel, hear) => {
      if (!/^[a-z_]+$/.test(channel)) throw new TypeError(`not a channel's name: ${channel}`);
      const hearers = hearersByChannel.get(channel) ?? new Set();
      hearersByChannel.set(channel, hearers.add(hear));
      return hearers.size === 1;
    },
    remove: (channel, hear) => {
      const hearers = hearersByChannel.get(channel);
      if (!hearers?.delete(hear) || hearers.size > 0) return false;
      return hearersByChannel.delete(channel);
    },
    channels: () => [...hearersByChannel.keys()],
    tell,
    wakeAll: () => {
      for (const channel of hearersByChannel.keys()) tell(channel, "");
    },
  };
}
