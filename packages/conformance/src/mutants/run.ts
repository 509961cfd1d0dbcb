import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Case } from "../case.ts";
import { Driver } from "../driver.ts";
import { inTurn } from "../run-all.ts";
import { type Ground, type Outcome, runCase } from "../run-case.ts";
import { scriptedGround } from "../scripted/ground.ts";
import type { ScriptedServer } from "../scripted/server.ts";
import { targetGround } from "../targets/ground.ts";
import type { Shop } from "../targets/shop.ts";
import type { Target } from "../targets/target.ts";
import { clientMutants, serverMutants } from "./list.ts";
import { wrongTarget } from "./servers.ts";

/** A planted fault and what came of it. */
export interface Mutant {
  /** `client` or `server`. */
  of: string;
  name: string;
  /** The case that must catch it. */
  id: string;
  caught: boolean;
  /** What the case said. */
  why: string[];
}

const folder = join(import.meta.dirname, "..", "..");
const program = [process.execPath, "drivers/typescript/driver.ts"];
const wrongSdk = pathToFileURL(join(import.meta.dirname, "sdk.ts")).href;

/** Runs the case of every mutant against it: each must fail, or the suite would not notice that fault in an SDK. */
export async function runMutants(
  cases: readonly Case[],
  { server, target, shop }: { server: ScriptedServer; target: Target; shop: Shop },
): Promise<Mutant[]> {
  const caseOf = (id: string): Case => {
    const one = cases.find((other) => other.id === id);
    if (one === undefined) throw new Error(`A mutant names the case ${id}, and there is none.`);
    return one;
  };
  const clients = await inTurn(Object.entries(clientMutants), 3, async ([name, id]) => {
    const one = caseOf(id);
    const environment = { RENEWAL_SDK: wrongSdk, MUTANT: name };
    return verdict("client", name, id, await runOnce(one, environment, scriptedGround(one, server)));
  });
  const names = Object.keys(serverMutants) as (keyof typeof serverMutants)[];
  const servers = await inTurn(names, 3, async (name) => {
    const one = caseOf(serverMutants[name]);
    const wrong = await wrongTarget(name, target);
    try {
      const ground = await targetGround(one, `wrong-${name}`, wrong, shop, 3000);
      return verdict("server", name, one.id, await runOnce(one, {}, ground));
    } finally {
      await wrong.stop();
    }
  });
  return [...clients, ...servers];
}

async function runOnce(one: Case, environment: Record<string, string>, ground: Ground): Promise<Outcome> {
  const driver = new Driver({ program, folder, environment });
  try {
    return await runCase(one, driver, undefined, ground);
  } finally {
    await driver.stop();
  }
}

function verdict(of: string, name: string, id: string, { result, why }: Outcome): Mutant {
  return { of, name, id, caught: result === "failed", why };
}
