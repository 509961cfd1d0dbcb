import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { pathOf } from "./alerts.ts";

export interface Service {
  image: string;
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  networks?: Record<string, { ipv4_address?: string }> | string[];
  configs?: { source: string; target: string }[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

export const text = readFileSync(pathOf("compose.yaml"), "utf8");

export const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  configs: Record<string, { content: string }>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
};

/** The lines of an env file, as Compose reads those without quotes. */
export function settingsOf(envFile: string): Record<string, string> {
  return Object.fromEntries([...envFile.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
}

export const example = settingsOf(readFileSync(pathOf("example.env"), "utf8"));

/** What make-env.sh prints for that host. */
export function makeEnvironment(host: string): string {
  const { status, stdout, stderr } = spawnSync("sh", [pathOf("make-env.sh"), host], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The environment that Compose gives to a service. */
export function environmentOf(service: string, settings: Record<string, string>): Record<string, string> {
  const fill = (value: string) =>
    value.replace(/\$\{(\w+)(:-|:\?)([^}]*)\}/g, (_, name: string, kind: string, word: string) => {
      const given = settings[name] ?? "";
      if (given !== "") return given;
      if (kind === ":?") throw new Error(`${name}: ${word}`);
      return word;
    });
  const { environment = {} } = compose.services[service] as Service;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}
