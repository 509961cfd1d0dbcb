import { type Case, fill, type Json, type Step } from "./case.ts";
import { Conversation } from "./conversation.ts";
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
  const optionsOf = (name: string) =>
    withBase(fill(name === "main" ? one.client : one.clients[name], values) as Json, values);
  const conversation = new Conversation(driver, variant, optionsOf);
  try {
    const why: string[] = [];
    for (const [index, step] of one.steps.entries()) {
      why.push(...(await take(step, `step ${index + 1}`, { conversation, ground, values })));
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

function withBase(options: Json, values: Json): Json {
  const { anonymous: _, ...rest } = options;
  return { base_url: values.base_url, ...rest };
}

interface Way {
  conversation: Conversation;
  ground: Ground;
  values: Json;
}

async function take(step: Step, place: string, { conversation, ground, values }: Way): Promise<string[]> {
  const { expect, save = {}, ...request } = fill(step, values) as Step;
  if (request.do === "client") request.options = withBase(request.options as Json, values);
  const answer = ofHarness.has(step.do)
    ? { ok: await (ground.perform ?? noGround)(request) }
    : await conversation.take(request);
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

function noGround(): never {
  throw new Error("Only a whole API can do this step.");
}
