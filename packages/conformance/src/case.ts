import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";

/** Any JSON object. */
export type Json = Record<string, unknown>;

/** What the scripted server answers: the name of a shared answer, or one written out. */
export type Scripted = string | (Json & { like?: string });

/** One thing to do, by the driver or by the harness, and what must come of it. */
export interface Step extends Json {
  do: string;
  /** What the answer of the driver must hold. */
  expect?: Json;
  /** Names for parts of the answer, for later steps: `{"transaction": "ok.body.transaction_id"}`. */
  save?: Record<string, string>;
}

/** One case, with its table already spread out. */
export interface Case {
  /** Unique: the file, a slash, the name. */
  id: string;
  /** A promise that a user could quote. */
  title: string;
  /** Where it runs: against scripted answers, or against every target that is a whole API. */
  on: "script" | "api";
  /** Abilities without which a driver cannot take part. */
  needs: readonly string[];
  /** Options of the client that steps speak to when they name none. */
  client: Json;
  /** Further clients by name. */
  clients: Record<string, Json>;
  /** Answers in turn, to everything but requests for tokens. */
  serve: readonly Scripted[];
  /** Answers in turn to requests for tokens. */
  serve_tokens: readonly Scripted[];
  /** A token that is refused whenever it comes, beside the script. */
  refuses?: string;
  /** What the network does to requests on their way to the API. */
  network: readonly Json[];
  steps: readonly Step[];
  /** What the server must have seen beside requests for tokens: how many, by a number or a rule, or each one in part. */
  seen: number | Json | readonly Json[] | undefined;
  /** The same of requests for tokens. */
  seen_tokens: number | Json | readonly Json[];
}

type Written = Partial<Case> & { name: string; title: string; each?: Json[] };

const folder = join(import.meta.dirname, "..");

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}

/** Answers that many cases share, by name. */
export const sharedAnswers = read("cases/shared/answers.json") as Record<string, Json>;

/**
 * Every case of every file, in order.
 *
 * @throws Error that names each fault, when a file does not follow the schema or a name is there twice
 */
export function readCases(): Case[] {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
    read("schema/cases.schema.json") as object,
  );
  const cases = globSync("cases/*.json", { cwd: folder })
    .sort()
    .flatMap((path) => {
      const file = read(path) as { cases: Written[]; defaults?: Partial<Case> };
      const spread = { ...file, cases: file.cases.flatMap(rows) };
      if (!validate(spread)) throw new Error(`${path}: ${JSON.stringify(validate.errors, undefined, 1)}`);
      return spread.cases.map((one) =>
        whole(basename(path).replace(/(\.gen)?\.json$/, ""), { ...file.defaults, ...one }),
      );
    });
  const twice = cases.find(({ id }, index) => cases.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Error(`There are two cases ${twice.id}.`);
  return cases;
}

/** A case for every row of `each`, whose columns stand as `{{column}}` in the rest. */
function rows({ each, ...written }: Written): Written[] {
  return (each ?? [{}]).map((row) => fill(written, row) as Written);
}

function whole(file: string, { name, ...written }: Written): Case {
  return {
    id: `${file}/${name}`,
    on: "script",
    needs: [],
    client: { token: "static-token" },
    clients: {},
    serve: [],
    serve_tokens: [],
    network: [],
    steps: [],
    seen: undefined,
    seen_tokens: written.serve_tokens?.length ?? 0,
    ...written,
  };
}

/** Puts values in the places of `{{names}}`: whole values where nothing else stands there, text otherwise. */
export function fill(template: unknown, values: Json): unknown {
  if (Array.isArray(template)) return template.map((one) => fill(one, values));
  if (typeof template === "object" && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
  }
  if (typeof template !== "string") return template;
  const whole = /^\{\{([\w.]+)\}\}$/.exec(template)?.[1];
  if (whole !== undefined && whole in values) return values[whole];
  return template.replace(/\{\{([\w.]+)\}\}/g, (mark, name) =>
    name in values ? String(values[name]) : mark,
  );
}
