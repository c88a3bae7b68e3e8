import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Prometheus metrics of one server: the process's own, and how long requests took by endpoint. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer, by endpoint, method and status",
    labelNames: ["route", "method", "status"],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  return {
    registry,
    observe(route: string, method: string, status: number, seconds: number) {
      requests.observe({ route, method, status }, seconds);
    },
  };
}
