import { defineConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Without "module" of the common conditions: under it, OpenTelemetry's packages are files that Node cannot load.
const conditions = ["renewal-source", "node", "development|production"];

export default defineConfig({ ...base, resolve: { conditions }, ssr: { resolve: { conditions } } });
