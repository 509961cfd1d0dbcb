import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Without "module" of the common conditions: under it, OpenTelemetry's packages are files that Node cannot load.
const conditions = ["renewal-source", "node", "development|production"];

const everything = { ...base, resolve: { conditions }, ssr: { resolve: { conditions } } };
const { include: _, ...settings } = base.test ?? {};

const anywhere = mergeConfig(everything, { test: { name: "sdk", provide: { client: "anywhere" } } });

/** What goes over a network is promised of the client that is made for Node too. */
const inNode = mergeConfig(
  { ...everything, test: settings },
  {
    test: {
      ...{ name: "sdk in Node", provide: { client: "node" } },
      include: ["errors", "network", "payments", "tokens", "watching"].map(
        (folder) => `test/${folder}/*.test.ts`,
      ),
    },
  },
);

export default defineConfig({ test: { projects: [anywhere, inNode] } });
