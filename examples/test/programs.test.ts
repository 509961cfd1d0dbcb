import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LiveServer, type Program, root, start, startLiveServer } from "./live.ts";

const programs = globSync("examples/*.ts", { cwd: root, exclude: ["**/*.config.ts"] }).map((path) =>
  basename(path),
);

const command = (program: string) => [
  process.execPath,
  "--conditions=renewal-source",
  join(root, "examples", program),
];

describe("The programs for Node", () => {
  let server: LiveServer;
  const running: Program[] = [];
  const run = (program: string, environment: Record<string, string> = {}) => {
    const one = start(command(program), { RENEWAL_BASE_URL: `${server.url}/v1`, ...environment });
    running.push(one);
    return one;
  };
  beforeAll(async () => {
    server = await startLiveServer();
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await server?.stop();
  });

  test("are all run here", () => {
    expect(programs).toEqual(["renew-a-membership.ts"]);
  });

  test("a membership is renewed from end to end against the live server", async () => {
    const program = run("renew-a-membership.ts");
    expect(await program.find(/The payment is (\w+)/)).toBe("paid");
    const until = await program.find(/The membership is active until (\S+)/);
    const months = (Date.parse(until) - Date.now()) / (30 * 24 * 3600 * 1000);
    expect(Math.round(months)).toBe(12);
  });

  test("wrong credentials are told in a line, and end the program with 1", async () => {
    const program = run("renew-a-membership.ts", { RENEWAL_CLIENT_SECRET: "wrong" });
    await program.find(/(INVALID_CLIENT): .* \(request req_/);
    expect(await program.ended()).toBe(1);
    expect(program.said()).not.toContain("    at ");
  });
});
