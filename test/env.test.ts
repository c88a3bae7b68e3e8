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

it("lets the demonstration live unless it is told not to, or there is to be none", () => {
  const isLive = (variables: Record<string, string>) => readEnvironment(variables).isDemoLive;
  expect([isLive({}), isLive({ DEMO_LIVE: "off" }), isLive({ DEMO: "off" })]).toEqual([
    ...[true, false, false],
  ]);
});

it("takes a day as the demonstration's anchor, and no time of day", () => {
  expect(readEnvironment({ DEMO_ANCHOR: "2026-03-02" }).demoAnchor).toBe("2026-03-02");
  for (const anchor of [
    "2026-03-02T00:00:00+08:00",
    "2026-03-02T12:00:00Z",
    "2026-02-30",
    "today",
  ]) {
    expect(() => readEnvironment({ DEMO_ANCHOR: anchor })).toThrow(
      /DEMO_ANCHOR: .*a day without a time/,
    );
  }
});

it("takes a provider of single sign-on whole, over TLS, and with the server's own address", () => {
  const whole = {
    PUBLIC_URL: "https://atlas.example",
    OIDC_ISSUER: "https://id.example",
    OIDC_CLIENT_ID: "atlas",
    OIDC_CLIENT_SECRET: "secret",
  };
  expect(readEnvironment(whole).oidc).toMatchObject({ issuer: "https://id.example" });
  expect(readEnvironment({}).oidc).toBeNull();
  expect(() => readEnvironment({ ...whole, OIDC_CLIENT_SECRET: "" })).toThrow(/set all or none/);
  expect(() => readEnvironment({ ...whole, PUBLIC_URL: "" })).toThrow(/PUBLIC_URL/);
  expect(() => readEnvironment({ ...whole, OIDC_ISSUER: "http://id.example" })).toThrow(/https/);
  const near = { ...whole, OIDC_ISSUER: "http://127.0.0.1:9000" };
  expect(readEnvironment(near).oidc).not.toBeNull();
});

it("lets terminals in at port 7611 of this machine, elsewhere or nowhere", () => {
  expect(readEnvironment({}).jt808).toEqual({ host: "127.0.0.1", port: 7611 });
  const elsewhere = { JT808_HOST: "0.0.0.0", JT808_PORT: "6808" };
  expect(readEnvironment(elsewhere).jt808).toEqual({ host: "0.0.0.0", port: 6808 });
  expect(readEnvironment({ JT808_PORT: "0" }).jt808).toBeNull();
  expect(() => readEnvironment({ JT808_PORT: "70000" })).toThrow(/JT808_PORT/);
});
