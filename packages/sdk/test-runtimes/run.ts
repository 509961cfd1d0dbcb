// The packed SDK on every runtime and under every compiler that it promises; run by suite.json and by hand.
import { checkCompilers } from "./compilers.ts";
import { checkDeliveries } from "./deliveries.ts";
import { checkFaults } from "./faults.ts";
import { pack } from "./pack.ts";
import { servePage } from "./page.ts";
import { checkRuntimes } from "./runtimes.ts";
import { liveServer } from "./server.ts";

export type Outcome = "passed" | "failed" | "skipped";
export type Check = (name: string, run: () => Promise<void>, skipped?: string) => Promise<void>;

const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0 };

const check: Check = async (name, run, skipped) => {
  const start = performance.now();
  let outcome: Outcome = "passed";
  let fault = skipped ?? "";
  if (skipped !== undefined) outcome = "skipped";
  else {
    await run().catch((error: Error) => {
      outcome = "failed";
      fault = `\n${error.message}`;
    });
  }
  counts[outcome]++;
  console.log(
    `${outcome.padEnd(7)} ${name} (${Math.round(performance.now() - start)} ms) ${fault}`.trimEnd(),
  );
};

const consumer = pack();
const page = await servePage();
const server = await liveServer(page.origin);
try {
  await checkRuntimes(check, consumer, server.baseUrl, page);
  await checkFaults(check, consumer, server.baseUrl);
  await checkDeliveries(check, consumer, server.baseUrl);
  await checkCompilers(check, consumer);
} finally {
  await server.stop();
  page.stop();
  consumer.remove();
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);
