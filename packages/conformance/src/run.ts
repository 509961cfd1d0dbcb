import { type Case, readCases } from "./case.ts";
import { checkSuite } from "./checks.ts";
import { runMutants } from "./mutants/run.ts";
import { recordedCases, recordedServer } from "./released/recorded.ts";
import { releasedSdks } from "./released/sdks.ts";
import type { Missing, Report } from "./report.ts";
import { type Column, inTurn, runWith, type Trip } from "./run-all.ts";
import { obstacle, type Runner, runners } from "./runners/roster.ts";
import { scriptedGround } from "./scripted/ground.ts";
import { ScriptedServer } from "./scripted/server.ts";
import { targetGround } from "./targets/ground.ts";
import { startMock } from "./targets/mock.ts";
import { startServer } from "./targets/server.ts";
import { openShop } from "./targets/shop.ts";

/** Runs everything: each SDK, each release, each planted fault, and the checks of the suite itself. */
export async function runEverything(): Promise<Report> {
  const cases = readCases();
  const everything = [...cases, ...recordedCases()];
  await using world = await openWorld(everything);
  const { present, missing } = whoIsHere();
  const columns: Column[] = [];
  // Preparing blocks, so that it comes first; a runner that cannot be prepared is as good as missing.
  const started = present.flatMap((runner) => {
    try {
      const trips = runner.name === "http" ? world.journeys : [...world.scripts, ...world.journeys];
      return [{ name: runner.name, command: runner.prepare(), trips }];
    } catch (error) {
      missing.push({ runner: runner.name, absent: false, why: (error as Error).message });
      return [];
    }
  });
  const released = releasedSdks
    .filter(({ runner }) => started.some(({ name }) => name === runner))
    .map((one) => ({ name: one.name, command: one.prepare(), trips: world.journeys }));
  // More of them at once would only make each other late.
  await inTurn([...started, ...released], 3, async ({ name, command, trips }) => {
    const own = await runWith(name, command, trips).catch((error: Error) => {
      missing.push({ runner: name, absent: false, why: error.message });
      return [];
    });
    columns.push(...own);
  });
  const order = [...started, ...released].map(({ name }) => name);
  columns.sort((one, other) => order.indexOf(one.runner) - order.indexOf(other.runner));
  const mutants = await runMutants(cases, world);
  const report: Report = { columns, missing, mutants, checks: [] };
  return { ...report, checks: checkSuite(everything, report) };
}

function whoIsHere(): { present: Runner[]; missing: Missing[] } {
  const present: Runner[] = [];
  const missing: Missing[] = [];
  for (const runner of runners) {
    const found = obstacle(runner);
    if (found === undefined) present.push(runner);
    else missing.push({ runner: runner.name, ...found });
  }
  return { present, missing };
}

/** What the cases run on, and where each kind of them goes. */
async function openWorld(cases: readonly Case[]) {
  const server = await new ScriptedServer().listen();
  const shop = await openShop();
  const [target, mock] = await Promise.all([startServer(), startMock()]);
  const scripted = (one: Case) => scriptedGround(one, server);
  const isRecorded = ({ id }: Case) => id.startsWith("recorded/");
  const scripts: Trip[] = [
    {
      target: "script",
      cases: cases.filter((one) => one.on === "script" && !isRecorded(one)),
      groundOf: scripted,
    },
    { target: recordedServer, cases: cases.filter(isRecorded), groundOf: scripted },
  ];
  const journeys: Trip[] = [target, mock].map((each) => ({
    target: each.name,
    cases: cases.filter(({ on }) => on === "api"),
    groundOf: (one, who) => targetGround(one, who, each, shop),
  }));
  return {
    ...{ server, shop, target, scripts, journeys },
    async [Symbol.asyncDispose]() {
      await Promise.all([target.stop(), mock.stop()]);
      shop.stop();
      server.stop();
    },
  };
}
