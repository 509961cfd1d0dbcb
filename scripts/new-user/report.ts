import { cpus, totalmem } from "node:os";
import type { Outcome } from "./journey.ts";

/** docs/new-user.md, whole. */
export function report({ commit, server, languages }: Outcome): string {
  const { clone, install, start } = server;
  const before = clone + install + start;
  const rows = languages.map(
    ({ language, versions, commands, seconds }) =>
      `| ${language} | ${versions} | ${commands} | ${seconds.toFixed(0)} | ${commands + 2} | ${(before + seconds).toFixed(0)} |`,
  );
  return `# From a clean clone to the first paid order

Written by \`npm run new-user\`, which clones the last commit into an empty folder and does what the
[README](../README.md) and each [quick start](guides/quick-start.md) say: their commands and programs are read from there, so
that they cannot drift apart. It ends with an error when one of them does not lead to a paid order.

Commit ${commit}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB. The caches
of npm, pip, Go and Maven were as this machine had them, which is warm; a machine that has never seen the packages downloads
them first. Other work ran on the machine at the same time.

First the server, once: \`git clone\` ${clone.toFixed(0)} s, \`npm ci\` ${install.toFixed(0)} s, \`npm start\` ${start.toFixed(0)} s until it answers,
building included. That is two commands, \`npm ci && npm start\` counted as one.

| way | tried with | commands | seconds | commands from nothing | seconds from nothing |
| --- | --- | --: | --: | --: | --: |
${rows.join("\n")}

The way with curl pays on the checkout page, as a person does, in Chromium; the programs of the quick starts order what the
sandbox pays by itself.
`;
}
