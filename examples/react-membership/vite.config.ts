import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { defineConfig } from "vite";

const worker = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js");

export default defineConfig({
  plugins: [
    {
      // In your app: `npx msw init public`.
      name: "msw-worker",
      configureServer({ middlewares }) {
        middlewares.use("/mockServiceWorker.js", (_request, response) => {
          response.setHeader("Content-Type", "text/javascript");
          response.end(readFileSync(worker));
        });
      },
    },
  ],
});
