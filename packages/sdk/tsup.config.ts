import { defineConfig } from "tsup";
import { esm } from "../../tsup.base.ts";

const anywhere = { index: "src/index.ts" };

export default defineConfig(
  esm({
    entry: { ...anywhere, node: "src/node/index.ts" },
    format: ["esm", "cjs"],
    // A file for each platform, whole by itself; both look the same to the compiler.
    splitting: false,
    external: [/^node:/],
    dts: { ...(esm({}).dts as object), entry: anywhere },
  }),
);
