import { expect, it } from "vitest";
import { EnvironmentError, readEnvironment } from "../server/env.ts";

it("needs nothing: every setting has a default", () => {
  expect(readEnvironment({})).toMatchObject({
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: null,
    demo: "auto",
  });
});

it("treats an empty variable as one that is not set", () => {
  expect(readEnvironment({ PORT: "" }).port).toBe(8080);
});

it("names every variable that does not make sense at once", () => {
  const read = () => readEnvironment({ PORT: "http", DATABASE_URL: "mysql://db", DEMO: "maybe" });
  expect(read).toThrow(EnvironmentError);
  expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*DEMO/);
});

it("refuses half a certificate and two base maps", () => {
  expect(() => readEnvironment({ TLS_CERT_FILE: "cert.pem" })).toThrow(/TLS_KEY_FILE/);
  const both = { BASEMAP_FILE: "a.pmtiles", BASEMAP_URL: "https://tiles.example/{z}/{x}/{y}.png" };
  expect(() => readEnvironment(both)).toThrow(/not both/);
});
