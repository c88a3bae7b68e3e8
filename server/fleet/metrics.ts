import { Gauge, type Registry } from "prom-client";
import type { Jt808Counters } from "./jt808-counters.ts";

/** What terminals do, for Prometheus: read when it is asked for. */
export function fleetMetrics(registry: Registry, counters: Jt808Counters): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(read());
      },
    });
  gauge("jt808_connections", "Open connections of JT/T 808", () => counters.connections);
  gauge("jt808_authenticated", "Of those, authenticated terminals", () => counters.authenticated);
  gauge("jt808_messages_total", "Messages read", () => counters.messages);
  gauge(
    "jt808_positions_acknowledged_total",
    "Positions acknowledged, so stored or counted as rejected",
    () => counters.acknowledgedFixes,
  );
  new Gauge({
    name: "jt808_refused_total",
    help: "What was refused, by reason",
    labelNames: ["reason"],
    registers: [registry],
    collect() {
      for (const [reason, count] of Object.entries(counters.refused)) this.set({ reason }, count);
    },
  });
}
