import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startMockServer } from "../../src/server.ts";

test("a Python app is tested against the process, as the example shows", async () => {
  const server = await startMockServer({ port: 0, clock: "2026-01-31T10:00:00Z" });
  try {
    const example = new URL("../../../../examples/mocks/test_renew.py", import.meta.url).pathname;
    const { stderr } = await promisify(execFile)("python3", ["-B", example], {
      env: { ...process.env, RENEWAL_MOCK: server.url },
    });
    expect(stderr).toContain("Ran 2 tests");
    expect(stderr).toContain("OK");
  } finally {
    await server.close();
  }
});
