import { type Case, fill, type Json, type Step } from "./case.ts";
import type { Driver } from "./driver.ts";
import { mismatch } from "./match.ts";

/** How a case ended for one driver. */
export interface Outcome {
  result: "passed" | "failed" | "lacking";
  /** What is wrong; or why the driver cannot take part. */
  why: string[];
}

/** Where a case runs: scripted answers, or a whole API. */
export interface Ground {
  /** Values for `{{names}}` in steps: the base URL above all. */
  values: Json;
  /** Performs the steps that are the harness's own. */
  perform?(step: Json): Promise<Json>;
  /** What is wrong with what the server saw, once all steps are done. */
  judge?(): string[];
  /** Frees what the case held, however it ended. */
  close?(): void;
}

const ofHarness = new Set(["pay", "effects", "delivery", "network"]);

/** Runs the steps of a case with one variant of one driver. */
export async function runCase(
  one: Case,
  driver: Driver,
  variant: string | undefined,
  ground: Ground,
): Promise<Outcome> {
  const values: Json = { ...ground.values };
  try {
    const why: string[] = [];
    for (const [index, step] of one.steps.entries()) {
      const way = { one, driver, variant, ground, values };
      if (speaking.has(step.do)) await makeClient(String(step.client ?? "main"), way);
      why.push(...(await take(step, `step ${index + 1}`, way)));
      if (why.length > 0) break;
    }
    why.push(...(ground.judge?.() ?? []));
    return why.length === 0 ? { result: "passed", why } : failed(why);
  } catch (error) {
    return failed([(error as Error).message]);
  } finally {
    ground.close?.();
  }
}

function failed(why: string[]): Outcome {
  return { result: "failed", why };
}

/** What is done with a client, which is made when the first step speaks to it. */
const speaking = new Set(["call", "list_all", "wait_until_settled", "print", "limit"]);

async function makeClient(name: string, { one, driver, variant, values }: Way): Promise<void> {
  if (`client.${name}` in values) return;
  const options = fill(name === "main" ? one.client : one.clients[name], values) as Json;
  const answer = await driver.ask({ do: "client", options: withBase(options, values), variant });
  const { client } = (answer.ok ?? {}) as { client?: string };
  if (client === undefined) throw new Error(`The client ${name} was not made: ${JSON.stringify(answer)}`);
  values[`client.${name}`] = client;
}

function withBase(options: Json, values: Json): Json {
  const { anonymous: _, ...rest } = options;
  return { base_url: values.base_url, ...rest };
}

interface Way {
  one: Case;
  driver: Driver;
  variant: string | undefined;
  ground: Ground;
  values: Json;
}

async function take(step: Step, place: string, { driver, variant, ground, values }: Way): Promise<string[]> {
  const { expect, save = {}, ...request } = fill(step, values) as Step;
  const answer = ofHarness.has(step.do)
    ? { ok: await (ground.perform ?? noGround)(request) }
    : await driver.ask(forDriver(request, values, variant));
  for (const [name, path] of Object.entries(save)) {
    const value = path.split(".").reduce<unknown>((at, key) => (at as Json | undefined)?.[key], answer);
    if (value === undefined) return [`${place}: there is no ${path} in ${JSON.stringify(answer)}`];
    values[name] = value;
  }
  return expect === undefined ? unexpected(answer, place) : mismatch(answer, expect, place);
}

/** Without an expectation a step must only succeed. */
function unexpected(answer: Json, place: string): string[] {
  return answer.error === undefined ? [] : [`${place} failed: ${JSON.stringify(answer.error).slice(0, 600)}`];
}

function forDriver(request: Json, values: Json, variant: string | undefined): Json {
  if (request.do === "client") {
    return { ...request, variant, options: withBase(request.options as Json, values) };
  }
  const { client = "main", ...rest } = request;
  return { ...rest, client: values[`client.${client}`] };
}

function noGround(): never {
  throw new Error("Only a whole API can do this step.");
}
