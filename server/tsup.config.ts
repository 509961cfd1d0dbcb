import { defineConfig } from "tsup";
import { esm } from "../tsup.base.ts";

export default defineConfig(esm({ entry: ["src/index.ts", "src/cli.ts"], platform: "node" }));
